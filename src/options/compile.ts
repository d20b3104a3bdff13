import type { Schema } from './schema.ts'

export const compileSchema = { constants: { type: 'other' } } as const satisfies Schema

/** Options of `compile`. */
export interface CompileOptions {
  /** What names in the formula stand for: finite numbers, written into it where they are named. */
  constants?: Readonly<Record<string, number>>
}
