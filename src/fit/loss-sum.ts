// Half the sum of the losses of a fit, ½ C² Σ ρ(w (f - y)² / C²), as a formula of its own: what a method of `minimize`
// works on.
import { lower } from '../compile/lower.ts'
import { RowSum } from '../compile/row-sum.ts'
import { readSource } from '../compile/source.ts'
import type { RobustLoss } from '../options/least-squares.ts'
import type { FitData } from './data.ts'
import type { FitModel } from './model.ts'
import { Substitution, substituted } from './substitution.ts'

/** ρ(z), as native/residuals/robust_loss.hpp has them. */
const losses: Record<RobustLoss, (z: string) => string> = {
  squared: (z) => z,
  huber: (z) => `(${z} <= 1 ? ${z} : 2 * sqrt(${z}) - 1)`,
  'soft-l1': (z) => `2 * (sqrt(1 + ${z}) - 1)`,
  cauchy: (z) => `log1p(${z})`,
  arctan: (z) => `atan(${z})`,
}

export function lossSum(model: FitModel, data: FitData, loss: RobustLoss, scale: number): RowSum {
  const mark = unusedMark(model.inputs)
  const [f, y, w, z, c] = ['f', 'y', 'w', 'z', 'c'].map((name) => name + mark) as [string, ...string[]]
  const read = (text: string) => lower(readSource(text), new Map())
  const tied = new Map([
    [f, { steps: [...model.steps], result: model.steps.length - 1, inputs: [...model.inputs], constants: [] }],
    [z!, read(`${w} * ((${f} - ${y}) / ${c}) ** 2`)],
  ])
  const substitution = new Substitution(new Map([[c!, scale]]), tied)
  const steps = substituted(substitution, read(`0.5 * ${c} ** 2 * ${losses[loss](z!)}`))
  const ones = data.weights.length > 0 ? data.weights : new Float64Array(data.rows).fill(1)
  const columns = new Float64Array(data.packed.length + 2 * data.rows)
  columns.set(data.packed)
  columns.set(data.y, data.packed.length)
  columns.set(ones, data.packed.length + data.rows)
  return new RowSum(
    { steps, result: steps.length - 1, inputs: [...model.inputs, y!, w!] },
    { names: [...model.columns, y!, w!], rows: data.rows, data: columns },
  )
}

// What makes names of the loss none of the formula's.
function unusedMark(names: readonly string[]): string {
  let mark = '_'
  while (names.some((name) => name.endsWith(mark))) mark += '_'
  return mark
}
