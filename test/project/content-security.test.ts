// A page's Content-Security-Policy may forbid to make code from text: formulas are read and interpreted, never made into
// code.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { files, root, run } from './repository.ts'

const program = `
  import { compile, minimize } from 'steepest'
  try {
    new Function('')
    console.log('the flag does nothing')
  } catch {}
  const f = compile(({ x, y }) => (1 - x) ** 2 + 100 * (y - x * x) ** 2)
  const sum = compile('(y - a * exp(-t)) ** 2').over({ t: [0, 1, 2], y: [2, 0.7, 0.3] })
  const { parameters } = minimize(f, { x: -1.2, y: 1 }, { method: 'newton' })
  console.log(Math.round(parameters.x), Math.round(parameters.y), f.derivative('y').toString())
  console.log(sum.hessian({ a: 1 }).rows, minimize(sum, { a: 1 }).converged)
`

test.each(['native', 'wasm'])('formulas compile where code may not be made from text: %s', (STEEPEST_BACKEND) => {
  const flags = ['--disallow-code-generation-from-strings', '--input-type=module', '--eval', program]
  const printed = run(process.execPath, flags, { env: { ...process.env, STEEPEST_BACKEND } })
  expect(printed).toBe('1 1 200 * (y - x ** 2)\n1 true\n')
})

test.each(files('dist', /\.js$/))('%s makes no code from text', (file) => {
  const text = readFileSync(root + file, 'utf8')
  expect(text).not.toMatch(/\bnew Function\b|\beval\(|setTimeout\(\s*['"`]/)
})
