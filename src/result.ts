// How a run ended, in words: the one place for these sentences, and for what counts as converged.
import { measureNames, runNumberNames, statuses } from './backend/operations.ts'

/** Why a computation ended. */
export type Status = (typeof statuses)[number]

/** Calls of the objective. */
export interface Evaluations {
  value: number
  gradient: number
  hessian: number
  hessianProduct: number
  /** Of the constraints that are functions; only with constraints. */
  constraints?: number
  /** Of their Jacobian. */
  jacobian?: number
}

/**
 * Lagrange multipliers: the gradient of the objective is the sum of the constraints' gradients times these. Those of
 * inequalities are at least 0; of a row, or a variable, at its lower limit at least 0 and at its upper at most 0; of
 * constraints that are not active 0.
 */
export interface Multipliers {
  equality: Float64Array
  inequality: Float64Array
  /** A row each. */
  linear: Float64Array
  /** A variable each; with bounds. */
  bounds?: Float64Array
}

/** How a computation stands: what `onIteration` of asynchronous work in the core is told, at most every 50 ms. */
export interface Progress {
  iteration: number
  value: number
  /** The scaled gradient; NaN where it is not known. */
  gradientNorm: number
}

/** What `onIteration` is told, and `trace` records, after each iteration. */
export interface IterationInfo extends Progress {
  x: Float64Array
  /** The step size that led to `x`. */
  stepSize: number
  evaluations: Evaluations
}

/** A minimum that local runs ended at. */
export interface Basin {
  x: Float64Array
  value: number
  /** How many ended there. */
  count: number
}

/** How a minimization ended; plain data that can be cloned. */
export interface MinimizeResult {
  /** The best point seen. */
  x: Float64Array
  value: number
  /** The best point by the names of its variables, where they have names: of a compiled expression. */
  parameters?: Record<string, number>
  gradient?: Float64Array
  /**
   * max |g_i| max(|x_i|, 1) / max(|f|, 1), projected under bounds. With constraints g is the gradient of the Lagrangian,
   * and the products of multipliers and slacks count too.
   */
  gradientNorm?: number
  /** The largest violation of a constraint, divided by max(1, 1e-5 |∂c/∂x_j| max(|x_j|, 1)); only with constraints. */
  constraintViolation?: number
  multipliers?: Multipliers
  status: Status
  converged: boolean
  /** The verdict as a sentence, with the numbers that were compared. */
  message: string
  iterations: number
  evaluations: Evaluations
  /** The method that ran. */
  method: string
  /** What `'auto'` weighed. */
  choice?: string
  /** What a method that draws random numbers drew them from: given again, it repeats the run. */
  seed?: number
  /** The minima that the descents of `multi-start` ended at, the lowest first. */
  basins?: Basin[]
  trace?: IterationInfo[]
}

/** The numbers of a run, by name. */
export type RunNumbers = Record<(typeof runNumberNames)[number], number>

const places = Object.fromEntries(runNumberNames.map((name, i) => [name, i])) as RunNumbers

// Spelled out rather than looped over: this is part of the cost of every small minimization.
export function readRunNumbers(numbers: Float64Array): RunNumbers {
  const at = (place: number) => numbers[place] as number
  return {
    status: at(places.status),
    value: at(places.value),
    gradientNorm: at(places.gradientNorm),
    promisedDecrease: at(places.promisedDecrease),
    measured: at(places.measured),
    threshold: at(places.threshold),
    iterations: at(places.iterations),
    valueEvaluations: at(places.valueEvaluations),
    gradientEvaluations: at(places.gradientEvaluations),
    hessianEvaluations: at(places.hessianEvaluations),
    productEvaluations: at(places.productEvaluations),
    stepSize: at(places.stepSize),
    measure: at(places.measure),
    constraintEvaluations: at(places.constraintEvaluations),
    jacobianEvaluations: at(places.jacobianEvaluations),
    constraintViolation: at(places.constraintViolation),
    constraintTolerance: at(places.constraintTolerance),
  }
}

const isConstrained = ({ constraintTolerance }: RunNumbers) => constraintTolerance < Infinity

export function evaluationsOf(numbers: RunNumbers): Evaluations {
  return {
    value: numbers.valueEvaluations,
    gradient: numbers.gradientEvaluations,
    hessian: numbers.hessianEvaluations,
    hessianProduct: numbers.productEvaluations,
    ...(isConstrained(numbers)
      ? { constraints: numbers.constraintEvaluations, jacobian: numbers.jacobianEvaluations }
      : {}),
  }
}

/** Above this scaled gradient a point is not called a minimum, however the run ended. */
export const convergedGradient = 1e-4

const isViolated = ({ constraintViolation, constraintTolerance }: RunNumbers) =>
  constraintViolation > constraintTolerance

/** Whether the decrease that the method's model promises is below what rounding can tell apart. */
function atNoiseFloor({ promisedDecrease, value }: RunNumbers): boolean {
  return promisedDecrease >= 0 && promisedDecrease < 10 * Number.EPSILON * Math.abs(value)
}

export function isConverged(status: Status, numbers: RunNumbers): boolean {
  switch (status) {
    case 'solved':
    case 'gradient-tolerance':
    case 'gap-tolerance':
    case 'target':
    // A fit's: the minimum is reached, by these coefficients and others.
    case 'rank-deficient':
      return true
    case 'function-tolerance':
    case 'step-tolerance':
    case 'no-further-progress':
      if (isViolated(numbers)) return false
      return numbers.measure > 0 || numbers.gradientNorm <= convergedGradient || atNoiseFloor(numbers)
    default:
      return false
  }
}

/** The size by which a method without gradients ended, if it did by one. */
export const measureOf = ({ measure }: RunNumbers) => (measure > 0 ? measureNames[measure] : undefined)

/** A number in a sentence. */
export const format = (value: number) =>
  Number.isInteger(value) && Math.abs(value) < 1e6 ? `${value}` : value.toExponential(2)

// Said after the stops that prove nothing by themselves.
export function standing(numbers: RunNumbers): string {
  const { gradientNorm } = numbers
  if (isViolated(numbers))
    return `, but the constraints are violated by ${format(numbers.constraintViolation)}: not converged`
  if (gradientNorm <= convergedGradient) {
    return `, and the scaled gradient, ${format(gradientNorm)}, is at most ${format(convergedGradient)}: converged`
  }
  if (atNoiseFloor(numbers)) {
    const { promisedDecrease } = numbers
    return `, and the decrease still promised, ${format(promisedDecrease)}, is below rounding of the value: converged`
  }
  const known = Number.isNaN(gradientNorm)
    ? 'the gradient is not known'
    : `the scaled gradient is ${format(gradientNorm)}`
  return `, but ${known}: not converged`
}

/** In place of a component of the gradient; as in native/minimize/stopping.hpp. */
const notFiniteConstraints: Readonly<Record<number, string>> = {
  [-3]: 'Equality constraint',
  [-4]: 'Inequality constraint',
  [-5]: 'The gradient of equality constraint',
  [-6]: 'The gradient of inequality constraint',
}
const notFiniteHessian = -2

/** The verdict as a sentence. */
export function sentence(status: Status, numbers: RunNumbers): string {
  const { measured, threshold, iterations } = numbers
  const compared = `${format(measured)} ≤ ${format(threshold)}`
  const measure = measureOf(numbers)
  switch (status) {
    case 'solved':
      return 'Solved directly.'
    case 'gradient-tolerance':
      if (isConstrained(numbers)) {
        const { constraintViolation, constraintTolerance } = numbers
        const met = `${format(constraintViolation)} ≤ ${format(constraintTolerance)}`
        return `The scaled gradient of the Lagrangian is within its tolerance: ${compared}; the violation of the constraints too: ${met}.`
      }
      return `The scaled gradient is within its tolerance: ${compared}.`
    case 'function-tolerance':
      if (measure) return `The values over the ${measure} agree within their tolerance: ${compared}: converged.`
      return `The relative change of the value is within its tolerance: ${compared}${standing(numbers)}.`
    case 'step-tolerance':
      if (measure) return `The ${measure} is within its tolerance: relative size ${compared}: converged.`
      return `The relative step is within its tolerance: ${compared}${standing(numbers)}.`
    case 'gap-tolerance':
      return `The value is certified to lie within its tolerance of the minimum: relative gap ${compared}.`
    case 'target':
      return `The target was reached: value ${compared}.`
    case 'max-iterations':
      return `Stopped after ${iterations} iterations, the most allowed.`
    case 'max-evaluations':
      return `Stopped after ${numbers.valueEvaluations} evaluations of the value; at most ${format(threshold)} are allowed.`
    case 'max-time':
      return 'Stopped because the time allowed was used up.'
    case 'no-further-progress':
      if (measure) return `The ${measure} is as small as numbers allow: relative size ${format(measured)}: converged.`
      return `No step decreased the value any further${standing(numbers)}.`
    case 'not-finite': {
      const where = iterations === 0 ? 'at the start' : `after ${iterations} iterations`
      if (measured === notFiniteHessian) return `The Hessian ${where} is not finite (or was never written).`
      const constraint = notFiniteConstraints[measured]
      if (constraint) return `${constraint} ${threshold} ${where} is not finite (or was never written).`
      return measured >= 0
        ? `Component ${measured} of the gradient ${where} is not finite (or was never written).`
        : `The value ${where} is not finite: ${threshold}.`
    }
    case 'unbounded':
      return `The value seems to have no lower bound: ${format(measured)} was reached.`
    case 'separable':
      return 'The classes can be separated: without a penalty the coefficients grow without end.'
    case 'infeasible':
      return isViolated(numbers)
        ? `No point near satisfies the constraints: the least violation found is ${format(numbers.constraintViolation)}, above ${format(numbers.constraintTolerance)}.`
        : 'No point satisfies the constraints.'
    case 'rank-deficient':
      return 'The matrix does not have full rank.'
    case 'not-positive-definite':
      return 'The matrix is not positive definite.'
    case 'singular':
      return 'The matrix is singular.'
    case 'no-bracket':
      return 'No bracket of the solution was found.'
    case 'out-of-memory':
      return 'Memory ran out.'
    case 'stopped':
      return 'Stopped by onIteration.'
    case 'aborted':
      return 'Aborted.'
  }
}

export const statusAt = (index: number): Status => statuses[index] as Status

/** How far the objective of a fit is from its minimum: a certified bound with a penalty, an estimate without. */
export interface Gap {
  value: number
  certified: boolean
}

/** The verdict on the fit of a model. */
export function fitSentence(status: Status, numbers: RunNumbers, gap: Gap): string {
  if (measureOf(numbers) === 'validation') {
    const { measured, threshold } = numbers
    return `The mean loss of the rows held out, ${format(measured)}, was least after epoch ${threshold}: stopped early, with that model.`
  }
  const compared = `${format(numbers.measured)} ≤ ${format(numbers.threshold)}`
  const relative = format(gap.value / Math.abs(numbers.value))
  switch (status) {
    case 'gap-tolerance':
      return gap.certified
        ? `The duality gap certifies that the objective is within its tolerance of the minimum: relative gap ${compared}.`
        : `Half the Newton decrement, an estimate of the relative gap, is within its tolerance: ${compared}.`
    case 'rank-deficient':
      return 'The minimum is reached, but columns depend on others: these coefficients are not the only ones that do.'
    case 'no-further-progress':
    case 'max-iterations':
      return `${sentence(status, numbers)} The relative gap is ${gap.certified ? 'certified to be at most' : 'estimated at'} ${relative}.`
    default:
      return sentence(status, numbers)
  }
}
