import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { methodNames } from '../../src/backend/operations.ts'
import { has } from '../../src/methods.ts'
import { expectWellFormed } from '../svg.ts'
import { steepest } from './captured.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-profiles-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const random = methodNames.find((method) => has(method, 'random')) ?? 'bfgs'
const flags = ['--methods', `lbfgs,${random}`, '--problems', 'beale,sphere,ackley:2', '--seeds', '2', '--budget', '500']

describe('bench profiles', () => {
  test('runs methods over problems and writes table, JSON and pictures', async () => {
    const out = join(folder, 'new', 'one')
    const { code, out: printed, err } = await steepest(['bench', 'profiles', ...flags, '--out', out])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(readdirSync(out).sort()).toEqual([
      'convergence',
      'global.svg',
      'more-garbow-hillstrom.svg',
      'profiles.json',
      'table.txt',
    ])
    expect(readdirSync(join(out, 'convergence')).sort()).toEqual(['ackley-2.svg', 'beale-2.svg', 'sphere-10.svg'])
    const table = readFileSync(join(out, 'table.txt'), 'utf8')
    expect(printed).toBe(`${table}\n7 files in ${out}\n`)
    expect(table).toMatch(/^more-garbow-hillstrom\n\nmethod +family +solved +best +within 10x +median evaluations\n/)
    expect(table).toMatch(/^lbfgs +Second order +\d+ of \d+ /m)

    const all = JSON.parse(readFileSync(join(out, 'profiles.json'), 'utf8'))
    expect(all).toMatchObject({ seeds: 2, evaluationsPerVariable: 500, refusals: [] })
    expect(all.problems).toMatchObject([
      { name: 'beale', dimension: 2, collection: 'more-garbow-hillstrom', minimum: 0, solvedAt: 1e-10 },
      { name: 'ackley', dimension: 2, collection: 'global', solvedAt: 1e-6, shift: [-4.2104, 14.2124] },
      { name: 'sphere', dimension: 10, collection: 'global' },
    ])
    // Two seeds each, but for a method without random numbers from a standard start.
    const each = has(random, 'random') ? 2 : 1
    expect(all.runs.length).toBe(2 * 2 + 1 + 2 * 2 + each)
    for (const run of all.runs) {
      expect(run.evaluations).toBeGreaterThan(0)
      // Values are what is limited, and a gradient with each is all that is charged beside.
      expect(run.evaluations).toBeLessThanOrEqual(2.2 * 500 * run.dimension)
      const errors = run.history.map((point: { error: number }) => point.error)
      expect(errors).toEqual([...errors].sort((a, b) => b - a))
      expect(run.solvedAfter !== undefined).toBe(run.error <= (run.problem === 'beale' ? 1e-10 : 1e-6))
      if (run.solvedAfter !== undefined) expect(run.solvedAfter).toBeLessThanOrEqual(run.evaluations)
    }
    // A smooth convex function and Beale's are solved by any quasi-Newton method.
    const own = (collection: string) =>
      all.collections[collection].find((row: { method: string }) => row.method === 'lbfgs')
    expect(own('more-garbow-hillstrom').solved).toBe(each)
    expect(own('global').solved).toBeGreaterThanOrEqual(2)
    expect(own('global').of).toBe(4)
  })

  test('the pictures are well-formed and say what they show', async () => {
    const out = join(folder, 'pictures')
    expect((await steepest(['bench', 'profiles', ...flags, '--out', out])).code).toBe(0)
    const profile = readFileSync(join(out, 'global.svg'), 'utf8')
    const texts = expectWellFormed(profile)
    for (const text of [
      'Performance profiles over',
      'τ: evaluations',
      'fraction of problems solved',
      'lbfgs',
      random,
    ]) {
      expect(texts.some((each) => each.includes(text))).toBe(true)
    }
    const curves = expectWellFormed(readFileSync(join(out, 'convergence', 'ackley-2.svg'), 'utf8'))
    for (const text of [
      'Convergence on Ackley with 2 variables',
      'evaluations',
      'best value so far − minimum',
      random,
    ]) {
      expect(curves.some((each) => each.includes(text))).toBe(true)
    }
  })

  test('--json prints one object; the same seeds give the same numbers', async () => {
    const out = join(folder, 'json')
    const first = await steepest(['bench', 'profiles', ...flags, '--out', out, '--json'])
    expect(first).toMatchObject({ code: 0, err: '' })
    const { files, collections } = JSON.parse(first.out)
    expect(files).toContain(join('convergence', 'beale-2.svg'))
    expect(Object.keys(collections)).toEqual(['more-garbow-hillstrom', 'global'])
    expect(await steepest(['bench', 'profiles', ...flags, '--out', out, '--json'])).toEqual(first)
  })

  test('tells on a terminal how far it is', async () => {
    const { err } = await steepest(['bench', 'profiles', ...flags, '--out', join(folder, 'terminal')], {
      terminal: true,
    })
    expect(err).toContain('0 of 6: ')
    expect(err).toContain('on beale with 2 variables')
    expect(err.endsWith('\r\u001b[K')).toBe(true)
  })

  test.each([
    [['profiles', '--methods', 'lbfsg'], /--methods: there is no lbfsg.*lbfgs/],
    [['profiles', '--problems', 'bealle'], /--problems: there is no bealle; there are more-garbow-hillstrom, global/],
    [['profiles', '--problems', 'ackley:3'], /--problems: there is no ackley:3/],
    [['profiles', '--seeds', '0'], /--seeds must be a whole number of at least 1, got 0/],
    [['profiles', '--budget', '1.5'], /--budget must be a whole number of at least 1, got 1.5/],
    [['profile'], /there is no profile/],
    [['--seeds', '3'], /--seeds is a flag of bench profiles/],
  ])('refuses %j', async (given, message) => {
    const { code, out, err } = await steepest(['bench', ...given])
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })

  test('refuses a folder that is a file', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, '')
    const { code, err } = await steepest(['bench', 'profiles', ...flags, '--out', file])
    expect(code).toBe(2)
    expect(err).toMatch(/^error: .*file/)
  })
})
