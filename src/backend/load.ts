import { core, isReady, useBackend } from './current.ts'
import { compileModule, type WasmSource } from './module.ts'
import { wasmBackend } from './wasm.ts'

let defaultSource: (() => WasmSource) | undefined
let pending: Promise<void> | undefined

/** Where an entry's own module is. */
export function setDefaultSource(source: () => WasmSource): void {
  defaultSource = source
}

/**
 * Loads the WebAssembly core: from the package, or from `source` (URL, bytes, `Response` or `WebAssembly.Module`).
 * Resolves when synchronous functions can be called. In Node it is never needed; calls after the first do nothing.
 */
export async function init(source?: WasmSource): Promise<void> {
  if (isReady()) return
  const from = source ?? defaultSource?.()
  if (from === undefined) return void core()
  pending ??= compileModule(from).then((module) => useBackend(wasmBackend(module)))
  try {
    await pending
  } finally {
    pending = undefined
  }
}
