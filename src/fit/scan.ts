// Rough values for the parameters of a curve, from points alone. Most curves are a shape times a factor, plus a constant
// perhaps: for given parameters of the shape these follow by linear least squares, so only the others need to be tried
// (variable projection: Golub & Pereyra, 1973). What is tried comes from where the points are, so it fits any unit and
// any spacing.

/** Points in the order of x, at most so many: more are averaged in groups of neighbours. */
const mostPoints = 128

export interface Points {
  readonly x: Float64Array
  readonly y: Float64Array
  readonly weights: Float64Array
}

/** Those that count, sorted. */
export function sorted(x: Float64Array, y: Float64Array, weights: Float64Array): Points {
  const order = Array.from(x.keys())
    .filter((i) => weights[i]! > 0)
    .sort((i, j) => x[i]! - x[j]!)
  const pick = (from: Float64Array) => Float64Array.from(order, (i) => from[i]!)
  return { x: pick(x), y: pick(y), weights: pick(weights) }
}

/** Groups of neighbours as one point each, which keeps what is wider than a group and quietens noise. */
export function thinned({ x, y, weights }: Points): Points {
  const groups = Math.min(x.length, mostPoints)
  const first = (k: number) => Math.floor((k * x.length) / groups)
  const sums = (of: (i: number) => number) =>
    Float64Array.from({ length: groups }, (_, k) => {
      let sum = 0
      for (let i = first(k); i < first(k + 1); i++) sum += of(i)
      return sum
    })
  const total = sums((i) => weights[i]!)
  const mean = (of: Float64Array) => sums((i) => weights[i]! * of[i]!).map((sum, k) => sum / total[k]!)
  return { x: mean(x), y: mean(y), weights: total }
}

/** Values of the parameters that are tried, and the function that another parameter multiplies. */
export interface Trial<Values> {
  readonly values: Values
  readonly shape: (x: number) => number
}

/** Of y ≈ factor · shape(x) + constant. */
export interface Found<Values> {
  readonly values: Values
  readonly factor: number
  readonly constant: number
}

/** A shape whose part beside the constant is so small, or smaller, hardly differs from one. */
const flat = 1e-12

/** The trial that leaves the least sum of squares, the constant being 0 unless there is one; undefined without any. */
export function bestTrial<Values>(
  { x, y, weights }: Points,
  { constant }: { constant: boolean },
  trials: Iterable<Trial<Values>>,
): Found<Values> | undefined {
  const n = x.length
  let [total, mean] = [0, 0]
  for (let i = 0; i < n; i++) total += weights[i]!
  if (constant) for (let i = 0; i < n; i++) mean += (weights[i]! / total) * y[i]!
  let best: Found<Values> | undefined
  let mostGained = -1
  for (const { values, shape } of trials) {
    let [sum, squares, products] = [0, 0, 0]
    for (let i = 0; i < n; i++) {
      const value = shape(x[i]!)
      const weighted = weights[i]! * value
      sum += weighted
      squares += weighted * value
      products += weighted * (y[i]! - mean)
    }
    const about = constant ? squares - (sum * sum) / total : squares
    if (!(about > flat * squares)) continue
    const factor = products / about
    const gained = factor * products
    if (!(gained > mostGained && gained < Infinity && Math.abs(factor) < Infinity)) continue
    mostGained = gained
    best = { values, factor, constant: mean - (constant ? (factor * sum) / total : 0) }
  }
  return best
}

/** Numbers from one to another, each larger by a half. */
export function* ladder(from: number, to: number): Generator<number> {
  for (let value = from; value <= to; value *= 1.5) yield value
}

/** Places with widths of them: windows of all points, of half as many, …, of three, so many of them in a width. */
export function* windows(x: Float64Array, parts: number): Generator<{ middle: number; width: number }> {
  for (let count = x.length; count >= 3; count = Math.floor(count / 2)) {
    const step = Math.max(1, Math.floor(count / parts))
    for (let first = 0; first + count <= x.length; first += step) {
      const [start, end] = [x[first]!, x[first + count - 1]!]
      if (end > start) yield { middle: start / 2 + end / 2, width: end - start }
    }
  }
}

/** The least distance between neighbours that differ, and that between the ends; 0 where all are the same. */
export function spacing(x: Float64Array): { least: number; range: number } {
  const range = x.length > 0 ? x.at(-1)! - x[0]! : 0
  let least = range
  for (let i = 1; i < x.length; i++) {
    const distance = x[i]! - x[i - 1]!
    if (distance > 0 && distance < least) least = distance
  }
  return { least, range }
}
