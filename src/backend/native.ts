import { rangeError } from '../errors.ts'
import type { Backend, Description, OperationArgument } from './backend.ts'
import type { Operations } from './operations.ts'

/** The addon's exports: the operations, and what the binding adds. */
export interface Addon extends Operations {
  describe(): string
  runAttach(run: number, box: Float64Array): number
  runDetach(run: number): void
  runSubmit(run: number, tell: (code: number, iterations: number, value: number, gradientNorm: number) => void): number
  runStop(run: number, status: number): void
  callLater(
    index: number,
    given: OperationArgument[],
    tell: (code: number, none: number, answer: number) => void,
  ): number
}

/** The longest box that is kept for the next run. */
const mostKept = 4096

/** The backend on the native addon. */
export function nativeBackend(addon: Addon): Backend {
  const description = JSON.parse(addon.describe()) as Description
  const indices = new Map(description.operations.map(({ name }, index) => [name, index]))
  // The box of the run closed last: the next run is often like it, and a new array costs more than all else it needs.
  let spare: Float64Array | undefined
  return {
    kind: 'native',
    operations: addon,
    levels: description.levels,
    openBox(run, size) {
      const box = spare?.length === size ? spare : new Float64Array(size)
      spare = undefined
      if (addon.runAttach(run, box) < 0) throw new Error('steepest: the run could not be attached to its box')
      return {
        view: () => box,
        close() {
          addon.runDetach(run)
          if (size <= mostKept) spare = box
        },
      }
    },
    submit(run, tell) {
      const accepted = addon.runSubmit(run, (code, iterations, value, gradientNorm) => {
        tell({ code, iterations, value, gradientNorm })
      })
      if (accepted < 0) throw new Error('steepest: the run could not be submitted')
      return { stop: (status) => addon.runStop(run, status) }
    },
    callLater: (operation, given) =>
      new Promise((resolve, reject) => {
        const accepted = addon.callLater(indices.get(operation)!, given, (_code, _none, answer) => resolve(answer))
        if (accepted < 0) reject(rangeError('ERR_OUT_OF_MEMORY', 'there was not enough memory to work in'))
      }),
  }
}
