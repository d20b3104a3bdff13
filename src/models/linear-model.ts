// What all generalized linear models share: reading what a fit is given, the fit, its result, predictions.
import { core, isReady } from '../backend/current.ts'
import { init } from '../backend/load.ts'
import { turn } from '../backend/turn.ts'
import { misuse, rangeError } from '../errors.ts'
import { Matrix, type MatrixLike } from '../matrix.ts'
import { fitSchema, type IterativeOptions, type LinearModelOptions } from '../options/models.ts'
import { readOptions, type Schema } from '../options/schema.ts'
import { fitSentence, isConverged, type Progress, type Status } from '../result.ts'
import type { VectorLike } from '../vector.ts'
import {
  checkColumns,
  checkOwnTargets,
  checkPredicted,
  type MatrixInput,
  readRows,
  readRowsLike,
  readWeights,
  type Targets,
} from './arguments.ts'
import { Dataset } from './dataset.ts'
import { fitLater, fitNow, type GlmOutcome, type GlmProblem, type Listener, losses, solve } from './glm.ts'
import type { Label } from './labels.ts'
import { type ReadModel, type SavedModel, writeModel } from './saved.ts'
import { inUnits, outcomeInUnits, unitOf } from './target-unit.ts'
import { isStochastic, readTraining } from './training.ts'

export interface FitOptions {
  /** One for each row, at least 0; a row of weight 2 counts like two rows. */
  sampleWeight?: VectorLike
  /** An abort ends the fit with status `'aborted'` and the best coefficients so far. */
  signal?: AbortSignal
  /** Asynchronous fits tell at most every 50 ms; `false` ends the fit. */
  onIteration?: (info: Progress) => unknown
}

/** What a fit works on, read and checked. */
export interface Training {
  x: MatrixLike | Dataset
  y: Float64Array
  /** Those that y holds indices of. */
  classes?: readonly Label[]
  weights: Float64Array
}

// Of solvers that have no such option: they are done after a few.
const mostIterations = 1000

// Multiplications of a fit that is done at once rather than handed to another thread.
const smallWork = 20_000
const sliceMilliseconds = 8

export abstract class LinearModel<Options extends LinearModelOptions> {
  readonly options: Readonly<Required<Options>>
  /** One for each column, or a row of them for each class. */
  coefficients!: Float64Array | Matrix
  intercept!: number | Float64Array
  /** Of classifiers, in order. */
  classes?: readonly Label[]
  iterations!: number
  status!: Status
  converged!: boolean
  /** How the fit ended, as a sentence. */
  message!: string
  /** The value of what was minimized. */
  objective!: number
  /** With a penalty: a certified bound on how far the objective is from its minimum, however the fit ended by itself. */
  dualityGap: number | undefined
  /** An estimate of that, where it is not certified: without a penalty, half the Newton decrement. */
  gapEstimate: number | undefined

  readonly #name: string

  /** @internal */
  constructor(name: string, options: unknown, schema: Schema) {
    this.#name = name
    this.options = readOptions(name, options, schema) as Required<Options>
  }

  /** Reads the targets: y, or those of the data set where y is not given. */
  protected abstract targets(x: MatrixLike | Dataset, y: unknown): Pick<Training, 'y' | 'classes'>
  /** What is minimized, and how. */
  protected abstract problem(
    training: Training,
    rows: number,
  ): Pick<GlmProblem, 'loss' | 'classes' | 'scale' | 'penalty'>

  /**
   * Fits the model to rows and their targets, or to a `Dataset`, leaving this thread free.
   *
   * @throws (as a rejection) `ERR_SHAPE`, `ERR_NOT_FINITE`, `ERR_OPTION` for misuse; how a fit ends is its `status`
   */
  async fit(X: MatrixInput | Dataset, y?: Targets | FitOptions, options?: FitOptions): Promise<this> {
    const given = this.#read(X, y, options)
    if (!isReady()) {
      // The caller may change its arrays as soon as this has returned.
      const { x } = given
      if (!(x instanceof Dataset)) given.x = new Matrix(x.data.slice(), x.rows, x.columns)
      given.y = given.y.slice()
      given.weights = given.weights.slice()
      await init()
    }
    const problem = this.#problem(given)
    const { x, listener } = given
    const small = !(x instanceof Dataset) && x.rows * x.columns * problem.classes <= smallWork
    const alone = listener.signal === undefined && listener.onIteration === undefined && !problem.training
    this.#take(small && alone ? solve(x, problem) : await fitLater(x, problem, listener), problem, given)
    return this
  }

  /** As `fit`, on this thread. */
  fitSync(X: MatrixInput | Dataset, y?: Targets | FitOptions, options?: FitOptions): this {
    const given = this.#read(X, y, options)
    const problem = this.#problem(given)
    this.#take(fitNow(given.x, problem, given.listener), problem, given)
    return this
  }

  #read(X: unknown, y: unknown, last: unknown): Training & { listener: Listener } {
    const x = X instanceof Dataset ? X : readRows('X', X)
    // What follows a data set are the options, unless it is an array.
    const alone = X instanceof Dataset && last === undefined && !Array.isArray(y) && !ArrayBuffer.isView(y)
    if (X instanceof Dataset && !alone) checkOwnTargets(X, y)
    const { sampleWeight, signal, onIteration } = readOptions('fit', alone ? y : last, fitSchema) as FitOptions
    const weights = sampleWeight === undefined && X instanceof Dataset ? X.weights : readWeights(sampleWeight, x.rows)
    return { x, ...this.targets(x, alone ? undefined : y), weights, listener: { signal, onIteration } }
  }

  #problem(training: Training): GlmProblem {
    const { x, y, weights } = training
    const options = this.options as IterativeOptions
    const { fitIntercept: intercept = true, tolerance = 1e-8, solver = 'auto', warmStart = false } = options
    const posed = this.problem(training, x.rows)
    const problem = {
      ...posed,
      intercept,
      ...(isStochastic(solver)
        ? ({ solver: 'auto', training: readTraining(options), maxIterations: Infinity } as const)
        : { solver, training: undefined, maxIterations: options.maxIterations ?? mostIterations }),
      tolerance,
      y,
      weights,
      unit: posed.loss === 'squared' ? unitOf(y) : 1,
    }
    const size = problem.classes * (x.columns + (intercept ? 1 : 0))
    const before = warmStart && this.status !== undefined ? this.#parameters(intercept) : undefined
    return inUnits({ ...problem, start: before?.length === size ? before : new Float64Array(0) })
  }

  #take(outcome: GlmOutcome, problem: GlmProblem, training: Training): void {
    const { parameters, status, numbers, report } = outcomeInUnits(outcome, problem.unit)
    const { classes, intercept } = problem
    const { columns } = training.x
    if (training.classes) this.classes = training.classes
    const coefficients = parameters.slice(0, classes * columns)
    const intercepts = parameters.slice(classes * columns)
    this.coefficients = classes > 1 ? new Matrix(coefficients, classes, columns) : coefficients
    this.intercept = classes > 1 ? (intercept ? intercepts : new Float64Array(classes)) : (intercepts[0] ?? 0)
    this.iterations = numbers.iterations
    this.status = status
    this.converged = isConverged(status, numbers)
    const certified = report.certified === 1
    this.message = fitSentence(status, numbers, { value: report.gap, certified })
    this.objective = numbers.value
    this.dualityGap = certified ? report.gap : undefined
    this.gapEstimate = certified ? undefined : report.gap
  }

  /** Columns of the rows of the fit. */
  protected get columns(): number {
    const { coefficients } = this
    if (coefficients === undefined) throw misuse('ERR_STATE', `${this.#name} has not been fitted yet`)
    return coefficients instanceof Matrix ? coefficients.columns : coefficients.length
  }

  #parameters(withIntercept = true): Float64Array {
    const { coefficients, intercept } = this
    const values = coefficients instanceof Matrix ? coefficients.data : coefficients
    const intercepts = !withIntercept ? [] : typeof intercept === 'number' ? [intercept] : intercept
    const all = new Float64Array(values.length + intercepts.length)
    all.set(values)
    all.set(intercepts, values.length)
    return all
  }

  /**
   * Linear predictors, or the means of a loss, row after row; `first` is the number of the first row in messages.
   *
   * @throws `ERR_NOT_FINITE`, naming row and column
   */
  protected predictors(X: MatrixInput | Dataset, means: (typeof losses)[number], first = 0): Float64Array {
    const columns = this.columns
    if (X instanceof Dataset) {
      checkColumns('X', X.columns, columns)
      return this.#call(means, X.rows, (parameters, classes, index, out) =>
        core().operations.glmPredictDataset(X.handle, parameters, classes, index, out),
      )
    }
    const rows = readRowsLike('X', X, columns)
    const predicted = this.#ofRows(rows, means)
    checkPredicted(predicted, means, rows, first)
    return predicted
  }

  #ofRows({ data, rows, columns }: MatrixLike, means: (typeof losses)[number]): Float64Array {
    const { operations } = core()
    return this.#call(means, rows, (parameters, classes, index, out) =>
      data instanceof Float32Array
        ? operations.glmPredictSingle(data, rows, columns, parameters, classes, index, out)
        : operations.glmPredict(data, rows, columns, parameters, classes, index, out),
    )
  }

  #call(
    means: (typeof losses)[number],
    rows: number,
    operation: (parameters: Float64Array, classes: number, means: number, out: Float64Array) => number,
  ): Float64Array {
    const classes = this.coefficients instanceof Matrix ? this.coefficients.rows : 1
    const out = new Float64Array(rows * (means === 'logistic' ? 2 : classes))
    if (operation(this.#parameters(), classes, losses.indexOf(means), out) < 0) {
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory to predict ${rows} rows`)
    }
    return out
  }

  /** A copy of the rows, in slices that are as long as this thread may be held up, with turns for it between them. */
  protected slices(X: MatrixInput): { rows: number; slices: AsyncGenerator<{ part: MatrixLike; first: number }> } {
    const { data, rows, columns } = readRowsLike('X', X, this.columns)
    const own = Array.isArray(X) ? data : data.slice()
    return { rows, slices: inSlices(new Matrix(own, rows, columns)) }
  }

  /** The fitted model as JSON; `fromJSON` of the same class reads it, with either backend. */
  toJSON(): SavedModel {
    void this.columns
    return writeModel(this.#name, this)
  }

  /** @internal */
  protected load(saved: ReadModel): this {
    return Object.assign(this, saved.fields)
  }
}

async function* inSlices({ data, rows, columns }: MatrixLike) {
  if (!isReady()) await init()
  let count = Math.max(1, Math.floor(smallWork / columns))
  for (let first = 0; first < rows; ) {
    const start = performance.now()
    const height = Math.min(count, rows - first)
    const part: MatrixLike = new Matrix(data.subarray(first * columns, (first + height) * columns), height, columns)
    yield { part, first }
    first += height
    if (performance.now() - start < sliceMilliseconds / 2) count *= 2
    await turn()
  }
}
