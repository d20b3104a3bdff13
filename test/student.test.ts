import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { studentQuantile } from '../src/fit/student.ts'

const { quantiles } = JSON.parse(readFileSync(new URL('data/student-quantiles.json', import.meta.url), 'utf8')) as {
  quantiles: [degrees: number | null, level: number, quantile: number][]
}

test('quantiles have 14 digits, from 1 degree of freedom to infinitely many', () => {
  expect(quantiles.length).toBeGreaterThan(250)
  const errors = quantiles.map(([degrees, level, quantile]) => {
    const error = Math.abs(studentQuantile(level, degrees ?? Infinity) / quantile - 1)
    return { degrees, level, error }
  })
  expect(errors.filter(({ error }) => !(error < 1e-14))).toEqual([])
})

test.each([0.001, 0.3, 0.5, 0.9, 0.95, 0.999999])('closed forms of 1, 2 and 4 degrees of freedom at %f', (level) => {
  const closed = {
    1: Math.tan((Math.PI * level) / 2),
    2: level * Math.sqrt(2 / ((1 - level) * (1 + level))),
    4:
      2 *
      Math.sqrt(
        Math.cos(Math.acos(Math.sqrt((1 - level) * (1 + level))) / 3) / Math.sqrt((1 - level) * (1 + level)) - 1,
      ),
  }
  for (const [degrees, quantile] of Object.entries(closed)) {
    expect(Math.abs(studentQuantile(level, Number(degrees)) / quantile - 1)).toBeLessThan(1e-9 / level)
  }
})

test('between neighbouring rules for its parts nothing jumps', () => {
  for (const degrees of [98, 99, 100, 101, 99_999, 100_000, 100_001, 100_002]) {
    const [here, next] = [studentQuantile(0.95, degrees), studentQuantile(0.95, degrees + 1)]
    // t falls by about (z³ + z) / 4ν² for one degree more.
    const z = studentQuantile(0.95, Infinity)
    expect((here - next) / ((z ** 3 + z) / 4 / degrees ** 2)).toBeCloseTo(1, 1)
  }
})
