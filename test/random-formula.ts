// Formulas at random, of the names x, y and z: smooth more often than not, and within the range of doubles.

/** Numbers from 0 to 1, the same for the same seed. */
export type RandomNumbers = () => number

export function randomNumbers(random: RandomNumbers, count: number, low: number, high: number): Float64Array {
  return Float64Array.from({ length: count }, () => low + (high - low) * random())
}

/** Mulberry32. */
function generator(seed: number): RandomNumbers {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const ofOne = (
  'abs atan asinh cbrt ceil cos cosh exp expm1 floor log1p round sign sin sinh sqrt tan tanh trunc acos asin acosh ' +
  'atanh log log2 log10'
).split(' ')
const ofTwo = ['atan2', 'hypot', 'max', 'min', 'pow']
const operators = ['+', '-', '*', '/', '+', '-', '*']
const comparisons = ['<', '<=', '>', '>=', '===', '!==']

/**
 * A formula, and the numbers to go on with.
 *
 * @param write how an operation is written, of the words of JavaScript
 */
export function randomFormula(
  seed: number,
  { depth = 5, write = (operation: string) => operation } = {},
): { formula: string; random: RandomNumbers } {
  const random = generator(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const make = (left: number): string => {
    const kind = left === 0 ? random() * 0.3 : random()
    if (kind < 0.2) return pick(['x', 'y', 'z'])
    if (kind < 0.3) return pick(['1', '2', '0.5', '3', '1.75', '1e-3'])
    const part = () => make(left - 1)
    if (kind < 0.6) return write(`(${part()} ${pick(operators)} ${part()})`)
    if (kind < 0.65) return write(`(${part()} ** ${pick(['2', '3', '-1', '0.5', '0', 'x'])})`)
    if (kind < 0.7) return `(-${part()})`
    if (kind < 0.85) return write(`Math.${pick(ofOne)}(${part()})`)
    if (kind < 0.9) return write(`Math.${pick(ofTwo)}(${part()}, ${part()})`)
    if (kind < 0.93) return `(${part()} ${pick(['&&', '||'])} ${part()})`
    const test = random() < 0.8 ? `${part()} ${pick(comparisons)} ${part()}` : part()
    return `(${test} ? ${part()} : ${part()})`
  }
  return { formula: make(depth), random }
}
