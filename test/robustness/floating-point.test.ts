// Rounding and subnormal numbers of this thread are as they were after any work of the core.
import { Dataset, LogisticRegression, linalg, Matrix, minimize, minimizeAsync, problems, Ridge } from 'steepest'
import { expect, test } from 'vitest'

// Read from memory, so that no compiler folds them.
const given = Float64Array.of(5e-324, 2, 2.2250738585072014e-308, 1, 3, 2 ** 53, 0.1, 0.2)

/** What flushing subnormals, taking them for zero or rounding otherwise would change. */
function environment(): number[] {
  const [tiny, two, smallest, one, three, large, tenth, fifth] = given as unknown as number[]
  return [
    (tiny! / two!) * two!,
    tiny! * two!,
    smallest! / two!,
    (smallest! / two!) * two!,
    smallest! - tiny!,
    one! / three!,
    -one! / three!,
    large! + one!,
    -large! - one!,
    large! + three!,
    tenth! + fifth!,
    Math.fround(1.1754943508222875e-38 / two!),
  ]
}

const expected = [
  0, 1e-323, 1.1125369292536007e-308, 2.2250738585072014e-308, 2.225073858507201e-308, 0.3333333333333333,
  -0.3333333333333333, 9007199254740992, -9007199254740992, 9007199254740996, 0.30000000000000004,
  5.877471754111438e-39,
]

const rows = 4000
const x = new Matrix(
  Float64Array.from({ length: rows * 6 }, (_, k) => Math.sin(k) * (k % 7 === 0 ? 1e-310 : 1)),
  rows,
  6,
)
const y = Float64Array.from({ length: rows }, (_, i) => (Math.sin(6 * i + 1) > 0 ? 1 : 0))
const square = new Matrix(
  Float64Array.from({ length: 900 }, (_, k) => Math.sin(k * k)),
  30,
  30,
)
const problem = problems.extendedRosenbrock(20)

const works: [string, () => unknown][] = [
  ['multiply', () => linalg.multiply(square, square)],
  ['cholesky', () => linalg.cholesky(linalg.gram(x))],
  ['svd', () => linalg.svd(square)],
  ['eigenSymmetric', () => linalg.eigenSymmetric(linalg.gram(square))],
  ['solve', () => linalg.solve(square, new Float64Array(30).fill(1))],
  ['minimize', () => minimize(problem, problem.start)],
  ['minimizeAsync', () => minimizeAsync(problem, problem.start)],
  ['Ridge', () => new Ridge().fitSync(x, y)],
  ['LogisticRegression, at once', () => new LogisticRegression().fitSync(x, y)],
  ['LogisticRegression, later', () => new LogisticRegression().fit(x, y)],
  ['a data set', async () => (await new LogisticRegression().fit(new Dataset(x, y))).predict(x)],
]

test('it is as the standard has it', () => {
  expect(environment()).toEqual(expected)
})

test.each(works)('%s leaves it alone', async (_, work) => {
  const pending = work()
  expect(environment()).toEqual(expected)
  await pending
  expect(environment()).toEqual(expected)
})
