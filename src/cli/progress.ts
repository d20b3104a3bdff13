import type { Terminal } from './command.ts'
import { round } from './table.ts'

/** A line on a terminal that says how far a fit is; silent elsewhere. */
export class Progress {
  readonly #stream: Terminal['stderr'] | undefined
  #shown = false

  constructor({ stderr }: Terminal) {
    this.#stream = stderr.isTTY ? stderr : undefined
  }

  show(text: string): void {
    this.#stream?.write(`\r\u001b[K${text}`)
    this.#shown = true
  }

  readonly iteration = (info: { iteration: number; value: number }): void => {
    this.show(`iteration ${info.iteration}, objective ${round(info.value)}`)
  }

  /** Removes the line. */
  end(): void {
    if (this.#shown) this.#stream?.write('\r\u001b[K')
  }
}
