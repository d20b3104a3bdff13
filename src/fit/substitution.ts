// Formulas in terms of what is left to find: names that are fixed become their numbers, names that are tied the
// formulas they are tied to. The core then knows free parameters and columns only.
import type { Lowered, Step } from '../compile/lower.ts'
import { misuse, shorten } from '../errors.ts'

export class Substitution {
  readonly steps: Step[] = []
  /** The names that are left, in the order in which they were met. */
  readonly inputs: string[] = []
  readonly #fixed: ReadonlyMap<string, number>
  readonly #tied: ReadonlyMap<string, Lowered>
  readonly #renamed: ReadonlyMap<string, string>
  readonly #places = new Map<string, number>()
  // Tied names whose formulas are being appended.
  readonly #open: string[] = []

  /** @param renamed names of the formula that are another's: a curve's predictor is the column of the data */
  constructor(
    fixed: ReadonlyMap<string, number>,
    tied: ReadonlyMap<string, Lowered>,
    renamed: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#fixed = fixed
    this.#tied = tied
    this.#renamed = renamed
  }

  /** Appends a formula's steps and returns the place of its value. @throws `ERR_OPTION` for ties in a circle */
  append({ steps, result }: Lowered): number {
    const places: number[] = []
    for (const step of steps.slice(0, result + 1)) {
      if ('name' in step) places.push(this.#named(step.name))
      else if ('value' in step) places.push(this.#add(step))
      else places.push(this.#add({ op: step.op, operands: step.operands.map((operand) => places[operand]!) }))
    }
    return places[result]!
  }

  /** The place of what a name stands for. */
  #named(own: string): number {
    const name = this.#renamed.get(own) ?? own
    const known = this.#places.get(name)
    if (known !== undefined) return known
    const place = this.#tied.has(name) ? this.#tie(name, this.#tied.get(name)!) : this.#leaf(name)
    this.#places.set(name, place)
    return place
  }

  #leaf(name: string): number {
    const value = this.#fixed.get(name)
    if (value !== undefined) return this.#add({ op: 'constant', value })
    this.inputs.push(name)
    return this.#add({ op: 'input', name })
  }

  #tie(name: string, formula: Lowered): number {
    if (this.#open.includes(name)) {
      const circle = [...this.#open.slice(this.#open.indexOf(name)), name]
      throw misuse('ERR_OPTION', `tied parameters depend on each other: ${circle.map(shorten).join(' → ')}`)
    }
    this.#open.push(name)
    const place = this.append(formula)
    this.#open.pop()
    return place
  }

  #add(step: Step): number {
    return this.steps.push(step) - 1
  }
}

/** The formula alone, its value last. */
export function substituted(substitution: Substitution, formula: Lowered): Step[] {
  const result = substitution.append(formula)
  return substitution.steps.slice(0, result + 1)
}
