/** The two builds of the core for WebAssembly. */
export const wasmFiles = { simd128: 'steepest-simd128.wasm', 'relaxed-simd': 'steepest-relaxed.wasm' } as const

export type WasmLevel = keyof typeof wasmFiles

// A function that multiplies and adds three zero vectors with f64x2.relaxed_madd and drops the answer.
const zero = [253, 12, ...new Array<number>(16).fill(0)]
const body = [0, ...zero, ...zero, ...zero, 253, 135, 2, 26, 11]
const relaxedModule = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0], // magic, version
  ...[1, 4, 1, 96, 0, 0], // one type: no arguments, no results
  ...[3, 2, 1, 0], // one function of it
  ...[10, body.length + 2, 1, body.length, ...body],
])

/** The best level this engine takes: found by validating a tiny module. */
export function bestWasmLevel(): WasmLevel {
  return WebAssembly.validate(relaxedModule) ? 'relaxed-simd' : 'simd128'
}

/** What `init` takes: where the module is, its bytes, or the module itself. */
export type WasmSource = string | URL | ArrayBuffer | ArrayBufferView | Response | WebAssembly.Module

/** Compiles a module from wherever it is. */
export async function compileModule(source: WasmSource): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source
  if (source instanceof ArrayBuffer || ArrayBuffer.isView(source)) {
    return WebAssembly.compile(source as ArrayBufferView<ArrayBuffer>)
  }
  const response = source instanceof Response ? source : await fetch(source)
  if (!response.ok) throw new Error(`steepest: the WebAssembly module could not be loaded: HTTP ${response.status}`)
  // Compiled from the bytes, so that a server's content type does not matter.
  return WebAssembly.compile(await response.arrayBuffer())
}
