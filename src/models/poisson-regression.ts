import { rangeError } from '../errors.ts'
import type { MatrixLike } from '../matrix.ts'
import { estimatorSchemas, type PoissonRegressionOptions } from '../options/models.ts'
import { totalWeight } from './arguments.ts'
import type { Dataset } from './dataset.ts'
import type { Training } from './linear-model.ts'
import { Regression } from './regression.ts'
import { readModel } from './saved.ts'

/**
 * Poisson regression of counts, with the logarithm as link: minimizes the mean of e^η - y η plus α/2 ‖w‖², where
 * η = x·w + b; with weights the mean is weighted. The intercept is not penalized.
 *
 * @example
 * const model = await new PoissonRegression({ alpha: 0.01 }).fit(X, counts)
 */
export class PoissonRegression extends Regression<PoissonRegressionOptions> {
  protected readonly mean = 'poisson'

  constructor(options?: PoissonRegressionOptions) {
    super('PoissonRegression', options, estimatorSchemas.poisson)
  }

  protected override targets(x: MatrixLike | Dataset, y: unknown): { y: Float64Array } {
    const { y: counts } = super.targets(x, y)
    for (let i = 0; i < counts.length; i++) {
      if (counts[i]! >= 0) continue
      throw rangeError('ERR_SHAPE', `y[${i}] must be at least 0 for PoissonRegression, got ${counts[i]}`)
    }
    return { y: counts }
  }

  protected problem({ y, weights, part }: Training, rows: number) {
    if (!part && !y.some((count, i) => count > 0 && weights[i] !== 0)) {
      throw rangeError('ERR_SHAPE', 'y must have a count above 0 for PoissonRegression, got only zeros')
    }
    const scale = 1 / totalWeight(weights, rows)
    return { loss: 'poisson', classes: 1, scale, penalty: this.options.alpha } as const
  }

  // Twice the difference of the log-likelihoods of y and of the mean.
  protected deviance(y: number, mean: number): number {
    return 2 * ((y > 0 ? y * Math.log(y / mean) : 0) - (y - mean))
  }

  static fromJSON(json: unknown): PoissonRegression {
    const saved = readModel('PoissonRegression', json)
    return new PoissonRegression(saved.options).load(saved)
  }
}
