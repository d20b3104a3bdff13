import { misuse, rangeError, show } from '../errors.ts'
import { Matrix } from '../matrix.ts'
import { readOptions } from '../options/schema.ts'
import { checkPrecision, type MatrixInput, matrixLike, type Operands, sharesMemory } from './operands.ts'
import { type GramOptions, gramSchema, type MultiplyOptions, multiplySchema } from './options.ts'
import { inPrecision, type Plan, spread, statusOf } from './plan.ts'

export function multiply(operands: Operands, A: MatrixInput, B: MatrixInput, given?: MultiplyOptions): Plan<Matrix> {
  const { transposeA, transposeB, out } = readOptions('multiply', given, multiplySchema)
  let a = operands.matrix('A', A)
  let b = operands.matrix('B', B)
  checkPrecision('A and B', a, b)
  const [rows, depth] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns]
  const [height, columns] = transposeB ? [b.columns, b.rows] : [b.rows, b.columns]
  if (depth !== height) {
    const left = `A${transposeA ? ', transposed,' : ''} is ${rows} x ${depth}`
    const right = `B${transposeB ? ', transposed,' : ''} is ${height} x ${columns}`
    throw rangeError('ERR_SHAPE', `${left} and ${right}: the inner sizes differ`)
  }
  const target = out === undefined ? undefined : readOut(out, a.data, rows, columns)
  const result = target && !operands.copies ? target : matrixLike(a, rows, columns)
  // The core reads while it writes.
  if (sharesMemory(result, a)) a = { ...a, data: a.data.slice() }
  if (sharesMemory(result, b)) b = { ...b, data: b.data.slice() }
  return {
    operation: inPrecision('linalgMultiply', a),
    arguments: [transposeA ? 1 : 0, transposeB ? 1 : 0, ...spread(a), ...spread(b), ...spread(result)],
    work: 2 * rows * columns * depth,
    finish(code) {
      statusOf(code)
      if (!target) return result
      if (target !== result) target.data.set(result.data)
      return target
    },
  }
}

function readOut(out: unknown, like: Float64Array | Float32Array, rows: number, columns: number): Matrix {
  if (!(out instanceof Matrix)) throw misuse('ERR_SHAPE', `out must be a Matrix, got ${show(out)}`)
  if (out.rows !== rows || out.columns !== columns || out.data.length !== rows * columns) {
    throw rangeError('ERR_SHAPE', `out must be ${rows} x ${columns}, got ${out.rows} x ${out.columns}`)
  }
  if (out.data instanceof Float32Array !== like instanceof Float32Array) {
    throw misuse('ERR_SHAPE', 'out must have the precision of A and B')
  }
  return out
}

export function gram(operands: Operands, A: MatrixInput, given?: GramOptions): Plan<Matrix> {
  const { weights } = readOptions('gram', given, gramSchema)
  const a = operands.matrix('A', A)
  const w =
    weights === undefined ? { data: a.data.subarray(0, 0), rows: 0, columns: 1 } : operands.vector('weights', weights)
  checkPrecision('A and weights', a, w)
  if (weights !== undefined && w.rows !== a.rows) {
    throw rangeError('ERR_SHAPE', `weights must have ${a.rows} elements, as A has rows, got ${w.rows}`)
  }
  const result = matrixLike(a, a.columns, a.columns)
  return {
    operation: inPrecision('linalgGram', a),
    arguments: [...spread(a), w.data, ...spread(result)],
    work: a.rows * a.columns ** 2,
    finish(code) {
      statusOf(code)
      return result
    },
  }
}
