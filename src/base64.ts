// Numbers as text: base64 of bytes, and of little-endian doubles, exact to the bit.
import { misuse } from './errors.ts'

const chunk = 0x8000 // bytes at a time, so that no call takes too many arguments

export function encodeBytes(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; from += chunk) {
    text += String.fromCharCode(...bytes.subarray(from, from + chunk))
  }
  return btoa(text)
}

/** @throws `ERR_STATE`, naming what was to be read, unless the text is what encodeBytes writes. */
export function decodeBytes(what: string, text: unknown): Uint8Array<ArrayBuffer> {
  try {
    if (typeof text !== 'string') throw new TypeError('not a text')
    const bytes = atob(text)
    return Uint8Array.from({ length: bytes.length }, (_, i) => bytes.charCodeAt(i))
  } catch {
    throw misuse('ERR_STATE', `${what} must be base64`)
  }
}

export function encodeDoubles(values: Float64Array): string {
  const view = new DataView(new ArrayBuffer(8 * values.length))
  values.forEach((value, i) => {
    view.setFloat64(8 * i, value, true)
  })
  return encodeBytes(new Uint8Array(view.buffer))
}

/** The same in single precision. */
export function encodeFloats(values: Float32Array): string {
  const view = new DataView(new ArrayBuffer(4 * values.length))
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true)
  })
  return encodeBytes(new Uint8Array(view.buffer))
}

/** @throws `ERR_STATE`, naming what was to be read, unless the text is what encodeFloats writes. */
export function decodeFloats(what: string, text: unknown, length: number): Float32Array {
  const bytes = decodeBytes(what, text)
  if (bytes.length !== 4 * length) {
    throw misuse('ERR_STATE', `${what} must hold ${length} numbers, got ${bytes.length} bytes`)
  }
  const view = new DataView(bytes.buffer)
  return Float32Array.from({ length }, (_, i) => view.getFloat32(4 * i, true))
}

/** @throws `ERR_STATE`, naming what was to be read, unless the text is what encodeDoubles writes. */
export function decodeDoubles(what: string, text: unknown, length?: number): Float64Array {
  const bytes = decodeBytes(what, text)
  if (bytes.length % 8 !== 0) throw misuse('ERR_STATE', `${what} must be base64 of little-endian doubles`)
  const view = new DataView(bytes.buffer)
  const values = Float64Array.from({ length: bytes.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
  if (length !== undefined && values.length !== length) {
    throw misuse('ERR_STATE', `${what} must hold ${length} numbers, got ${values.length}`)
  }
  return values
}
