// Always WebAssembly, also in Node, where it is ready at once.
import { useBackend } from './backend/current.ts'
import { setDefaultSource } from './backend/load.ts'
import { bestWasmLevel } from './backend/module.ts'
import { wasmBackend } from './backend/wasm.ts'

const sources = {
  simd128: () => new URL('../prebuilds/wasm/steepest-simd128.wasm', import.meta.url),
  'relaxed-simd': () => new URL('../prebuilds/wasm/steepest-relaxed.wasm', import.meta.url),
}
const source = sources[bestWasmLevel()]()
if (source.protocol === 'file:' && typeof process === 'object') {
  const { readFileSync } = await import('node:fs')
  useBackend(wasmBackend(new WebAssembly.Module(readFileSync(source))))
} else {
  setDefaultSource(() => source)
}

export * from './index.ts'
