// In a browser the core is loaded before the first synchronous call: compiling says so, and loads nothing by itself.
import { expect, test } from 'vitest'
import { root, run } from './repository.ts'

const program = `
import { readFileSync } from 'node:fs'
import { compile, init } from '${root}dist/browser.js'
const attempt = (work) => {
  try {
    return work()
  } catch ({ code }) {
    return code
  }
}
console.log(attempt(() => compile('2 * x').value([3])), attempt(() => compile('2 *')))
await init(readFileSync('${root}prebuilds/wasm/steepest-simd128.wasm'))
console.log(attempt(() => compile('2 * x').value([3])), attempt(() => compile('2 *')))
`

test('compile wants a core that is ready', () => {
  const printed = run(process.execPath, ['--input-type=module', '--eval', program])
  expect(printed).toBe('ERR_NOT_READY ERR_COMPILE\n6 ERR_COMPILE\n')
})
