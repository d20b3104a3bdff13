// Back-pressure: so many requests compute at once, and one whose client has left computes no longer.
import { Refusal } from './errors.mjs'

export class UnderWay {
  counts = { done: 0, refused: 0, left: 0 }
  #most
  #controllers = new Set()

  constructor(most) {
    this.#most = most
  }

  get size() {
    return this.#controllers.size
  }

  /** Refuses what cannot be taken on now. Waiting in a queue would only make everyone late. */
  check() {
    if (this.size < this.#most) return
    this.counts.refused++
    throw new Refusal(503, 'ERR_BUSY', `${this.#most} requests are under way; come again`, { 'retry-after': '1' })
  }

  /** Does the work of a request; the signal it gets is aborted when the client leaves, or the server cannot wait. */
  async run({ raw }, work) {
    this.check()
    const controller = new AbortController()
    // Of a response that was sent this tells nothing.
    const onClose = () => {
      if (raw.writableFinished) return
      this.counts.left++
      controller.abort()
    }
    raw.once('close', onClose)
    if (raw.destroyed) onClose()
    this.#controllers.add(controller)
    try {
      return await work(controller.signal)
    } finally {
      this.#controllers.delete(controller)
      this.counts.done++
    }
  }

  /** Ends what is under way: fits resolve with the best so far. */
  abort() {
    for (const controller of this.#controllers) controller.abort()
  }
}
