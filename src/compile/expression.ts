import { coreObjective } from '../core-objective.ts'
import { misuse, shorten, show } from '../errors.ts'
import { didYouMean } from '../options/schema.ts'
import { type ColumnData, readColumns } from './columns.ts'
import { CoreFormula, type Steps } from './core-formula.ts'
import { list } from './named.ts'
import { FormulaObjective } from './objective.ts'
import { RowSum } from './row-sum.ts'

/** A formula that was compiled: a function of its parameters, with exact derivatives. `compile` makes it. */
export class CompiledExpression extends FormulaObjective {
  readonly #steps: Steps
  /** @internal The names that it takes for numbers by themselves. */
  readonly constants: readonly string[]

  /** @internal */
  constructor(steps: Steps, constants: readonly string[]) {
    super(new CoreFormula(steps))
    this.#steps = steps
    this.constants = constants
  }

  /**
   * The sum of its values over rows of data: a function of the names that are no columns. The columns are copied.
   *
   * @param data columns of one length, by the names that they have in the formula
   * @throws `ERR_SHAPE`, `ERR_NOT_FINITE`, and `ERR_OPTION` for a column that the formula does not name
   * @example
   * const sum = compile('(y - a * exp(-b * t)) ** 2').over({ t, y })
   * minimize(sum, { a: 1, b: 1 })
   */
  over(data: ColumnData): RowSum {
    return new RowSum(this.#steps, readColumns(data, this.parameters, this.constants))
  }

  /**
   * The derivative by one of the parameters: an expression of the same parameters.
   *
   * @throws `ERR_OPTION` for a name that is none, `ERR_COMPILE` where it is too large a formula
   */
  derivative(name: string): CompiledExpression {
    const { parameters } = this
    const place = parameters.indexOf(name)
    if (place < 0) {
      const text = typeof name === 'string' ? shorten(name) : show(name)
      const hint = didYouMean(text, parameters) || `; they are ${list(parameters)}`
      throw misuse('ERR_OPTION', `the expression has no parameter ${text}${hint}`)
    }
    const steps = this[coreObjective].steps(place)
    return new CompiledExpression({ steps, result: steps.length - 1, inputs: parameters }, this.constants)
  }

  /** The formula as the core computes it, simplified, in the words of JavaScript. */
  override toString(): string {
    return this[coreObjective].text()
  }
}
