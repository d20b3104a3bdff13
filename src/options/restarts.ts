// What `multi-start` and `basin-hopping` are told beside the options of all methods; how they descend is in local.ts.
import type { LocalOptions } from './local.ts'
import type { Schema } from './schema.ts'

export const restartsSchema = {
  local: { type: 'other' },
  starts: { type: 'number', min: 1, integer: true, default: 20 },
  hops: { type: 'number', min: 0, integer: true, default: 100 },
  temperature: { type: 'number', above: 0, default: 1 },
} as const satisfies Schema

/** Options of `multi-start`, `basin-hopping` and `simulated-annealing`. */
export interface RestartsOptions {
  /**
   * How methods against local minima descend, and `augmented-lagrangian` minimizes; `false`, for `simulated-annealing`, that it does not.
   *
   * @default by the method that `'auto'` takes
   */
  local?: LocalOptions | false
  /** The most descents of `multi-start`. @default 20 */
  starts?: number
  /** Hops of `basin-hopping`. @default 100 */
  hops?: number
  /** Of `basin-hopping`, in units of the value: a higher minimum is taken with probability e^(-rise / temperature). @default 1 */
  temperature?: number
}

/** What the core is told of them, and of the size of hops. */
export const restartsNumbers = (given: RestartsOptions & { stepSize?: number }) => ({
  starts: given.starts,
  hops: given.hops,
  hopSize: given.stepSize ?? 0.1,
  temperature: given.temperature,
})
