// Random formulas: their values are those of JavaScript, on one row and on many.
import { compile } from 'steepest'
import { expect, test } from 'vitest'
import { randomFormula, randomNumbers } from './random-formula.ts'

const epsilon = 2 ** -52

type Rounded = (x: number, y: number, z: number, rounded: (value: number) => number) => number

/** What JavaScript makes of it; and by how far that moves where every operation is wrong by a few units. */
function inJavaScript(seed: number) {
  const { formula, random } = randomFormula(seed)
  const { formula: written } = randomFormula(seed, { write: (operation) => `rounded(${operation})` })
  const f = new Function('x', 'y', 'z', 'rounded', `return ${written}`) as Rounded
  const perturbed = (value: number) => value * (1 + 8 * epsilon * (2 * random() - 1))
  return {
    formula,
    random,
    at([x, y, z]: readonly [number, number, number]) {
      const value = Number(f(x, y, z, (exact) => exact))
      const others = Array.from({ length: 12 }, () => Number(f(x, y, z, perturbed)))
      return { value, others }
    },
  }
}

function agrees(ours: number, { value, others }: { value: number; others: number[] }): boolean {
  if (Object.is(ours, value) || (Number.isNaN(ours) && others.some(Number.isNaN))) return true
  const spread = Math.max(...others.map((other) => Math.abs(other - value)))
  // Where rounding decides between branches, or NaN and a number, either is right.
  return (
    Number.isNaN(spread) ||
    Math.abs(ours - value) <= 3 * spread + 4 * epsilon * Math.abs(value) ||
    spread > Math.abs(value) / 2
  )
}

test('random formulas have the values of JavaScript', () => {
  let finite = 0
  for (let seed = 1000; seed < 2500; seed++) {
    const { formula, random, at } = inJavaScript(seed)
    const f = compile(`0 * (x + y + z) + (${formula})`)
    const points = Array.from({ length: 6 }, () => [...randomNumbers(random, 3, -2, 3)] as [number, number, number])
    for (const point of points) {
      const exact = at(point)
      const ours = f.value(point)
      if (!agrees(ours, exact)) expect(ours, `${seed}: ${formula} at ${point}`).toBe(exact.value)
      if (Number.isFinite(ours)) finite++
    }
    // The same rows at once, many times over: blocks, and what is left of one.
    const rows = Array.from({ length: 61 }, () => points).flat()
    const [x, y, z] = [0, 1, 2].map((i) => rows.map((row) => row[i]!)) as [number[], number[], number[]]
    const sum = f.over({ x, y, z }).value([])
    const total = points.reduce((so, point) => so + f.value(point), 0) * 61
    const size = points.reduce((so, point) => so + Math.abs(f.value(point)), 0) * 61
    if (!(Object.is(sum, total) || Math.abs(sum - total) <= 1e-13 * size)) expect(sum, formula).toBe(total)
  }
  expect(finite).toBeGreaterThan(3000)
})

/** The function that JavaScript makes of it, if it makes one. */
function functionOf(text: string): (() => number) | undefined {
  try {
    const made: unknown = new Function(`return ${text}`)()
    return typeof made === 'function' ? (made as () => number) : undefined
  } catch {
    return undefined
  }
}

test('formulas with letters changed are refused, or are formulas', () => {
  const letters = [
    ...'xyzabc019.,;:+-*/%^&|!?<>=()[]{}`\'"\\#@$_ \n',
    '=>',
    '**',
    'Math.',
    'return ',
    'const ',
    'if(',
    '…',
    '\0',
  ]
  const ends = { works: 0, ERR_COMPILE: 0 }
  for (let seed = 1; seed <= 3000; seed++) {
    const { formula, random } = randomFormula(seed, { depth: 4 })
    const text =
      seed % 2 === 0 ? formula : `({ x, y, z }) => { const a = ${formula}; if (a > x) return y; return a * z }`
    const changed = [...text]
    for (let k = 0; k < 1 + (seed % 4); k++) {
      const at = Math.floor(random() * changed.length)
      const letter = letters[Math.floor(random() * letters.length)]!
      if (random() < 0.3) changed.splice(at, 1 + Math.floor(random() * 5))
      else changed.splice(at, random() < 0.5 ? 1 : 0, letter)
    }
    const given = seed % 2 === 0 ? changed.join('') : functionOf(changed.join(''))
    if (given === undefined) continue
    const from = performance.now()
    try {
      const f = compile(given)
      const at = new Float64Array(f.parameters.length).fill(0.7)
      f.value(at)
      f.gradient(at)
      f.hessian(at)
      expect(typeof String(f)).toBe('string')
      ends.works++
    } catch (error) {
      expect(error, changed.join('')).toMatchObject({ code: 'ERR_COMPILE' })
      ends.ERR_COMPILE++
    }
    expect(performance.now() - from).toBeLessThan(1000)
  }
  expect(Math.min(ends.works, ends.ERR_COMPILE)).toBeGreaterThan(100)
})
