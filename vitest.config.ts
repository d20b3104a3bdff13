import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

// The same test files run on every backend and instruction set; each is a project of its own, named here. Those this
// machine cannot run stay in the list with one skipped test that says so.
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url))

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

// (v128.const 0) (v128.const 0) (v128.const 0) f64x2.relaxed_madd, in a function that drops the answer.
const relaxedMultiplyAdd = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 62, 1, 60, 0],
  ...[253, 12, ...new Array<number>(16).fill(0)],
  ...[253, 12, ...new Array<number>(16).fill(0)],
  ...[253, 12, ...new Array<number>(16).fill(0)],
  ...[253, 135, 2, 26, 11],
])
// Node 20 has relaxed SIMD behind a flag, which later versions do not know.
const relaxedFlag = WebAssembly.validate(relaxedMultiplyAdd) ? [] : ['--experimental-wasm-relaxed-simd']

const backends: Backend[] = [
  { backend: 'native', level: 'baseline', available: true },
  { backend: 'native', level: 'avx2', available: has('avx2', 'fma') },
  { backend: 'native', level: 'avx512', available: has('avx512f', 'avx512vl', 'avx512dq', 'avx512bw', 'fma') },
  { backend: 'wasm', level: 'simd128', available: true },
  { backend: 'wasm', level: 'relaxed-simd', available: true, execArgv: relaxedFlag },
]

function onBackend({ backend, level, available, execArgv = [] }: Backend): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name: `${backend}-${level}`,
      include: available ? ['test/**/*.test.ts'] : ['test/project/absent-level.ts'],
      exclude: ['test/project/*.test.ts'],
      execArgv,
      env: { STEEPEST_BACKEND: backend, STEEPEST_ISA: level },
    },
  }
}

const independent: TestProjectInlineConfiguration = {
  extends: true,
  test: { name: 'project', include: ['test/project/*.test.ts'], testTimeout: 1_200_000, hookTimeout: 600_000 },
}

export default defineConfig({
  resolve: {
    alias: [
      { find: /^steepest$/, replacement: file('src/node.ts') },
      { find: /^steepest\/(wasm|inline|plot)$/, replacement: file('src/$1.ts') },
    ],
  },
  test: {
    pool: 'forks',
    setupFiles: process.env.STEEPEST_SANITIZE ? ['test/project/sanitized.ts'] : [],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    projects: [...backends.map(onBackend), independent],
  },
})
