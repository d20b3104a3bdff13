const most = 64

/**
 * An array to pass to the core for the length of one call, kept from call to call. V8 gives a small array a place that
 * C++ can see only when it is first asked for, which costs more than the call; a kept one has it already. It must never
 * reach the caller's code.
 */
export class Scratch {
  #kept = new Float64Array(0)

  /** An array of this length, with whatever is in it. */
  of(length: number): Float64Array {
    if (length > most) return new Float64Array(length)
    if (this.#kept.length !== length) this.#kept = new Float64Array(length)
    return this.#kept
  }

  /** The vector's numbers in such an array, or the vector itself where it is not small. */
  lend(vector: Float64Array): Float64Array {
    const { length } = vector
    if (length > most) return vector
    const lent = this.of(length)
    for (let i = 0; i < length; i++) lent[i] = vector[i]!
    return lent
  }

  /** What the core wrote to an array of `of`, for the caller to keep. */
  static keep(written: Float64Array): Float64Array {
    return written.length > most ? written : written.slice()
  }
}
