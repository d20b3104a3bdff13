// From the free parameters to all: fixed ones are their numbers, tied ones values of their formulas. The covariance of
// all is T C Tᵀ, of C that of the free and T the Jacobian of this expansion; exact where ties are linear, and else the
// first-order rule of error propagation.
import type { Lowered } from '../compile/lower.ts'
import { needs } from '../needs.ts'
import { type Program, programFormula } from './programs.ts'
import { Substitution, substituted } from './substitution.ts'

export class Expansion {
  readonly #names: readonly string[]
  readonly #free: readonly string[]
  readonly #fixed: ReadonlyMap<string, number>
  readonly #ties: ReadonlyMap<string, Program>

  constructor(
    names: readonly string[],
    free: readonly string[],
    fixed: ReadonlyMap<string, number>,
    tied: ReadonlyMap<string, Lowered>,
  ) {
    this.#names = names
    this.#free = free
    this.#fixed = fixed
    this.#ties = new Map(
      [...tied].map(([name, formula]) => {
        const steps = substituted(new Substitution(fixed, tied), formula)
        return [name, { steps, inputs: free, columns: [] }]
      }),
    )
  }

  /** All parameters, in the order of their names. */
  all(free: Float64Array): Float64Array {
    const all = new Float64Array(this.#names.length)
    this.#write(free, all, undefined)
    return all
  }

  /** All parameters, and their derivatives by the free ones: a row each. */
  withJacobian(free: Float64Array): { all: Float64Array; jacobian: Float64Array } {
    const all = new Float64Array(this.#names.length)
    const jacobian = new Float64Array(this.#names.length * free.length)
    this.#write(free, all, jacobian)
    return { all, jacobian }
  }

  #write(free: Float64Array, all: Float64Array, jacobian: Float64Array | undefined): void {
    const n = free.length
    const gradient = new Float64Array(n)
    for (const [i, name] of this.#names.entries()) {
      const tie = this.#ties.get(name)
      if (tie) {
        const formula = programFormula(tie)
        all[i] = jacobian
          ? formula.evaluate(needs.value | needs.gradient, free, { gradient })
          : formula.evaluate(needs.value, free)
        jacobian?.set(gradient, i * n)
      } else if (this.#fixed.has(name)) {
        all[i] = this.#fixed.get(name)!
      } else {
        const place = this.#free.indexOf(name)
        all[i] = free[place]!
        if (jacobian) jacobian[i * n + place] = 1
      }
    }
  }
}
