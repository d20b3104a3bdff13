import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

// The same test files run on every backend and instruction set; each is a project of its own, named here. Those this
// machine cannot run stay in the list with one skipped test that says so.
const source = (entry: string) => fileURLToPath(new URL(`src/${entry}.ts`, import.meta.url))

function processorFlags(): Set<string> {
  try {
    const flags = /^flags\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? ''
    return new Set(flags.split(' '))
  } catch {
    return new Set()
  }
}

const flags = processorFlags()
const has = (...names: string[]) => names.every((name) => flags.has(name))

interface Backend {
  backend: 'native' | 'wasm'
  level: string
  available: boolean
  execArgv?: string[]
}

const backends: Backend[] = [
  { backend: 'native', level: 'baseline', available: true },
  { backend: 'native', level: 'avx2', available: has('avx2', 'fma') },
  { backend: 'native', level: 'avx512', available: has('avx512f', 'avx512vl', 'avx512dq', 'avx512bw', 'fma') },
  { backend: 'wasm', level: 'simd128', available: true },
]

function onBackend({ backend, level, available }: Backend): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name: `${backend}-${level}`,
      include: available ? ['test/**/*.test.ts'] : ['test/project/absent-level.ts'],
      exclude: ['test/project/*.test.ts'],
      env: { STEEPEST_BACKEND: backend, STEEPEST_ISA: level },
    },
  }
}

const independent: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'project', include: ['test/project/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^steepest$/, replacement: source('node') },
      { find: /^steepest\/(wasm|inline)$/, replacement: `${fileURLToPath(new URL('src', import.meta.url))}/$1.ts` },
    ],
  },
  test: {
    pool: 'forks',
    server: { deps: { external: [/native\/node\/load\.cjs$/] } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [...backends.map(onBackend), independent],
  },
})
