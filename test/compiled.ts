// Compiled sources beside the functions that JavaScript makes of them.
import { compile } from 'steepest'
import { expect } from 'vitest'

type Numbers = readonly number[]
export type Named = Record<string, number>

/** Points of both signs and many sizes; ties, zeros and whole numbers among them. */
export function points(n: number): number[][] {
  const special = [0, -0, 1, -1, 0.5, 2, -3, 1e-8, 1e5]
  let state = 12345
  const random = () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: 200 }, () =>
    Array.from({ length: n }, () =>
      random() < 0.3 ? special[Math.floor(random() * special.length)]! : (random() - 0.5) * 10 ** (4 * random() - 2),
    ),
  )
}

const epsilon = 2 ** -52

/** The same to a few units in the last place of either; NaN and infinities the same. */
export function expectNear(ours: number, theirs: unknown, at: Numbers, ulps = 4): void {
  const wanted = Number(theirs)
  const near = Object.is(ours, wanted) || Math.abs(ours - wanted) <= ulps * epsilon * Math.abs(wanted)
  if (!near) expect(ours, `at ${at}`).toBe(wanted)
}

/** Compares a function of numbers, or of an object of them, with its compiled source. */
// biome-ignore lint/suspicious/noExplicitAny: functions are as their sources have them
export function expectSame(f: (...given: any[]) => unknown, ulps?: number): void {
  const compiled = compile(f as (...given: Numbers) => number)
  const { parameters } = compiled
  const byName = f.length === 1 && /^(\w+ )?\(?\{/.test(String(f).replace(/^\(+/, ''))
  for (const x of points(parameters.length)) {
    const named: Named = Object.fromEntries(parameters.map((name, i) => [name, x[i]!]))
    expectNear(compiled.value(x), byName ? f(named) : f(...x), x, ulps)
  }
}
