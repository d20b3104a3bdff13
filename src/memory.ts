import { rangeError } from './errors.ts'

/** An array of zeros. @throws `ERR_OUT_OF_MEMORY` where there is no room for it, before anything is allocated */
export function allocateDoubles(count: number): Float64Array<ArrayBuffer> {
  try {
    return new Float64Array(count)
  } catch {
    throw rangeError('ERR_OUT_OF_MEMORY', `there is no room for ${count} numbers`)
  }
}
