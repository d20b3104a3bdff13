// A run as text: what it was made of, and the answers it was told. A run is a deterministic function of the two, so
// that telling a new one the same answers brings it to the same point, without evaluating anything again.
import { backend } from './backend/info.ts'
import { methodNames, optionNames } from './backend/operations.ts'
import { decodeBytes, decodeDoubles, encodeBytes, encodeDoubles } from './base64.ts'
import { type ConstraintShape, mostFunctions } from './constraints.ts'
import { misuse, show } from './errors.ts'
import { Embedding } from './fixed.ts'
import { needs } from './needs.ts'
import type { RunOptions } from './run-options.ts'

const allNeeds = Object.values(needs).reduce((bits, bit) => bits | bit, 0)

/** An answer: the hash of the points that were asked, and the numbers told, in the order of the needs' bits. */
export interface Answer {
  hash: string
  numbers: Float64Array
}

/**
 * Keeps what a run is to be brought back to its point by: the answers it was told since its start or, for a method with
 * small state, since its latest iteration, of which the core keeps a snapshot.
 */
export class AnswerLog {
  answers: Answer[] = []
  bytes = 0
  /** The answers are those since the snapshot. */
  sinceSnapshot = false
  readonly #most: number

  constructor(most: number) {
    this.#most = most
  }

  /** Whether there were more answers than it may keep: then it keeps none. */
  get overflowed(): boolean {
    return this.bytes > this.#most
  }

  /** An iteration ended, of which there is a snapshot of so many bytes. */
  restart(bytes: number): void {
    this.answers = []
    this.bytes = bytes
    this.sinceSnapshot = true
  }

  add(answer: Answer): void {
    this.bytes += 8 * answer.numbers.length + 16
    if (this.overflowed) this.answers = []
    else this.answers.push(answer)
  }
}

/** A saved run: JSON, with numbers as base64 of little-endian doubles. */
export interface SavedRun {
  format: 'steepest-run'
  version: 1
  /** Where it ran: elsewhere rounding may differ, and resuming ends at the first point that does. */
  core: string
  method: string
  provides: number
  optionNames: readonly string[]
  options: string
  start: string
  lower: string
  upper: string
  constraints?: { equalities: number; inequalities: number; rows: string; lower: string; upper: string }
  /** Points that the method began with, one after the other. */
  points?: string
  /** What the variables are called, where they have names. */
  names?: readonly string[]
  /** With fixed variables: all of them at the start, and the indices of the free ones. */
  fixed?: { all: string; free: number[] }
  /** The method's state after its latest iteration; the answers are those told since. */
  snapshot?: [hash: string, bytes: string]
  answers: [hash: string, numbers: string][]
}

/** Tells points apart: FNV-1a over their bytes, in two lanes of 32 bits. */
export function hashOf(points: readonly (Float64Array | Uint8Array)[]): string {
  let a = 0x811c9dc5
  let b = 0x1000193
  for (const point of points) {
    const bytes = new Uint8Array(point.buffer, point.byteOffset, point.byteLength)
    for (const byte of bytes) {
      a = Math.imul(a ^ byte, 0x01000193)
      b = Math.imul(b ^ byte, 0x85ebca6b)
    }
  }
  return [a, b].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('')
}

export function encodeRun(run: RunOptions, answers: readonly Answer[], snapshot: Uint8Array | undefined): SavedRun {
  const { embedding, method, provides, start, lower, upper, points, numbers, constraints, names } = run
  const options = Float64Array.from(optionNames, (name) => numbers[name] ?? Number.NaN)
  return {
    format: 'steepest-run',
    version: 1,
    core: coreName(),
    method,
    provides,
    optionNames,
    options: encodeDoubles(options),
    start: encodeDoubles(start),
    lower: encodeDoubles(lower),
    upper: encodeDoubles(upper),
    ...(constraints ? { constraints: encodeConstraints(constraints) } : {}),
    ...(points ? { points: encodeDoubles(points) } : {}),
    ...(names ? { names } : {}),
    ...(embedding ? { fixed: { all: encodeDoubles(embedding.all), free: [...embedding.free] } } : {}),
    ...(snapshot ? { snapshot: [hashOf([snapshot]), encodeBytes(snapshot)] } : {}),
    answers: answers.map(({ hash, numbers }) => [hash, encodeDoubles(numbers)]),
  }
}

/** A saved run, read. */
export interface DecodedRun {
  run: RunOptions
  snapshot: Uint8Array | undefined
  answers: Answer[]
  /** Where it was saved. */
  core: string
}

/** The core that computes here, in the words of a saved run. */
function coreName(): string {
  const { kind, isa, version } = backend()
  return `${kind} ${isa} ${version}`
}

/** @throws `ERR_STATE`, saying what is wrong, unless encodeRun could have written it. */
export function decodeRun(saved: unknown): DecodedRun {
  const state = (typeof saved === 'string' ? parse(saved) : saved) as Partial<SavedRun> | null
  if (typeof state !== 'object' || state === null || state.format !== 'steepest-run') {
    throw misuse('ERR_STATE', 'this is not the saved state of a run')
  }
  if (state.version !== 1) {
    throw misuse('ERR_STATE', `the state has version ${show(state.version)}; this package reads version 1`)
  }
  const method = methodNames.find((name) => name === state.method)
  if (!method) throw misuse('ERR_STATE', `the state names a method that does not exist: ${show(state.method)}`)
  const provides = state.provides
  if (typeof provides !== 'number') throw misuse('ERR_STATE', 'the state does not say what its objective provides')
  const names = state.optionNames
  if (!Array.isArray(names)) throw misuse('ERR_STATE', 'the state lacks the names of its options')
  const values = decodeDoubles("the state's options", state.options, names.length)
  const start = decodeDoubles("the state's start", state.start)
  const side = (name: 'lower' | 'upper') => {
    const bound = decodeDoubles(`the state's ${name} bounds`, state[name])
    return bound.length === 0 ? bound : decodeDoubles(`the state's ${name} bounds`, state[name], start.length)
  }
  if (start.length === 0 || !start.every(Number.isFinite)) throw misuse('ERR_STATE', "the state's start is not finite")
  if (!Array.isArray(state.answers)) throw misuse('ERR_STATE', 'the state lacks its answers')
  const lower = side('lower')
  const upper = side('upper')
  if (lower.length !== upper.length) throw misuse('ERR_STATE', "the state's bounds differ in length")
  const points = state.points === undefined ? undefined : decodeDoubles("the state's points", state.points)
  if (points && points.length % start.length !== 0) throw misuse('ERR_STATE', "the state's points are cut off")
  const { snapshot } = state
  const embedding = decodeFixed(state.fixed, start.length)
  if (snapshot !== undefined && state.core !== coreName()) {
    throw misuse(
      'ERR_STATE',
      `the state was saved on ${show(state.core)} and holds memory of that core; this is ${coreName()}`,
    )
  }
  return {
    snapshot: snapshot === undefined ? undefined : decodeSnapshot(snapshot),
    core: typeof state.core === 'string' ? state.core.slice(0, 80) : 'an unknown core',
    answers: state.answers.map((answer, i) => {
      if (!Array.isArray(answer)) throw misuse('ERR_STATE', `answer ${i} of the state is none`)
      return { hash: String(answer[0]), numbers: decodeDoubles(`answer ${i} of the state`, answer[1]) }
    }),
    run: {
      method,
      provides: provides & allNeeds,
      constraints: decodeConstraints(state.constraints, start.length),
      numbers: Object.fromEntries(optionNames.map((name) => [name, values[names.indexOf(name)]])),
      start,
      lower,
      upper,
      ...(points ? { points } : {}),
      embedding,
      names: decodeNames(state.names, embedding?.size ?? start.length),
    },
  }
}

function encodeConstraints({ equalities, inequalities, rows, lower, upper }: ConstraintShape) {
  return {
    equalities,
    inequalities,
    rows: encodeDoubles(rows),
    lower: encodeDoubles(lower),
    upper: encodeDoubles(upper),
  }
}

function decodeConstraints(saved: SavedRun['constraints'], n: number): ConstraintShape | undefined {
  if (saved === undefined) return undefined
  const { equalities, inequalities } = saved ?? {}
  for (const count of [equalities, inequalities]) {
    if (!Number.isInteger(count) || count < 0 || count > mostFunctions) {
      throw misuse('ERR_STATE', `the state counts ${show(count)} constraints of a kind`)
    }
  }
  const lower = decodeDoubles("the state's lower limits", saved.lower)
  return {
    equalities,
    inequalities,
    rows: decodeDoubles("the state's linear constraints", saved.rows, lower.length * n),
    lower,
    upper: decodeDoubles("the state's upper limits", saved.upper, lower.length),
  }
}

function decodeFixed(fixed: SavedRun['fixed'], n: number): Embedding | undefined {
  if (fixed === undefined) return undefined
  const all = decodeDoubles("the state's fixed variables", fixed?.all)
  const free = new Set(Array.isArray(fixed.free) ? fixed.free : [])
  const held = new Set(all.keys())
  for (const i of free) if (!held.delete(i)) throw misuse('ERR_STATE', "the state's free variables are none of its own")
  if (free.size !== n) throw misuse('ERR_STATE', `the state has ${free.size} free variables and a start of ${n}`)
  return new Embedding(all, held)
}

function decodeNames(names: unknown, n: number): string[] | undefined {
  if (names === undefined) return undefined
  if (!Array.isArray(names) || names.length !== n || !names.every((name) => typeof name === 'string')) {
    throw misuse('ERR_STATE', `the state must name ${n} variables, or none`)
  }
  return names
}

// Memory of the core: what was damaged on the way must not be put back.
function decodeSnapshot(saved: SavedRun['snapshot']): Uint8Array {
  if (!Array.isArray(saved)) throw misuse('ERR_STATE', "the state's snapshot is none")
  const bytes = decodeBytes("the state's snapshot", saved[1])
  if (hashOf([bytes]) !== saved[0]) throw misuse('ERR_STATE', "the state's snapshot is damaged: its hash is another")
  return bytes
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw misuse('ERR_STATE', 'the saved state is not JSON')
  }
}
