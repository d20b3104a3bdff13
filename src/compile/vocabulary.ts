// The words that a formula may use: those of JavaScript that stand for numbers, and functions of them.

/** Constants by their names in Math. */
export const mathConstants: ReadonlyMap<string, number> = new Map([
  ['E', Math.E],
  ['LN10', Math.LN10],
  ['LN2', Math.LN2],
  ['LOG10E', Math.LOG10E],
  ['LOG2E', Math.LOG2E],
  ['PI', Math.PI],
  ['SQRT1_2', Math.SQRT1_2],
  ['SQRT2', Math.SQRT2],
])

/** Those of them that may be written without `Math.` in text; `E` may not, for it may well be a name there. */
const bareConstants: ReadonlyMap<string, number> = new Map([
  ...[...mathConstants].filter(([name]) => name !== 'E'),
  ['pi', Math.PI],
])

/** Names that are numbers everywhere. */
const everywhere: ReadonlyMap<string, number> = new Map([
  ['Infinity', Number.POSITIVE_INFINITY],
  ['NaN', Number.NaN],
])

/** What a name stands for by itself, in text or in a function. */
export const knownNumber = (name: string, bare: boolean): number | undefined =>
  everywhere.get(name) ?? (bare ? bareConstants.get(name) : undefined)

const ofOne =
  'abs acos acosh asin asinh atan atanh cbrt ceil cos cosh erf exp expm1 floor log log10 log1p log2 round sign sin ' +
  'sinh sqrt tan tanh trunc'
const ofTwo = 'atan2 hypot max min pow'

/** Functions by their names in Math and their numbers of arguments; erf is ours. */
export const functions: ReadonlyMap<string, number> = new Map([
  ...ofOne.split(' ').map((name) => [name, 1] as const),
  ...ofTwo.split(' ').map((name) => [name, 2] as const),
])

/** Functions of any number of arguments, taken two by two. */
export const folding: ReadonlySet<string> = new Set(['hypot', 'max', 'min'])

/** Operators between two operands, and what the core calls them; `>` and `>=` are `<` and `<=` turned around. */
export const operators: ReadonlyMap<string, string> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['*', '*'],
  ['/', '/'],
  ['**', '**'],
  ['<', '<'],
  ['<=', '<='],
  ['>', '<'],
  ['>=', '<='],
  ['==', '==='],
  ['===', '==='],
  ['!=', '!=='],
  ['!==', '!=='],
  ['&&', '&&'],
  ['||', '||'],
])

/** Operations whose values are true or false in JavaScript; in the core 1 or 0. */
export const truths: ReadonlySet<string> = new Set(['<', '<=', '===', '!==', '!'])

/** Those whose values are the ones of their last two operands. */
export const choices: ReadonlySet<string> = new Set(['&&', '||', '?:'])
