// What the methods are like: the core's own description of each, as in native/minimize/make.hpp.
import { methodNames, methodTraits } from './backend/operations.ts'

export type MethodName = (typeof methodNames)[number]

const bits = { bounds: 1, valueOnly: 2, random: 4, startless: 8, constraints: 16, descends: 32 } as const

type Trait = keyof typeof bits

/**
 * Whether the method keeps to bounds, asks for values only, draws random numbers, needs no start, takes constraints,
 * lets a local one descend.
 */
export const has = (method: MethodName, trait: Trait): boolean =>
  ((methodTraits[methodNames.indexOf(method)] ?? 0) & bits[trait]) !== 0

/** The methods with a trait, as a text for messages. */
export const namesWith = (trait: Trait): string =>
  methodNames
    .filter((name) => has(name, trait))
    .map((name) => `'${name}'`)
    .join(', ')
