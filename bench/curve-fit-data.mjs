// Data and models of the benchmarks of curve fits, alike everywhere. A file has, as doubles, the numbers of fits and of
// points, the predictor, and the response, fit after fit.

export const formulas = {
  decay: 'a*exp(-b*t) + c',
  peaks: 'a1*exp(-(((x - m1)/s1)**2)/2) + a2*exp(-(((x - m2)/s2)**2)/2) + c + d*x',
}

/** The decay and its derivatives by hand, as ml-levenberg-marquardt takes them. */
export const decayByHand = {
  curve:
    ([a, b, c]) =>
    (t) =>
      a * Math.exp(-b * t) + c,
  jacobianFunction:
    ([a, b]) =>
    (t) => {
      const power = Math.exp(-b * t)
      return [power, -a * t * power, 1]
    },
}

/** The same for every contestant. */
export const starts = {
  decay({ data, rows, columns }) {
    const c = Float64Array.from({ length: rows }, (_, k) => data[(k + 1) * columns - 1])
    return { a: c.map((last, k) => data[k * columns] - last), b: 1, c }
  },
  peaks: () => ({ a1: 2, m1: 3, s1: 0.7, a2: 2, m2: 6.5, s2: 0.9, c: 0.5, d: 0.05 }),
}

/** Mulberry32, and normal numbers by Box and Muller. */
function numbers(seed) {
  let state = seed
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return { between: (low, high) => low + (high - low) * random(), normal }
}

function file(count, x, curve) {
  const all = new Float64Array(2 + x.length + count * x.length)
  all.set([count, x.length])
  all.set(x, 2)
  for (let k = 0; k < count; k++) {
    const at = curve()
    x.forEach((each, i) => {
      all[2 + (k + 1) * x.length + i] = at(each)
    })
  }
  return all
}

/** 50 points with 1 % noise. */
export function decays(count) {
  const { between, normal } = numbers(7)
  const t = Float64Array.from({ length: 50 }, (_, i) => (4 * i) / 49)
  return file(count, t, () => {
    const [a, b, c] = [between(1, 5), between(0.3, 3), between(-1, 1)]
    return (each) => a * Math.exp(-b * each) + c + 0.01 * a * normal()
  })
}

/** 200 points on two peaks and a line. */
export function peaks(count) {
  const { between, normal } = numbers(11)
  const x = Float64Array.from({ length: 200 }, (_, i) => (10 * i) / 199)
  return file(count, x, () => {
    const [a1, m1, s1] = [between(1, 3), between(2.5, 3.5), between(0.5, 0.9)]
    const [a2, m2, s2] = [between(1, 3), between(6, 7), between(0.6, 1.2)]
    const [c, d] = [between(0, 1), between(0, 0.1)]
    const peak = (each, a, m, s) => a * Math.exp(-0.5 * ((each - m) / s) ** 2)
    return (each) => peak(each, a1, m1, s1) + peak(each, a2, m2, s2) + c + d * each + 0.02 * normal()
  })
}
