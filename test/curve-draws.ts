// Data drawn from each of `curves`: parameters of either sign and any size, points equally far apart, at random, or
// crowded at one end, in any order, with noise.
import type { curves } from 'steepest'
import { Random } from './linalg-matrices.ts'

export type CurveName = keyof typeof curves

/** The formulas once more, in JavaScript. */
export const functions: Record<CurveName, (x: number, ...p: number[]) => number> = {
  exponentialDecay: (t, a = 0, b = 0, c = 0) => a * Math.exp(-b * t) + c,
  gaussianPeak: (x, height = 0, center = 0, width = 0, base = 0) =>
    height * Math.exp(-0.5 * ((x - center) / width) ** 2) + base,
  logisticGrowth: (t, capacity = 0, rate = 0, midpoint = 0) => capacity / (1 + Math.exp(-rate * (t - midpoint))),
  michaelisMenten: (x, maximum = 0, half = 0) => (maximum * x) / (half + x),
  power: (x, a = 0, b = 0) => a * x ** b,
  sine: (t, amplitude = 0, frequency = 0, phase = 0, offset = 0) =>
    amplitude * Math.sin(2 * Math.PI * frequency * t + phase) + offset,
}

export class Draw {
  readonly #random: Random

  constructor(seed: number) {
    this.#random = new Random(seed)
  }

  uniform(from: number, to: number): number {
    return from + ((to - from) * (this.#random.next() + 1)) / 2
  }
  /** Alike in all orders of magnitude between two positive numbers. */
  scale(from: number, to: number): number {
    return from * (to / from) ** this.uniform(0, 1)
  }
  sign(): number {
    return this.#random.next() < 0 ? -1 : 1
  }
  normal(): number {
    return Math.sqrt(-2 * Math.log(this.uniform(0, 1) || 1)) * Math.cos(this.uniform(0, 2 * Math.PI))
  }

  /** Such that so many points tell them. */
  parameters(name: CurveName, count: number): { parameters: number[]; from: number; to: number } {
    const range = this.scale(1e-3, 1e3)
    const from = this.sign() < 0 ? 0 : range * this.sign() * this.scale(0.1, 3)
    const to = from + range
    const size = () => this.sign() * this.scale(0.01, 100)
    switch (name) {
      case 'exponentialDecay': {
        const rate = (this.sign() * this.scale(0.7, 15)) / range
        return { parameters: [size() * Math.exp(rate * (rate > 0 ? from : to)), rate, size()], from, to }
      }
      case 'gaussianPeak':
        // A peak between two points has no least squares.
        return {
          parameters: [size(), from + range * this.uniform(0.2, 0.8), range * this.scale(2.5 / count, 0.25), size()],
          from,
          to,
        }
      case 'logisticGrowth':
        return {
          parameters: [size(), (this.sign() * this.scale(4, 40)) / range, from + range * this.uniform(0.2, 0.8)],
          from,
          to,
        }
      case 'michaelisMenten':
        return { parameters: [size(), range], from: range * this.scale(0.01, 0.3), to: range * this.scale(1, 30) }
      case 'power':
        return {
          parameters: [size(), this.sign() * this.scale(0.2, 4)],
          from: range * this.scale(0.05, 0.5),
          to: 2 * range,
        }
      case 'sine':
        return {
          parameters: [this.scale(0.01, 100), this.scale(0.7, 9) / range, this.uniform(-3, 3), size()],
          from,
          to,
        }
    }
  }

  places(count: number, from: number, to: number): Float64Array {
    const kind = Math.floor(this.uniform(0, 3))
    const part = (i: number) => (kind === 0 ? i / (count - 1) : this.uniform(0, 1) ** kind)
    const x = Float64Array.from({ length: count }, (_, i) => from + (to - from) * part(i))
    for (let i = count - 1; i > 0; i--) {
      const j = Math.floor(this.uniform(0, i + 1))
      ;[x[i], x[j]] = [x[j]!, x[i]!]
    }
    return x
  }

  /** @param noise its standard deviation as a part of the curve's extent */
  points(name: CurveName, count: number, noise: number) {
    const { parameters, from, to } = this.parameters(name, count)
    const x = this.places(count, from, to)
    const clean = x.map((at) => functions[name](at, ...parameters))
    const deviation = noise * (Math.max(...clean) - Math.min(...clean))
    return { parameters, x, y: clean.map((value) => value + deviation * this.normal()) }
  }
}
