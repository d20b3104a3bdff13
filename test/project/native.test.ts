import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { files, root } from './repository.ts'

// Each file of test/native is a program of its own (npm run build:tests) that prints what failed.
const programs = files('test/native', /\.cpp$/).map((file) => basename(file, '.cpp'))

test('there are C++ tests', () => {
  expect(programs.length).toBeGreaterThan(0)
})

// The targets of test/fuzz, on what a fuzzer found worth keeping and on changes of that.
const targets = files('test/fuzz', /\.cpp$/)
  .map((file) => basename(file, '.cpp'))
  .filter((target) => target !== 'replay')

test.concurrent.each(targets)('fuzz target %s', async (target) => {
  const corpus = files(`test/fuzz/corpus/${target}`, /./).map((file) => `${root}${file}`)
  expect(corpus.length).toBeGreaterThan(0)
  await promisify(execFile)(`${root}build/tests/fuzz_${target}`, ['50000', ...corpus])
})

test.concurrent.each(programs)('C++ %s', async (program) => {
  const path = `${root}build/tests/${program}`
  expect(existsSync(path), 'npm run build:tests compiles it').toBe(true)
  await promisify(execFile)(path)
})
