import { misuse, rangeError, show } from './errors.ts'

/** A vector as callers may give it. */
export type VectorLike = Float64Array | Float32Array | readonly number[]

/**
 * Reads an argument that must be a vector of finite numbers; a `Float64Array` is used in place.
 *
 * @throws `ERR_SHAPE` when it is no vector or has another length, `ERR_NOT_FINITE` naming the first bad element.
 */
export function readVector(name: string, value: unknown, length?: number): Float64Array {
  const vector = readNumbers(name, value, length)
  const bad = firstNotFinite(vector)
  if (bad >= 0) throw misuse('ERR_NOT_FINITE', `${name}[${bad}] must be a finite number, got ${vector[bad]}`)
  return vector
}

/** The place of the first number that is NaN or infinite, or -1. */
export function firstNotFinite(numbers: Float64Array): number {
  const { length } = numbers
  const even = length - (length % 4)
  // 0 x is 0 but for those; four sums, for each addition waits for the one before.
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 0; i < even; i += 4) {
    a += 0 * numbers[i]!
    b += 0 * numbers[i + 1]!
    c += 0 * numbers[i + 2]!
    d += 0 * numbers[i + 3]!
  }
  for (let i = even; i < length; i++) a += 0 * numbers[i]!
  return a + b + c + d === 0 ? -1 : numbers.findIndex((value) => !Number.isFinite(value))
}

/** As readVector, but NaN and infinities pass. */
export function readNumbers(name: string, value: unknown, length?: number): Float64Array {
  const vector = toFloat64(name, value)
  if (length !== undefined && vector.length !== length) {
    throw rangeError('ERR_SHAPE', `${name} must have ${length} elements, got ${vector.length}`)
  }
  return vector
}

function toFloat64(name: string, value: unknown): Float64Array {
  if (value instanceof Float64Array) {
    if (value.length === 0 && isDetached(value)) throw misuse('ERR_SHAPE', `${name} was detached`)
    return value
  }
  if (value instanceof Float32Array) return Float64Array.from(value)
  if (!Array.isArray(value)) {
    throw misuse('ERR_SHAPE', `${name} must be a Float64Array or an array of numbers, got ${show(value)}`)
  }
  const vector = new Float64Array(value.length)
  for (let i = 0; i < vector.length; i++) {
    const element: unknown = value[i]
    if (typeof element !== 'number') throw misuse('ERR_SHAPE', `${name}[${i}] must be a number, got ${show(element)}`)
    vector[i] = element
  }
  return vector
}

/** Whether the array's buffer was transferred away: it looks empty then, but no new view can be made of it. */
export function isDetached(array: ArrayBufferView): boolean {
  try {
    return new Uint8Array(array.buffer).length < 0
  } catch {
    return true
  }
}
