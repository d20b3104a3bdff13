import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Misuse } from '../../src/cli/command.ts'
import { modelText, parseModel } from '../../src/cli/model/file.ts'
import { steepest } from './captured.ts'

// Model files come from anywhere: whatever is in one, it is refused in a sentence or is a valid model.
const folder = mkdtempSync(join(tmpdir(), 'steepest-model-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const training = 'a,b,y\n1,u,p\n2,v,q\n3,u,p\n4,w,q\n5,v,r\n2,w,r\n'
const models: Record<string, string> = {}

beforeAll(async () => {
  for (const [model, input] of [
    ['logistic', training],
    ['ridge', training.replaceAll(/[pqr]\n/g, (mark) => `${mark.charCodeAt(0)}\n`)],
  ] as const) {
    const path = join(folder, `${model}.json`)
    const { code, err } = await steepest(['fit', '-', '--target=y', '--model', model, '--out', path], { input })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    models[model] = readFileSync(path, 'utf8')
  }
})

/** Reads a text as a model: its own text again, or why not. Anything but a sentence fails the test. */
function reading(text: string): string {
  try {
    return modelText(parseModel('model.json', text))
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    expect(error.message).toMatch(/^model\.json is not/)
    return error.message
  }
}

describe.each(['logistic', 'ridge'])('a %s model', (name) => {
  test('is read as it was written', () => {
    expect(reading(models[name]!)).toBe(models[name])
  })

  test('cut short is refused, wherever', () => {
    const text = models[name]!.trimEnd()
    for (let length = 0; length < text.length; length++) {
      expect(reading(text.slice(0, length))).toMatch(/^model\.json is not JSON/)
    }
  })

  test('with any bit flipped is refused, or is another valid model', () => {
    const bytes = Buffer.from(models[name]!)
    let valid = 0
    for (let bit = 0; bit < 8 * bytes.length; bit++) {
      bytes[bit >> 3]! ^= 1 << (bit & 7)
      const answer = reading(bytes.toString('utf8'))
      if (!answer.startsWith('model.json is not')) {
        expect(reading(answer)).toBe(answer)
        valid++
      }
      bytes[bit >> 3]! ^= 1 << (bit & 7)
    }
    expect(valid).toBeGreaterThan(0)
    expect(reading(bytes.toString('utf8'))).toBe(models[name])
  })
})

describe('a changed model is refused', () => {
  type Json = Record<string, unknown>
  const changed = (change: (json: Json) => unknown) => {
    const json = JSON.parse(models.logistic!) as Json
    return reading(JSON.stringify(change(json) ?? json))
  }
  const set = (name: string, value: unknown) => changed((json) => ({ ...json, [name]: value }))

  test.each<[string, unknown, string]>([
    ['format', 'other', "its format must be 'steepest-model', got 'other'"],
    ['version', 2, 'its version is 2, this program reads version 1'],
    ['version', '1', "its version is '1', this program reads version 1"],
    ['model', 'constructor', 'model must be one of linear, ridge, logistic, poisson'],
    ['model', 'ridge', ''],
    ['target', 3, 'target must be a text, got 3'],
    ['columns', {}, 'columns must be an array'],
    ['columns', [], "terms[0] is of a column 'a' that it has not"],
    [
      'columns',
      [
        { name: 'a', kind: 'number' },
        { name: 'a', kind: 'number' },
      ],
      "columns names 'a' twice",
    ],
    ['columns', [{ name: 'a', kind: 'matrix' }], 'columns[0].kind must be one of number, category'],
    ['columns', [{ name: 'b', kind: 'category', levels: ['u', 'u'] }], "columns[0].levels names 'u' twice"],
    ['columns', [{ name: 'b', kind: 'category', levels: [1] }], 'columns[0].levels[0] must be a text'],
    ['terms', [], 'it has 0 terms, but its means have 3'],
    ['terms', [{ column: 'a' }, { column: 'a' }, { column: 'a' }], 'twice'],
    ['terms', [{ column: 'b', level: 'u' }], "column 'b' has no such level 'u'"],
    ['terms', [{ column: 'b' }], 'terms[0].level must be a text'],
    ['terms', [{ column: '__proto__' }], "'__proto__' that it has not"],
    ['means', [1, 2], 'it has 3 terms, but its means have 2'],
    ['means', [1, 2, null], 'means[2] must be a finite number, got null'],
    ['missing', 'sometimes', 'missing must be one of refuse, drop, mean'],
    ['standardization', undefined, "it has no field 'standardization'"],
    ['standardization', 7, ''],
    ['estimator', null, ''],
    ['estimator', {}, ''],
    ['extra', 1, "it has an unknown field 'extra'"],
  ])('%s: %j', (name, value, message) => {
    expect(set(name, value)).toMatch(/^model\.json is not a model/)
    expect(set(name, value)).toContain(message)
  })

  test('by a prototype, or numbers that no double holds', () => {
    const text = models.logistic!
    expect(reading(text.replace('{', '{"__proto__":{"polluted":1},'))).toContain("an unknown field '__proto__'")
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    expect(reading(text.replace(/"means": \[[^\]]*\]/, '"means": [1e999,0,0]'))).toContain('means[0] must be a finite')
    expect(reading(`${'['.repeat(100_000)}`)).toMatch(/^model\.json is not/)
    for (const other of ['null', '1', '"text"', '[]', '', '\u0000'])
      expect(reading(other)).toMatch(/^model\.json is not/)
  })

  test('or not there', async () => {
    const none = await steepest(['predict', join(folder, 'none.json'), '-'])
    expect(none).toMatchObject({ code: 2, err: expect.stringContaining('none.json: there is no such file') })
    const directory = await steepest(['predict', folder, '-'])
    expect(directory).toMatchObject({ code: 2, err: expect.stringContaining('it is a folder') })
    writeFileSync(join(folder, 'text.json'), training)
    const text = await steepest(['predict', join(folder, 'text.json'), '-'])
    expect(text).toMatchObject({ code: 2, err: expect.stringContaining('is not JSON') })
  })
})
