import type { Backend, Description } from './backend.ts'
import type { Operations } from './operations.ts'

/** The addon's exports: the operations, and what the binding adds. */
export interface Addon extends Operations {
  describe(): string
  runAttach(run: number, box: Float64Array): number
  runDetach(run: number): void
  runSubmit(run: number, tell: (code: number, iterations: number, value: number, gradientNorm: number) => void): number
  runStop(run: number, status: number): void
}

/** The backend on the native addon. */
export function nativeBackend(addon: Addon): Backend {
  const description = JSON.parse(addon.describe()) as Description
  return {
    kind: 'native',
    operations: addon,
    levels: description.levels,
    openBox(run, size) {
      const box = new Float64Array(size)
      if (addon.runAttach(run, box) < 0) throw new Error('steepest: the run could not be attached to its box')
      return { view: () => box, close: () => addon.runDetach(run) }
    },
    submit(run, tell) {
      const accepted = addon.runSubmit(run, (code, iterations, value, gradientNorm) => {
        tell({ code, iterations, value, gradientNorm })
      })
      if (accepted < 0) throw new Error('steepest: the run could not be submitted')
      return { stop: (status) => addon.runStop(run, status) }
    },
  }
}
