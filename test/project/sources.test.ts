import { expect, test } from 'vitest'
import { files, sources } from './repository.ts'

test('every C++ file is compiled, by exactly one entry of native/sources.gypi', () => {
  const listed = Object.values(sources()).flat().sort()
  expect(listed).toEqual([...files('native', /\.cpp$/), ...files('wasm', /\.cpp$/)])
})
