import { rangeError } from './errors.ts'

/** An array of zeros. @throws `ERR_OUT_OF_MEMORY` where there is no room for it, before anything is allocated */
export function allocateDoubles(count: number): Float64Array<ArrayBuffer> {
  try {
    return new Float64Array(count)
  } catch {
    throw rangeError('ERR_OUT_OF_MEMORY', `there is no room for ${count} numbers`)
  }
}

/** The same in either precision. */
export function allocateFloats(count: number, single: boolean): Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> {
  if (!single) return allocateDoubles(count)
  try {
    return new Float32Array(count)
  } catch {
    throw rangeError('ERR_OUT_OF_MEMORY', `there is no room for ${count} numbers`)
  }
}
