import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import { files, root, run } from './repository.ts'

// What each example prints, on both backends.
const expected: Record<string, RegExp> = {
  'minimize.mjs': /^x = \((1\.816497|0\.183503), -1\.333333\), value -0\.333333\n.*\nThe scaled gradient is within/,
  'ask-tell.mjs': /^x = \(1\.0000, 1\.0000\), converged: true, \d+ measurements\n$/,
  'least-squares.mjs': /^squared: \(3\.03, 6\.75\)\. .*\ncauchy: \(3\.01, 4\.00\)\. The residuals are at right angles/,
  'curve-fit.mjs':
    /^maximum 212\.7 ± 6\.95, 197\.2 to 228\.2\nhalf 0\.06412 ± 0\.00828, .*\nat 0\.3: 175\.2, .*\nefficiency 3317 ± 352\n$/,
  'abort.mjs': /^(iteration \d+: [\d.e+]+\n)+aborted after \d+ iterations at [\d.e+]+, the best so far\n$/,
  'compile.mjs':
    /^df\/dx = -400 \* .*\ngradient .*\nx = 1\.000000, y = 1\.000000\n.*exact Hessians\na = 2\.4074\nb = 0\.5697\nc = 0\.4814\n/,
  'logistic-regression.mjs':
    /^objective 37\.758946, accuracy 0\.98\d\d\n.*\n.* malignant with probability 1\.0000, benign with 0\.0000\n$/,
}
// Those in folders have tests of their own.
const examples = files('examples', /\.mjs$/).filter((file) => dirname(file) === 'examples')

test.each(examples)('%s', (example) => {
  for (const backend of ['native', 'wasm']) {
    const env = { ...process.env, STEEPEST_BACKEND: backend }
    expect(run(process.execPath, [root + example], { env })).toMatch(expected[basename(example)]!)
  }
})

test.each(examples)('%s is short', (example) => {
  const lines = readFileSync(root + example, 'utf8')
    .trimEnd()
    .split('\n')
  expect(lines.length).toBeGreaterThanOrEqual(8)
  expect(lines.length).toBeLessThanOrEqual(30)
})
