// A formula, compiled: its derivatives, its minimum, and the sum of its values over data, all in the core.
import { compile, minimize } from 'steepest'

const f = compile(({ x, y }) => (1 - x) ** 2 + 100 * (y - x * x) ** 2)
console.log(`df/dx = ${f.derivative('x')}`)
console.log(`gradient (${f.gradient({ x: -1.2, y: 1 }).join(', ')})`)

const { parameters, iterations, evaluations } = minimize(f, { x: -1.2, y: 1 }, { method: 'newton' })
console.log(`x = ${parameters.x.toFixed(6)}, y = ${parameters.y.toFixed(6)}`)
console.log(`${iterations} iterations, ${evaluations.hessian} exact Hessians`)

// Names that are columns of the data are no parameters of the sum.
const t = [0, 1, 2, 3, 4, 5]
const y = [2.9, 1.8, 1.3, 0.9, 0.75, 0.6]
const squares = compile('(y - (a * exp(-b * t) + c)) ** 2').over({ t, y })
const fit = minimize(squares, { a: 1, b: 1, c: 0 }, { bounds: { b: [0, 10] } })
for (const name of squares.parameters) console.log(`${name} = ${fit.parameters[name].toFixed(4)}`)
console.log(fit.message)
