import { misuse, rangeError } from '../errors.ts'
import type { Backend, Description, News, OperationArgument } from './backend.ts'
import { type Operations, runNumberNames } from './operations.ts'
import { turn } from './turn.ts'

/** What a module of the core exports. */
interface Exports {
  memory: WebAssembly.Memory
  __indirect_function_table: WebAssembly.Table
  _initialize(): void
  describe(): number
  allocate(bytes: number): number
  release(address: number): void
  openBox(run: number): number
}

/**
 * The heap of one instance. It alone holds views, and makes them anew after the memory has grown, which detaches every
 * view there was.
 */
class Heap {
  readonly #exports: Exports
  #bytes: Uint8Array
  #doubles: Float64Array

  constructor(exports: Exports) {
    this.#exports = exports
    this.#bytes = new Uint8Array(exports.memory.buffer)
    this.#doubles = new Float64Array(exports.memory.buffer)
  }

  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#bytes = new Uint8Array(this.#exports.memory.buffer)
    return this.#bytes
  }

  get doubles(): Float64Array {
    if (this.#doubles.length === 0) this.#doubles = new Float64Array(this.#exports.memory.buffer)
    return this.#doubles
  }

  /** @throws `ERR_OUT_OF_MEMORY` when the heap cannot hold so many bytes. */
  allocate(bytes: number): number {
    // In doubles: a 32-bit size would wrap and look small.
    const address = bytes < 2 ** 32 - 2 ** 16 ? this.#exports.allocate(bytes) >>> 0 : 0
    if (address === 0) throw rangeError('ERR_OUT_OF_MEMORY', `WebAssembly memory has no room for ${bytes} bytes more`)
    return address
  }

  release(address: number): void {
    this.#exports.release(address)
  }

  text(address: number): string {
    const bytes = this.bytes
    return new TextDecoder().decode(bytes.subarray(address, bytes.indexOf(0, address)))
  }
}

type Scalar = (...scalars: number[]) => number

/** Bytes in steps of a cache line; in doubles, for 32 bits would wrap. */
const padded = (bytes: number) => Math.ceil(bytes / 64) * 64

/** An operation as a function of arrays: copies them in, calls, copies the written ones out. */
function withArrays(heap: Heap, call: Scalar, kinds: readonly string[]): (...given: OperationArgument[]) => number {
  return (...given) => {
    const scalars: number[] = []
    const written: { array: Exclude<OperationArgument, number>; address: number }[] = []
    let block = 0
    try {
      let bytes = 0
      for (const value of given) if (typeof value !== 'number') bytes += padded(value.byteLength)
      block = bytes > 0 ? heap.allocate(bytes) : 0
      let address = block
      let position = 0
      for (const kind of kinds) {
        const value = given[position++]!
        if (typeof value === 'number') {
          scalars.push(value)
          continue
        }
        const source = new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
        // Written arrays are copied in too: an operation may leave part of one as it was.
        heap.bytes.set(source, address)
        if (kind.startsWith('out')) written.push({ array: value, address })
        scalars.push(address)
        address += padded(value.byteLength)
        if (kind.endsWith('matrix')) {
          const [rows, columns] = [given[position++] as number, given[position++] as number]
          if (rows * columns !== value.length) {
            throw misuse('ERR_SHAPE', 'the length of a matrix is not rows times columns')
          }
          scalars.push(rows, columns)
        } else {
          scalars.push(value.length)
        }
      }
      const result = call(...scalars)
      for (const { array, address: from } of written) {
        const target = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
        target.set(heap.bytes.subarray(from, from + array.byteLength))
      }
      return result
    } finally {
      if (block > 0) heap.release(block)
    }
  }
}

const sliceMilliseconds = 8
const progressMilliseconds = 50

/** Asynchronous work without threads: slices of 8 ms on this thread, so that abort and progress work. */
function submitInSlices(operations: Operations, run: number, tell: (news: News) => void) {
  let stopWith: number | undefined
  const numbers = new Float64Array(runNumberNames.length)
  const none = new Float64Array(0)
  const news = (code: number): News => {
    operations.runResult(run, none, none, numbers)
    const at = (name: (typeof runNumberNames)[number]) => numbers[runNumberNames.indexOf(name)]!
    return { code, iterations: at('iterations'), value: at('value'), gradientNorm: at('gradientNorm') }
  }
  const work = async () => {
    let told = performance.now()
    let code = -1
    while (code < 0) {
      await turn()
      code = stopWith === undefined ? operations.runDrive(run, sliceMilliseconds, 0) : operations.runEnd(run, stopWith)
      if (code < 0 && performance.now() - told >= progressMilliseconds) {
        told = performance.now()
        tell(news(-1))
      }
    }
    tell(news(code))
  }
  void work()
  return {
    stop(status: number) {
      stopWith = status
    },
  }
}

/** Memory grows by a quarter more than was asked for: exact growth would detach every view hundreds of times. */
function growAhead(memory: WebAssembly.Memory): void {
  const pages = memory.buffer.byteLength / 65536
  try {
    memory.grow(Math.min(Math.ceil(pages / 4), 65536 - pages))
  } catch {
    // What was asked for is there; there is merely no more to have ahead.
  }
}

/** The backend on a compiled module of the core. */
export function wasmBackend(module: WebAssembly.Module): Backend {
  let exports: Exports | undefined
  const imports = {
    env: { emscripten_notify_memory_growth: () => exports && growAhead(exports.memory) },
    wasi_snapshot_preview1: {
      clock_time_get(_clock: number, _precision: bigint, address: number) {
        const nanoseconds = BigInt(Math.round(performance.now() * 1e6))
        new DataView(exports!.memory.buffer).setBigUint64(address, nanoseconds, true)
        return 0
      },
    },
  }
  exports = new WebAssembly.Instance(module, imports).exports as unknown as Exports
  exports._initialize()
  const heap = new Heap(exports)
  const description = JSON.parse(heap.text(exports.describe())) as Description
  const table = exports.__indirect_function_table
  const operations: Record<string, unknown> = {}
  for (const { name, index, arguments: kinds } of description.operations) {
    const call = table.get(index!) as Scalar
    const scalarOnly = kinds.every((kind) => !kind.includes(' '))
    operations[name] = scalarOnly ? call : withArrays(heap, call, kinds)
  }
  const { openBox } = exports
  const all = operations as unknown as Operations
  return {
    kind: 'wasm',
    operations: all,
    levels: description.levels,
    openBox(run, size) {
      const first = openBox(run) >>> 3
      if (first === 0)
        throw rangeError('ERR_OUT_OF_MEMORY', `WebAssembly memory has no room for ${size * 8} bytes more`)
      let doubles = heap.doubles
      let box = doubles.subarray(first, first + size)
      return {
        view() {
          if (doubles !== heap.doubles) {
            doubles = heap.doubles
            box = doubles.subarray(first, first + size)
          }
          return box
        },
        close() {},
      }
    },
    submit: (run, tell) => submitInSlices(all, run, tell),
    async callLater(operation, given) {
      await turn()
      return (all[operation] as (...given: OperationArgument[]) => number)(...given)
    },
  }
}
