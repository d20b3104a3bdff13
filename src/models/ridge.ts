import { estimatorSchemas, type RidgeOptions } from '../options/models.ts'
import { directly } from './linear-regression.ts'
import { Regression, squaredError } from './regression.ts'
import { readModel } from './saved.ts'

/**
 * Ridge regression: minimizes ‖y - X w - b‖² + α‖w‖², the intercept not penalized.
 *
 * @example
 * const model = await new Ridge({ alpha: 0.1 }).fit(X, y)
 * model.predict(X)
 */
export class Ridge extends Regression<RidgeOptions> {
  protected readonly mean = 'squared'

  constructor(options?: RidgeOptions) {
    super('Ridge', options, estimatorSchemas.ridge)
  }

  protected problem() {
    return { ...directly, scale: 2, penalty: 2 * this.options.alpha }
  }

  protected deviance(y: number, mean: number): number {
    return squaredError(y, mean)
  }

  static fromJSON(json: unknown): Ridge {
    const saved = readModel('Ridge', json)
    return new Ridge(saved.options).load(saved)
  }
}
