// Values by name in flags: `x=-1.2,y=1`.
import { InvalidArgumentError } from 'commander'
import { parseNumber } from './data/column.ts'

/** `x=-1.2,y=1` */
export function numbersFlag(text: string): Record<string, number> {
  return byName(assignments(text, 'x=1,y=2').map(([name, value]) => [name, numberOf(name, value)]))
}

/** `t=s,y=mV` */
export function textsFlag(text: string): Record<string, string> {
  return byName(assignments(text, 't=s,y=mV'))
}

/** `c=a/2`, a name and a formula: given once for each, since formulas have commas too. */
export function formulaFlag(text: string, before: Readonly<Record<string, string>> = {}): Record<string, string> {
  return byName([...Object.entries(before), assignment(text, 'c=a/2')])
}

/** Limits by name, infinite where there are none. */
export interface Limits {
  lower: Record<string, number>
  upper: Record<string, number>
}

/** `x=0:2,y=:5`, each end of which may be left out. */
export function limitsFlag(text: string): Limits {
  const ends = assignments(text, 'x=0:2,y=:5').map(([name, range]) => {
    const [lower = '', upper, more] = range.split(':').map((end) => end.trim())
    if (upper === undefined || more !== undefined) throw expected('x=0:2,y=:5', `${name}=${range}`)
    const from = lower === '' ? -Infinity : numberOf(name, lower)
    const to = upper === '' ? Infinity : numberOf(name, upper)
    return { name, from, to }
  })
  return {
    lower: byName(ends.map(({ name, from }) => [name, from])),
    upper: byName(ends.map(({ name, to }) => [name, to])),
  }
}

function numberOf(name: string, text: string): number {
  const number = parseNumber(text)
  if (number === undefined) throw new InvalidArgumentError(`A number was expected for ${name}.`)
  return number
}

const assignments = (text: string, example: string): [string, string][] =>
  text.split(',').map((part) => assignment(part, example))

function assignment(text: string, example: string): [string, string] {
  const sign = text.indexOf('=')
  const [name, value] = [text.slice(0, sign).trim(), text.slice(sign + 1).trim()]
  if (sign < 0 || name === '' || value === '') throw expected(example, text)
  return [name, value]
}

const expected = (example: string, text: string) =>
  new InvalidArgumentError(`Something like ${example} was expected, got '${text.trim()}'.`)

// Own properties whatever the names, `__proto__` among them.
function byName<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const names = entries.map(([name]) => name)
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) throw new InvalidArgumentError(`${twice} is given twice.`)
  return Object.fromEntries(entries)
}
