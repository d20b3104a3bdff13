// What minimize, minimizeAsync and minimizer have in common: reading their arguments, all of them before any work.
import { betaNames } from './backend/operations.ts'
import { readBounds } from './bounds.ts'
import { chooseMethod } from './choose-method.ts'
import { isByName, readPoint } from './compile/named.ts'
import { type ConstraintGroups, type ReadConstraints, readConstraints } from './constraints.ts'
import { formulaOf, problemOf } from './core-objective.ts'
import { misuse, rangeError, show } from './errors.ts'
import { type Embedding, readFixed } from './fixed.ts'
import { has, namesWith } from './methods.ts'
import { needs } from './needs.ts'
import { type ObjectiveFunctions, providedBy, readObjective } from './objective.ts'
import { annealingNumbers } from './options/annealing.ts'
import { directSearchNumbers } from './options/direct-search.ts'
import { evolutionNumbers } from './options/evolution.ts'
import { firstOrderNumbers, takesBatches } from './options/first-order.ts'
import { localNumbers } from './options/local.ts'
import { methodDefaults } from './options/method-defaults.ts'
import { type AnyOptions, minimizeSchema } from './options/minimize.ts'
import { populationNumbers } from './options/population.ts'
import { restartsNumbers } from './options/restarts.ts'
import { readOptions, type Schema } from './options/schema.ts'
import { type RunOptions, searchIndex } from './run-options.ts'
import { readVector } from './vector.ts'

/** Arguments that have been read: what the run is made of, and who answers it. */
export interface Prepared {
  run: RunOptions
  options: AnyOptions
  /** The caller's functions; undefined where the core answers, or whoever is asked. */
  functions: ObjectiveFunctions | undefined
  constraints: ConstraintGroups | undefined
}

/** An objective that is not there: whoever is asked answers whatever is needed. */
export const asked = Symbol('asked')

/** The default of `gradientTolerance` where the gradient is approximated. */
export const toleranceByDifferences = 1e-5

const everything = needs.value | needs.gradient | needs.hessian | needs.product

/**
 * Reads the arguments. An objective of the core with constraints, or a test function with fixed variables, is answered
 * from JavaScript, as it can be too.
 */
export function prepare(
  where: string,
  objective: unknown,
  start: unknown,
  options: unknown,
  schema: Schema = minimizeSchema,
): Prepared {
  const given = readOptions(where, options, schema) as AnyOptions
  const formula = formulaOf(objective)
  const names = formula?.parameters
  const all = readStart(start, given, names)
  const n = all.length
  if (n === 0) throw rangeError('ERR_SHAPE', 'start must have at least one element')
  const bounds = readBounds(given.bounds, n, names)
  const embedding = readFixed(given.fixed, all, bounds, names)
  const problem = problemOf(objective, n)
  const functions = objective === asked ? undefined : readObjective(objective)
  const constraints = readConstraints(given.constraints, n, embedding, objective === asked)
  const inCore = !constraints && (formula !== undefined || (problem !== undefined && !embedding))
  return {
    options: given,
    functions: inCore ? undefined : functions,
    constraints: constraints?.groups,
    run: {
      ...chooseRun(given, all, bounds, constraints, embedding, functions, start === undefined),
      ...(inCore ? { problem, formula } : {}),
      names,
    },
  }
}

function chooseRun(
  given: AnyOptions,
  all: Float64Array,
  bounds: { lower: Float64Array; upper: Float64Array },
  constraints: ReadConstraints | undefined,
  embedding: Embedding | undefined,
  functions: ObjectiveFunctions | undefined,
  startless: boolean,
): RunOptions {
  const provides = functions ? providedBy(functions) : everything
  const variables = embedding?.free.length ?? all.length
  const traits = {
    variables,
    bounded: bounds.lower.length > 0,
    constrained: constraints !== undefined,
    provides: functions ? provides : needs.value | needs.gradient,
  }
  const { method, choice } = chooseMethod(given.method ?? 'auto', traits)
  const defaults = methodDefaults(method)
  const exact = provides & needs.gradient && (constraints?.isExact ?? true)
  const { rows } = functions ?? {}
  const draws = has(method, 'random') || (takesBatches(method, given, rows) && given.shuffle !== false)
  const { maxIterations = given.epochs ?? defaults.maxIterations(variables), epochs = Infinity } = given
  const restrict = (vector: Float64Array) => (embedding && vector.length > 0 ? embedding.restrict(vector) : vector)
  return {
    method,
    choice,
    provides: provides | (constraints?.provides ?? 0),
    embedding,
    constraints: constraints?.shape,
    start: restrict(all),
    lower: restrict(bounds.lower),
    upper: restrict(bounds.upper),
    ...(given.initialSimplex === undefined || method !== 'nelder-mead'
      ? {}
      : { points: readPoints('initialSimplex', given.initialSimplex, variables + 1, all.length, restrict) }),
    numbers: {
      gradientTolerance: given.gradientTolerance ?? (exact ? 1e-8 : toleranceByDifferences),
      functionTolerance: given.functionTolerance ?? defaults.functionTolerance,
      stepTolerance: given.stepTolerance ?? defaults.stepTolerance,
      maxIterations: Math.min(maxIterations, epochs),
      maxEvaluations: given.maxEvaluations,
      target: given.target,
      lineSearch: searchIndex(given.lineSearch ?? defaults.lineSearch),
      sufficientDecrease: given.sufficientDecrease ?? defaults.sufficientDecrease,
      curvature: given.curvature ?? defaults.curvature,
      stepSize: given.stepSize,
      beta: betaNames.indexOf(given.beta ?? 'dai-yuan-hestenes-stiefel'),
      initialRadius: given.initialRadius,
      maxRadius: given.maxRadius,
      memory: given.memory,
      differences: given.differences === 'central' ? 1 : 0,
      ...(draws ? { seed: given.seed ?? drawSeed() } : {}),
      ...(startless ? { randomStart: 1 } : {}),

      // First order.
      ...firstOrderNumbers(method, given, rows),

      // Direct search.
      ...directSearchNumbers(method, given),

      // Stochastic.
      ...evolutionNumbers(given, method, isBox(bounds)),
      ...annealingNumbers(given),

      // Population.
      ...populationNumbers(given, method, variables, bounds),

      // Restarts.
      ...restartsNumbers(given),
      ...localNumbers(method, given.local, traits),

      // Constraints.
      constraintTolerance: given.constraintTolerance,
    },
  }
}

const isBox = ({ lower, upper }: { lower: Float64Array; upper: Float64Array }) =>
  lower.length > 0 && lower.every(Number.isFinite) && upper.every(Number.isFinite)

// So many points of n numbers, one after the other.
function readPoints(
  name: string,
  given: unknown,
  count: number,
  n: number,
  restrict: (vector: Float64Array) => Float64Array,
): Float64Array {
  if (!Array.isArray(given) || given.length !== count) {
    const got = Array.isArray(given) ? `an array of ${given.length}` : show(given)
    throw misuse('ERR_SHAPE', `${name} must be an array of ${count} vectors, got ${got}`)
  }
  return Float64Array.from(given.flatMap((point: unknown, i) => [...restrict(readVector(`${name}[${i}]`, point, n))]))
}

const drawSeed = () => Math.floor(Math.random() * 2 ** 53)

// Where the method draws its own start within finite bounds, their middle stands for one that is not given.
function readStart(
  start: unknown,
  { method = 'auto', bounds }: AnyOptions,
  names: readonly string[] | undefined,
): Float64Array {
  if (names && isByName(start)) return readNamedStart(start, names)
  if (start !== undefined) {
    const read = readVector('start', start, names?.length)
    return read === start ? read.slice() : read
  }
  if (method === 'auto' || !has(method, 'startless')) {
    throw rangeError('ERR_OPTION', `method '${method}' needs a start; these do without: ${namesWith('startless')}`)
  }
  const n = names?.length ?? sizeOf(bounds)
  if (n === undefined) {
    throw rangeError('ERR_SHAPE', 'without a start, bounds must be vectors: they tell the number of variables')
  }
  const { lower, upper } = readBounds(bounds, n, names)
  return Float64Array.from({ length: n }, (_, i) => {
    const middle = lower[i]! / 2 + upper[i]! / 2
    if (Number.isFinite(middle)) return middle
    throw rangeError('ERR_OPTION', `without a start, bounds must be finite; those of variable ${i} are not`)
  })
}

// How many variables bounds are for, where they are vectors.
function sizeOf(bounds: AnyOptions['bounds']): number | undefined {
  const { lower, upper }: { lower?: unknown; upper?: unknown } = bounds ?? {}
  const vector = [lower, upper].find((side) => typeof side === 'object' && side !== null)
  return vector && (vector as ArrayLike<number>).length
}

function readNamedStart(start: unknown, names: readonly string[]): Float64Array {
  const values = readPoint('start', start, names)
  const bad = values.findIndex((value) => !Number.isFinite(value))
  if (bad >= 0) throw misuse('ERR_NOT_FINITE', `start.${names[bad]} must be a finite number, got ${values[bad]}`)
  return values
}
