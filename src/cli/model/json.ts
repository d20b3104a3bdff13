// Readers of JSON that came from outside: each gives a value of the wanted shape or throws, saying where and what.
import { show } from '../../errors.ts'

const wrong = (where: string, expected: string, got: unknown) =>
  new Error(`${where} must be ${expected}, got ${show(got)}`)

export function object(where: string, json: unknown): Partial<Record<string, unknown>> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(where, 'an object', json)
  return json as Partial<Record<string, unknown>>
}

/** The fields of an object that has all of these, perhaps the optional ones, and no others. */
export function fields<Name extends string>(
  where: string,
  json: unknown,
  names: readonly Name[],
  optional: readonly Name[] = [],
): Partial<Record<Name, unknown>> {
  const given = object(where, json)
  const missing = names.find((name) => !Object.hasOwn(given, name))
  if (missing !== undefined) throw new Error(`${where} has no field '${missing}'`)
  const known: readonly string[] = [...names, ...optional]
  const extra = Object.keys(given).find((name) => !known.includes(name))
  if (extra !== undefined) throw new Error(`${where} has an unknown field ${show(extra)}`)
  return given as Partial<Record<Name, unknown>>
}

export function array(where: string, json: unknown): unknown[] {
  if (!Array.isArray(json)) throw wrong(where, 'an array', json)
  return json
}

export function string(where: string, json: unknown): string {
  if (typeof json !== 'string') throw wrong(where, 'a text', json)
  return json
}

export function finite(where: string, json: unknown): number {
  if (typeof json !== 'number' || !Number.isFinite(json)) throw wrong(where, 'a finite number', json)
  return json
}

export function oneOf<Word extends string>(where: string, json: unknown, words: readonly Word[]): Word {
  const word = words.find((each) => each === json)
  if (word === undefined) throw wrong(where, `one of ${words.join(', ')}`, json)
  return word
}

export function unique(where: string, texts: readonly string[]): void {
  const seen = new Set<string>()
  for (const text of texts) {
    if (seen.has(text)) throw new Error(`${where} names ${show(text)} twice`)
    seen.add(text)
  }
}
