// The other way round: the program asks where to look next, and tells what it found, whenever it has found it.
import { minimizer } from 'steepest'

const measure = async ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2

const run = minimizer([-1.2, 1])
while (!run.done) {
  const { points } = run.ask()
  run.tell(await Promise.all(points.map(measure)))
}
const { x, converged, evaluations } = run.result
console.log(`x = (${x[0].toFixed(4)}, ${x[1].toFixed(4)}), converged: ${converged}, ${evaluations.value} measurements`)
