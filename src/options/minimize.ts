import { methodNames, searchNames } from '../backend/operations.ts'
import type { Schema } from './schema.ts'

/** Options of `minimize`, `minimizeAsync` and `minimizer`; those that are numbers of the core bear its names. */
export const minimizeSchema = {
  method: { type: 'choice', values: ['auto', ...methodNames], default: 'auto' },
  bounds: { type: 'other' },
  fixed: { type: 'other' },
  gradientTolerance: { type: 'number', min: 0 },
  functionTolerance: { type: 'number', min: 0, default: 0 },
  stepTolerance: { type: 'number', min: 0, default: 0 },
  maxIterations: { type: 'number', min: 0, integer: true, default: 1000 },
  maxEvaluations: { type: 'number', min: 1, integer: true, default: Infinity },
  maxTime: { type: 'number', min: 0, default: Infinity },
  target: { type: 'number', default: -Infinity },
  lineSearch: { type: 'choice', values: searchNames },
  sufficientDecrease: { type: 'number', above: 0, below: 1 },
  curvature: { type: 'number', above: 0, below: 1 },
  stepSize: { type: 'number', above: 0 },
  memory: { type: 'number', min: 1, max: 1000, integer: true, default: 10 },
  differences: { type: 'choice', values: ['forward', 'central'], default: 'central' },
  onIteration: { type: 'function' },
  signal: { type: 'signal' },
  trace: { type: 'boolean', default: false },
} as const satisfies Schema
