import { curveFit, curveFitSync, curves } from 'steepest'
import { curveFitSchema } from '../../src/options/curve-fit.ts'
import type { Call } from './calls.ts'

type Anything = (...args: unknown[]) => unknown

const data = () => ({ t: [0, 1, 2, 3, 4, 5], y: [4, 3.1, 2.5, 2.2, 2.1, 2] })
const options = () => ({ start: { a: 2, b: 1, c: 1 }, maxIterations: 20, seed: 1 })
const formula = 'a * exp(-b * t) + c'
const fitted = () => curveFitSync(formula, data(), options())

/** A spoilt member of an object that is the argument at `position`. */
const member = (fit: Anything, name: string, position: number, key: string): Call => ({
  name: `${name}: ${key} of argument ${position}`,
  make: () => [[1, 2, 3, 4, 5, 6]],
  call: ([value]) => {
    const args: unknown[] = [formula, data(), options()]
    args[position] = { ...(args[position] as object), [key]: value }
    return fit(...args)
  },
})

const fits: Call[] = (
  [
    ['curveFit', curveFit as Anything],
    ['curveFitSync', curveFitSync as Anything],
  ] as const
).flatMap(([name, fit]) => [
  {
    name,
    make: () => [formula, data(), options()],
    call: (args) => fit(...args),
    options: Object.keys(curveFitSchema),
  },
  member(fit, name, 1, 't'),
  member(fit, name, 1, 'y'),
  ...(['start', 'fixed', 'tied'] as const).map(
    (option): Call => ({
      name: `${name}: a value of ${option}`,
      make: () => [1],
      call: ([value]) => fit(formula, data(), { ...options(), [option]: { ...options().start, b: value } }),
    }),
  ),
  ...(['lower', 'upper', 'b'] as const).map(
    (side): Call => ({
      name: `${name}: bounds.${side}`,
      make: () => [undefined],
      call: ([value]) => fit(formula, data(), { ...options(), bounds: { [side]: value } }),
    }),
  ),
  ...(['formula', 'predictor', 'start'] as const).map(
    (part): Call => ({
      name: `${name}: the ${part} of a curve`,
      make: () => [undefined],
      call: ([value]) => fit({ ...curves.exponentialDecay, [part]: value }, data()),
    }),
  ),
  {
    name: `${name}: what a rule for a start gives`,
    make: () => [1],
    call: ([value]) => fit({ ...curves.exponentialDecay, start: () => ({ a: 1, b: value, c: 1 }) }, data()),
  },
])

/** Curve fits, their methods, and the rules of the common curves for a start. */
export const curveCalls: readonly Call[] = [
  ...fits,
  { name: 'CurveFit', make: () => [data()], call: ([given]) => fitted().predict(given as never) },
  {
    name: 'CurveFit.band',
    make: () => [data(), { level: 0.5 }],
    call: (args) => (fitted().band as Anything).apply(fitted(), args),
    options: ['level', 'kind', 'weights'],
  },
  {
    name: 'CurveFit.confidenceIntervals',
    make: () => [0.9],
    call: ([level]) => fitted().confidenceIntervals(level as number),
  },
  ...Object.entries(curves).map(
    ([name, curve]): Call => ({
      name: `curves.${name}`,
      make: () => [
        [1, 2, 3, 4],
        [5, 3, 2, 1.5],
        [1, 1, 2, 0],
      ],
      call: (args) => (curve.start as Anything)(...args),
    }),
  ),
]
