// The rate of an enzyme at concentrations of its substrate: a curve, how well it is known, and where a new
// measurement is to be expected. Puromycin, treated cells: Bates & Watts, Nonlinear Regression Analysis (1988), A1.3.
import { curveFit, curves } from 'steepest'

const concentration = [0.02, 0.02, 0.06, 0.06, 0.11, 0.11, 0.22, 0.22, 0.56, 0.56, 1.1, 1.1]
const rate = [76, 47, 97, 107, 123, 139, 159, 152, 191, 201, 207, 200]
const data = { concentration, rate }

// A common curve finds its own start, and takes the one other column for its predictor.
const fit = await curveFit(curves.michaelisMenten, data, { response: 'rate' })
for (const [name, [low, high]] of Object.entries(fit.confidenceIntervals(0.95))) {
  const value = fit.parameters[name].toPrecision(4)
  console.log(
    `${name} ${value} ± ${fit.standardErrors[name].toPrecision(3)}, ${low.toPrecision(4)} to ${high.toPrecision(4)}`,
  )
}
const { value, lower, upper } = fit.band({ concentration: [0.3] }, { kind: 'prediction' })
console.log(`at 0.3: ${value[0].toFixed(1)}, a measurement between ${lower[0].toFixed(1)} and ${upper[0].toFixed(1)}`)

// The same curve in other words: what is tied is a formula of the rest, and has a standard error too.
const efficiency = await curveFit('maximum * concentration / (half + concentration)', data, {
  response: 'rate',
  start: { maximum: 200, efficiency: 3000 },
  tied: { half: 'maximum / efficiency' },
})
console.log(
  `efficiency ${efficiency.parameters.efficiency.toFixed(0)} ± ${efficiency.standardErrors.efficiency.toFixed(0)}`,
)
