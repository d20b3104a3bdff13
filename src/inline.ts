// WebAssembly with its bytes inside: one file, ready at once.
import simd128 from '../prebuilds/wasm/steepest-simd128.wasm'
import { useBackend } from './backend/current.ts'
import { setDefaultSource } from './backend/load.ts'
import { wasmBackend } from './backend/wasm.ts'

try {
  useBackend(wasmBackend(new WebAssembly.Module(simd128)))
} catch {
  // A page's main thread may refuse to compile so much at once: then the first promise, or init(), does it.
  setDefaultSource(() => simd128)
}

export * from './index.ts'
