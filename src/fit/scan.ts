// Rough values for the parameters of a curve, from points alone. Most curves are linear in some parameters: for given
// values of the others those follow by linear least squares, so only the others need to be tried (variable projection:
// Golub & Pereyra, 1973). What is tried comes from where the points are, so it fits any unit and any spacing.

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

/** Values of the parameters that are tried, and the functions that the others multiply. */
export interface Trial<Values> {
  readonly values: Values
  readonly basis: readonly ((x: number) => number)[]
}

/** The trial that leaves the least sum of squares, with the factors of its functions; undefined where none is finite. */
export function bestTrial<Values>(
  { x, y, weights }: Points,
  trials: Iterable<Trial<Values>>,
): { values: Values; factors: number[] } | undefined {
  const roots = weights.map(Math.sqrt)
  const target = y.map((value, i) => value * roots[i]!)
  let best: { values: Values; factors: number[]; left: number } | undefined
  for (const { values, basis } of trials) {
    const columns = basis.map((f) => x.map((at, i) => f(at) * roots[i]!))
    const { factors, left } = leastSquares(columns, target)
    if (left < (best?.left ?? Infinity) && factors.every(Number.isFinite)) best = { values, factors, left }
  }
  return best
}

/** A column of which so much, or less, is left beside the others depends on them. */
const dependent = 1e-7

// By the modified Gram-Schmidt process; overwrites the columns.
function leastSquares(columns: readonly Float64Array[], target: Float64Array) {
  const rest = Float64Array.from(target)
  const n = columns.length
  const factors = new Array<number>(n).fill(0)
  const upper = columns.map((column, j) => {
    const before = norm(column)
    const row = columns.slice(0, j).map((other) => remove(other, column))
    const after = norm(column)
    scale(column, after > dependent * before ? 1 / after : 0)
    return { row, after, factor: remove(column, rest) }
  })
  for (let j = n - 1; j >= 0; j--) {
    let sum = upper[j]!.factor
    for (let k = j + 1; k < n; k++) sum -= upper[k]!.row[j]! * factors[k]!
    factors[j] = sum === 0 ? 0 : sum / upper[j]!.after
  }
  return { factors, left: norm(rest) }
}

const norm = (v: Float64Array) => Math.sqrt(dot(v, v))

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function scale(v: Float64Array, by: number): void {
  for (let i = 0; i < v.length; i++) v[i] = v[i]! * by
}

/** Takes the part along a unit vector, or a zero one, out of another, and says how much it was. */
function remove(unit: Float64Array, from: Float64Array): number {
  const along = dot(unit, from)
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - along * unit[i]!
  return along
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
