// The options of the first-order methods of minimize: those of the rules, whose defaults they share.

import { misuse } from '../errors.ts'
import type { MethodName } from '../methods.ts'
import { readSchedule } from '../update/schedule.ts'
import type { Schema } from './schema.ts'
import {
  type AdagradOptions,
  type NadamOptions,
  type PolyakSchedule,
  type RmsPropOptions,
  type Schedule,
  type SgdOptions,
  updateSchemas,
} from './update.ts'

/** The rule of each method, and the defaults that are the method's own. */
const rules = {
  sgd: ['sgd', {}],
  momentum: ['sgd', { momentum: 0.9 }],
  nesterov: ['sgd', { momentum: 0.9 }],
  adagrad: ['adagrad', {}],
  adadelta: ['adadelta', {}],
  rmsprop: ['rmsprop', {}],
  adam: ['adam', {}],
  amsgrad: ['amsgrad', {}],
  nadam: ['nadam', {}],
  adamw: ['adamw', {}],
} as const satisfies Partial<Record<MethodName, readonly [keyof typeof updateSchemas, object]>>

const { nesterov: _, ...ofSgd } = updateSchemas.sgd
const all = {
  ...ofSgd,
  ...updateSchemas.adagrad,
  ...updateSchemas.adadelta,
  ...updateSchemas.nadam,
  ...updateSchemas.rmsprop,
  batchSize: { type: 'number', min: 1, integer: true },
  epochs: { type: 'number', min: 0, integer: true },
  shuffle: { type: 'boolean' },
} as const

/** Without defaults, which depend on the method. */
export const firstOrderSchema = Object.fromEntries(
  Object.entries(all).map(([name, rule]) => [name, { ...rule, default: undefined }]),
) as unknown as Readonly<Record<keyof typeof all, Schema[string]>>

/** Options of the first-order methods: of each rule its own, as in its class. */
export interface FirstOrderOptions
  extends Omit<SgdOptions & AdagradOptions & NadamOptions & RmsPropOptions, 'nesterov' | 'schedule'> {
  /**
   * α. Without one, and without a schedule, it is chosen, grows with each step and is halved where a step would raise the
   * value, which is then taken back.
   *
   * @default chosen
   */
  learningRate?: number
  /** How the rate changes from step to step. @default the same throughout */
  schedule?: Schedule | PolyakSchedule
  /**
   * Rows in a batch, for an objective with `rows`. An iteration is then an epoch, in which each row is in one batch; the
   * learning rate is that of the rule's class unless given.
   *
   * @default all of them
   */
  batchSize?: number
  /** Iterations at most, by their name where there are batches. @default maxIterations */
  epochs?: number
  /** Whether each epoch has the rows in a new random order, drawn by `seed`, or in their own. @default true */
  shuffle?: boolean
}

/** Whether the options make batches of an objective with so many rows. @throws `ERR_OPTION` where it has none */
export function takesBatches(method: MethodName, { batchSize }: FirstOrderOptions, rows: number | undefined): boolean {
  if (batchSize === undefined || !Object.hasOwn(rules, method)) return false
  if (rows === undefined) throw misuse('ERR_OPTION', 'batchSize is for an objective with rows, and this has none')
  return batchSize < rows
}

/** The numbers of the core for a first-order method; none for others. @throws `ERR_OPTION` */
export function firstOrderNumbers(
  method: MethodName,
  given: FirstOrderOptions,
  rows: number | undefined,
): Record<string, number | undefined> {
  if (!Object.hasOwn(rules, method)) return {}
  const [rule, own] = rules[method as keyof typeof rules]
  const schema: Schema = updateSchemas[rule]
  const batches = takesBatches(method, given, rows)
  const numbers: Record<string, number> = readSchedule(`method '${method}'`, given.schedule, !batches)
  for (const [name, each] of Object.entries({ ...schema })) {
    if (each.type === 'number' || each.type === 'boolean') {
      const chosen = (given as Record<string, unknown>)[name] ?? (own as Record<string, unknown>)[name]
      numbers[name] = Number(chosen ?? each.default)
    }
  }
  if (method === 'nesterov' && (numbers.momentum === 0 || numbers.dampening !== 0)) {
    throw misuse('ERR_OPTION', "method 'nesterov' needs a momentum, and no dampening")
  }
  if (given.learningRate === undefined) {
    if (given.schedule === undefined && !batches) numbers.learningRate = Number.NaN
    else if (given.schedule?.type === 'polyak') numbers.learningRate = 1
  }
  return { ...numbers, rows, batchSize: given.batchSize, shuffle: Number(given.shuffle ?? true) }
}
