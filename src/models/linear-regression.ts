import { estimatorSchemas, type LinearRegressionOptions } from '../options/models.ts'
import { Regression, squaredError } from './regression.ts'
import { readModel } from './saved.ts'

/**
 * Ordinary least squares: minimizes ‖y - X w - b‖².
 *
 * Where columns depend on others the status is `'rank-deficient'`: the fit is the best there is, the dependent columns
 * have the coefficient 0, and other coefficients would fit as well.
 *
 * @example
 * const { coefficients, intercept } = await new LinearRegression().fit(X, y)
 */
export class LinearRegression extends Regression<LinearRegressionOptions> {
  protected readonly mean = 'squared'

  constructor(options?: LinearRegressionOptions) {
    super('LinearRegression', options, estimatorSchemas.linear)
  }

  protected problem() {
    return { loss: 'squared', classes: 1, scale: 2, penalty: 0 } as const
  }

  protected deviance(y: number, mean: number): number {
    return squaredError(y, mean)
  }

  static fromJSON(json: unknown): LinearRegression {
    const saved = readModel('LinearRegression', json)
    return new LinearRegression(saved.options).load(saved)
  }
}
