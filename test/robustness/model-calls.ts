import { Dataset, LinearRegression, LogisticRegression, PoissonRegression, Ridge, StandardScaler } from 'steepest'
import { estimatorSchemas } from '../../src/options/models.ts'
import type { Call } from './calls.ts'

type Anything = (...args: unknown[]) => unknown

interface Estimator {
  fit: Anything
  fitSync: Anything
  toJSON(): unknown
}

const X = () => [
  [1, 2],
  [2, 1],
  [3, 5],
  [4, 3],
  [5, 9],
  [6, 4],
]
const kinds = {
  LinearRegression: { make: LinearRegression, y: () => [1, 2, 2, 4, 5, 5], options: estimatorSchemas.linear },
  Ridge: { make: Ridge, y: () => [1, 2, 2, 4, 5, 5], options: estimatorSchemas.ridge },
  LogisticRegression: { make: LogisticRegression, y: () => [0, 1, 0, 1, 1, 0], options: estimatorSchemas.logistic },
  PoissonRegression: { make: PoissonRegression, y: () => [0, 2, 2, 4, 5, 5], options: estimatorSchemas.poisson },
} as const

function callsOf(name: keyof typeof kinds): Call[] {
  const { make: Kind, y, options } = kinds[name]
  const make = (given?: unknown) => new (Kind as unknown as new (options?: unknown) => Estimator)(given)
  const fitted = () => make().fitSync(X(), y()) as Estimator & Record<string, Anything>
  const state = () => JSON.parse(JSON.stringify(fitted())) as Record<string, unknown>
  const read = (saved: unknown) => (Kind as unknown as { fromJSON: Anything }).fromJSON(saved)
  const methods = ['predict', 'predictAsync', 'decisionFunction', 'predictProbability', 'score'] as const
  return [
    {
      name,
      make: () => [{}],
      call: ([given]) => make(given).fitSync(X(), y()),
      options: Object.keys(options),
    },
    ...(['fit', 'fitSync'] as const).map(
      (fit): Call => ({
        name: `${name}: ${fit}`,
        make: () => [X(), y(), {}],
        call: (args) => make()[fit](...args),
        options: ['sampleWeight', 'signal', 'onIteration'],
      }),
    ),
    ...methods.flatMap((method): Call[] => {
      if (typeof fitted()[method] !== 'function') return []
      return [{ name: `${name}: ${method}`, make: () => [X(), y(), {}], call: (args) => fitted()[method]!(...args) }]
    }),
    { name: `${name}: fromJSON`, make: () => [state()], call: ([saved]) => read(saved) },
    ...Object.keys(state()).map(
      (field): Call => ({
        name: `${name}: the state's ${field}`,
        make: () => [state()[field]],
        call: ([value]) => read({ ...state(), [field]: value }),
      }),
    ),
  ]
}

/** Calls of the models. */
export const modelCalls: readonly Call[] = [
  ...(Object.keys(kinds) as (keyof typeof kinds)[]).flatMap(callsOf),
  {
    name: 'Dataset',
    make: () => [X(), [1, 2, 3, 4, 5, 6], {}],
    call: (args) => {
      const data = new (Dataset as unknown as new (...given: unknown[]) => Dataset)(...args)
      new Ridge().fitSync(data)
      data.dispose()
      data.dispose()
    },
    options: ['sampleWeight', 'precision'],
  },
  { name: 'StandardScaler', make: () => [X()], call: ([x]) => new StandardScaler().fitSync(x as number[][]) },
  ...(['fit', 'fitSync'] as const).map(
    (fit): Call => ({
      name: `StandardScaler: ${fit}`,
      make: () => [X()],
      call: (args) => (new StandardScaler()[fit] as Anything).apply(new StandardScaler(), args),
    }),
  ),
  ...(['transform', 'inverseTransform'] as const).map(
    (method): Call => ({
      name: `StandardScaler: ${method}`,
      make: () => [X()],
      call: (args) => (new StandardScaler().fitSync(X()) as unknown as Record<string, Anything>)[method]!(...args),
    }),
  ),
  {
    name: 'StandardScaler: fromJSON',
    make: () => [new StandardScaler().fitSync(X()).toJSON()],
    call: ([saved]) => StandardScaler.fromJSON(saved),
  },
]
