import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { binary, pack } from './packed.ts'
import { root, run } from './repository.ts'

// The package as a user gets it: packed, looked over, and installed without scripts in an empty folder.
const folder = mkdtempSync(join(tmpdir(), 'steepest-package-'))
let tarball = ''
let packed: string[] = []

beforeAll(() => {
  const made = pack(folder)
  tarball = made.tarball
  packed = made.files
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n')
  run('npm', ['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', tarball], { cwd: folder })
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('tarball', () => {
  test('holds the programs, the binaries and their loader, and nothing to compile', () => {
    const entries = ['node', 'browser', 'wasm', 'inline', 'plot', 'cli'].map((entry) => `dist/${entry}.js`)
    const binaries = [binary, 'prebuilds/wasm/steepest-simd128.wasm', 'prebuilds/wasm/steepest-relaxed.wasm']
    const rest = packed.filter((path) => !path.startsWith('dist/types/') && ![...entries, ...binaries].includes(path))
    expect(packed).toEqual(expect.arrayContaining([...entries, ...binaries]))
    expect(rest).toEqual(['LICENSE', 'README.md', 'native/node/load.cjs', 'package.json'])
  })

  test.skipIf(process.arch !== 'x64')('its binary keeps off the MMX registers', () => {
    const code = run('objdump', ['--disassemble', '--no-show-raw-insn', root + binary])
    expect(code.split('\n').filter((line) => /%mm\d/.test(line))).toEqual([])
  })

  test('publint finds nothing', async () => {
    const { buffer, byteOffset, byteLength } = readFileSync(tarball)
    const pack = { tarball: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer }
    const { messages, pkg } = await publint({ pack, strict: true })
    expect(messages.map((message) => formatMessage(message, pkg ?? {}))).toEqual([])
  })

  test('its types are found by every resolution that knows ES modules', () => {
    const modules = ['./steepest-simd128.wasm', './steepest-relaxed.wasm']
    run('npx', ['--no-install', 'attw', tarball, '--profile', 'esm-only', '--exclude-entrypoints', ...modules])
  })
})

describe.skipIf(process.platform !== 'linux')('release binary', () => {
  const symbols = (...options: string[]) => run('nm', ['--format=posix', '--dynamic', ...options, root + binary])

  test('exports the entry points of Node-API and nothing else', () => {
    const names = symbols('--defined-only').match(/^\S+/gm)
    expect(names?.sort()).toEqual(['napi_register_module_v1', 'node_api_module_get_api_version_v1'])
  })

  test('asks for no newer C library than Node 20 does, and for no C++ library', () => {
    const minors = [...symbols('--undefined-only').matchAll(/@GLIBC_2\.(\d+)/g)].map(([, minor]) => Number(minor))
    expect(minors.length).toBeGreaterThan(0)
    expect(Math.max(...minors)).toBeLessThanOrEqual(28)
    expect(run('readelf', ['--dynamic', root + binary])).not.toContain('libstdc++')
  })
})

describe('installed in an empty folder', () => {
  const program = (entry: string) => `
    import { backend, minimize } from '${entry}'
    const rosenbrock = ([a, b]) => (1 - a) ** 2 + 100 * (b - a * a) ** 2
    const { x, converged } = minimize(rosenbrock, [-1.2, 1])
    const { kind, reason } = backend()
    console.log(JSON.stringify({ kind, reason, converged, error: Math.hypot(x[0] - 1, x[1] - 1) }))
  `
  function solve(entry: string, environment: NodeJS.ProcessEnv = {}) {
    const { STEEPEST_BACKEND, STEEPEST_ISA, ...rest } = process.env
    const env = { ...rest, ...environment }
    const answer = run(process.execPath, ['--input-type=module', '--eval', program(entry)], { cwd: folder, env })
    const { error, ...others } = JSON.parse(answer) as {
      kind: string
      reason?: string
      converged: boolean
      error: number
    }
    expect(error).toBeLessThan(1e-4)
    expect(others.converged).toBe(true)
    return others
  }

  test.each([
    ['steepest', {}, 'native'],
    ['steepest', { STEEPEST_BACKEND: 'wasm' }, 'wasm'],
    ['steepest/wasm', {}, 'wasm'],
    ['steepest/inline', {}, 'wasm'],
  ])('%s with %o solves on %s', (entry, environment, kind) => {
    expect(solve(entry, environment).kind).toBe(kind)
  })

  test('steepest/plot draws, with all it needs inside, and their licenses', () => {
    const chart =
      "chart({ title: 'T', x: { title: 'x' }, y: { title: 'y' }, series: [{ name: 's', x: [1, 2], y: [3, 4] }] })"
    const source = `import { chart } from 'steepest/plot'; console.log(${chart})`
    expect(run(process.execPath, ['--input-type=module', '--eval', source], { cwd: folder })).toMatch(
      /^<svg .*<\/svg>/s,
    )
    const text = readFileSync(join(folder, 'node_modules/steepest/dist/plot.js'), 'utf8')
    expect(text).not.toMatch(/^import /m)
    expect(text).toMatch(/Contains d3-scale:\s+Copyright/)
  })

  test('the command fits', () => {
    const data = `${root}examples/data/breast_cancer.csv`
    const given = ['fit', data, '--target', 'class', '--model', 'logistic', '--json']
    const answer = JSON.parse(run('npx', ['--no-install', 'steepest', ...given], { cwd: folder }))
    expect(answer.objective).toBeCloseTo(37.75894596, 7)
  })

  test('a broken or a missing binary means WebAssembly, and the reason is told', () => {
    const installed = join(folder, 'node_modules/steepest', binary)
    writeFileSync(installed, readFileSync(root + binary).subarray(0, 4096))
    expect(solve('steepest')).toMatchObject({ kind: 'wasm', reason: expect.stringContaining('steepest.node') })
    rmSync(installed)
    expect(solve('steepest')).toMatchObject({ kind: 'wasm', reason: expect.stringContaining('steepest.node') })
    copyFileSync(root + binary, installed)
    expect(solve('steepest').kind).toBe('native')
  })

  test('its command runs', () => {
    expect(run('npx', ['--no-install', 'steepest', '--version'], { cwd: folder }).trim()).toMatch(/^\d+\.\d+\.\d+/)
  })
})
