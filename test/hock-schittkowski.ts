/** A problem with bounds of Hock and Schittkowski, Test Examples for Nonlinear Programming Codes (1981), by its number. */
export interface BoundedProblem {
  number: number
  value: (x: Float64Array) => number
  gradient: (x: Float64Array) => number[]
  lower: number[]
  upper: number[]
  start: number[]
  /** From the definition, where the book has a closed form; else its figures. */
  minimum: number
}

const rosenbrock = {
  value: ([a, b]: Float64Array) => 100 * (b! - a! ** 2) ** 2 + (1 - a!) ** 2,
  gradient: ([a, b]: Float64Array) => [-400 * a! * (b! - a! ** 2) - 2 * (1 - a!), 200 * (b! - a! ** 2)],
}

const product = (x: Float64Array) => x.reduce((total, xi) => total * xi, 1)

// Problem 25 fits three parameters to 99 points that they explain exactly at (50, 25, 1.5).
const fit = {
  residual(i: number, [a, b, c]: Float64Array) {
    const u = 25 + (-50 * Math.log(0.01 * i)) ** (2 / 3)
    const power = (u - b!) ** c!
    const decay = Math.exp(-power / a!)
    return { value: decay - 0.01 * i, decay, power, u }
  },
  value(x: Float64Array) {
    let sum = 0
    for (let i = 1; i <= 99; i++) sum += fit.residual(i, x).value ** 2
    return sum
  },
  gradient(x: Float64Array) {
    const [a, b, c] = x
    const gradient = [0, 0, 0]
    for (let i = 1; i <= 99; i++) {
      const { value, decay, power, u } = fit.residual(i, x)
      gradient[0]! += (2 * value * decay * power) / a! ** 2
      gradient[1]! += (2 * value * decay * c! * (u - b!) ** (c! - 1)) / a!
      gradient[2]! += (-2 * value * decay * power * Math.log(u - b!)) / a!
    }
    return gradient
  },
}

export const boundedProblems: BoundedProblem[] = [
  { number: 1, ...rosenbrock, lower: [-Infinity, -1.5], upper: [Infinity, Infinity], start: [-2, 1], minimum: 0 },
  {
    number: 2,
    ...rosenbrock,
    lower: [-Infinity, 1.5],
    upper: [Infinity, Infinity],
    start: [-2, 1],
    minimum: 0.0504261879,
  },
  {
    number: 3,
    value: ([a, b]) => b! + 1e-5 * (b! - a!) ** 2,
    gradient: ([a, b]) => [-2e-5 * (b! - a!), 1 + 2e-5 * (b! - a!)],
    lower: [-Infinity, 0],
    upper: [Infinity, Infinity],
    start: [10, 1],
    minimum: 0,
  },
  {
    number: 4,
    value: ([a, b]) => (a! + 1) ** 3 / 3 + b!,
    gradient: ([a]) => [(a! + 1) ** 2, 1],
    lower: [1, 0],
    upper: [Infinity, Infinity],
    start: [1.125, 0.125],
    minimum: 8 / 3,
  },
  {
    number: 5,
    value: ([a, b]) => Math.sin(a! + b!) + (a! - b!) ** 2 - 1.5 * a! + 2.5 * b! + 1,
    gradient: ([a, b]) => [Math.cos(a! + b!) + 2 * (a! - b!) - 1.5, Math.cos(a! + b!) - 2 * (a! - b!) + 2.5],
    lower: [-1.5, -3],
    upper: [4, 3],
    start: [0, 0],
    minimum: -Math.sqrt(3) / 2 - Math.PI / 3,
  },
  { number: 25, ...fit, lower: [0.1, 0, 0], upper: [100, 25.6, 5], start: [100, 12.5, 3], minimum: 0 },
  {
    number: 38,
    value: ([a, b, c, d]) =>
      100 * (b! - a! ** 2) ** 2 +
      (1 - a!) ** 2 +
      90 * (d! - c! ** 2) ** 2 +
      (1 - c!) ** 2 +
      10.1 * ((b! - 1) ** 2 + (d! - 1) ** 2) +
      19.8 * (b! - 1) * (d! - 1),
    gradient: ([a, b, c, d]) => [
      -400 * a! * (b! - a! ** 2) - 2 * (1 - a!),
      200 * (b! - a! ** 2) + 20.2 * (b! - 1) + 19.8 * (d! - 1),
      -360 * c! * (d! - c! ** 2) - 2 * (1 - c!),
      180 * (d! - c! ** 2) + 20.2 * (d! - 1) + 19.8 * (b! - 1),
    ],
    lower: [-10, -10, -10, -10],
    upper: [10, 10, 10, 10],
    start: [-3, -1, -3, -1],
    minimum: 0,
  },
  {
    number: 45,
    value: (x) => 2 - product(x) / 120,
    gradient: (x) => Array.from(x, (_, i) => -product(x.map((xj, j) => (j === i ? 1 : xj))) / 120),
    lower: [0, 0, 0, 0, 0],
    upper: [1, 2, 3, 4, 5],
    start: [2, 2, 2, 2, 2],
    minimum: 1,
  },
  {
    number: 110,
    value: (x) => x.reduce((sum, xi) => sum + Math.log(xi - 2) ** 2 + Math.log(10 - xi) ** 2, 0) - product(x) ** 0.2,
    gradient: (x) =>
      Array.from(
        x,
        (xi) =>
          (2 * Math.log(xi - 2)) / (xi - 2) - (2 * Math.log(10 - xi)) / (10 - xi) - (0.2 / xi) * product(x) ** 0.2,
      ),
    lower: Array<number>(10).fill(2.001),
    upper: Array<number>(10).fill(9.999),
    start: Array<number>(10).fill(9),
    minimum: -45.77846971,
  },
]
