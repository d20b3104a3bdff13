/** The `code` of an error that misuse throws. */
export type ErrorCode =
  | 'ERR_SHAPE'
  | 'ERR_OPTION'
  | 'ERR_NOT_FINITE'
  | 'ERR_COMPILE'
  | 'ERR_STATE'
  | 'ERR_NOT_READY'
  | 'ERR_REENTRANT'
  | 'ERR_DISPOSED'
  | 'ERR_OUT_OF_MEMORY'

/** A `TypeError` or `RangeError` with a stable `code`: thrown for misuse, before any work starts. */
export type SteepestError = (TypeError | RangeError) & { code: ErrorCode }

const rangeCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['ERR_NOT_FINITE', 'ERR_OUT_OF_MEMORY'])

/** An argument of the wrong kind (`TypeError`); values that are merely out of range: `rangeError`. */
export function misuse(code: ErrorCode, message: string): SteepestError {
  const error = rangeCodes.has(code) ? new RangeError(message) : new TypeError(message)
  return Object.assign(error, { code })
}

/** An argument of the right kind whose value or size is out of range. */
export function rangeError(code: ErrorCode, message: string): SteepestError {
  return Object.assign(new RangeError(message), { code })
}

/** A text as a message has it: not more of it than tells it apart. */
export const shorten = (text: string): string => (text.length > 40 ? `${text.slice(0, 37)}…` : text)

/** How a value is shown in a message: short, and never by calling the value's own code. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${shorten(value)}'`
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'symbol') return 'a symbol'
  if (typeof value === 'function') return 'a function'
  if (typeof value !== 'object' || value === null) return String(value)
  if (ArrayBuffer.isView(value)) return `a typed array of ${value.byteLength} bytes`
  return Array.isArray(value) ? 'an array' : 'an object'
}
