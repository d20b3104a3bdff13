import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { files, root, run } from './repository.ts'

// Each file of test/native is a program of its own (npm run build:tests) that prints what failed.
const programs = files('test/native', /\.cpp$/).map((file) => basename(file, '.cpp'))

test('there are C++ tests', () => {
  expect(programs.length).toBeGreaterThan(0)
})

test.each(programs)('C++ %s', (program) => {
  const path = `${root}build/tests/${program}`
  expect(existsSync(path), 'npm run build:tests compiles it').toBe(true)
  run(path, [])
})
