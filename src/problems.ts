// Test functions for benchmarks and playgrounds, evaluated in the core with exact derivatives.
import { readOptions, type Schema } from './options/schema.ts'
import { problemData } from './problems/data.ts'
import type { ProblemName } from './problems/minima.ts'
import { Problem } from './problems/problem.ts'
import { standardShifts } from './problems/standard-shifts.ts'

export type { Minimum, ProblemName } from './problems/minima.ts'
export type { Problem } from './problems/problem.ts'

/** Options of `problems.list`. */
export interface ProblemListOptions {
  /** Move those whose minimum is at the origin or in the middle of the box. @default false */
  shifted?: boolean
}

const listSchema = { shifted: { type: 'boolean', default: false } } as const satisfies Schema

function standardShifted(problem: Problem): Problem {
  const shift = standardShifts[problem.name]?.[problem.dimension]
  return shift ? problem.shifted(shift) : problem
}

const of = (name: ProblemName) => () => new Problem(name)
const ofMany = (name: ProblemName) => (n?: number) => new Problem(name, n)

/**
 * Test functions, each an objective with its standard start and what is known of its minima.
 *
 * @example
 * const problem = problems.rosenbrock(10)
 * const { x, value } = minimize(problem, problem.start)
 */
export const problems = {
  /**
   * The whole set, at standard numbers of variables: Moré, Garbow and Hillstrom's, then those for global optimization.
   * Shifted, those of the latter whose minimum is at the origin or in the middle of the box are moved by a fixed shift
   * each, so that no method profits from that.
   */
  list(options?: ProblemListOptions): Problem[] {
    const { shifted } = readOptions('problems.list', options, listSchema)
    const names = Object.keys(problemData) as ProblemName[]
    const list = names.flatMap((name) => problemData[name].dimensions.map((n) => new Problem(name, n)))
    return shifted ? list.map(standardShifted) : list
  },

  /** Chained: Σ 100 (x_{i+1} - x_i²)² + (1 - x_i)² over i < n. @param n at least 2 @default 2 */
  rosenbrock: ofMany('rosenbrock'),
  /** Pairs: Σ 100 (x_{2i} - x_{2i-1}²)² + (1 - x_{2i-1})² over i ≤ n/2. @param n even @default 10 */
  extendedRosenbrock: ofMany('extended-rosenbrock'),
  /** Two variables; a local minimum attracts from the standard start. */
  freudensteinRoth: of('freudenstein-roth'),
  /** Two variables whose scales differ by 1e6 at the minimum. */
  powellBadlyScaled: of('powell-badly-scaled'),
  /** Two variables whose scales differ by 1e12 at the minimum. */
  brownBadlyScaled: of('brown-badly-scaled'),
  /** Two variables: a curved valley with steep corners. */
  beale: of('beale'),
  /** Two variables: a sum of exponentials whose minimum is not zero. */
  jennrichSampson: of('jennrich-sampson'),
  /** Three variables: a valley that winds around an axis. */
  helicalValley: of('helical-valley'),
  /** Three variables: a rational function fitted to data, with an infimum at infinity too. */
  bard: of('bard'),
  /** Three variables: a bell fitted to data. */
  gaussian: of('gaussian'),
  /** Three variables: exponentials fitted to exponentials. */
  boxThreeDimensional: of('box-three-dimensional'),
  /** Four variables; the Hessian is singular at the minimum. */
  powellSingular: of('powell-singular'),
  /** Four variables; a saddle holds up the way from the standard start. */
  wood: of('wood'),
  /** Four variables: a rational function fitted to data, with infima at infinity too. */
  kowalikOsborne: of('kowalik-osborne'),
  /** Four variables; the minimum is large. */
  brownDennis: of('brown-dennis'),
  /** Eleven variables: three bells and an exponential fitted to data. */
  osborne2: of('osborne-2'),
  /** A polynomial that solves a differential equation; ill-conditioned. @param n 2 to 31 @default 6 */
  watson: ofMany('watson'),
  /** Σ 1e-5 (x_j - 1)² + (Σ x_j² - 1/4)². @default 4 */
  penalty1: ofMany('penalty-1'),
  /** Σ (x_j - 1)² + s² + s⁴, s = Σ j (x_j - 1). @default 10 */
  variablyDimensioned: ofMany('variably-dimensioned'),
  /** Equations that are all linear but one, the product of the variables. @default 10 */
  brownAlmostLinear: ofMany('brown-almost-linear'),
  /** A boundary value problem by differences. @default 10 */
  discreteBoundaryValue: ofMany('discrete-boundary-value'),
  /** The same boundary value problem as an integral equation. @default 10 */
  discreteIntegralEquation: ofMany('discrete-integral-equation'),
  /** Quadratic equations, each in three neighboring variables. @default 10 */
  broydenTridiagonal: ofMany('broyden-tridiagonal'),
  /** Linear least squares with 2n residuals. @default 10 */
  linearFullRank: ofMany('linear-full-rank'),
  /** The same at rank 1: the minimizers fill a hyperplane. @default 10 */
  linearRank1: ofMany('linear-rank-1'),
  /** At rank 1, with the first and last variable without effect. @param n at least 3 @default 10 */
  linearRank1WithZeros: ofMany('linear-rank-1-with-zeros'),

  /** Many minima around the tip of a cone, which has no gradient. @default 2 */
  ackley: ofMany('ackley'),
  /** A bowl with a regular grid of minima. @default 2 */
  rastrigin: ofMany('rastrigin'),
  /** A wide bowl with many shallow minima, fewer as n grows. @default 2 */
  griewank: ofMany('griewank'),
  /** A bowl with waves. @default 2 */
  levy: ofMany('levy'),
  /** The lowest minimum is far from the next ones, near a corner; unbounded outside the box. @default 2 */
  schwefel: ofMany('schwefel'),
  /** Two minima in each variable. @default 2 */
  styblinskiTang: ofMany('styblinski-tang'),
  /** Steep valleys between plains, n! minima. @default 2 */
  michalewicz: ofMany('michalewicz'),
  /** Σ |x_j sin x_j + x_j / 10|, with kinks. @default 5 */
  alpine1: ofMany('alpine-1'),
  /** Σ x_j². @default 10 */
  sphere: ofMany('sphere'),
  /** A quadratic function along the axes with condition number 1e6. @param n at least 2 @default 10 */
  ellipsoid: ofMany('ellipsoid'),
  /** A bowl that is steep in one direction. @default 10 */
  zakharov: ofMany('zakharov'),
  /** A curved valley to two minima, with a place that holds up beside it. @param n at least 2 @default 4 */
  dixonPrice: ofMany('dixon-price'),
  /** A quadratic function with a tridiagonal Hessian; the box is ±n². @param n at least 2 @default 6 */
  trid: ofMany('trid'),
  /** Rosenbrock's chained function inside a box, from far up its side. @param n at least 2 @default 2 */
  rosenbrockInBox: ofMany('rosenbrock-in-box'),
  /** Three variables, four bells. */
  hartmann3: of('hartmann-3'),
  /** Six variables, four bells. */
  hartmann6: of('hartmann-6'),
  /** Four variables, five narrow peaks turned down. */
  shekel5: of('shekel-5'),
  /** Four variables, seven narrow peaks turned down. */
  shekel7: of('shekel-7'),
  /** Four variables, ten narrow peaks turned down. */
  shekel10: of('shekel-10'),
  /** Two variables, four minima, all the lowest. */
  himmelblau: of('himmelblau'),
  /** Two variables, three minima, all the lowest. */
  branin: of('branin'),
  /** Two variables, four minima; values from 3 to 1e6. */
  goldsteinPrice: of('goldstein-price'),
  /** Two variables, six minima, two of them the lowest. */
  sixHumpCamel: of('six-hump-camel'),
  /** Two variables, three minima. */
  threeHumpCamel: of('three-hump-camel'),
  /** Two variables, quadratic. */
  booth: of('booth'),
  /** Two variables, quadratic: nearly flat along a diagonal. */
  matyas: of('matyas'),
  /** Two variables: one narrow dip in a plain. */
  easom: of('easom'),
  /** Two variables: waves on a slope; unbounded outside the box. */
  mccormick: of('mccormick'),
  /** Two variables: rings of waves. */
  dropWave: of('drop-wave'),
  /** Two variables: four dips between creases in the shape of a cross. */
  crossInTray: of('cross-in-tray'),
} as const
