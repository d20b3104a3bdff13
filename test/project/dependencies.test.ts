import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { files, root } from './repository.ts'

// What the files of a folder may include: their own folder, and these with all that these may include.
const foundation: Record<string, string[]> = {
  base: [],
  simd: ['base'],
  kernels: ['simd'],
  parallel: ['kernels'],
  linalg: ['parallel'],
  search: ['base'],
  scalar: ['base'],
  program: ['parallel'],
  'objective/problems': ['kernels'],
  objective: ['program', 'linalg', 'objective/problems'],
}
const parts = [
  'direction',
  'region',
  'residuals',
  'update',
  'bounds',
  'stochastic',
  'population',
  'restarts',
  'constraints',
]
const partsOfMethods = Object.fromEntries(parts.map((part) => [part, ['linalg', 'search']]))
// Folders of whole methods.
const families = ['direct']
const direct: Record<string, string[]> = {
  ...foundation,
  ...partsOfMethods,
  minimize: [...parts, 'scalar', 'program'],
  ...Object.fromEntries(families.map((family) => [family, ['minimize']])),
  make: ['minimize', ...families],
  models: ['objective', 'make'],
  fit: ['objective', 'minimize'],
  api: ['models', 'fit'],
  node: ['api'],
  wasm: ['api'],
}

function reachable(folder: string): Set<string> {
  const found = new Set([folder])
  for (const next of found) for (const below of direct[next] ?? []) found.add(below)
  return found
}

const sources = [...files('native', /\.(cpp|hpp|inc)$/), ...files('wasm', /\.(cpp|hpp)$/)]
// The file that knows every method's name is above them all.
const folderOf = (file: string) =>
  file === 'native/minimize/make.cpp' ? 'make' : dirname(file).replace(/^native\//, '')
const text = (file: string) => readFileSync(root + file, 'utf8')

test.each([...new Set(sources.map(folderOf))])('%s includes only what lies below it', (folder) => {
  expect(Object.keys(direct)).toContain(folder)
  const allowed = reachable(folder)
  const wrong = sources
    .filter((file) => folderOf(file) === folder)
    .flatMap((file) => [...text(file).matchAll(/^\s*#include "([^"]+)"/gm)].map(([, name = '']) => ({ file, name })))
    .filter(({ name }) => !allowed.has(dirname(name)))
  expect(wrong).toEqual([])
})

test('only the binding of Node knows Node-API', () => {
  const others = sources.filter((file) => folderOf(file) !== 'node')
  expect(others.filter((file) => /\bnapi|node_api\.h/i.test(text(file)))).toEqual([])
})

test('the core uses nothing of the standard library that allocates, throws or prints', () => {
  const banned =
    /#include <(vector|string|map|set|unordered_map|unordered_set|deque|list|memory|functional|thread|mutex|future|iostream|sstream|fstream|stdexcept|exception)>/
  const core = sources.filter((file) => !['node', 'wasm'].includes(folderOf(file)))
  expect(core.filter((file) => banned.test(text(file)))).toEqual([])
})
