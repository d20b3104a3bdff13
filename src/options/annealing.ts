// What `simulated-annealing` is told beside the options of all methods.
import { visitingNames } from '../backend/operations.ts'
import type { Schema } from './schema.ts'

export const annealingSchema = {
  visiting: { type: 'choice', values: visitingNames, default: 'generalized' },
  visitingParameter: { type: 'number', above: 1, below: 3, default: 2.62 },
  acceptanceParameter: { type: 'number', max: 1, default: -5 },
  initialTemperature: { type: 'number', above: 0 },
  finalTemperature: { type: 'number', above: 0, below: 1, default: 2e-5 },
  coolingFactor: { type: 'number', above: 0, below: 1, default: 0.85 },
  schedules: { type: 'number', min: 1, integer: true, default: 1 },
} as const satisfies Schema

/** Options of `simulated-annealing`. */
export interface AnnealingOptions {
  /**
   * `'generalized'`: heavy-tailed visits and a temperature that falls as a power (Tsallis & Stariolo), with descents on
   * the way. `'corana'`: Metropolis's acceptance and steps that adapt, with a descent at the end.
   *
   * @default 'generalized'
   */
  visiting?: (typeof visitingNames)[number]
  /** q of the visits, 1 < q < 3: the larger, the more of them go far. @default 2.62 */
  visitingParameter?: number
  /** q of the acceptance of higher points, at most 1, which is Metropolis's: the smaller, the fewer. @default -5 */
  acceptanceParameter?: number
  /** In units of the value. @default 5230; for `'corana'` the standard deviation of the first values */
  initialTemperature?: number
  /** The part of the initial temperature at which a schedule ends. @default 2e-5 */
  finalTemperature?: number
  /** By which `'corana'` lowers its temperature. @default 0.85 */
  coolingFactor?: number
  /** How often `'generalized'` cools down, each time from a new place. @default 1 */
  schedules?: number
}

/** What the core is told of them; without a temperature it measures one. */
export const annealingNumbers = (given: AnnealingOptions) => ({
  visiting: visitingNames.indexOf(given.visiting ?? 'generalized'),
  visitingParameter: given.visitingParameter,
  acceptanceParameter: given.acceptanceParameter,
  initialTemperature: given.initialTemperature ?? (given.visiting === 'corana' ? undefined : 5230),
  finalTemperature: given.finalTemperature,
  coolingFactor: given.coolingFactor,
  schedules: given.schedules,
})
