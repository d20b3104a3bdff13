import type { Operations } from './operations.ts'

/** The memory through which a run's points and answers pass; `view` is valid until the next call of an operation. */
export interface Box {
  view(): Float64Array
  close(): void
}

/** The latest numbers of a run that works asynchronously; `code` is -1 until it ends. */
export interface News {
  code: number
  iterations: number
  value: number
  gradientNorm: number
}

/** A core that is ready: native or WebAssembly. */
export interface Backend {
  kind: 'native' | 'wasm'
  operations: Operations
  /** Names of the instruction-set levels of this core, by index. */
  levels: readonly string[]
  /** Why this backend rather than the other, where there was a choice. */
  reason?: string
  openBox(run: number, size: number): Box
  /**
   * Drives a run of the core's own objective without holding up this thread, and tells now and then how it goes; the
   * last news has a code. `stop(status)` ends it early.
   */
  submit(run: number, tell: (news: News) => void): { stop(status: number): void }
  /**
   * Calls an operation that answers with a number, without holding up this thread (with WebAssembly: in a later turn).
   * Nobody else may change the arrays until it has.
   */
  callLater(operation: keyof Operations, given: OperationArgument[]): Promise<number>
}

export type OperationArgument = number | Float64Array | Float32Array | Int32Array | Uint8Array

/** What a core says of itself. */
export interface Description {
  operations: { name: string; index?: number; result: string; arguments: string[] }[]
  levels: string[]
}
