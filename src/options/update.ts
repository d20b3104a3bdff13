// The options of the first-order rules, whose numbers bear the core's names, and the schedules of their rate.
import type { Rule, Schema } from './schema.ts'

const positive = { type: 'number', min: 0, below: Infinity } as const
const share = { type: 'number', min: 0, below: 1 } as const
const whole = { type: 'number', min: 0, integer: true, below: Infinity } as const

const common = (learningRate: number, weightDecay = 0) =>
  ({
    learningRate: { ...positive, default: learningRate },
    weightDecay: { ...positive, default: weightDecay },
    clipNorm: { type: 'number', above: 0, default: Infinity },
    schedule: { type: 'other' },
  }) as const satisfies Schema

const moments = (epsilon = 1e-8) =>
  ({
    beta1: { ...share, default: 0.9 },
    beta2: { ...share, default: 0.999 },
    epsilon: { ...positive, default: epsilon },
  }) as const satisfies Schema

/** The defaults are PyTorch's. */
export const updateSchemas = {
  sgd: {
    ...common(1e-3),
    momentum: { ...positive, default: 0 },
    dampening: { type: 'number', default: 0 },
    nesterov: { type: 'boolean', default: false },
  },
  adagrad: {
    ...common(1e-2),
    learningRateDecay: { ...positive, default: 0 },
    initialAccumulator: { ...positive, default: 0 },
    epsilon: { ...positive, default: 1e-10 },
  },
  adadelta: {
    ...common(1),
    rho: { type: 'number', min: 0, max: 1, default: 0.9 },
    epsilon: { ...positive, default: 1e-6 },
  },
  rmsprop: {
    ...common(1e-2),
    rho: { type: 'number', min: 0, max: 1, default: 0.99 },
    epsilon: { ...positive, default: 1e-8 },
    centered: { type: 'boolean', default: false },
    momentum: { ...positive, default: 0 },
    epsInsideSqrt: { type: 'boolean', default: false },
  },
  adam: { ...common(1e-3), ...moments() },
  amsgrad: { ...common(1e-3), ...moments() },
  nadam: { ...common(2e-3), ...moments(), momentumDecay: { ...positive, default: 4e-3 } },
  adamw: { ...common(1e-3, 1e-2), ...moments() },
} as const satisfies Record<string, Schema>

const steps = { type: 'number', min: 1, integer: true, below: Infinity } as const
const warmup = { ...whole, default: 0 } as const
const factor = { type: 'number', above: 0, below: Infinity } as const
const divisor = (value: number) => ({ type: 'number', min: 1, below: Infinity, default: value }) as const

/** What stands in a schedule beside its type. */
export const scheduleSchemas = {
  constant: { warmup },
  step: { steps, factor: { ...factor, default: 0.1 }, warmup },
  exponential: { factor, warmup },
  cosine: { steps, minimum: { ...positive, default: 0 }, warmup },
  'one-cycle': {
    steps,
    rise: { type: 'number', min: 0, max: 1, default: 0.3 },
    initialDivisor: divisor(25),
    finalDivisor: divisor(1e4),
  },
  'inverse-time': { steps, warmup },
  'inverse-sqrt': { steps, warmup },
  polyak: { minimum: { type: 'number', default: 0 } },
} as const satisfies Record<string, Readonly<Record<string, Rule>>>

interface Warmup {
  /** Steps in which the rate rises from α/`warmup` to the first of the schedule. @default 0 */
  warmup?: number
}

/** α throughout. */
export interface ConstantSchedule extends Warmup {
  type: 'constant'
}
/** Times `factor` after every `steps` steps. */
export interface StepSchedule extends Warmup {
  type: 'step'
  steps: number
  /** @default 0.1 */
  factor?: number
}
/** Times `factor` after every step. */
export interface ExponentialSchedule extends Warmup {
  type: 'exponential'
  factor: number
}
/** Down to `minimum` along half a cosine, in `steps` steps with those of the warm-up. */
export interface CosineSchedule extends Warmup {
  type: 'cosine'
  steps: number
  /** @default 0 */
  minimum?: number
}
/** Up from α/`initialDivisor` to α, then down to α/(`initialDivisor` `finalDivisor`), by cosines. */
export interface OneCycleSchedule {
  type: 'one-cycle'
  steps: number
  /** The share of the steps in which the rate rises. @default 0.3 */
  rise?: number
  /** @default 25 */
  initialDivisor?: number
  /** @default 10000 */
  finalDivisor?: number
}
/** α/(1 + t/`steps`) */
export interface InverseTimeSchedule extends Warmup {
  type: 'inverse-time'
  steps: number
}
/** α √(`steps`/(`steps` + t)) */
export interface InverseSqrtSchedule extends Warmup {
  type: 'inverse-sqrt'
  /** @default `warmup`, or 1 */
  steps?: number
}

/** α (f - f*)/‖g‖², for methods of `minimize`, which know the value f. */
export interface PolyakSchedule {
  type: 'polyak'
  /** f*, the value of the objective at its minimum. @default 0 */
  minimum?: number
}

/** The learning rate of each step, from the base rate α: plain data. `schedules` has a constructor for each. */
export type Schedule =
  | ConstantSchedule
  | StepSchedule
  | ExponentialSchedule
  | CosineSchedule
  | OneCycleSchedule
  | InverseTimeSchedule
  | InverseSqrtSchedule

/** Options of every first-order rule. */
export interface UpdateOptions {
  /** α, the base that a schedule starts from. */
  learningRate?: number
  /** How the rate changes from step to step. @default the same throughout */
  schedule?: Schedule
  /** λ of the penalty ½λ‖x‖², whose gradient is added; of `AdamW`, parameters shrink by αλ instead. */
  weightDecay?: number
  /** A gradient that is longer is shortened to this norm. @default Infinity */
  clipNorm?: number
}

export interface SgdOptions extends UpdateOptions {
  /** μ @default 0 */
  momentum?: number
  /** τ: the gradient enters the momentum times 1 - τ. @default 0 */
  dampening?: number
  /** Looks ahead along the momentum; needs one, and no dampening. @default false */
  nesterov?: boolean
}

export interface AdagradOptions extends UpdateOptions {
  /** η: the rate is divided by 1 + ηt. @default 0 */
  learningRateDecay?: number
  /** The sum of squares before the first step. @default 0 */
  initialAccumulator?: number
  /** @default 1e-10 */
  epsilon?: number
}

export interface AdadeltaOptions extends UpdateOptions {
  /** Share of the past in the averages. @default 0.9 */
  rho?: number
  /** @default 1e-6 */
  epsilon?: number
}

export interface RmsPropOptions extends UpdateOptions {
  /** Share of the past in the average; PyTorch calls it alpha. @default 0.99 */
  rho?: number
  /** @default 1e-8 */
  epsilon?: number
  /** Divides by the root of the variance rather than of the mean square. @default false */
  centered?: boolean
  /** @default 0 */
  momentum?: number
  /** √(v + ε) as in TensorFlow, rather than √v + ε. @default false */
  epsInsideSqrt?: boolean
}

export interface AdamOptions extends UpdateOptions {
  /** Share of the past in the average of gradients. @default 0.9 */
  beta1?: number
  /** Share of the past in the average of their squares. @default 0.999 */
  beta2?: number
  /** @default 1e-8 */
  epsilon?: number
}

export interface NadamOptions extends AdamOptions {
  /** ψ: how fast the momentum rises to β₁. @default 0.004 */
  momentumDecay?: number
}
