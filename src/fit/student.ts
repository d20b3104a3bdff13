// Quantiles of Student's t distribution, for intervals: the t that |T| stays below with probability `level`.
//
//   P(|T| > t) = I_x(ν/2, 1/2),  x = ν / (ν + t²)     Abramowitz & Stegun (1964), 26.5.27
//   I_x(a, b) = xᵃ (1-x)ᵇ / B(a, b) · 1/(β₁+ α₂/(β₂+ α₃/(β₃+ …)))     DiDonato & Morris (1992), ACM TOMS 18, eq. 9
//
// The equation is solved by Newton's method on logarithms, from Wallace's approximation (1959), to rounding. Of the two
// probabilities, within and beyond t, the smaller one is solved for: a difference from 1 would lose its digits.
const { exp, expm1, log, log1p, max, PI, sqrt } = Math

/** Beyond so many degrees of freedom three terms of the expansion about the normal quantile are exact to rounding. */
const many = 1e5

/**
 * @param level a probability between 0 and 1
 * @param degrees of freedom: a whole number from 1 on, or Infinity for the normal distribution
 */
export function studentQuantile(level: number, degrees: number): number {
  const normal = solved(level, 1, normalProbability)
  if (degrees === Infinity) return normal
  if (degrees > many) return expanded(normal, degrees)
  const inverseBeta = gammaRatio(degrees) / sqrt(PI)
  const wallace = (normal * (8 * degrees + 3)) / (8 * degrees + 1)
  const guess = sqrt(degrees * expm1(wallace ** 2 / degrees))
  return solved(level, guess, (t, side) => studentProbability(t, side, degrees, inverseBeta))
}

type Side = 'within' | 'beyond'

/** Of |T|: its probability on this side of t, and its density there. */
type Distribution = (t: number, side: Side) => { probability: number; density: number }

const mostSteps = 100

function solved(level: number, guess: number, of: Distribution): number {
  const side = level > 0.5 ? 'beyond' : 'within'
  const target = log(side === 'beyond' ? 1 - level : level)
  let t = guess
  for (let i = 0; i < mostSteps; i++) {
    const { probability, density } = of(t, side)
    // Of log P by log t.
    const slope = (side === 'beyond' ? -density : density) * (t / probability)
    // The tail is steeper further out: a step outward is bounded, lest the next be from where it is 0.
    const step = max((log(probability) - target) / slope, -1)
    t *= exp(-step)
    if (Math.abs(step) < 1e-15) break
  }
  return t
}

function normalProbability(z: number, side: Side) {
  const density = sqrt(2 / PI) * exp(-(z * z) / 2)
  if (z < 1) return { probability: within(density * normalSeries(z), side), density }
  // 1/(z+ 1/(z+ 2/(z+ …))): A&S 26.2.14.
  return { probability: beyond(density / continuedFraction(z, (k) => [k, z]), side), density }
}

// Σ z^(2k+1) / (1·3·5⋯(2k+1)): A&S 26.2.11.
function normalSeries(z: number): number {
  let term = z
  let sum = z
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return sum
}

function studentProbability(t: number, side: Side, degrees: number, inverseBeta: number) {
  const x = degrees / (degrees + t * t)
  const rest = (t * t) / (degrees + t * t)
  // x^(ν/2) / B, with the digits of x near 1.
  const power = inverseBeta * exp((-degrees / 2) * log1p((t * t) / degrees))
  const density = 2 * power * sqrt(x / degrees)
  // The fraction converges, and cancels nothing, up to the mean of the beta distribution, which is at t = 1.
  const lambda = ((t * t - 1) / 2) * x
  const probability =
    t < 1
      ? within((power * sqrt(rest)) / betaFraction(rest, x, 1 / 2, degrees / 2, -lambda), side)
      : beyond((power * sqrt(rest)) / betaFraction(x, rest, degrees / 2, 1 / 2, lambda), side)
  return { probability, density }
}

const within = (probability: number, side: Side) => (side === 'within' ? probability : 1 - probability)
const beyond = (probability: number, side: Side) => (side === 'beyond' ? probability : 1 - probability)

/** β₁+ α₂/(β₂+ …), where y = 1 - x and λ = a - (a+b) x. */
function betaFraction(x: number, y: number, a: number, b: number, lambda: number): number {
  const beta = (n: number) =>
    n + (n * (b - n) * x) / (a + 2 * n - 1) + ((a + n) / (a + 2 * n + 1)) * (lambda + 1 + n * (1 + y))
  return continuedFraction((a * (lambda + 1)) / (a + 1), (n) => [
    ((a + n - 1) * (a + b + n - 1) * n * (b - n) * x * x) / (a + 2 * n - 1) ** 2,
    beta(n),
  ])
}

/** first + a₁/(b₁+ a₂/(b₂+ …)) by Lentz's method, as modified by Thompson and Barnett (1986). */
function continuedFraction(first: number, part: (n: number) => readonly [a: number, b: number]): number {
  let value = first
  let numerator = first
  let denominator = 0
  for (let n = 1; n < 1000; n++) {
    const [a, b] = part(n)
    denominator = 1 / (b + a * denominator)
    numerator = b + a / numerator
    const factor = numerator * denominator
    value *= factor
    if (Math.abs(factor - 1) < 1e-16) break
  }
  return value
}

/** Γ((n+1)/2) / Γ(n/2), by its recurrence in steps of 2 or its asymptotic series: DLMF 5.5.1 and 5.11.13. */
function gammaRatio(n: number): number {
  if (n < 100) {
    let ratio = n % 2 === 1 ? 1 / sqrt(PI) : sqrt(PI) / 2
    for (let k = n % 2 === 1 ? 1 : 2; k < n; k += 2) ratio *= (k + 1) / k
    return ratio
  }
  const series = [1, -1 / 8, 1 / 128, 5 / 1024, -21 / 32768, -399 / 262144, 869 / 4194304]
  return sqrt(n / 2) * series.reduceRight((sum, coefficient) => (sum * 2) / n + coefficient, 0)
}

// In powers of 1/ν: A&S 26.7.5.
function expanded(z: number, degrees: number): number {
  const square = z * z
  const first = (square + 1) / 4
  const second = ((5 * square + 16) * square + 3) / 96
  const third = (((3 * square + 19) * square + 17) * square - 15) / 384
  return z * (1 + (first + (second + third / degrees) / degrees) / degrees)
}
