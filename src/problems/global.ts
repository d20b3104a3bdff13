// What is known of the test functions for global optimization (native/objective/problems/global.hpp names the sources):
// their boxes, and their lowest values there. The minimizers are Newton's in 50 digits, rounded.
import { at, atAll, type ProblemData, type ProblemName } from './minima.ts'

const box = (lower: number, upper: number) => ({ lower, upper })

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
    minima: (n) => [atAll(n, 420.96874635998205, -418.9828872724337 * n)],
  },
  'styblinski-tang': {
    title: 'Styblinski-Tang',
    dimensions: [2, 5],
    bounds: box(-5, 5),
    minima: (n) => [atAll(n, -2.903534027771177, -39.16616570377141 * n)],
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
} satisfies Partial<Record<ProblemName, ProblemData>>
