import { estimatorSchemas, type RidgeOptions } from '../options/models.ts'
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
    return { loss: 'squared', classes: 1, scale: 2, penalty: 2 * this.options.alpha } as const
  }

  protected deviance(y: number, mean: number): number {
    return squaredError(y, mean)
  }

  static fromJSON(json: unknown): Ridge {
    const saved = readModel('Ridge', json)
    return new Ridge(saved.options).load(saved)
  }
}
