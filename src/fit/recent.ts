/** Values by key, so many at most: the one that was not asked for longest goes first. */
export class Recent<Key, Value> {
  readonly #most: number
  readonly #drop: (value: Value) => void
  // In the order of their use.
  readonly #entries = new Map<Key, Value>()
  #latest: { key: Key; value: Value } | undefined

  constructor(most: number, drop: (value: Value) => void = () => {}) {
    this.#most = most
    this.#drop = drop
  }

  get(key: Key): Value | undefined {
    if (this.#latest?.key === key) return this.#latest.value
    const value = this.#entries.get(key)
    if (value !== undefined) {
      this.#entries.delete(key)
      this.#entries.set(key, value)
      this.#latest = { key, value }
    }
    return value
  }

  /** Adds what `get` did not find. */
  add(key: Key, value: Value): Value {
    for (const [oldest, dropped] of this.#entries) {
      if (this.#entries.size < this.#most) break
      this.#entries.delete(oldest)
      this.#drop(dropped)
    }
    this.#entries.set(key, value)
    this.#latest = { key, value }
    return value
  }
}
