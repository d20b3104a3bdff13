import { version } from '../version.ts'
import { core } from './current.ts'

/** What does the computing. */
export interface BackendInfo {
  kind: 'native' | 'wasm'
  isa: 'avx512' | 'avx2' | 'baseline' | 'simd128' | 'relaxed-simd'
  /** How many threads a computation may use. */
  threads: number
  version: string
  /** Why this backend or level, where another was to be expected. */
  reason?: string
}

/**
 * Says which core computes, at which instruction-set level and on how many threads.
 *
 * @throws `ERR_NOT_READY` in a browser, before `init()`.
 */
export function backend(): BackendInfo {
  const { kind, levels, operations, reason } = core()
  const isa = levels[operations.systemLevel()] as BackendInfo['isa']
  return { kind, isa, threads: operations.systemThreads(), version, ...(reason === undefined ? {} : { reason }) }
}
