// The frequency of a sine in points, wherever they lie: the one at which a sine, a cosine and a constant leave the least
// sum of squares (the generalized periodogram of Lomb, 1976, and Zechmeister & Kürster, 2009).
import { type Points, sorted } from './scan.ts'

/** Points looked at: of more, one of each group of neighbours. */
const mostPoints = 2048
/** Trials for each period more within the range, which is the width of a peak of the periodogram. */
const oversampling = 5

/** Frequencies from a fifth of a period within the range up to half as many periods as there are points. */
export function startSine(...columns: [x: Float64Array, y: Float64Array, weights: Float64Array]) {
  const { x, y, weights } = sampled(sorted(...columns))
  const first = x[0] ?? 0
  const range = (x.at(-1) ?? 0) - first
  const middle = first + range / 2
  const scan = new Scan(
    x.map((at) => at - middle),
    y,
    weights,
  )
  const distinct = 1 + x.reduce((count, at, i) => count + (i > 0 && at > x[i - 1]! ? 1 : 0), 0)
  const most = Math.max(1, Math.floor((oversampling * (distinct - 1)) / 2) - 1)
  const { frequency, sine, cosine, offset } = scan.best(1 / (oversampling * (range > 0 ? range : 1)), most)
  // sine · sin 2πf(t - m) + cosine · cos 2πf(t - m) as one sine of t, less whole turns.
  const turns = Math.atan2(cosine, sine) / (2 * Math.PI) - frequency * middle
  const phase = 2 * Math.PI * (turns - Math.round(turns))
  return { amplitude: Math.hypot(sine, cosine), frequency, phase, offset }
}

// A point of each group, at a place in it that varies: points that are equally far apart would make high frequencies
// look like low ones.
function sampled({ x, y, weights }: Points): Points {
  if (x.length <= mostPoints) return { x, y, weights }
  const size = x.length / mostPoints
  let random = 1
  const places = Array.from({ length: mostPoints }, (_, k) => {
    // Lehmer's generator with the constants of Park and Miller (1988).
    random = (random * 48271) % 2147483647
    return Math.floor((k + random / 2147483647) * size)
  })
  const pick = (from: Float64Array) => Float64Array.from(places, (i) => from[i]!)
  return { x: pick(x), y: pick(y), weights: pick(weights) }
}

class Scan {
  readonly #x: Float64Array
  readonly #y: Float64Array
  readonly #weights: Float64Array
  readonly #total: number
  readonly #mean: number

  constructor(x: Float64Array, y: Float64Array, weights: Float64Array) {
    this.#x = x
    // Without points any number does.
    this.#total = weights.reduce((sum, weight) => sum + weight, 0) || 1
    this.#mean = y.reduce((sum, value, i) => sum + weights[i]! * value, 0) / this.#total
    this.#y = y.map((value) => value - this.#mean)
    this.#weights = weights
  }

  // Of the multiples of a step. Sines and cosines of the next are those of the last, turned by those of the step.
  best(step: number, most: number) {
    const angles = this.#x.map((at) => 2 * Math.PI * step * at)
    const [sines, cosines] = [angles.map(Math.sin), angles.map(Math.cos)]
    const [s, c] = [sines.slice(), cosines.slice()]
    let best = { frequency: step, sine: 0, cosine: 0, offset: this.#mean, gain: 0 }
    for (let k = 1; k <= most; k++) {
      const found = this.#project(s, c)
      if (found.gain > best.gain && found.gain < Infinity) best = { frequency: k * step, ...found }
      for (let i = 0; i < s.length; i++) {
        const sine = s[i]! * cosines[i]! + c[i]! * sines[i]!
        c[i] = c[i]! * cosines[i]! - s[i]! * sines[i]!
        s[i] = sine
      }
    }
    return best
  }

  // By normal equations about the means: places are counted from the middle, so sine and cosine hardly correlate.
  #project(s: Float64Array, c: Float64Array) {
    let [sumS, sumC, ss, cc, sc, ys, yc] = [0, 0, 0, 0, 0, 0, 0]
    for (let i = 0; i < s.length; i++) {
      const weight = this.#weights[i]!
      const [sine, cosine, y] = [s[i]!, c[i]!, this.#y[i]!]
      sumS += weight * sine
      sumC += weight * cosine
      ss += weight * sine * sine
      cc += weight * cosine * cosine
      sc += weight * sine * cosine
      ys += weight * y * sine
      yc += weight * y * cosine
    }
    const [meanS, meanC] = [sumS / this.#total, sumC / this.#total]
    ss -= sumS * meanS
    cc -= sumC * meanC
    sc -= sumS * meanC
    const determinant = ss * cc - sc * sc
    if (!(determinant > 1e-10 * this.#total ** 2)) return { sine: 0, cosine: 0, offset: this.#mean, gain: 0 }
    const sine = (ys * cc - yc * sc) / determinant
    const cosine = (yc * ss - ys * sc) / determinant
    return { sine, cosine, offset: this.#mean - sine * meanS - cosine * meanC, gain: ys * sine + yc * cosine }
  }
}
