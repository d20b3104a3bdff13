// Numbers as text: base64 of little-endian doubles, exact to the bit.
import { misuse } from './errors.ts'

const chunk = 8190 // doubles at a time, so that no call takes too many arguments: 8 x 8190 is a multiple of 3

export function encodeDoubles(values: Float64Array): string {
  let text = ''
  for (let from = 0; from < values.length; from += chunk) {
    const part = values.subarray(from, from + chunk)
    const view = new DataView(new ArrayBuffer(8 * part.length))
    part.forEach((value, i) => {
      view.setFloat64(8 * i, value, true)
    })
    let bytes = ''
    for (let i = 0; i < view.byteLength; i++) bytes += String.fromCharCode(view.getUint8(i))
    text += btoa(bytes)
  }
  return text
}

/** @throws `ERR_STATE`, naming what was to be read, unless the text is what encodeDoubles writes. */
export function decodeDoubles(what: string, text: unknown, length?: number): Float64Array {
  let bytes: string
  try {
    if (typeof text !== 'string') throw new TypeError('not a text')
    bytes = atob(text)
    if (bytes.length % 8 !== 0) throw new RangeError('cut short')
  } catch {
    throw misuse('ERR_STATE', `${what} must be base64 of little-endian doubles`)
  }
  const view = new DataView(new ArrayBuffer(bytes.length))
  for (let i = 0; i < bytes.length; i++) view.setUint8(i, bytes.charCodeAt(i))
  const values = Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
  if (length !== undefined && values.length !== length) {
    throw misuse('ERR_STATE', `${what} must hold ${length} numbers, got ${values.length}`)
  }
  return values
}
