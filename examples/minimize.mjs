// The minimum of a function with a gradient, and what the run says of itself.
import { minimize } from 'steepest'

const objective = {
  value: ([x, y]) => (x - 1) ** 4 + (x - 1) ** 2 * y + (y + 1) ** 2,
  gradient([x, y], out) {
    out[0] = 4 * (x - 1) ** 3 + 2 * (x - 1) * y
    out[1] = (x - 1) ** 2 + 2 * (y + 1)
  },
}

const { x, value, message, iterations, evaluations, method } = minimize(objective, [3, 1])
console.log(`x = (${x[0].toFixed(6)}, ${x[1].toFixed(6)}), value ${value.toFixed(6)}`)
console.log(`${method}: ${iterations} iterations, ${evaluations.gradient} gradients`)
console.log(message)
