// The linear problems of NIST's Statistical Reference Datasets. Digits are -log10 of the largest relative error of a
// parameter, against the certified values computed anew in exact arithmetic.
import { readFileSync } from 'node:fs'

interface Problem {
  intercept: boolean
  polynomialDegree: number | null
  data: Record<string, number[]>
  refined: { parameters: number[] }
}

/** Rows without a column for the intercept, which comes first among the parameters. */
export function load(name: string) {
  const path = new URL(`data/nist-strd/${name}.json`, import.meta.url)
  const { intercept, polynomialDegree, data, refined } = JSON.parse(readFileSync(path, 'utf8')) as Problem
  const { y = [], ...predictors } = data
  const columns = Object.values(predictors)
  const rows = y.map((_, i) => {
    const first = columns.map((column) => column[i]!)
    // Powers as running products.
    for (let degree = 2; degree <= (polynomialDegree ?? 1); degree++) first.push(first.at(-1)! * first[0]!)
    return first
  })
  return { rows, y, intercept, certified: refined.parameters }
}

export const digits = (x: ArrayLike<number>, certified: number[]) =>
  Math.min(...certified.map((value, i) => -Math.log10(Math.abs(x[i]! - value) / Math.abs(value))))
