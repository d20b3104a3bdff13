import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root, run } from './repository.ts'

// The loader in a folder of its own, with whatever binary a case puts there; each load in a process of its own, since
// some broken binaries could end it.
const folder = mkdtempSync(join(tmpdir(), 'steepest-loader-'))
const loader = join(folder, 'native/node/load.cjs')
const binary = join(folder, `prebuilds/${process.platform}-${process.arch}/steepest.node`)
const whole = readFileSync(`${root}build/Release/steepest.node`)

beforeAll(() => {
  for (const file of [loader, binary]) mkdirSync(dirname(file), { recursive: true })
  copyFileSync(`${root}native/node/load.cjs`, loader)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function load(prelude = ''): { loaded: boolean; reason?: string } {
  const program = `${prelude}
    const { addon, reason } = require(${JSON.stringify(loader)})()
    console.log(JSON.stringify({ loaded: addon !== undefined, reason }))`
  return JSON.parse(run(process.execPath, ['--eval', program]))
}

test('a whole binary is loaded', () => {
  writeFileSync(binary, whole)
  expect(load()).toEqual({ loaded: true })
})

test('a missing binary is told', () => {
  rmSync(binary, { force: true })
  expect(existsSync(binary)).toBe(false)
  expect(load()).toMatchObject({ loaded: false, reason: expect.stringContaining('prebuilds/') })
})

describe('a broken binary is told', () => {
  const middle = whole.length >> 1
  const cases: [name: string, content: Buffer][] = [
    ['empty', Buffer.alloc(0)],
    ['a text', Buffer.from('<html>404 Not Found</html>\n'.repeat(10))],
    ...[1, 16, 63, 64, 4096, middle, whole.length - 1].map((size): [string, Buffer] => [
      `cut at ${size} bytes`,
      whole.subarray(0, size),
    ]),
    ['for another processor', Buffer.from(whole).fill(0xb7, 18, 19)],
  ]
  test.each(cases)('%s', (_, content) => {
    writeFileSync(binary, content)
    expect(load()).toMatchObject({ loaded: false, reason: expect.stringContaining('steepest.node') })
  })
})

test('a platform without a binary is told', () => {
  const platform = `Object.defineProperty(process, 'platform', { value: 'aix' })`
  expect(load(platform)).toEqual({ loaded: false, reason: `there is no native binary for aix-${process.arch}` })
})
