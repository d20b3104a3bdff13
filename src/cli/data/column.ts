// A column of the data as numbers: its values, or the places of its categories among their levels.
import { show } from '../../errors.ts'
import { Misuse } from '../command.ts'
import { place, type Row } from './csv.ts'

/** A column whose values are numbers, NaN where one is missing; or levels' indices, if it has levels. */
export interface Column {
  name: string
  levels?: readonly string[]
  values: Float64Array
}

export type Kind = 'number' | 'category'

const numberPattern = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?)$/i

/** A number as texts write it, or `undefined`. */
export function parseNumber(text: string): number | undefined {
  if (!numberPattern.test(text)) return undefined
  return /inf/i.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text)
}

/** Empty, NA or NaN. */
export const isMissing = (text: string): boolean => text === '' || text === 'NA' || /^nan$/i.test(text)

/** Numbers by size, then texts by their characters' codes. */
export function sortLevels(levels: readonly string[]): string[] {
  const numeric = levels.every((level) => parseNumber(level) !== undefined)
  return [...levels].sort((a, b) => (numeric ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0))
}

/** Columns of so many categories are names or numbers, not categories. */
const mostLevels = 1000

/** What is known of a column before it is read. */
export interface Expectation {
  kind?: Kind
  /** No others are allowed, and they keep their order. */
  levels?: readonly string[]
  /** Why a number cannot be. */
  refuse?: (value: number) => string | undefined
  /** What to do about too many categories. */
  advice?: string
}

/**
 * Collects a column. What it holds is told, or follows from its first value that is not missing; every other must be
 * of the same kind.
 */
export class ColumnReader {
  readonly name: string
  readonly #expected: Expectation
  #kind: Kind | undefined
  readonly #levels = new Map<string, number>()
  #values = new Float64Array(64)
  #rows = 0

  constructor(name: string, expected: Expectation = {}) {
    this.name = name
    this.#expected = expected
    this.#kind = expected.kind
    for (const [i, level] of expected.levels?.entries() ?? []) this.#levels.set(level, i)
  }

  add(text: string, file: string, row: Row): void {
    if (this.#rows === this.#values.length) {
      const longer = new Float64Array(2 * this.#rows)
      longer.set(this.#values)
      this.#values = longer
    }
    this.#values[this.#rows++] = isMissing(text) ? NaN : this.#read(text, file, row)
  }

  column(): Column {
    const { name } = this
    const values = this.#values.subarray(0, this.#rows)
    if (this.#kind !== 'category') return { name, values }
    const seen = [...this.#levels.keys()]
    if (this.#expected.levels) return { name, levels: seen, values }
    const levels = sortLevels(seen)
    const rank = new Map(levels.map((level, i) => [level, i]))
    const places = seen.map((level) => rank.get(level)!)
    return { name, levels, values: values.map((code) => (Number.isNaN(code) ? NaN : places[code]!)) }
  }

  #read(text: string, file: string, row: Row): number {
    const told = this.#expected.kind
    const number = told === 'category' ? undefined : parseNumber(text)
    this.#kind ??= number === undefined ? 'category' : 'number'
    const answer = this.#kind === 'number' ? this.#number(text, number) : this.#level(text, number)
    if (typeof answer === 'number') return answer
    throw new Misuse(`${file}, ${place(row)}, column ${show(this.name)}: ${answer}`)
  }

  // Each gives the value, or why there is none.

  #number(text: string, number: number | undefined): number | string {
    if (number === undefined) return `a number was expected${this.#asAbove()}, got ${show(text)}`
    if (!Number.isFinite(number)) return `${show(text)} is not a finite number`
    return this.#expected.refuse?.(number) ?? number
  }

  #level(text: string, number: number | undefined): number | string {
    if (number !== undefined) return `a text was expected${this.#asAbove()}, got ${text}`
    const known = this.#levels.get(text)
    if (known !== undefined) return known
    const { levels, advice = `--ignore ${this.name} leaves it out` } = this.#expected
    if (levels) {
      return `${show(text)} is none of its levels: ${levels.slice(0, 12).map(show).join(', ')}${levels.length > 12 ? ', …' : ''}`
    }
    if (this.#levels.size === mostLevels) return `more than ${mostLevels} different categories: ${advice}`
    this.#levels.set(text, this.#levels.size)
    return this.#levels.size - 1
  }

  #asAbove(): string {
    return this.#expected.kind ? '' : ` as above (texts and numbers together: --categorical ${this.name})`
  }
}
