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
// Asked for in a way that bundlers for browsers need not resolve.
const files =
  typeof process === 'object' && source.protocol === 'file:' ? process.getBuiltinModule('node:fs') : undefined
if (files) {
  useBackend(wasmBackend(new WebAssembly.Module(files.readFileSync(source))))
} else {
  setDefaultSource(() => source)
}

export * from './index.ts'
