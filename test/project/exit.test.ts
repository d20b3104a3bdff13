// An objective that ends the process, and the floating-point environment around loading.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { root } from './repository.ts'

const library = new URL('../../dist/node.js', import.meta.url).href

const exiting = (call: string) => `
import * as steepest from '${library}'
let calls = 0
const exits = ([x]) => (++calls === 5 ? process.exit(7) : (x - 3) ** 2)
const asyncExits = async (x) => exits(x)
${call}
`

const subnormals = `
const given = Float64Array.of(5e-324, 2, 2.2250738585072014e-308, 1, 3)
const now = () => [given[0] * given[1], (given[2] / given[1]) * given[1], given[2] - given[0], given[3] / given[4]].join()
const before = now()
const { Ridge } = await import('${library}')
const loaded = now()
new Ridge().fitSync([[1], [2], [4]], [1, 2, 3])
process.stdout.write(JSON.stringify([before, loaded, now()]))
`

function run(program: string, STEEPEST_BACKEND: string) {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, STEEPEST_BACKEND },
    timeout: 20_000,
  })
  return { status, signal, stdout, stderr }
}

describe.each(['native', 'wasm'])('on the %s backend', (backend) => {
  test.each([
    'steepest.minimize(exits, [0])',
    'await steepest.minimizeAsync(asyncExits, [0])',
    'for (const _ of steepest.minimizer([0], { objective: exits }));',
    'steepest.minimize(([x]) => steepest.minimize(exits, [x]).value, [0])',
    'steepest.linalgAsync.svd(new steepest.Matrix(new Float64Array(160_000).fill(1), 400, 400)); process.exit(7)',
    'new steepest.LogisticRegression().fitSync([[1], [2], [4]], [1, 0, 1], { onIteration: () => process.exit(7) })',
  ])('%s ends with the code of process.exit', (call) => {
    expect(run(exiting(call), backend)).toEqual({ status: 7, signal: null, stdout: '', stderr: '' })
  })

  test('loading leaves subnormal numbers as they were', () => {
    const { status, stdout } = run(subnormals, backend)
    expect(status).toBe(0)
    const usual = '1e-323,2.2250738585072014e-308,2.225073858507201e-308,0.3333333333333333'
    expect(JSON.parse(stdout)).toEqual([usual, usual, usual])
  })
})
