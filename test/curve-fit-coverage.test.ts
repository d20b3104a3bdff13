// Standard errors and intervals against what repeated fits do.
import { curveFitSync } from 'steepest'
import { describe, expect, test } from 'vitest'
import { Draw } from './curve-draws.ts'

const truth = { a: 3, b: 0.8, c: 1 }
const curve = (t: number) => truth.a * Math.exp(-truth.b * t) + truth.c
const t = Float64Array.from({ length: 25 }, (_, i) => i / 5)
const repetitions = 1000

/** Three standard deviations of a frequency among so many. */
const frequencyError = (level: number) => 3 * Math.sqrt((level * (1 - level)) / repetitions)

describe.each([
  ['errors alike', false],
  ['errors that grow', true],
])('%s', (_, grow) => {
  const deviations = t.map((at) => (grow ? 0.02 + 0.04 * at : 0.1))
  const weights = deviations.map((deviation) => 1 / deviation ** 2)

  test.each([0.5, 0.95])('intervals hold what they are of, at the level %f', (level) => {
    const draw = new Draw(11)
    const places = [0, 1.3, 7]
    const hits = { a: 0, b: 0, c: 0, curve: [0, 0, 0], observation: [0, 0, 0] }
    for (let k = 0; k < repetitions; k++) {
      const y = t.map((at, i) => curve(at) + deviations[i]! * draw.normal())
      const fit = curveFitSync('a * exp(-b * t) + c', { t, y }, { start: truth, weights })
      const intervals = fit.confidenceIntervals(level)
      for (const name of ['a', 'b', 'c'] as const) {
        const [low, high] = intervals[name]!
        if (low <= truth[name] && truth[name] <= high) hits[name]++
      }
      const band = fit.band({ t: places }, { level })
      const deviation = (at: number) => (grow ? 0.02 + 0.04 * at : 0.1)
      const ofPlaces = places.map((at) => 1 / deviation(at) ** 2)
      const prediction = fit.band({ t: places }, { level, kind: 'prediction', weights: ofPlaces })
      places.forEach((at, j) => {
        if (band.lower[j]! <= curve(at) && curve(at) <= band.upper[j]!) hits.curve[j]!++
        const seen = curve(at) + deviation(at) * draw.normal()
        if (prediction.lower[j]! <= seen && seen <= prediction.upper[j]!) hits.observation[j]!++
      })
    }
    // A hundredth more for what linearization leaves out.
    const near = frequencyError(level) + 0.01
    for (const hit of [hits.a, hits.b, hits.c, ...hits.curve, ...hits.observation]) {
      expect(Math.abs(hit / repetitions - level)).toBeLessThan(near)
    }
  })
})

test.each(['squared', 'huber', 'soft-l1', 'cauchy'] as const)(
  'the standard errors with the loss %s are the deviations of repeated fits',
  (loss) => {
    const draw = new Draw(13)
    const found = { a: [] as number[], b: [] as number[], c: [] as number[] }
    const errors = { a: 0, b: 0, c: 0 }
    for (let k = 0; k < repetitions; k++) {
      // A tenth of the errors is four times as large.
      const y = t.map((at) => curve(at) + 0.05 * draw.normal() * (draw.uniform(0, 1) < 0.1 ? 4 : 1))
      const fit = curveFitSync('a * exp(-b * t) + c', { t, y }, { start: truth, loss, lossScale: 0.1 })
      for (const name of ['a', 'b', 'c'] as const) {
        found[name].push(fit.parameters[name]!)
        errors[name] += fit.standardErrors[name]! ** 2 / repetitions
      }
    }
    for (const name of ['a', 'b', 'c'] as const) {
      const mean = found[name].reduce((sum, value) => sum + value / repetitions, 0)
      const variance = found[name].reduce((sum, value) => sum + (value - mean) ** 2 / (repetitions - 1), 0)
      expect(Math.sqrt(errors[name] / variance)).toBeGreaterThan(0.88)
      expect(Math.sqrt(errors[name] / variance)).toBeLessThan(1.12)
    }
  },
)
