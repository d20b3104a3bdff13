import { core } from '../backend/current.ts'
import { scheduleNames, updateSettingNames } from '../backend/operations.ts'
import { misuse, show } from '../errors.ts'
import { didYouMean, readOptions } from '../options/schema.ts'
import {
  type ConstantSchedule,
  type CosineSchedule,
  type ExponentialSchedule,
  type InverseSqrtSchedule,
  type InverseTimeSchedule,
  type OneCycleSchedule,
  type PolyakSchedule,
  type Schedule,
  type StepSchedule,
  scheduleSchemas,
} from '../options/update.ts'

/**
 * Constructors of schedules. They check nothing: whoever takes a schedule does.
 *
 * @example
 * new AdamW({ learningRate: 3e-4, schedule: schedules.cosine({ steps: 10_000, warmup: 500 }) })
 */
export const schedules = {
  constant: (options: Omit<ConstantSchedule, 'type'> = {}): ConstantSchedule => ({ ...options, type: 'constant' }),
  step: (options: Omit<StepSchedule, 'type'>): StepSchedule => ({ ...options, type: 'step' }),
  exponential: (options: Omit<ExponentialSchedule, 'type'>): ExponentialSchedule => ({
    ...options,
    type: 'exponential',
  }),
  cosine: (options: Omit<CosineSchedule, 'type'>): CosineSchedule => ({ ...options, type: 'cosine' }),
  oneCycle: (options: Omit<OneCycleSchedule, 'type'>): OneCycleSchedule => ({ ...options, type: 'one-cycle' }),
  inverseTime: (options: Omit<InverseTimeSchedule, 'type'>): InverseTimeSchedule => ({
    ...options,
    type: 'inverse-time',
  }),
  inverseSqrt: (options: Omit<InverseSqrtSchedule, 'type'> = {}): InverseSqrtSchedule => ({
    ...options,
    type: 'inverse-sqrt',
  }),
  polyak: (options: Omit<PolyakSchedule, 'type'> = {}): PolyakSchedule => ({ ...options, type: 'polyak' }),
} as const

/** The settings of the core that a schedule stands for; Polyak's wants the value known. @throws `ERR_OPTION` */
export function readSchedule(where: string, given: unknown, valueKnown = false): Record<string, number> {
  if (given === undefined) return { scheduleType: 0 }
  const what = `${where}: option schedule`
  if (typeof given !== 'object' || given === null) {
    throw misuse('ERR_OPTION', `${what} must be an object { type, … }, got ${show(given)}`)
  }
  const { type, ...rest } = given as { type?: unknown }
  const name = scheduleNames.find((each) => each === type)
  if (!name) {
    const hint = typeof type === 'string' ? didYouMean(type, scheduleNames) : ''
    const names = scheduleNames.map((each) => `'${each}'`).join(', ')
    throw misuse('ERR_OPTION', `${what}: type must be one of ${names}, got ${show(type)}${hint}`)
  }
  if (name === 'polyak' && !valueKnown) {
    throw misuse('ERR_OPTION', `${what} 'polyak' is for minimize, which knows the value of the objective`)
  }
  const options = readOptions(`${what} '${name}'`, rest, scheduleSchemas[name]) as Record<string, number | undefined>
  if (name === 'inverse-sqrt') options.steps ??= options.warmup || 1
  for (const needed of ['steps', 'factor']) {
    if (needed in options && options[needed] === undefined) {
      throw misuse('ERR_OPTION', `${what} '${name}' needs ${needed}`)
    }
  }
  if (name === 'cosine' && options.warmup! >= options.steps!) {
    throw misuse('ERR_OPTION', `${what} '${name}': warmup must be below steps, ${options.steps}, got ${options.warmup}`)
  }
  const settings: Record<string, number> = { scheduleType: scheduleNames.indexOf(name) }
  for (const [option, value] of Object.entries(options)) {
    settings[`schedule${option[0]!.toUpperCase()}${option.slice(1)}`] = value!
  }
  return settings
}

/** The settings in the core's order. */
export function settingNumbers(settings: Readonly<Record<string, unknown>>): Float64Array {
  return Float64Array.from(updateSettingNames, (name) => Number(settings[name] ?? 0))
}

const placeSchema = {
  learningRate: { type: 'number', min: 0, below: Infinity, default: 1 },
  t: { type: 'number', min: 0, integer: true, below: Infinity, default: 0 },
} as const

/**
 * The learning rate of step t = 0, 1, 2, … by a schedule.
 *
 * @example
 * learningRateAt(schedules.cosine({ steps: 100 }), 0.1, 50) // 0.05
 */
export function learningRateAt(schedule: Schedule, learningRate: number, t: number): number {
  const place = readOptions('learningRateAt', { learningRate, t }, placeSchema) as { learningRate: number; t: number }
  const settings = settingNumbers(readSchedule('learningRateAt', schedule))
  return core().operations.scheduleRate(settings, place.learningRate, place.t)
}
