// A fit is given arrays before the WebAssembly core is there: what the caller does to them afterwards must not count.
import { expect, test } from 'vitest'
import { root, run } from './repository.ts'

const program = `
import { readFileSync } from 'node:fs'
import { curveFit, PoissonRegression } from '${root}dist/browser.js'
globalThis.fetch = async (url) => new Response(readFileSync(url), { headers: { 'content-type': 'application/wasm' } })
const X = { data: Float64Array.of(1, 2, 3, 4, 5, 6), rows: 6, columns: 1 }
const y = Float64Array.of(0, 1, 1, 0, 1, 3)
const sampleWeight = Float64Array.of(1, 2, 1, 2, 1, 1)
const early = new PoissonRegression().fit(X, y, { sampleWeight })
const t = X.data.slice()
const decay = Float64Array.of(5, 3.5, 2.6, 2, 1.7, 1.5)
const options = { start: [3, 0.5, 1], weights: sampleWeight.slice(), response: 'z' }
const curve = curveFit('a * exp(-b * t) + c', { t, z: decay }, options)
const spared = { t: t.slice(), z: decay.slice(), weights: options.weights.slice() }
const kept = [X.data, y, sampleWeight].map((array) => array.slice())
X.data.reverse()
t.reverse()
decay.fill(9)
options.weights.set([9, 9])
y.fill(7)
sampleWeight.set([9, 9])
await early.then((model) => console.log(JSON.stringify(model)))
const late = await new PoissonRegression().fit({ ...X, data: kept[0] }, kept[1], { sampleWeight: kept[2] })
console.log(JSON.stringify(late))
console.log(JSON.stringify(await curve))
console.log(JSON.stringify(await curveFit('a * exp(-b * t) + c', spared, { ...options, weights: spared.weights })))
`

test('changes to rows, targets and weights after the call change nothing', () => {
  const printed = run(process.execPath, ['--input-type=module', '--eval', program])
  const [early, late, curve, later] = printed.trim().split('\n')
  expect(JSON.parse(early!)).toEqual(JSON.parse(late!))
  expect(JSON.parse(curve!)).toEqual(JSON.parse(later!))
})
