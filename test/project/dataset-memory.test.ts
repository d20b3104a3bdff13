// Data sets that nobody disposes of: the garbage collector must know what they hold, or memory grows without end.
import { expect, test } from 'vitest'
import { root, run } from './repository.ts'

const program = `
import { Dataset, Matrix } from '${root}dist/node.js'
const X = new Matrix(new Float64Array(1_310_720).fill(1), 131_072, 10)
let most = 0
for (let i = 0; i < 200; i++) {
  new Dataset(X)
  await new Promise((resolve) => setImmediate(resolve))
  most = Math.max(most, process.memoryUsage.rss())
}
console.log(most)
`

test('two hundred abandoned data sets of 10 MB are collected', () => {
  const env = { ...process.env, STEEPEST_BACKEND: 'native' }
  const most = Number(run(process.execPath, ['--input-type=module', '--eval', program], { env }))
  expect(most).toBeGreaterThan(10 * 2 ** 20)
  expect(most).toBeLessThan(2 ** 30)
})
