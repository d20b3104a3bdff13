import { misuse, show } from '../errors.ts'

/** What a class may be called. */
export type Label = number | string | boolean

/** Classes in order, and the index of the class of each row. */
export interface Encoded {
  classes: readonly Label[]
  indices: Float64Array
}

/**
 * Reads the classes of rows: all numbers, all strings or all booleans.
 *
 * @throws `ERR_SHAPE`, `ERR_NOT_FINITE`, naming the argument and the first bad element
 */
export function encodeLabels(name: string, value: unknown, rows: number): Encoded {
  if (value instanceof Float64Array && value.length === rows) {
    const encoded = encodeTwoNumbers(value)
    if (encoded) return encoded
  }
  const labels = copyLabels(name, value, rows)
  const kind = typeof labels[0]
  const places = new Map<Label, number>()
  // Labels come in runs more often than not: the last one is compared before it is looked up.
  let last: Label | undefined
  for (let i = 0; i < rows; i++) {
    const label = labels[i]!
    if (label === last) continue
    if (typeof label !== kind || !isLabel(label)) throw badLabel(name, i, label, kind)
    if (!places.has(label)) places.set(label, 0)
    last = label
  }
  const classes = [...places.keys()].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  classes.forEach((label, i) => {
    places.set(label, i)
  })
  const indices = new Float64Array(rows)
  if (classes.length === 2) {
    const second = classes[1]!
    for (let i = 0; i < rows; i++) indices[i] = labels[i] === second ? 1 : 0
  } else {
    for (let i = 0; i < rows; i++) indices[i] = places.get(labels[i]!)!
  }
  return { classes, indices }
}

/**
 * Reads the classes of rows of which all classes are known.
 *
 * @throws `ERR_SHAPE`, naming the first row of another class
 */
export function encodeKnown(name: string, value: unknown, rows: number, known: readonly Label[]): Encoded {
  const { classes, indices } = encodeLabels(name, value, rows)
  const places = classes.map((label) => known.indexOf(label))
  const stranger = indices.findIndex((k) => places[k]! < 0)
  if (stranger >= 0) {
    const label = show(classes[indices[stranger]!])
    const all = known.map(show).join(', ')
    throw misuse(
      'ERR_SHAPE',
      `${name}[${stranger}] is ${label}, but the classes are ${all}: option classes of the first partialFit names all`,
    )
  }
  return { classes: known, indices: indices.map((k) => places[k]!) }
}

// The common case, without a copy and a map; undefined where there are not exactly two numbers.
function encodeTwoNumbers(values: Float64Array): Encoded | undefined {
  const one = values[0]! + 0 // -0 is 0
  const other = values.find((value) => value !== one)
  if (other === undefined || !Number.isFinite(one) || !Number.isFinite(other)) return undefined
  const classes = one < other ? [one, other + 0] : [other + 0, one]
  const [first, second] = classes
  const indices = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (value === second) indices[i] = 1
    else if (value !== first) return undefined
  }
  return { classes, indices }
}

// Each element is read once, so that a getter cannot answer twice differently.
function copyLabels(name: string, value: unknown, rows: number): Label[] {
  if (!Array.isArray(value) && (!ArrayBuffer.isView(value) || value instanceof DataView)) {
    throw misuse('ERR_SHAPE', `${name} must be an array of numbers, strings or booleans, got ${show(value)}`)
  }
  const given = value as ArrayLike<Label>
  const { length } = given
  if (length !== rows) {
    throw misuse('ERR_SHAPE', `${name} must have ${rows} elements, as many as there are rows, got ${length}`)
  }
  const labels = new Array<Label>(rows)
  for (let i = 0; i < rows; i++) labels[i] = given[i]!
  return labels
}

const isLabel = (label: unknown): boolean =>
  typeof label === 'string' || typeof label === 'boolean' || (typeof label === 'number' && Number.isFinite(label))

function badLabel(name: string, i: number, label: unknown, kind: string) {
  if (typeof label === 'number' && kind === 'number') {
    return misuse('ERR_NOT_FINITE', `${name}[${i}] must be a finite number, got ${label}`)
  }
  const expected = ['number', 'string', 'boolean'].includes(kind) ? `a ${kind}, as ${name}[0] is` : 'a label'
  return misuse('ERR_SHAPE', `${name}[${i}] must be ${expected}, got ${show(label)}`)
}
