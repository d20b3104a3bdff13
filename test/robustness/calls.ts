import * as steepest from 'steepest'
import { lineSearchSchema } from '../../src/line-search.ts'
import { leastSquaresSchema } from '../../src/options/least-squares.ts'
import { minimizeSchema } from '../../src/options/minimize.ts'
import { findRootSchema, minimizeScalarSchema } from '../../src/options/scalar.ts'
import { rosenbrock } from '../rosenbrock.ts'
import { compileCalls } from './compile-calls.ts'
import { curveCalls } from './curve-calls.ts'
import { linalgCalls } from './linalg-calls.ts'
import { manyCalls } from './many-calls.ts'
import { modelCalls } from './model-calls.ts'
import { updateCalls } from './update-calls.ts'

/** A good call of a public function, of which one argument at a time is spoilt. */
export interface Call {
  name: string
  /** Makes the arguments anew. */
  make: () => unknown[]
  call: (args: unknown[]) => unknown
  /** Positions of arguments that are written to. */
  outputs?: readonly number[]
  /** Options that may be spoilt too: the last argument is an object of them. */
  options?: readonly string[]
}

const {
  checkGradient,
  findRoot,
  leastSquares,
  minimize,
  minimizeAsync,
  minimizeScalar,
  lineSearch,
  minimizer,
  Matrix,
  problems,
  init,
} = steepest as unknown as Record<string, (...args: unknown[]) => unknown> & {
  problems: Record<string, (n?: unknown) => steepest.Problem>
  Matrix: typeof steepest.Matrix
}

const start = () => [-1.2, 1]
const some = { maxIterations: 3, maxEvaluations: 50 }
const optionNames = Object.keys(minimizeSchema)

const method = <T extends object>(
  name: string,
  object: () => T,
  method: keyof T & string,
  make: () => unknown[],
): Call => ({
  name: `${name}.${method}`,
  make,
  call: (args) => (object()[method] as (...given: unknown[]) => unknown)(...args),
})

/** One entry at least for every exported function; a test sees to that. */
export const calls: readonly Call[] = [
  {
    name: 'minimize',
    make: () => [{ ...rosenbrock }, start(), { ...some }],
    call: (a) => minimize!(...a),
    options: optionNames,
  },
  {
    name: 'minimizeAsync',
    make: () => [{ ...rosenbrock }, start(), { ...some }],
    call: (a) => minimizeAsync!(...a),
    options: optionNames,
  },
  {
    name: 'minimizer',
    make: () => [start(), { ...some, objective: { ...rosenbrock } }],
    call: (a) => minimizer!(...a),
    options: [...optionNames, 'objective', 'maxStateBytes'],
  },
  {
    name: 'lineSearch',
    make: () => [{ ...rosenbrock }, start(), [1, 0], {}],
    call: (a) => lineSearch!(...a),
    options: Object.keys(lineSearchSchema),
  },
  {
    name: 'leastSquares',
    make: () => [([a, b]: number[]) => [10 * (b! - a! ** 2), 1 - a!], start(), { ...some }],
    call: (a) => leastSquares!(...a),
    options: Object.keys(leastSquaresSchema),
  },
  {
    name: 'leastSquares: what residuals return',
    make: () => [[1, 2]],
    call: ([value]) => leastSquares!(() => value, start(), some),
  },
  {
    name: 'leastSquares: what the Jacobian returns',
    make: () => [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    call: ([value]) => leastSquares!(([a, b]: number[]) => [a, b], start(), { ...some, jacobian: () => value }),
  },
  {
    name: 'minimizeScalar',
    make: () => [(x: number) => (x - 1) ** 2, [0, 3], { ...some }],
    call: (a) => minimizeScalar!(...a),
    options: Object.keys(minimizeScalarSchema),
  },
  {
    name: 'minimizeScalar: what f returns',
    make: () => [0],
    call: ([value]) => minimizeScalar!(() => value, [0, 3]),
  },
  {
    name: 'findRoot',
    make: () => [(x: number) => x ** 2 - 1, [0, 3], { ...some }],
    call: (a) => findRoot!(...a),
    options: Object.keys(findRootSchema),
  },
  {
    name: 'findRoot: what the derivative returns',
    make: () => [0],
    call: ([value]) => findRoot!((x: number) => x - 1, [0, 3], { method: 'newton', derivative: () => value }),
  },
  {
    name: 'checkGradient',
    make: () => [{ ...rosenbrock }, start()],
    call: (a) => checkGradient!(...a),
  },
  {
    name: 'Minimizer',
    make: () => [0],
    call: ([answer]) => {
      const run = steepest.minimizer([1, 2])
      run.ask()
      run.tell(answer as number)
    },
  },
  {
    name: 'minimizer.resume',
    make: () => [steepest.minimizer([1, 2]).state(), {}],
    call: (a) => steepest.minimizer.resume(...(a as Parameters<typeof steepest.minimizer.resume>)),
    options: ['objective', 'maxStateBytes', 'maxTime', 'onIteration', 'signal'],
  },
  ...Object.keys(steepest.minimizer([1, 2]).state()).map(
    (field): Call => ({
      name: `minimizer.resume: the state's ${field}`,
      make: () => [(steepest.minimizer([1, 2]).state() as unknown as Record<string, unknown>)[field]],
      call: ([value]) => steepest.minimizer.resume({ ...steepest.minimizer([1, 2]).state(), [field]: value }),
    }),
  ),
  ...(['value', 'gradient', 'hessian', 'hessianProduct'] as const).map(
    (field): Call => ({
      name: `minimizer.tell: ${field}`,
      make: () => [0],
      call: ([value]) => {
        const run = steepest.minimizer([1, 2])
        run.ask()
        run.tell({ value: 1, gradient: [1, 1], [field]: value } as steepest.MinimizerAnswer)
      },
    }),
  ),
  ...(['value', 'gradient', 'valueAndGradient', 'hessian', 'hessianProduct'] as const).flatMap((field): Call[] => [
    {
      name: `minimize: the objective's ${field}`,
      make: () => [undefined],
      call: ([value]) => minimize!({ ...rosenbrock, [field]: value }, start(), some),
    },
    {
      name: `minimize: what ${field} returns`,
      make: () => [0],
      call: ([value]) => minimize!({ ...rosenbrock, [field]: () => value }, start(), some),
    },
  ]),
  {
    name: "minimize: the objective's rows",
    make: () => [2],
    call: ([rows]) => {
      const valueAndGradient = ([a]: Float64Array, out: Float64Array) => {
        out.fill(a!)
        return a! ** 2 / 2
      }
      return minimize!({ valueAndGradient, rows }, [1], { ...some, method: 'sgd', batchSize: 1 })
    },
  },
  ...(['lower', 'upper'] as const).map(
    (side): Call => ({
      name: `minimize: bounds.${side}`,
      make: () => [undefined],
      call: ([value]) => minimize!(rosenbrock, start(), { ...some, bounds: { [side]: value } }),
    }),
  ),
  ...compileCalls,
  ...curveCalls,
  ...manyCalls,
  ...linalgCalls,
  ...modelCalls,
  ...updateCalls,
  {
    name: 'Matrix',
    make: () => [new Float64Array(6), 2, 3],
    call: (a) => new Matrix(...(a as [Float64Array, number, number])),
  },
  method(
    'Matrix',
    () => Matrix,
    'from',
    () => [[[1, 2]]],
  ),
  method(
    'Matrix',
    () => Matrix,
    'zeros',
    () => [2, 2],
  ),
  ...Object.keys(problems).map(
    (name): Call => ({
      ...method(
        'problems',
        () => problems,
        name,
        () => [name === 'list' ? { shifted: true } : 4],
      ),
      options: name === 'list' ? ['shifted'] : [],
    }),
  ),
  method(
    'problem',
    () => problems.rosenbrock!(3) as unknown as Record<string, unknown>,
    'shifted',
    () => [[1, 2, 3]],
  ),
  ...(['value', 'gradient', 'hessian', 'hessianProduct', 'valueAndGradient'] as const).map((name) => ({
    ...method(
      'problem',
      () => problems.rosenbrock!(3) as unknown as Record<string, unknown>,
      name,
      () => [[1, 2, 3], new Float64Array(3), new Float64Array(3)],
    ),
    outputs: name === 'hessianProduct' ? [2] : [1],
  })),
  { name: 'backend', make: () => [0], call: (a) => (steepest.backend as (...given: unknown[]) => unknown)(...a) },
  { name: 'init', make: () => [undefined], call: (a) => init!(...a) },
]
