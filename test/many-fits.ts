// Data of many fits, made alike everywhere, and their minima by other means than the core's.
import { Matrix } from 'steepest'

/** Numbers between 0 and 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
}

function normalNumbers(random: () => number): () => number {
  return () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())
}

export interface Decays {
  t: Float64Array
  y: Matrix
  start: { a: Float64Array; b: number; c: Float64Array }
}

/** Points on a exp(-b t) + c with 1 % noise, a row a fit. */
export function decays(count: number, points = 50, seed = 7): Decays {
  const random = randomNumbers(seed)
  const normal = normalNumbers(random)
  const t = Float64Array.from({ length: points }, (_, i) => (4 * i) / (points - 1))
  const y = new Float64Array(count * points)
  const a0 = new Float64Array(count)
  const c0 = new Float64Array(count)
  for (let k = 0; k < count; k++) {
    const [a, b, c] = [1 + 4 * random(), 0.3 + 2.7 * random(), 2 * random() - 1]
    for (let i = 0; i < points; i++) y[k * points + i] = a * Math.exp(-b * t[i]!) + c + 0.01 * a * normal()
    c0[k] = y[(k + 1) * points - 1]!
    a0[k] = y[k * points]! - c0[k]!
  }
  return { t, y: new Matrix(y, count, points), start: { a: a0, b: 1, c: c0 } }
}

/** Two Gaussian peaks on a line. */
export const peaks = 'a1*exp(-(((x - m1)/s1)**2)/2) + a2*exp(-(((x - m2)/s2)**2)/2) + c + d*x'

export function twoPeaks(count: number, points = 200, seed = 11) {
  const random = randomNumbers(seed)
  const normal = normalNumbers(random)
  const x = Float64Array.from({ length: points }, (_, i) => (10 * i) / (points - 1))
  const y = new Float64Array(count * points)
  for (let k = 0; k < count; k++) {
    const [a1, m1, s1] = [1 + 2 * random(), 2.5 + random(), 0.5 + 0.4 * random()]
    const [a2, m2, s2] = [1 + 2 * random(), 6 + random(), 0.6 + 0.6 * random()]
    const [c, d] = [random(), 0.1 * random()]
    for (let i = 0; i < points; i++) {
      const [z1, z2] = [(x[i]! - m1) / s1, (x[i]! - m2) / s2]
      y[k * points + i] =
        a1 * Math.exp((-z1 * z1) / 2) + a2 * Math.exp((-z2 * z2) / 2) + c + d * x[i]! + 0.02 * normal()
    }
  }
  const start = { a1: 2, m1: 3, s1: 0.7, a2: 2, m2: 6.5, s2: 0.9, c: 0.5, d: 0.05 }
  return { x, y: new Matrix(y, count, points), start }
}

/** Σ (a exp(-b t) + c - y)² with the best a and c for this b. */
function projected(b: number, t: Float64Array, y: Float64Array): number {
  const n = t.length
  const e = t.map((each) => Math.exp(-b * each))
  const mean = e.reduce((sum, each) => sum + each, 0) / n
  const middle = y.reduce((sum, each) => sum + each, 0) / n
  let [ee, ey] = [0, 0]
  for (let i = 0; i < n; i++) {
    ee += (e[i]! - mean) ** 2
    ey += (e[i]! - mean) * (y[i]! - middle)
  }
  const a = ey / ee
  let sum = 0
  for (let i = 0; i < n; i++) sum += (y[i]! - middle - a * (e[i]! - mean)) ** 2
  return sum
}

/** The least sum of squares of a decay: a scan over b, golden sections, and a parabola, a and c being linear. */
export function leastSum(t: Float64Array, y: Float64Array): number {
  let [best, at] = [Infinity, 1]
  for (let b = 0.1; b < 10; b *= 1.5) {
    const sum = projected(b, t, y)
    if (sum < best) {
      best = sum
      at = b
    }
  }
  const golden = (Math.sqrt(5) - 1) / 2
  let [low, high] = [at / 1.5, at * 1.5]
  while (high - low > 1e-3 * at) {
    const [p, q] = [high - golden * (high - low), low + golden * (high - low)]
    if (projected(p, t, y) < projected(q, t, y)) high = q
    else low = p
  }
  const middle = (low + high) / 2
  const h = (high - low) / 2
  const [f0, f1, f2] = [projected(low, t, y), projected(middle, t, y), projected(high, t, y)]
  return projected(middle + (h * (f0 - f2)) / (2 * (f0 - 2 * f1 + f2)), t, y)
}
