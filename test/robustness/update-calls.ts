import * as steepest from 'steepest'
import { updateSchemas } from '../../src/options/update.ts'
import type { Call } from './calls.ts'

const { Adadelta, Adagrad, Adam, AdamW, AmsGrad, Nadam, RmsProp, Sgd, learningRateAt, schedules } = steepest

const classes = {
  Sgd: [Sgd, updateSchemas.sgd],
  Adagrad: [Adagrad, updateSchemas.adagrad],
  Adadelta: [Adadelta, updateSchemas.adadelta],
  RmsProp: [RmsProp, updateSchemas.rmsprop],
  Adam: [Adam, updateSchemas.adam],
  AmsGrad: [AmsGrad, updateSchemas.amsgrad],
  Nadam: [Nadam, updateSchemas.nadam],
  AdamW: [AdamW, updateSchemas.adamw],
} as const

function callsOf(name: keyof typeof classes): Call[] {
  const [Kind, schema] = classes[name]
  const make = (options?: unknown) => {
    const rule = new Kind(options as object)
    rule.step(Float64Array.of(1, 2), [1, -1])
    return rule
  }
  return [
    { name, make: () => [{}], call: ([options]) => make(options), options: Object.keys(schema) },
    {
      name: `${name}: step`,
      make: () => [Float64Array.of(1, 2), Float64Array.of(1, -1)],
      call: (args) => make().step(...(args as [Float64Array, Float64Array])),
      outputs: [0],
    },
    {
      name: `${name}: learningRate`,
      make: () => [1],
      call: ([value]) => {
        make().learningRate = value as number
      },
    },
    {
      name: `${name}: load`,
      make: () => [make().state()],
      call: ([state]) => make().load(state as steepest.SavedUpdate),
    },
    ...Object.keys(make().state()).map(
      (field): Call => ({
        name: `${name}: the state's ${field}`,
        make: () => [(make().state() as unknown as Record<string, unknown>)[field]],
        call: ([value]) => make().load({ ...make().state(), [field]: value } as steepest.SavedUpdate),
      }),
    ),
  ]
}

const good: Record<keyof typeof schedules, object> = {
  constant: { warmup: 1 },
  step: { steps: 10, factor: 0.5, warmup: 1 },
  exponential: { factor: 0.9, warmup: 1 },
  cosine: { steps: 10, minimum: 0, warmup: 1 },
  oneCycle: { steps: 10, rise: 0.5, initialDivisor: 10, finalDivisor: 10 },
  inverseTime: { steps: 10, warmup: 1 },
  inverseSqrt: { steps: 10, warmup: 1 },
  polyak: { minimum: 0 },
}

/** Each first-order rule, each schedule. */
export const updateCalls: readonly Call[] = [
  ...(Object.keys(classes) as (keyof typeof classes)[]).flatMap(callsOf),
  ...(Object.keys(good) as (keyof typeof schedules)[]).map(
    (name): Call => ({
      name: `schedules.${name}`,
      make: () => [{ ...good[name] }],
      call: ([options]) => learningRateAt((schedules[name] as (options: unknown) => steepest.Schedule)(options), 1, 3),
      options: Object.keys(good[name]),
    }),
  ),
  {
    name: 'learningRateAt',
    make: () => [schedules.constant(), 1, 0],
    call: (args) => learningRateAt(...(args as Parameters<typeof learningRateAt>)),
  },
]
