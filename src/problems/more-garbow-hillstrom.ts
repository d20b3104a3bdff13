// What is known of the test functions of Moré, Garbow and Hillstrom: their minima, to full precision.
//
// J. J. Moré, B. S. Garbow, K. E. Hillstrom, Testing Unconstrained Optimization Software, ACM TOMS 7(1), 1981. The
// paper prints about six digits; the minimizers here are Newton's from there in 50 digits, rounded.
import { at, atAll, type Minimum, type ProblemData, type ProblemName } from './minima.ts'

/** Known for some n only; for others, the value or nothing. */
const known =
  (points: Record<number, Minimum>, otherwise: readonly Minimum[] = []) =>
  (n: number): readonly Minimum[] => {
    const minimum = points[n]
    return minimum ? [minimum] : otherwise
  }

/** Every x_j is t, where 2 a (t - 1) + 4 t (n t² - 1/4) = 0: one root is positive, and Newton falls to it from above. */
function penaltyMinima(n: number): readonly Minimum[] {
  const a = 1e-5
  let t = 1
  for (let before = Infinity; t < before; ) {
    before = t
    t -= (2 * a * (t - 1) + 4 * t * (n * t * t - 0.25)) / (2 * a + 12 * n * t * t - 1)
  }
  return [atAll(n, t, a * n * (t - 1) ** 2 + (n * t * t - 0.25) ** 2)]
}

/** The point of a line j x_j = s, j from `first` to `last`, that is nearest to 0. */
function nearest(n: number, first: number, last: number, s: number): Float64Array {
  const x = new Float64Array(n)
  let squares = 0
  for (let j = first; j <= last; j++) squares += j * j
  for (let j = first; j <= last; j++) x[j - 1] = (j * s) / squares
  return x
}

const differenceEquation = at(
  0,
  ...[-0.04316498251876487, -0.08157715653538689, -0.11448571438052929, -0.14097357686259668, -0.1599086961819831],
  ...[-0.16987720231277492, -0.16908998378120835, -0.15524953522183182, -0.125355891678935, -0.07541653368589209],
)

export const moreGarbowHillstrom = {
  rosenbrock: {
    title: 'Rosenbrock',
    number: 1,
    dimensions: [2],
    minima: (n) => [atAll(n, 1)],
  },
  'freudenstein-roth': {
    title: 'Freudenstein and Roth',
    number: 2,
    dimensions: [2],
    minima: () => [at(0, 5, 4), { ...at(48.98425367924002, 11.412778986902094, -0.8968052532744765), local: true }],
  },
  'powell-badly-scaled': {
    title: 'Powell badly scaled',
    number: 3,
    dimensions: [2],
    minima: () => [at(0, 1.0981593296998175e-5, 9.106146739866524)],
  },
  'brown-badly-scaled': {
    title: 'Brown badly scaled',
    number: 4,
    dimensions: [2],
    minima: () => [at(0, 1e6, 2e-6)],
  },
  beale: {
    title: 'Beale',
    number: 5,
    dimensions: [2],
    minima: () => [at(0, 3, 0.5)],
  },
  'jennrich-sampson': {
    title: 'Jennrich and Sampson',
    number: 6,
    dimensions: [2],
    minima: () => [at(124.36218235561485, 0.2578252136703641, 0.2578252136703641)],
  },
  'helical-valley': {
    title: 'Helical valley',
    number: 7,
    dimensions: [3],
    minima: () => [at(0, 1, 0, 0)],
  },
  bard: {
    title: 'Bard',
    number: 8,
    dimensions: [3],
    // The infimum is that of a constant fitted to the data: the sum of (y_i - mean)², at (mean, -∞, -∞).
    minima: () => [
      at(0.008214877306578975, 0.08241055974978893, 1.1330360920297216, 2.343695178642537),
      { value: 17.42869333333333, local: true, atInfinity: true },
    ],
  },
  gaussian: {
    title: 'Gaussian',
    number: 9,
    dimensions: [3],
    minima: () => [at(1.127932769618648e-8, 0.39895613783875666, 1.0000190844878056, 0)],
  },
  'box-three-dimensional': {
    title: 'Box three-dimensional',
    number: 12,
    dimensions: [3],
    // Also wherever x_1 = x_2 and x_3 = 0.
    minima: () => [at(0, 1, 10, 1), at(0, 10, 1, -1)],
  },
  'powell-singular': {
    title: 'Powell singular',
    number: 13,
    dimensions: [4],
    minima: () => [at(0, 0, 0, 0, 0)],
  },
  wood: {
    title: 'Wood',
    number: 14,
    dimensions: [4],
    minima: () => [at(0, 1, 1, 1, 1)],
  },
  'kowalik-osborne': {
    title: 'Kowalik and Osborne',
    number: 15,
    dimensions: [4],
    // The infima are the minima of what the model tends to: (u² + u b)/(-a u - c) at (∞, b, -∞, -∞) with b = -14.0759,
    // which the paper lists, and c u/(u + d), which it does not.
    minima: () => [
      at(
        0.00030750560384923745,
        ...[0.19280693457903786, 0.19128232873436696, 0.12305650692632066, 0.13606233068379484],
      ),
      { value: 0.0010273430486954578, local: true, atInfinity: true },
      { value: 0.0017945390605644906, local: true, atInfinity: true },
    ],
  },
  'brown-dennis': {
    title: 'Brown and Dennis',
    number: 16,
    dimensions: [4],
    minima: () => [
      at(85822.20162635634, ...[-11.594439904762165, 13.203630051207204, -0.40343948817685954, 0.2367787744557363]),
    ],
  },
  'osborne-2': {
    title: 'Osborne 2',
    number: 19,
    dimensions: [11],
    minima: () => [
      at(
        0.040137736293547735,
        ...[1.3099771546273005, 0.4315537946029889, 0.633661698960724, 0.5994305347859163, 0.7541832263280113],
        ...[0.9042885798596336, 1.3658118352370285, 4.8236988172271555, 2.3986848661317546, 4.568874597667672],
        5.6753414705806415,
      ),
    ],
  },
  watson: {
    title: 'Watson',
    number: 20,
    dimensions: [6, 9],
    minima: known({
      6: at(
        0.0022876700535524363,
        ...[-0.015725086401458456, 1.0124348693691099, -0.2329916259567377, 1.2604300877996084],
        ...[-1.5137289227222797, 0.9929964324311346],
      ),
      9: at(
        1.39976013809902e-6,
        ...[-1.5307036521394342e-5, 0.9997897039319483, 0.014763963693556958, 0.14634232829936222],
        ...[1.0008211030047092, -2.617731140519015, 4.104403164478857, -3.1436122785564424, 1.0526264080101668],
      ),
    }),
  },
  'extended-rosenbrock': {
    title: 'Extended Rosenbrock',
    number: 21,
    dimensions: [10],
    minima: (n) => [atAll(n, 1)],
  },
  'penalty-1': {
    title: 'Penalty I',
    number: 23,
    dimensions: [4, 10],
    minima: penaltyMinima,
  },
  'variably-dimensioned': {
    title: 'Variably dimensioned',
    number: 25,
    dimensions: [10],
    minima: (n) => [atAll(n, 1)],
  },
  'brown-almost-linear': {
    title: 'Brown almost-linear',
    number: 27,
    dimensions: [10],
    minima: (n) => {
      const corner = new Float64Array(n)
      corner[n - 1] = n + 1
      return [atAll(n, 1), ...(n > 2 ? [{ value: 1, x: corner, local: true } as const] : [])]
    },
  },
  'discrete-boundary-value': {
    title: 'Discrete boundary value',
    number: 28,
    dimensions: [10],
    minima: known({ 10: differenceEquation }, [{ value: 0 }]),
  },
  'discrete-integral-equation': {
    title: 'Discrete integral equation',
    number: 29,
    dimensions: [10],
    // Another form of the discrete boundary value problem: the same solution.
    minima: known({ 10: differenceEquation }, [{ value: 0 }]),
  },
  'broyden-tridiagonal': {
    title: 'Broyden tridiagonal',
    number: 30,
    dimensions: [10],
    minima: known(
      {
        10: at(
          0,
          ...[-0.5707221320112248, -0.681806949984275, -0.7022100760176601, -0.7055106298950804, -0.7049061557287437],
          ...[-0.7014966070298512, -0.6918893223547983, -0.6657965144058537, -0.5960351090263657, -0.4164122575286934],
        ),
      },
      [{ value: 0 }],
    ),
  },
  'linear-full-rank': {
    title: 'Linear, full rank',
    number: 32,
    dimensions: [10],
    minima: (n) => [atAll(n, -1, n)],
  },
  'linear-rank-1': {
    title: 'Linear, rank 1',
    number: 33,
    dimensions: [10],
    // m (m - 1)/(2 (2m + 1)) for m = 2n, wherever the sum of j x_j is 3/(2m + 1).
    minima: (n) => [{ value: (n * (2 * n - 1)) / (4 * n + 1), x: nearest(n, 1, n, 3 / (4 * n + 1)) }],
  },
  'linear-rank-1-with-zeros': {
    title: 'Linear, rank 1 with zero columns and rows',
    number: 34,
    dimensions: [10],
    // (m² + 3m - 6)/(2 (2m - 3)) for m = 2n, wherever the sum of j x_j, 1 < j < n, is 3/(2m - 3).
    minima: (n) => [{ value: (2 * n * n + 3 * n - 3) / (4 * n - 3), x: nearest(n, 2, n - 1, 3 / (4 * n - 3)) }],
  },
} satisfies Partial<Record<ProblemName, ProblemData>>
