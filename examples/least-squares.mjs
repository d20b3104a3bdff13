// Where am I? Distances to five beacons, one of which was measured around a corner.
import { leastSquares } from 'steepest'

const beacons = [
  { at: [0, 0], distance: 5.02 },
  { at: [10, 0], distance: 8.05 },
  { at: [0, 8], distance: 5.01 },
  { at: [10, 8], distance: 8.08 },
  { at: [5, -3], distance: 14.2 },
]
const residuals = ([x, y]) => beacons.map(({ at, distance }) => Math.hypot(x - at[0], y - at[1]) - distance)

for (const loss of ['squared', 'cauchy']) {
  const { x, message } = leastSquares(residuals, [5, 5], { loss, lossScale: 0.1 })
  console.log(`${loss}: (${x[0].toFixed(2)}, ${x[1].toFixed(2)}). ${message}`)
}
