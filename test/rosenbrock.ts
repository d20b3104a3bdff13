/** The Rosenbrock function with its derivatives, as a caller would write it. */
export const rosenbrock = {
  value: ([a, b]: Float64Array) => (1 - a!) ** 2 + 100 * (b! - a! * a!) ** 2,
  gradient([a, b]: Float64Array, out: Float64Array) {
    out[0] = -2 * (1 - a!) - 400 * a! * (b! - a! * a!)
    out[1] = 200 * (b! - a! * a!)
  },
}
