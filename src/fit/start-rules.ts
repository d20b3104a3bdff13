// The rules for the starts of `curves`. Each works in any unit, on points in any order and at any spacing, with noise and
// of either sign: it tries values for the parameters that the curve is not linear in (scan.ts), taken from where the
// points are. Without points that tell anything it gives values that a fit can begin with all the same.
import { bestTrial, ladder, type Points, sorted, spacing, type Trial, thinned, windows } from './scan.ts'

/** A range of no extent has no scale of its own. */
const orOne = (value: number) => (value > 0 ? value : 1)

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value / values.length, 0)

const pointsOf = (...columns: [x: Float64Array, y: Float64Array, weights: Float64Array]): Points =>
  thinned(sorted(...columns))

export function startExponentialDecay(x: Float64Array, y: Float64Array, weights: Float64Array) {
  const points = pointsOf(x, y, weights)
  const { least, range } = spacing(points.x)
  const [first = 0, last = 0] = [points.x[0], points.x.at(-1)]
  // Counted from the end where the exponential is largest, it overflows nowhere.
  function* trials(): Generator<Trial<{ b: number; from: number }>> {
    for (const rate of ladder(0.05 / orOne(range), 8 / orOne(least))) {
      yield { values: { b: rate, from: first }, shape: (t) => Math.exp(-rate * (t - first)) }
      yield { values: { b: -rate, from: last }, shape: (t) => Math.exp(rate * (t - last)) }
    }
  }
  const best = bestTrial(points, { constant: true }, trials())
  if (!best) return { a: 0, b: 1, c: mean(points.y) }
  const { b, from } = best.values
  return { a: best.factor * Math.exp(b * from), b, c: best.constant }
}

export function startGaussianPeak(x: Float64Array, y: Float64Array, weights: Float64Array) {
  const points = pointsOf(x, y, weights)
  function* trials(): Generator<Trial<{ center: number; width: number }>> {
    for (const window of windows(points.x, 4)) {
      for (const width of [window.width / 1.5, window.width / 3, window.width / 6]) {
        const center = window.middle
        yield { values: { center, width }, shape: (at) => Math.exp(-0.5 * ((at - center) / width) ** 2) }
      }
    }
  }
  const best = bestTrial(points, { constant: true }, trials())
  if (!best) return { height: 0, center: mean(points.x), width: orOne(spacing(points.x).range), base: mean(points.y) }
  return { height: best.factor, ...best.values, base: best.constant }
}

export function startLogisticGrowth(x: Float64Array, y: Float64Array, weights: Float64Array) {
  const points = pointsOf(x, y, weights)
  const { range } = spacing(points.x)
  const [first = 0, last = 0] = [points.x[0], points.x.at(-1)]
  const rising = (rate: number, midpoint: number): Trial<{ rate: number; midpoint: number }> => ({
    values: { rate, midpoint },
    shape: (t) => 1 / (1 + Math.exp(-rate * (t - midpoint))),
  })
  function* trials() {
    for (const { middle, width } of windows(points.x, 2)) {
      for (const rate of [3 / width, 6 / width]) yield* [rising(rate, middle), rising(-rate, middle)]
    }
    // What has not reached its middle yet, or is past it.
    for (const beyond of [0, 0.25, 0.5, 1, 2]) {
      for (let rate = 1 / orOne(range); rate <= 64 / orOne(range); rate *= 2) {
        for (const midpoint of [first - beyond * range, last + beyond * range]) {
          yield* [rising(rate, midpoint), rising(-rate, midpoint)]
        }
      }
    }
  }
  const best = bestTrial(points, { constant: false }, trials())
  if (!best) return { capacity: 2 * mean(points.y), rate: 1, midpoint: mean(points.x) }
  return { capacity: best.factor, ...best.values }
}

export function startMichaelisMenten(x: Float64Array, y: Float64Array, weights: Float64Array) {
  const points = pointsOf(x, y, weights)
  const positive = points.x.filter((at) => at > 0)
  const [least = 1, most = 1] = [positive[0], positive.at(-1)]
  function* trials(): Generator<Trial<number>> {
    for (const half of ladder(least / 30, most * 30)) yield { values: half, shape: (at) => at / (half + at) }
  }
  const best = bestTrial(points, { constant: false }, trials())
  if (!best) return { maximum: mean(points.y), half: 1 }
  return { maximum: best.factor, half: best.values }
}

export function startPower(x: Float64Array, y: Float64Array, weights: Float64Array) {
  const points = pointsOf(x, y, weights)
  const unit = orOne(points.x.reduce((largest, at) => Math.max(largest, Math.abs(at)), 0))
  function* trials(): Generator<Trial<number>> {
    for (let b = -8; b <= 8; b += 0.25) yield { values: b, shape: (at) => (at / unit) ** b }
  }
  const best = bestTrial(points, { constant: false }, trials())
  if (!best) return { a: mean(points.y), b: 1 }
  return { a: best.factor / unit ** best.values, b: best.values }
}
