export interface Formula {
  value(x: ArrayLike<number>): number
  gradient(x: ArrayLike<number>): Float64Array
}

/** The function of x1, …, xn that the text is. */
export function formula(text: string, n: number): Formula
