// What all generalized linear models share: reading what a fit is given, the fit, its result, predictions.
import { isReady } from '../backend/current.ts'
import { init } from '../backend/load.ts'
import { misuse, show } from '../errors.ts'
import { Matrix, type MatrixLike } from '../matrix.ts'
import { fitSchema, type IterativeOptions, type LinearModelOptions, partialFitSchema } from '../options/models.ts'
import { readOptions, type Schema } from '../options/schema.ts'
import { fitSentence, isConverged, type Progress, type Status, sentence } from '../result.ts'
import type { VectorLike } from '../vector.ts'
import { checkColumns, checkOwnTargets, type MatrixInput, readRows, readWeights, type Targets } from './arguments.ts'
import { Dataset } from './dataset.ts'
import { fitLater, fitNow, type GlmOutcome, type GlmProblem, type Listener, solve } from './glm.ts'
import type { Label } from './labels.ts'
import { LinearPredictor } from './linear-predictor.ts'
import { type ReadModel, type SavedModel, writeModel } from './saved.ts'
import { smallWork } from './slices.ts'
import { inUnits, outcomeInUnits, unitOf } from './target-unit.ts'
import { isRule, isStochastic, readTraining, ruleNames } from './training.ts'

export interface FitOptions {
  /** One for each row, at least 0; a row of weight 2 counts like two rows. */
  sampleWeight?: VectorLike
  /** An abort ends the fit with status `'aborted'` and the best coefficients so far. */
  signal?: AbortSignal
  /** Asynchronous fits tell at most every 50 ms; `false` ends the fit. */
  onIteration?: (info: Progress) => unknown
}

export interface PartialFitOptions extends Pick<FitOptions, 'sampleWeight' | 'signal'> {
  /** For a classifier's first call: all classes of the stream, where its first rows lack some. */
  classes?: readonly Label[]
}

/** What a fit works on, read and checked. */
export interface Training {
  x: MatrixLike | Dataset
  y: Float64Array
  /** Those that y holds indices of. */
  classes?: readonly Label[]
  weights: Float64Array
  /** Of a stream: not all there is to be known of the targets is in it. */
  part?: boolean
}

type Given = Training & { listener: Listener }

/** For later: the caller may change its arrays as soon as the call has returned. */
function copyGiven(given: Given): void {
  const { x } = given
  if (!(x instanceof Dataset)) given.x = new Matrix(x.data.slice(), x.rows, x.columns)
  given.y = given.y.slice()
  given.weights = given.weights.slice()
}

// Of solvers that have no such option: they are done after a few.
const mostIterations = 1000

export abstract class LinearModel<Options extends LinearModelOptions> extends LinearPredictor {
  readonly options: Readonly<Required<Options>>
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

  readonly #train: ReturnType<typeof readTraining>
  // What partialFit goes on from: rates, moments and averages, too.
  #state: Float64Array | undefined
  #inStream = false

  /** @internal */
  constructor(name: string, options: unknown, schema: Schema) {
    super(name)
    this.options = readOptions(name, options, schema) as Required<Options>
    this.#train = readTraining(name, this.options as LinearModelOptions)
  }

  /** Reads the targets: y, or those of the data set where y is not given. */
  protected abstract targets(x: MatrixLike | Dataset, y: unknown): Pick<Training, 'y' | 'classes'>
  /** The same of a part of a stream, whose classes may have been given. */
  protected partTargets(x: MatrixLike | Dataset, y: unknown, _: unknown): Pick<Training, 'y' | 'classes'> {
    return this.targets(x, y)
  }
  /** What is minimized. */
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
      copyGiven(given)
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

  #read(X: unknown, y: unknown, last: unknown, part = false): Given {
    const x = X instanceof Dataset ? X : readRows('X', X)
    // What follows a data set are the options, unless it is an array.
    const alone = X instanceof Dataset && last === undefined && !Array.isArray(y) && !ArrayBuffer.isView(y)
    if (X instanceof Dataset && !alone) checkOwnTargets(X, y)
    const schema = part ? partialFitSchema : fitSchema
    const options = readOptions(part ? 'partialFit' : 'fit', alone ? y : last, schema) as FitOptions & PartialFitOptions
    const { sampleWeight, signal, onIteration, classes } = options
    const weights = sampleWeight === undefined && X instanceof Dataset ? X.weights : readWeights(sampleWeight, x.rows)
    const own = alone ? undefined : y
    const targets = part ? this.partTargets(x, own, classes) : this.targets(x, own)
    return { x, ...targets, weights, listener: { signal, onIteration } }
  }

  /**
   * Goes on training with the next rows of a stream, each once and in their order, by solvers that are rules. The
   * schedule, the moments and the average go on where the call before, or the fit, has left them. A penalty beside a sum
   * of losses is that of all rows of the stream so far. A call that is aborted, or ends `'not-finite'`, changes nothing.
   *
   * @throws (as a rejection) `ERR_OPTION` with other solvers; `ERR_SHAPE` for other columns, or a class that the first
   * call has neither seen nor been told of; `ERR_STATE` before the call before has ended; else as `fit`
   */
  async partialFit(
    X: MatrixInput | Dataset,
    y?: Targets | PartialFitOptions,
    options?: PartialFitOptions,
  ): Promise<this> {
    const given = this.#readPart(X, y, options)
    this.#inStream = true
    try {
      if (!isReady()) {
        copyGiven(given)
        await init()
      }
      const problem = this.#partProblem(given)
      const { x, listener } = given
      const small = !(x instanceof Dataset) && x.rows * x.columns * problem.classes <= smallWork
      const alone = listener.signal === undefined
      this.#takePart(await (small && alone ? fitNow : fitLater)(x, problem, listener), problem, given)
    } finally {
      this.#inStream = false
    }
    return this
  }

  /** As `partialFit`, on this thread. */
  partialFitSync(X: MatrixInput | Dataset, y?: Targets | PartialFitOptions, options?: PartialFitOptions): this {
    const given = this.#readPart(X, y, options)
    const problem = this.#partProblem(given)
    this.#takePart(fitNow(given.x, problem, given.listener), problem, given)
    return this
  }

  #readPart(X: unknown, y: unknown, last: unknown): Given {
    if (this.#inStream) throw misuse('ERR_STATE', 'the partialFit before has not ended yet: await it first')
    const { solver, earlyStopping } = this.options
    if (!this.#train || solver === 'saga') {
      throw misuse('ERR_OPTION', `partialFit takes a solver that is a rule, one of ${ruleNames}; it is ${show(solver)}`)
    }
    if (earlyStopping) throw misuse('ERR_OPTION', 'partialFit holds out no rows: earlyStopping must be false')
    const given = this.#read(X, y, last, true)
    if (this.coefficients !== undefined) checkColumns('X', given.x.columns, this.columns)
    return given
  }

  #partProblem(given: Given): GlmProblem {
    const posed = this.problem({ ...given, part: true }, given.x.rows)
    const { fitIntercept: intercept = true, tolerance = 1e-8 } = this.options
    const { y, weights } = given
    const state = this.#state ?? new Float64Array(0)
    const start = this.#state || this.coefficients === undefined ? new Float64Array(0) : this.parameters(intercept)
    const training = this.#train!({ mean: posed.loss === 'poisson' }, { state })
    const common = { solver: 'auto', tolerance, maxIterations: Infinity, unit: 1 } as const
    return { ...posed, ...common, intercept, training, y, weights, start }
  }

  #takePart(outcome: GlmOutcome, problem: GlmProblem, given: Given): void {
    if (outcome.state.length > 0 || this.coefficients === undefined) {
      this.#take(outcome, problem, given)
      return
    }
    this.status = outcome.status
    this.converged = false
    this.message = `${sentence(outcome.status, outcome.numbers)} These rows have changed nothing.`
  }

  #problem(given: Given): GlmProblem {
    const { x, y, weights } = given
    const options = this.options as IterativeOptions
    const { fitIntercept: intercept = true, tolerance = 1e-8, solver = 'auto', warmStart = false } = options
    const posed = this.problem(given, x.rows)
    const training = this.#train?.({ mean: posed.loss === 'poisson' })
    const problem = {
      ...posed,
      intercept,
      solver: isStochastic(solver) ? ('auto' as const) : solver,
      training,
      tolerance,
      maxIterations: training ? Infinity : (options.maxIterations ?? mostIterations),
      y,
      weights,
      // What a rule has learned is not counted in units: it may go on with other targets.
      unit: posed.loss === 'squared' && !isRule(solver) ? unitOf(y) : 1,
    }
    const size = problem.classes * (x.columns + (intercept ? 1 : 0))
    const before = warmStart && this.status !== undefined ? this.parameters(intercept) : undefined
    return inUnits({ ...problem, start: before?.length === size ? before : new Float64Array(0) })
  }

  #take(outcome: GlmOutcome, problem: GlmProblem, training: Training): void {
    const { parameters, status, numbers, report } = outcomeInUnits(outcome, problem.unit)
    const { classes, intercept } = problem
    const { columns } = training.x
    if (training.classes) this.classes = training.classes
    this.#state = outcome.state.length > 0 ? outcome.state : undefined
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

  /** The fitted model as JSON; `fromJSON` of the same class reads it, with either backend. */
  toJSON(): SavedModel {
    void this.columns
    return writeModel(this.name, this, this.#state)
  }

  /** @internal */
  protected load(saved: ReadModel): this {
    this.#state = saved.state
    return Object.assign(this, saved.fields)
  }
}
