// The arrays of a step: parameters that are written in place, and their gradient.
import { misuse, rangeError, show } from '../errors.ts'
import type { FloatArray } from '../linalg/operands.ts'
import { isDetached } from '../vector.ts'

/** @throws `ERR_SHAPE` */
export function readParameters(value: unknown): FloatArray {
  if (!(value instanceof Float64Array || value instanceof Float32Array)) {
    throw misuse('ERR_SHAPE', `parameters must be a Float64Array or a Float32Array, got ${show(value)}`)
  }
  if (value.length === 0 && isDetached(value)) throw misuse('ERR_SHAPE', 'parameters was detached')
  return value
}

/** In the precision of the parameters, and beside them in memory. @throws `ERR_SHAPE` */
export function readGradient(value: unknown, parameters: FloatArray): FloatArray {
  const gradient = Array.isArray(value) ? fromNumbers(value, parameters) : value
  const kind = parameters instanceof Float32Array ? Float32Array : Float64Array
  if (!(gradient instanceof kind)) {
    throw misuse('ERR_SHAPE', `gradient must be a ${kind.name}, as the parameters are, got ${show(value)}`)
  }
  if (gradient.length !== parameters.length) {
    const length = parameters.length
    throw rangeError(
      'ERR_SHAPE',
      `gradient must have ${length} elements, as the parameters have, got ${gradient.length}`,
    )
  }
  if (overlap(gradient, parameters)) throw misuse('ERR_SHAPE', 'gradient must not overlap the parameters in memory')
  return gradient
}

function fromNumbers(values: readonly unknown[], parameters: FloatArray): FloatArray {
  const wrong = values.findIndex((value) => typeof value !== 'number')
  if (wrong >= 0) throw misuse('ERR_SHAPE', `gradient[${wrong}] must be a number, got ${show(values[wrong])}`)
  const numbers = values as readonly number[]
  return parameters instanceof Float32Array ? Float32Array.from(numbers) : Float64Array.from(numbers)
}

function overlap(a: FloatArray, b: FloatArray): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  )
}
