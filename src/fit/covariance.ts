// The covariance of a fit's parameters where it is not simply that of the core: where bounds hold some of them, or the
// data do not determine all.
import { linalg } from '../linalg.ts'
import { Matrix } from '../matrix.ts'

// Parts in a direction without effect that are rounding.
const smallPart = 1e-6

/** Of the free parameters. */
export interface FreeCovariance {
  /** Rows and columns of those that are not known are 0. */
  readonly matrix: Float64Array
  /** Whether each is held by a bound, or left undetermined by the data. */
  readonly held: readonly boolean[]
  readonly undetermined: readonly boolean[]
}

/**
 * (JᵀJ)⁻¹ of the columns that no bound holds, from the singular values of J, its columns scaled to length 1. A parameter
 * that a direction without effect, to rounding, has a part in is not determined; the others are, all the same.
 *
 * @param jacobian a row each, √w times the derivatives
 */
export function covarianceOf(jacobian: Float64Array, rows: number, held: readonly boolean[]): FreeCovariance {
  const n = held.length
  const open = held.flatMap((isHeld, j) => (isHeld ? [] : [j]))
  const lengths = open.map((j) => columnLength(jacobian, rows, n, j))
  const scaled = new Float64Array(rows * open.length)
  for (let i = 0; i < rows; i++) {
    open.forEach((j, k) => {
      scaled[i * open.length + k] = jacobian[i * n + j]! / (lengths[k]! || 1)
    })
  }
  const matrix = new Float64Array(n * n)
  const undetermined = held.map(() => false)
  if (open.length === 0) return { matrix, held, undetermined }
  const { singularValues, vt } = linalg.svd(new Matrix(scaled, rows, open.length))
  const least = singularValues[0]! * 16 * Number.EPSILON * open.length
  const seen = Array.from(singularValues, (value) => value > least)
  open.forEach((i, k) => {
    undetermined[i] = seen.some((isSeen, s) => !isSeen && Math.abs(vt.at(s, k)) > smallPart)
  })
  open.forEach((i, k) => {
    open.forEach((j, l) => {
      if (undetermined[i] || undetermined[j]) return
      let sum = 0
      seen.forEach((isSeen, s) => {
        if (isSeen) sum += (vt.at(s, k) * vt.at(s, l)) / singularValues[s]! ** 2
      })
      matrix[i * n + j] = sum / lengths[k]! / lengths[l]!
    })
  })
  return { matrix, held, undetermined }
}

function columnLength(jacobian: Float64Array, rows: number, n: number, j: number): number {
  let length = 0
  for (let i = 0; i < rows; i++) length = Math.hypot(length, jacobian[i * n + j]!)
  return length
}
