import { misuse, rangeError, show } from '../errors.ts'
import { Matrix, type MatrixLike } from '../matrix.ts'
import { estimatorSchemas, type LogisticRegressionOptions } from '../options/models.ts'
import { type MatrixInput, type Targets, totalWeight } from './arguments.ts'
import { Dataset } from './dataset.ts'
import { encodeKnown, encodeLabels, type Label } from './labels.ts'
import { LinearModel, type Training } from './linear-model.ts'
import { readModel } from './saved.ts'
import { type ScoreOptions, scoredWeights } from './score.ts'

/**
 * Logistic regression. With two classes it minimizes ½‖w‖² + C Σ log(1 + e^(-m)), m being x·w + b with the sign of the
 * row's class; with more, ½‖W‖² + C Σ (log Σ_k e^(η_k) - η_y), a row of W and an intercept for each class, the intercepts
 * summing to 0. Intercepts are not penalized. Without a penalty (`'none'`, or `C: Infinity`) it is the sum of losses
 * alone; where a hyperplane parts the classes that has no minimum, and the status is `'separable'`.
 *
 * @example
 * const model = await new LogisticRegression({ C: 10 }).fit(X, ['ham', 'spam', 'ham', …])
 * model.predict(X)             // ['ham', 'spam', …]
 * model.predictProbability(X)  // a column for each of model.classes
 */
export class LogisticRegression extends LinearModel<LogisticRegressionOptions> {
  /** In order; with two classes the coefficients speak for the second. */
  declare classes: readonly Label[]

  constructor(options?: LogisticRegressionOptions) {
    super('LogisticRegression', options, estimatorSchemas.logistic)
  }

  protected targets(x: MatrixLike | Dataset, y: unknown): { y: Float64Array; classes: readonly Label[] } {
    const { indices, classes } = x instanceof Dataset && y === undefined ? x.encoded() : encodeLabels('y', y, x.rows)
    return { y: indices, classes }
  }

  protected override partTargets(x: MatrixLike | Dataset, y: unknown, given: unknown) {
    const known = this.coefficients === undefined ? undefined : this.classes
    const all = given === undefined ? known : encodeLabels('classes', given, (given as Label[]).length).classes
    if (known && all && (all.length !== known.length || all.some((label, k) => label !== known[k]))) {
      const [before, now] = [known, all].map((labels) => labels.map(show).join(', '))
      throw misuse('ERR_SHAPE', `classes must be those of the first rows, ${before}, got ${now}`)
    }
    if (!all) return this.targets(x, y)
    const labels = x instanceof Dataset && y === undefined ? x.targets : y
    const { classes, indices } = encodeKnown('y', labels, x.rows, all)
    return { y: indices, classes }
  }

  protected problem({ y, classes = [], weights, part }: Training) {
    if (classes.length < 2) {
      throw rangeError('ERR_SHAPE', `y must have at least two classes, got only ${show(classes[0])}`)
    }
    if (weights.length > 0 && !part) {
      const seen = new Set<number>()
      for (let i = 0; i < y.length; i++) if (weights[i]! > 0) seen.add(y[i]!)
      const absent = classes.findIndex((_, k) => !seen.has(k))
      if (absent >= 0) {
        throw rangeError('ERR_OPTION', `sampleWeight leaves no row of class ${show(classes[absent])}`)
      }
    }
    const { penalty, C } = this.options
    const penalized = penalty === 'l2' && C < Infinity
    const several = classes.length > 2
    return {
      loss: several ? 'multinomial' : 'logistic',
      classes: several ? classes.length : 1,
      scale: penalized ? C : 1,
      penalty: penalized ? 1 : 0,
    } as const
  }

  /**
   * Linear predictors: one number a row, or with more than two classes a column for each.
   *
   * @throws `ERR_NOT_FINITE`, naming row and column, as all predictions do
   */
  decisionFunction(X: MatrixInput | Dataset): Float64Array | Matrix {
    const predictors = this.predictors(X, 'squared')
    const K = this.classes.length
    return K === 2 ? predictors : new Matrix(predictors, predictors.length / K, K)
  }

  /** The likeliest class of each row. */
  predict(X: MatrixInput | Dataset): Label[] {
    return this.#likeliest(this.predictors(X, 'squared'))
  }

  #likeliest(predictors: Float64Array): Label[] {
    const { classes } = this
    const K = classes.length
    if (K === 2) return Array.from(predictors, (eta) => classes[eta > 0 ? 1 : 0]!)
    return Array.from({ length: predictors.length / K }, (_, i) => {
      let best = 0
      for (let k = 1; k < K; k++) if (predictors[i * K + k]! > predictors[i * K + best]!) best = k
      return classes[best]!
    })
  }

  /** As `predict`, with turns for this thread. */
  async predictAsync(X: MatrixInput | Dataset): Promise<Label[]> {
    if (X instanceof Dataset) return this.predict(X)
    const predicted: Label[] = []
    for await (const { part, first } of this.slices(X).slices) {
      for (const label of this.#likeliest(this.predictors(part, 'squared', first))) predicted.push(label)
    }
    return predicted
  }

  /** The probabilities of the classes, a column for each of `classes`. */
  predictProbability(X: MatrixInput | Dataset): Matrix {
    void this.columns
    const K = this.classes.length
    const probabilities = this.predictors(X, K === 2 ? 'logistic' : 'multinomial')
    return new Matrix(probabilities, probabilities.length / K, K)
  }

  /** The share of rows whose class is predicted. */
  score(X: MatrixInput | Dataset, y?: Targets, options?: ScoreOptions): number {
    const predicted = this.predict(X)
    const weights = scoredWeights(X, y, predicted.length, options)
    const ofDataset = X instanceof Dataset && y === undefined
    const { classes, indices } = ofDataset ? X.encoded() : encodeLabels('y', y, predicted.length)
    let right = 0
    for (let i = 0; i < predicted.length; i++) {
      if (classes[indices[i]!] === predicted[i]) right += weights[i] ?? 1
    }
    return right / totalWeight(weights, predicted.length)
  }

  static fromJSON(json: unknown): LogisticRegression {
    const saved = readModel('LogisticRegression', json)
    const { classes, coefficients } = saved.fields
    const expected = coefficients instanceof Matrix ? coefficients.rows : 2
    if (classes?.length !== expected) {
      throw misuse('ERR_STATE', `this is no saved LogisticRegression: ${expected} classes were expected`)
    }
    return new LogisticRegression(saved.options).load(saved)
  }
}
