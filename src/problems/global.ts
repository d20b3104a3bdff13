// What is known of the test functions for global optimization (native/objective/problems/global*.hpp name the sources):
// their boxes, and their lowest values there. The minimizers are Newton's in 50 digits, rounded.
import { at, atAll, type Minimum, type ProblemData, type ProblemName } from './minima.ts'

const box = (lower: number, upper: number) => ({ lower, upper })

// Each variable is for itself: the values are those of the first n minimizers, of ten that are known.
const michalewicz = {
  minimizer: [
    2.2029055201726093, 1.5707963267948966, 1.2849915705529245, 1.9230584698663629, 1.7204697725658413,
    1.5707963267948966, 1.454413971362379, 1.7560865209450263, 1.6557174168210291, 1.5707963267948966,
  ],
  values: [
    -0.8013034100985525, -1.8013034100985525, -2.7603946799945587, -3.698857098466642, -4.687658179088146,
    -5.687658179088146, -6.680885314444028, -7.663757350716239, -8.66015171564134, -9.66015171564134,
  ],
}

function dixonPriceMinima(n: number): readonly Minimum[] {
  const x = Float64Array.from({ length: n }, (_, j) => 2 ** (2 ** -j - 1))
  // The last variable enters by its square alone.
  const other = x.slice()
  other[n - 1]! *= -1
  return [
    { value: 0, x },
    { value: 0, x: other },
  ]
}

const inTray = 1.3494066171539107

export const globalProblems = {
  ackley: {
    title: 'Ackley',
    dimensions: [2, 10, 30],
    bounds: box(-32.768, 32.768),
    minima: (n) => [atAll(n, 0)],
  },
  rastrigin: {
    title: 'Rastrigin',
    dimensions: [2, 10, 30],
    bounds: box(-5.12, 5.12),
    minima: (n) => [atAll(n, 0)],
  },
  griewank: {
    title: 'Griewank',
    dimensions: [2, 10],
    bounds: box(-600, 600),
    minima: (n) => [atAll(n, 0)],
  },
  levy: {
    title: 'Levy',
    dimensions: [2, 10],
    bounds: box(-10, 10),
    minima: (n) => [atAll(n, 1)],
  },
  schwefel: {
    title: 'Schwefel 2.26',
    dimensions: [2, 10],
    bounds: box(-500, 500),
    lowerOutside: true,
    minima: (n) => [atAll(n, 420.96874635998205, -418.9828872724337 * n)],
  },
  'styblinski-tang': {
    title: 'Styblinski-Tang',
    dimensions: [2, 5],
    bounds: box(-5, 5),
    minima: (n) => [atAll(n, -2.903534027771177, -39.16616570377141 * n)],
  },
  michalewicz: {
    title: 'Michalewicz',
    dimensions: [2, 5, 10],
    bounds: box(0, Math.PI),
    lowerOutside: true,
    minima: (n) => (n <= 10 ? [at(michalewicz.values[n - 1]!, ...michalewicz.minimizer.slice(0, n))] : []),
  },
  'alpine-1': {
    title: 'Alpine 1',
    dimensions: [5],
    bounds: box(-10, 10),
    minima: (n) => [atAll(n, 0)],
  },
  sphere: {
    title: 'Sphere',
    dimensions: [10],
    bounds: box(-5.12, 5.12),
    minima: (n) => [atAll(n, 0)],
  },
  ellipsoid: {
    title: 'Ellipsoid',
    dimensions: [10],
    bounds: box(-5, 5),
    minima: (n) => [atAll(n, 0)],
  },
  zakharov: {
    title: 'Zakharov',
    dimensions: [10],
    bounds: box(-5, 10),
    minima: (n) => [atAll(n, 0)],
  },
  'dixon-price': {
    title: 'Dixon-Price',
    dimensions: [4],
    bounds: box(-10, 10),
    minima: dixonPriceMinima,
  },
  trid: {
    title: 'Trid',
    dimensions: [6],
    bounds: (n) => box(-n * n, n * n),
    minima: (n) => [at((-n * (n + 4) * (n - 1)) / 6, ...Array.from({ length: n }, (_, j) => (j + 1) * (n - j)))],
  },
  'rosenbrock-in-box': {
    title: 'Rosenbrock',
    dimensions: [2, 10],
    bounds: box(-5, 10),
    minima: (n) => [atAll(n, 1)],
  },
  'hartmann-3': {
    title: 'Hartmann 3',
    dimensions: [3],
    bounds: box(0, 1),
    minima: () => [at(-3.8627797873326624, 0.11458887665506896, 0.55564889461693, 0.8525469846866774)],
  },
  'hartmann-6': {
    title: 'Hartmann 6',
    dimensions: [6],
    bounds: box(0, 1),
    minima: () => [
      at(
        -3.3223680114155147,
        ...[0.20168951100670543, 0.15001069182345797, 0.476873974221897],
        ...[0.2753324304940561, 0.31165161660011326, 0.6573005340656203],
      ),
    ],
  },
  'shekel-5': {
    title: 'Shekel 5',
    dimensions: [4],
    bounds: box(0, 10),
    minima: () => [at(-10.153199679058227, 4.000037152819676, 4.00013327659156, 4.000037152819676, 4.00013327659156)],
  },
  'shekel-7': {
    title: 'Shekel 7',
    dimensions: [4],
    bounds: box(0, 10),
    minima: () => [
      at(-10.40294056681866, 4.000572916185823, 4.000689366185305, 3.9994897088591506, 3.9996061588586316),
    ],
  },
  'shekel-10': {
    title: 'Shekel 10',
    dimensions: [4],
    bounds: box(0, 10),
    minima: () => [
      at(-10.536409816692043, 4.000746531592046, 4.000592934138532, 3.9996633980403224, 3.9995098005868077),
    ],
  },
  himmelblau: {
    title: 'Himmelblau',
    dimensions: [2],
    bounds: box(-5, 5),
    minima: () => [
      at(0, 3, 2),
      at(0, -2.805118086952745, 3.131312518250573),
      at(0, -3.779310253377747, -3.2831859912861696),
      at(0, 3.5844283403304917, -1.8481265269644036),
    ],
  },
  branin: {
    title: 'Branin',
    dimensions: [2],
    bounds: { lower: [-5, 0], upper: [10, 15] },
    minima: () => [
      at(0.3978873577297383, -Math.PI, 12.275),
      at(0.3978873577297383, Math.PI, 2.275),
      at(0.3978873577297383, 3 * Math.PI, 2.475),
    ],
  },
  'goldstein-price': {
    title: 'Goldstein-Price',
    dimensions: [2],
    bounds: box(-2, 2),
    minima: () => [at(3, 0, -1)],
  },
  'six-hump-camel': {
    title: 'Six-hump camel',
    dimensions: [2],
    bounds: { lower: [-3, -2], upper: [3, 2] },
    minima: () => [
      at(-1.0316284534898774, 0.08984201310031806, -0.7126564030207396),
      at(-1.0316284534898774, -0.08984201310031806, 0.7126564030207396),
    ],
  },
  'three-hump-camel': {
    title: 'Three-hump camel',
    dimensions: [2],
    bounds: box(-5, 5),
    minima: () => [at(0, 0, 0)],
  },
  booth: {
    title: 'Booth',
    dimensions: [2],
    bounds: box(-10, 10),
    minima: () => [at(0, 1, 3)],
  },
  matyas: {
    title: 'Matyas',
    dimensions: [2],
    bounds: box(-10, 10),
    minima: () => [at(0, 0, 0)],
  },
  easom: {
    title: 'Easom',
    dimensions: [2],
    bounds: box(-100, 100),
    minima: () => [at(-1, Math.PI, Math.PI)],
  },
  mccormick: {
    title: 'McCormick',
    dimensions: [2],
    bounds: { lower: [-1.5, -3], upper: [4, 4] },
    lowerOutside: true,
    minima: () => [at(-1.9132229549810364, -0.5471975511965977, -1.5471975511965979)],
  },
  'drop-wave': {
    title: 'Drop-wave',
    dimensions: [2],
    bounds: box(-5.12, 5.12),
    minima: () => [at(-1, 0, 0)],
  },
  'cross-in-tray': {
    title: 'Cross-in-tray',
    dimensions: [2],
    bounds: box(-10, 10),
    lowerOutside: true,
    minima: () => [
      at(-2.062611870822737, inTray, inTray),
      at(-2.062611870822737, inTray, -inTray),
      at(-2.062611870822737, -inTray, inTray),
      at(-2.062611870822737, -inTray, -inTray),
    ],
  },
} satisfies Partial<Record<ProblemName, ProblemData>>
