// The command as a process of its own, as it was built into dist.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './repository.ts'

const folder = mkdtempSync(join(tmpdir(), 'steepest-cli-process-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function shell(command: string, backend?: 'native' | 'wasm') {
  const { STEEPEST_BACKEND, STEEPEST_ISA, ...rest } = process.env
  const env = { ...rest, OUT: folder, ...(backend && { STEEPEST_BACKEND: backend }) }
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], {
    cwd: root,
    encoding: 'utf8',
    env,
  })
  return { status, stdout, stderr }
}

test('the first command of README fits a model', () => {
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: { quickstart: string } }
  const fit = scripts.quickstart.split('&&').at(-1)!.trim()
  expect(fit).toMatch(/^node dist\/cli\.js fit .* --out model\.json$/)
  const { status, stdout, stderr } = shell(fit.replace('model.json', '"$OUT/quickstart.json"'))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(stdout).toMatch(/^objective +37\.75894596$/m)
})

test('npx finds it in the clone', () => {
  expect(shell('npx --offline steepest info').stdout).toMatch(/^instruction set +\w/m)
})

test.each([
  [0, 'info'],
  [1, 'fit examples/data/wine.csv --target class --model logistic --max-iterations 1'],
  [2, 'fit examples/data/wines.csv --target class --model logistic'],
  [2, ''],
])('exit code %i: steepest %s', (code, given) => {
  expect(shell(`node dist/cli.js ${given}`).status).toBe(code)
})

test('a pipe that is closed early is no error', () => {
  const predict = 'node dist/cli.js predict "$OUT/letters.json" examples/data/letter.csv'
  const fit = 'node dist/cli.js fit examples/data/letter.csv --target lettr --model logistic --max-iterations 1'
  expect(shell(`${fit} --out "$OUT/letters.json"`).status).toBe(1)
  expect(shell(`${predict} --proba | head -n 2 | wc -l`)).toEqual({ status: 0, stdout: '2\n', stderr: '' })
})

describe.each([
  ['logistic', 'breast_cancer.csv', 'class'],
  ['logistic', 'wine.csv', 'class'],
  ['ridge', 'diabetes.csv', 'progression'],
  ['poisson', 'warpbreaks.csv', 'breaks'],
])('%s of %s', (model, data, target) => {
  const both = ['native', 'wasm'] as const

  test('is fitted alike, and predicts alike, on both backends', () => {
    const answers = both.map((backend) => {
      const path = `"$OUT/${backend}.json"`
      const fit = `node dist/cli.js fit examples/data/${data} --target ${target} --model ${model} --json --out ${path}`
      const { objective, backend: ran } = JSON.parse(shell(fit, backend).stdout)
      expect(ran.kind).toBe(backend)
      return objective as number
    })
    expect(Math.abs(answers[0]! - answers[1]!)).toBeLessThanOrEqual(1e-10 * Math.abs(answers[0]!))

    // One model, whichever backend wrote it, read by both.
    const proba = model === 'logistic' ? '--proba' : ''
    for (const writer of both) {
      const [native, wasm] = both.map((reader) => {
        const { status, stdout } = shell(
          `node dist/cli.js predict "$OUT/${writer}.json" examples/data/${data} ${proba}`,
          reader,
        )
        expect(status).toBe(0)
        return stdout
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',').map(Number))
      })
      expect(wasm).toHaveLength(native!.length)
      for (const [i, row] of native!.entries()) {
        for (const [k, value] of row.entries()) {
          expect(Math.abs(wasm![i]![k]! - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)))
        }
      }
    }
  })
})
