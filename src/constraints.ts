import { readSide } from './bounds.ts'
import { misuse, rangeError, show } from './errors.ts'
import type { Embedding } from './fixed.ts'
import { type Matrix, type MatrixLike, readMatrix } from './matrix.ts'
import { needs } from './needs.ts'
import { didYouMean } from './options/schema.ts'
import type { VectorLike } from './vector.ts'

/** Constraints that are functions: `count` numbers of x. */
export interface ConstraintFunctions {
  count: number
  /** Fills `out` with the values and returns nothing, or returns them. Needed unless answers are told. */
  values?(x: Float64Array, out: Float64Array): ArrayLike<number> | void
  /** Their gradients, a constraint a row; approximated by differences where it is missing. */
  jacobian?(x: Float64Array, out: Matrix): MatrixLike | ArrayLike<ArrayLike<number>> | void
}

/** Rows a of a matrix with lower ≤ a·x ≤ upper; a number stands for every row, infinities for no limit. */
export interface LinearConstraints {
  matrix: MatrixLike | ArrayLike<ArrayLike<number>>
  lower?: number | VectorLike
  upper?: number | VectorLike
}

/** What a minimizer is to satisfy, beside its bounds. */
export interface Constraints {
  /** Functions that are to be 0. */
  equality?: ConstraintFunctions
  /** Functions that are to be at least 0. */
  inequality?: ConstraintFunctions
  linear?: LinearConstraints
}

/** The kinds of constraints that are functions, in the core's order. */
export const constraintKinds = ['equality', 'inequality'] as const

export type ConstraintKind = (typeof constraintKinds)[number]

/** What asks for the Jacobian of a kind. */
export const jacobianNeeds: Readonly<Record<ConstraintKind, number>> = {
  equality: needs.equalityJacobian,
  inequality: needs.inequalityJacobian,
}

/** Of one kind: more are no count, but a mistake. */
export const mostFunctions = 2 ** 24

/** How many constraints of each kind a run has, and its linear rows: what the core is told. */
export interface ConstraintShape {
  equalities: number
  inequalities: number
  /** Row-major; of the variables that are not fixed. */
  rows: Float64Array
  lower: Float64Array
  upper: Float64Array
}

export type ConstraintGroups = Record<ConstraintKind, ConstraintFunctions | undefined>

export interface ReadConstraints {
  shape: ConstraintShape
  groups: ConstraintGroups
  /** Whose Jacobians are given, as bits of `needs`. */
  provides: number
  /** Whether none is missing. */
  isExact: boolean
}

/**
 * Reads the option `constraints`; undefined when there are none. Where answers are told (`told`), functions may be
 * missing.
 *
 * @throws `ERR_OPTION`, `ERR_SHAPE`, `ERR_NOT_FINITE`
 */
export function readConstraints(
  constraints: unknown,
  n: number,
  embedding: Embedding | undefined,
  told: boolean,
): ReadConstraints | undefined {
  if (constraints === undefined) return undefined
  if (typeof constraints !== 'object' || constraints === null) {
    throw misuse('ERR_OPTION', `constraints must be { equality, inequality, linear }, got ${show(constraints)}`)
  }
  const { equality, inequality, linear, ...rest } = constraints as Constraints
  const [unknown] = Object.keys(rest)
  if (unknown !== undefined) {
    throw misuse('ERR_OPTION', `constraints has equality, inequality and linear, and no '${unknown.slice(0, 40)}'`)
  }
  const groups = {
    equality: readGroup('constraints.equality', equality, told),
    inequality: readGroup('constraints.inequality', inequality, told),
  }
  const shape = {
    equalities: groups.equality?.count ?? 0,
    inequalities: groups.inequality?.count ?? 0,
    ...readLinear(linear, n, embedding),
  }
  if (shape.equalities + shape.inequalities + shape.lower.length === 0) return undefined
  const given = constraintKinds.filter((kind) => groups[kind] && (told || groups[kind].jacobian))
  const isExact = constraintKinds.every((kind) => !groups[kind] || given.includes(kind))
  return { shape, groups, isExact, provides: given.reduce((bits, kind) => bits | jacobianNeeds[kind], 0) }
}

function readGroup(name: string, given: unknown, told: boolean): ConstraintFunctions | undefined {
  if (given === undefined) return undefined
  if (typeof given !== 'object' || given === null) {
    throw misuse('ERR_OPTION', `${name} must be { count, values, jacobian }, got ${show(given)}`)
  }
  const { count, values, jacobian } = given as ConstraintFunctions
  const known = ['count', 'values', 'jacobian']
  const unknown = Object.keys(given).find((key) => !known.includes(key))
  if (unknown !== undefined) {
    const hint = didYouMean(unknown, known)
    throw misuse('ERR_OPTION', `${name} has count, values and jacobian, and no '${unknown.slice(0, 40)}'${hint}`)
  }
  if (typeof count !== 'number') throw misuse('ERR_OPTION', `${name}.count must be a number, got ${show(count)}`)
  if (!Number.isInteger(count) || count < 0 || count > mostFunctions) {
    throw rangeError(
      'ERR_OPTION',
      `${name}.count must be a whole number from 0 to ${mostFunctions}, got ${show(count)}`,
    )
  }
  const missing = values === undefined && told
  if (typeof values !== 'function' && !missing) {
    throw misuse('ERR_OPTION', `${name}.values must be a function, got ${show(values)}`)
  }
  if (jacobian !== undefined && typeof jacobian !== 'function') {
    throw misuse('ERR_OPTION', `${name}.jacobian must be a function, got ${show(jacobian)}`)
  }
  if (count === 0) return undefined
  // Bound, as each is read once.
  return {
    count,
    ...(values ? { values: values.bind(given as ConstraintFunctions) } : {}),
    ...(jacobian ? { jacobian: jacobian.bind(given as ConstraintFunctions) } : {}),
  }
}

const none = { rows: new Float64Array(0), lower: new Float64Array(0), upper: new Float64Array(0) }

function readLinear(given: unknown, n: number, embedding: Embedding | undefined) {
  if (given === undefined) return none
  if (typeof given !== 'object' || given === null) {
    throw misuse('ERR_OPTION', `constraints.linear must be { matrix, lower, upper }, got ${show(given)}`)
  }
  const { matrix, lower, upper } = given as LinearConstraints
  const { data, rows, columns } = readMatrix('constraints.linear.matrix', matrix)
  if (rows === 0) return none
  if (columns !== n) {
    throw rangeError(
      'ERR_SHAPE',
      `constraints.linear.matrix must have ${n} columns, as start has elements; got ${columns}`,
    )
  }
  const bad = data.findIndex((element) => !Number.isFinite(element))
  if (bad >= 0) {
    const place = `[${Math.floor(bad / n)}][${bad % n}]`
    throw misuse('ERR_NOT_FINITE', `constraints.linear.matrix${place} must be a finite number, got ${data[bad]}`)
  }
  const low = readSide('constraints.linear.lower', lower, -Infinity, rows)
  const high = readSide('constraints.linear.upper', upper, Infinity, rows)
  for (let i = 0; i < rows; i++) {
    if (low[i]! > high[i]! || low[i] === Infinity || high[i] === -Infinity) {
      throw rangeError('ERR_OPTION', `constraints.linear leaves nothing for row ${i}: ${low[i]} to ${high[i]}`)
    }
  }
  return embedding
    ? restrictRows(data, low, high, embedding)
    : { rows: Float64Array.from(data), lower: low, upper: high }
}

// What fixed variables contribute moves into the limits.
function restrictRows(data: ArrayLike<number>, low: Float64Array, high: Float64Array, embedding: Embedding) {
  const { all, free, size } = embedding
  const held = new Set(all.keys())
  for (const i of free) held.delete(i)
  const rows = new Float64Array(low.length * free.length)
  const constant = low.map((_, k) => {
    free.forEach((i, l) => {
      rows[k * free.length + l] = data[k * size + i]!
    })
    let sum = 0
    for (const i of held) sum += data[k * size + i]! * all[i]!
    return sum
  })
  return { rows, lower: low.map((v, k) => v - constant[k]!), upper: high.map((v, k) => v - constant[k]!) }
}
