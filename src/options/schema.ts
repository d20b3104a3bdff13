// One declarative schema a concept, one checker for all. Every option is read once, before the first check, so that a
// getter cannot answer twice differently.
import { misuse, rangeError, show } from '../errors.ts'

/** What an option may be. `undefined` always means: not given. */
export type Rule =
  | { type: 'number'; default?: number; min?: number; above?: number; max?: number; below?: number; integer?: true }
  | { type: 'boolean'; default?: boolean }
  | { type: 'choice'; values: readonly string[]; default?: string }
  | { type: 'function' }
  | { type: 'signal' }
  /** Checked by whoever reads it: it has a shape of its own. */
  | { type: 'other' }

export type Schema = Readonly<Record<string, Rule>>

// What a schema gives where an option is not given, made once.
const defaultsOf = new WeakMap<Schema, Readonly<Record<string, unknown>>>()

function defaults(schema: Schema): Readonly<Record<string, unknown>> {
  let known = defaultsOf.get(schema)
  if (!known) {
    known = Object.fromEntries(
      Object.entries(schema).map(([name, rule]) => [name, 'default' in rule ? rule.default : undefined]),
    )
    defaultsOf.set(schema, known)
  }
  return known
}

/** The options as given, each read once, over the schema's defaults; unknown names are refused. */
export function readOptions(where: string, given: unknown, schema: Schema): Record<string, unknown> {
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given))) {
    throw misuse('ERR_OPTION', `the options of ${where} must be an object, got ${show(given)}`)
  }
  const read: Record<string, unknown> = { ...(given as object | undefined) }
  const options: Record<string, unknown> = { ...defaults(schema) }
  for (const name of Object.keys(read)) {
    const rule = Object.hasOwn(schema, name) ? schema[name] : undefined
    if (!rule) throw misuse('ERR_OPTION', `${where} has no option '${name}'${didYouMean(name, Object.keys(schema))}`)
    const value = read[name]
    if (value === undefined) continue
    check(where, name, value, rule)
    options[name] = value
  }
  return options
}

function check(where: string, name: string, value: unknown, rule: Rule): void {
  const what = `${where}: option ${name}`
  switch (rule.type) {
    case 'number':
      checkNumber(what, value, rule)
      return
    case 'boolean':
      if (typeof value !== 'boolean') throw misuse('ERR_OPTION', `${what} must be true or false, got ${show(value)}`)
      return
    case 'choice':
      if (typeof value !== 'string' || !rule.values.includes(value)) {
        const hint = typeof value === 'string' ? didYouMean(value, rule.values) : ''
        const choices = rule.values.map((choice) => `'${choice}'`).join(', ')
        throw misuse('ERR_OPTION', `${what} must be one of ${choices}, got ${show(value)}${hint}`)
      }
      return
    case 'function':
      if (typeof value !== 'function') throw misuse('ERR_OPTION', `${what} must be a function, got ${show(value)}`)
      return
    case 'signal':
      if (!(value instanceof AbortSignal)) {
        throw misuse('ERR_OPTION', `${what} must be an AbortSignal, got ${show(value)}`)
      }
      return
    case 'other':
  }
}

function checkNumber(what: string, value: unknown, rule: Extract<Rule, { type: 'number' }>): void {
  if (typeof value !== 'number') throw misuse('ERR_OPTION', `${what} must be a number, got ${show(value)}`)
  const { min = -Infinity, above = -Infinity, max = Infinity, below = Infinity } = rule
  // Negated, so that NaN fails. Infinity is a bound like another where no limit stands: no limit at all.
  const fits =
    value >= min && (value > above || above === -Infinity) && value <= max && (value < below || below === Infinity)
  if (!fits || (rule.integer && value !== Infinity && !Number.isInteger(value))) {
    throw rangeError('ERR_OPTION', `${what} must be ${describe(rule)}, got ${show(value)}`)
  }
}

function describe({ min, above, max, below, integer }: Extract<Rule, { type: 'number' }>): string {
  const limits = [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(above === undefined ? [] : [`above ${above}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
    ...(below === undefined ? [] : [`below ${below}`]),
  ]
  return `${integer ? 'a whole number' : 'a number'}${limits.length > 0 ? ` ${limits.join(' and ')}` : ''}`
}

// So many letters of a name tell it from others, and one of so many may be wrong.
const telling = 3

/** "; did you mean 'x'?" when a name comes near one of the known ones, or is a part of one. */
export function didYouMean(name: string, known: readonly string[]): string {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_]/g, '')
  const given = plain(name.slice(0, 40))
  const others = known.map((other) => ({ other, text: plain(other), distance: editDistance(given, plain(other)) }))
  // A letter too many or too few at the end; maxIter for maxIterations; tol for gradientTolerance.
  const nearest =
    others.find(({ text, distance }) => distance <= 1 && (text.startsWith(given) || given.startsWith(text))) ??
    others.find(({ text }) => given.length >= telling && text.startsWith(given)) ??
    others.find(({ text }) => given.length >= telling && text.includes(given)) ??
    others
      .filter(({ text, distance }) => distance <= Math.min(given.length, text.length) / telling)
      .sort((one, two) => one.distance - two.distance)[0]
  return nearest ? `; did you mean '${nearest.other}'?` : ''
}

// Levenshtein's distance, a row at a time.
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}
