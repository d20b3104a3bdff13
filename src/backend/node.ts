import { readFileSync } from 'node:fs'
import type { Backend } from './backend.ts'
import { bestWasmLevel, type WasmLevel, wasmFiles } from './module.ts'
import { type Addon, nativeBackend } from './native.ts'
import { wasmBackend } from './wasm.ts'

/** What the package's loader of the native binary answers. */
export type Load = () => { addon?: unknown; reason?: string }

function isWasmLevel(name: string | undefined): name is WasmLevel {
  return name !== undefined && name in wasmFiles
}

/** As many as the pool takes (native/parallel/pool.hpp). */
const mostThreads = 64

function readModule(file: URL, reasons: readonly string[]): Uint8Array<ArrayBuffer> {
  try {
    return readFileSync(file)
  } catch (cause) {
    const why = `${reasons.join('; ')}; and the WebAssembly module is missing (in a clone: npm run build:wasm)`
    throw new Error(`steepest: no core to compute with: ${why}`, { cause })
  }
}

/**
 * The backend for Node: the native addon, or WebAssembly where there is no binary that works or `STEEPEST_BACKEND=wasm`
 * asks for it. What could not be done as asked is told as the backend's reason: a missing binary is no error.
 */
export function nodeBackend(load: Load, wasmFolder: URL, environment: NodeJS.ProcessEnv): Backend {
  const reasons: string[] = []
  const { STEEPEST_BACKEND: kind, STEEPEST_ISA: isa, STEEPEST_THREADS: threads } = environment
  if (kind && kind !== 'native' && kind !== 'wasm') {
    reasons.push(`STEEPEST_BACKEND is 'native' or 'wasm', not '${kind}'`)
  }
  let backend: Backend | undefined
  if (kind === 'wasm') {
    reasons.push('STEEPEST_BACKEND=wasm')
  } else {
    const { addon, reason } = load()
    if (addon) backend = nativeBackend(addon as Addon)
    else reasons.push(reason ?? 'no native binary')
  }
  if (!backend) {
    const level = isWasmLevel(isa) ? isa : bestWasmLevel()
    backend = wasmBackend(new WebAssembly.Module(readModule(new URL(wasmFiles[level], wasmFolder), reasons)))
  }
  const { operations, levels } = backend
  if (isa) {
    const level = levels.indexOf(isa)
    if (level < 0) reasons.push(`STEEPEST_ISA is one of ${levels.join(', ')} with this backend, not '${isa}'`)
    else if (!operations.systemSelectLevel(level)) reasons.push(`STEEPEST_ISA=${isa}: this processor lacks it`)
  }
  if (threads) {
    const count = Number(threads)
    if (Number.isInteger(count) && count >= 1 && count <= mostThreads) operations.systemSetThreads(count)
    else reasons.push(`STEEPEST_THREADS is a whole number from 1 to ${mostThreads}, not '${threads}'`)
  }
  return reasons.length > 0 ? Object.assign(backend, { reason: reasons.join('; ') }) : backend
}
