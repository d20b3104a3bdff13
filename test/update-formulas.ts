// The first-order rules as their papers and PyTorch's documentation write them, one element at a time, with powers where
// the core keeps running values.

export interface Formula {
  learningRate: number
  weightDecay?: number
  momentum?: number
  dampening?: number
  nesterov?: boolean
  learningRateDecay?: number
  initialAccumulator?: number
  rho?: number
  centered?: boolean
  epsInsideSqrt?: boolean
  beta1?: number
  beta2?: number
  epsilon?: number
  momentumDecay?: number
}

/** What a rule remembers of one parameter; `t` counts from 1. */
type Memory = { m: number; v: number; u: number; b: number }
type Rule = (o: Required<Formula>, memory: Memory, x: number, g: number, t: number) => number

const adam =
  (largest: boolean): Rule =>
  (o, memory, x, g, t) => {
    memory.m = o.beta1 * memory.m + (1 - o.beta1) * g
    memory.v = o.beta2 * memory.v + (1 - o.beta2) * g ** 2
    memory.u = Math.max(memory.u, memory.v)
    const corrected = (largest ? memory.u : memory.v) / (1 - o.beta2 ** t)
    return x - (o.learningRate * (memory.m / (1 - o.beta1 ** t))) / (Math.sqrt(corrected) + o.epsilon)
  }

/** μₜ of Nadam. */
const mu = (o: Required<Formula>, t: number) => o.beta1 * (1 - 0.5 * 0.96 ** (t * o.momentumDecay))
const rules: Record<string, Rule> = {
  Sgd(o, memory, x, g, t) {
    if (o.momentum === 0) return x - o.learningRate * g
    memory.b = t === 1 ? g : o.momentum * memory.b + (1 - o.dampening) * g
    return x - o.learningRate * (o.nesterov ? g + o.momentum * memory.b : memory.b)
  },
  Adagrad(o, memory, x, g, t) {
    if (t === 1) memory.v = o.initialAccumulator
    memory.v += g ** 2
    return x - ((o.learningRate / (1 + (t - 1) * o.learningRateDecay)) * g) / (Math.sqrt(memory.v) + o.epsilon)
  },
  Adadelta(o, memory, x, g) {
    memory.v = o.rho * memory.v + (1 - o.rho) * g ** 2
    const delta = (Math.sqrt(memory.u + o.epsilon) / Math.sqrt(memory.v + o.epsilon)) * g
    memory.u = o.rho * memory.u + (1 - o.rho) * delta ** 2
    return x - o.learningRate * delta
  },
  RmsProp(o, memory, x, g) {
    memory.v = o.rho * memory.v + (1 - o.rho) * g ** 2
    memory.m = o.rho * memory.m + (1 - o.rho) * g
    const v = o.centered ? memory.v - memory.m ** 2 : memory.v
    const quotient = g / (o.epsInsideSqrt ? Math.sqrt(v + o.epsilon) : Math.sqrt(v) + o.epsilon)
    memory.b = o.momentum * memory.b + quotient
    return x - o.learningRate * memory.b
  },
  Adam: adam(false),
  AmsGrad: adam(true),
  Nadam(o, memory, x, g, t) {
    memory.m = o.beta1 * memory.m + (1 - o.beta1) * g
    memory.v = o.beta2 * memory.v + (1 - o.beta2) * g ** 2
    const product = mu(o, t) * (t === 1 ? 1 : memory.u)
    const ahead = ((1 - mu(o, t)) * g) / (1 - product) + (mu(o, t + 1) * memory.m) / (1 - product * mu(o, t + 1))
    memory.u = product
    return x - (o.learningRate * ahead) / (Math.sqrt(memory.v / (1 - o.beta2 ** t)) + o.epsilon)
  },
  AdamW: (o, memory, x, g, t) => adam(false)(o, memory, (1 - o.learningRate * o.weightDecay) * x, g, t),
}

const none = {
  weightDecay: 0,
  momentum: 0,
  dampening: 0,
  nesterov: false,
  learningRateDecay: 0,
  initialAccumulator: 0,
  centered: false,
  epsInsideSqrt: false,
  beta1: 0.9,
  beta2: 0.999,
  momentumDecay: 0.004,
}
/** PyTorch's. */
const defaults: Record<string, Partial<Formula>> = {
  Sgd: { learningRate: 1e-3 },
  Adagrad: { learningRate: 1e-2, epsilon: 1e-10 },
  Adadelta: { learningRate: 1, rho: 0.9, epsilon: 1e-6 },
  RmsProp: { learningRate: 1e-2, rho: 0.99, epsilon: 1e-8 },
  Adam: { learningRate: 1e-3, epsilon: 1e-8 },
  AmsGrad: { learningRate: 1e-3, epsilon: 1e-8 },
  Nadam: { learningRate: 2e-3, epsilon: 1e-8 },
  AdamW: { learningRate: 1e-3, epsilon: 1e-8, weightDecay: 1e-2 },
}

/** Takes one parameter through as many steps as there are gradients. */
export function follow(
  name: string,
  options: Partial<Formula>,
  start: number,
  gradients: readonly number[],
  rateAt: (learningRate: number, t: number) => number = (rate) => rate,
): number {
  const o = { ...none, ...defaults[name], ...options } as Required<Formula>
  const memory: Memory = { m: 0, v: 0, u: 0, b: 0 }
  const penalty = name === 'AdamW' ? 0 : o.weightDecay
  return gradients.reduce((x, g, i) => {
    const learningRate = rateAt(o.learningRate, i)
    return rules[name]!({ ...o, learningRate }, memory, x, g + penalty * x, i + 1)
  }, start)
}
