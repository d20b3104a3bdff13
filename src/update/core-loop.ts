// One update loop of the core: what a rule remembers of so many parameters, in one precision.
import { core } from '../backend/current.ts'
import { updateNames } from '../backend/operations.ts'
import { misuse, rangeError } from '../errors.ts'
import type { FloatArray } from '../linalg/operands.ts'
import { allocateFloats } from '../memory.ts'

export type RuleName = (typeof updateNames)[number]

/** How far a rule has come, the number of steps first; and before the first. */
export const noProgress: Readonly<Float64Array> = Float64Array.of(0, 0, 0, 1)
const progressLength = noProgress.length

const forgotten = new FinalizationRegistry<number>((handle) => core().operations.updateFree(handle))

export class CoreLoop {
  readonly length: number
  readonly single: boolean
  readonly #handle: number

  /** @throws `ERR_OUT_OF_MEMORY` */
  constructor(rule: RuleName, length: number, single: boolean, settings: Float64Array) {
    this.length = length
    this.single = single
    this.#handle = core().operations.updateCreate(updateNames.indexOf(rule), length, single ? 1 : 0, settings)
    if (this.#handle < 0) {
      throw rangeError('ERR_OUT_OF_MEMORY', `there is not enough memory for a rule of ${length} parameters`)
    }
    forgotten.register(this, this.#handle, this)
  }

  /** A step, whose parameters and gradient are as the loop's. `clips`: the norm of the gradient is looked at. */
  step(learningRate: number, parameters: FloatArray, gradient: FloatArray, clips: boolean): void {
    const { operations } = core()
    if (clips) {
      for (const [first, last] of this.#pieces()) {
        const g = gradient.subarray(first, last)
        if (g instanceof Float32Array) operations.updateNormSingle(this.#handle, g)
        else operations.updateNorm(this.#handle, g)
      }
    }
    operations.updateBegin(this.#handle, learningRate)
    for (const [first, last] of this.#pieces()) {
      const [x, g] = [parameters.subarray(first, last), gradient.subarray(first, last)]
      if (x instanceof Float32Array) operations.updateApplySingle(this.#handle, first, x, g as Float32Array)
      else operations.updateApply(this.#handle, first, x, g as Float64Array)
    }
  }

  /** WebAssembly copies what it is passed: by pieces that stay in a cache, and need little memory beside. */
  #pieces(): [number, number][] {
    const { kind, operations } = core()
    const most = kind === 'wasm' ? operations.updateBlockLength() : this.length
    const pieces: [number, number][] = []
    for (let first = 0; first < this.length; first += most) pieces.push([first, Math.min(first + most, this.length)])
    return pieces
  }

  get progress(): Float64Array {
    const progress = new Float64Array(progressLength)
    core().operations.updateProgress(this.#handle, progress)
    return progress
  }

  /** Copies of what the rule remembers. */
  get memory(): FloatArray[] {
    const { operations } = core()
    const count = operations.updateProgress(this.#handle, new Float64Array(progressLength))
    return Array.from({ length: count }, (_, which) => {
      const values = allocateFloats(this.length, this.single)
      for (const [first, last] of this.#pieces()) {
        const piece = values.subarray(first, last)
        if (piece instanceof Float32Array) operations.updateMemorySingle(this.#handle, which, first, piece)
        else operations.updateMemory(this.#handle, which, first, piece)
      }
      return values
    })
  }

  /** @throws `ERR_STATE` unless there are as many arrays as the rule remembers */
  restore(progress: Float64Array, memory: readonly FloatArray[]): void {
    const { operations } = core()
    const count = operations.updateProgress(this.#handle, new Float64Array(progressLength))
    if (memory.length !== count) {
      throw misuse(
        'ERR_STATE',
        `with these options the rule remembers ${count} arrays, and the state has ${memory.length}`,
      )
    }
    operations.updateSetProgress(this.#handle, progress)
    memory.forEach((values, which) => {
      for (const [first, last] of this.#pieces()) {
        const piece = values.subarray(first, last)
        if (piece instanceof Float32Array) operations.updateSetMemorySingle(this.#handle, which, first, piece)
        else operations.updateSetMemory(this.#handle, which, first, piece)
      }
    })
  }

  free(): void {
    forgotten.unregister(this)
    core().operations.updateFree(this.#handle)
  }
}
