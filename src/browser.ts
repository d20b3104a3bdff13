// The package in a browser: WebAssembly, loaded by the first call that returns a promise, or by init().
import { setDefaultSource } from './backend/load.ts'
import { bestWasmLevel } from './backend/module.ts'

// Each file is named literally, so that bundlers see both.
const sources = {
  simd128: () => new URL('../prebuilds/wasm/steepest-simd128.wasm', import.meta.url),
  'relaxed-simd': () => new URL('../prebuilds/wasm/steepest-relaxed.wasm', import.meta.url),
}
setDefaultSource(() => sources[bestWasmLevel()]())

export * from './index.ts'
