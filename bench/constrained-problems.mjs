// Problems with constraints of Hock and Schittkowski, Test Examples for Nonlinear Programming Codes (1981), as the book
// prints them (test/data/hock-schittkowski.json), ready to be minimized.
import { readFileSync } from 'node:fs'
import { formula } from './formula.mjs'

const definitions = JSON.parse(readFileSync(new URL('../test/data/hock-schittkowski.json', import.meta.url), 'utf8'))

function group(formulas) {
  return {
    count: formulas.length,
    values: (x) => formulas.map((f) => f.value(x)),
    jacobian: (x) => formulas.map((f) => f.gradient(x)),
  }
}

export const constrainedProblems = definitions.map(({ number, start, minimum, objective, ...given }) => {
  const n = start.length
  const f = formula(objective, n)
  const equality = (given.equality ?? []).map((text) => formula(text, n))
  const inequality = (given.inequality ?? []).map((text) => formula(text, n))
  const side = (values, infinity) => Array.from({ length: n }, (_, i) => values?.[i] ?? infinity)
  return {
    number,
    start,
    minimum,
    objective: { value: (x) => f.value(x), gradient: (x) => f.gradient(x) },
    ...(given.lower || given.upper
      ? { bounds: { lower: side(given.lower, -Infinity), upper: side(given.upper, Infinity) } }
      : {}),
    constraints: { equality: group(equality), inequality: group(inequality) },
    equality,
    inequality,
  }
})
