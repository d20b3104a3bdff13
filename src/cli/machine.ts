// Measures this machine's ceilings, and our kernels' share of them.
import { core } from '../backend/current.ts'
import { backend, linalg, Matrix, minimize, problems } from '../node.ts'
import type { ExitCode, Terminal } from './command.ts'
import { table } from './table.ts'

/** What one kernel did, and the limit it is held against. */
interface Measurement {
  kernel: string
  size: string
  milliseconds: number
  /** 1e9 operations, or bytes, a second. */
  rate: number
  unit: 'GFLOP/s' | 'GB/s'
  ceiling: number
}

/** Milliseconds of the fastest of several runs, a fifth of a second in all. */
function fastest(work: () => void): number {
  let best = Infinity
  const until = performance.now() + 200
  do {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  } while (performance.now() < until)
  return best
}

// Repeatable numbers between -1 and 1.
function fill<T extends Float64Array | Float32Array>(array: T): T {
  let state = 1
  for (let i = 0; i < array.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    array[i] = state / 2 ** 31
  }
  return array
}

function* measureKernels(peak: { double: number; single: number; memory: number }): Generator<Measurement> {
  const flops = (kernel: string, size: string, count: number, ceiling: number, work: () => void): Measurement => {
    const milliseconds = fastest(work)
    return { kernel, size, milliseconds, rate: count / milliseconds / 1e6, unit: 'GFLOP/s', ceiling }
  }
  for (const [precision, Numbers] of [
    ['double', Float64Array],
    ['single', Float32Array],
  ] as const) {
    for (const n of [64, 256, 1024]) {
      const a = new Matrix(fill(new Numbers(n * n)), n, n)
      const b = new Matrix(fill(new Numbers(n * n)), n, n)
      const out = new Matrix(new Numbers(n * n), n, n)
      yield flops(`gemm, ${precision}`, `${n}`, 2 * n ** 3, peak[precision], () => linalg.multiply(a, b, { out }))
    }
  }
  const [rows, columns] = [20_000, 100]
  const x = new Matrix(fill(new Float64Array(rows * columns)), rows, columns)
  yield flops("gram X'X", `${rows} x ${columns}`, rows * columns * (columns + 1), peak.double, () => linalg.gram(x))
  for (const n of [256, 1000]) {
    const a = new Matrix(fill(new Float64Array(n * n)), n, n)
    const spd = linalg.gram(a)
    for (let i = 0; i < n; i++) spd.data[i * n + i]! += n
    yield flops('cholesky', `${n}`, n ** 3 / 3, peak.double, () => linalg.cholesky(spd))
  }
  const n = 1_000_000
  const pairs = problems.extendedRosenbrock(n)
  const iterations = 12
  const milliseconds = fastest(() => {
    minimize(pairs, pairs.start, { method: 'lbfgs', maxIterations: iterations, memory: 5 })
  })
  // Each iteration reads the five pairs of vectors twice: what the method cannot do without.
  const bytes = iterations * 4 * 5 * n * 8
  yield {
    kernel: 'lbfgs, 5 pairs',
    size: `${n} x ${iterations}`,
    milliseconds,
    rate: bytes / milliseconds / 1e6,
    unit: 'GB/s',
    ceiling: peak.memory,
  }
}

/** Prints the ceilings and the kernels beside them. */
export async function measureMachine({ stdout }: Terminal, json: boolean): Promise<ExitCode> {
  const { operations } = core()
  const memoryBytes = 2 ** 28
  const peak = {
    double: operations.ceilingFlops(0),
    single: operations.ceilingFlops(1),
    memory: operations.ceilingBandwidth(memoryBytes),
  }
  const kernels = [...measureKernels(peak)]
  const { kind, isa, threads, version } = backend()
  if (json) {
    stdout.write(`${JSON.stringify({ version, kind, isa, threads, ceilings: peak, kernels })}\n`)
    return 0
  }
  stdout.write(`${kind}, ${isa}; ceilings are of one thread, kernels may use ${threads}\n\n`)
  stdout.write(
    table(
      [
        ['ceiling', 'rate'],
        ['multiply-add, double', `${peak.double.toFixed(1)} GFLOP/s`],
        ['multiply-add, single', `${peak.single.toFixed(1)} GFLOP/s`],
        ['read from memory', `${peak.memory.toFixed(1)} GB/s`],
      ],
      [1],
    ),
  )
  stdout.write('\n')
  const rows = kernels.map(({ kernel, size, milliseconds, rate, unit, ceiling }) => [
    kernel,
    size,
    milliseconds.toPrecision(3),
    `${rate.toFixed(1)} ${unit}`,
    `${((100 * rate) / ceiling).toFixed(0)} %`,
  ])
  stdout.write(table([['kernel', 'size', 'ms', 'rate', 'of ceiling'], ...rows], [2, 3, 4]))
  return 0
}
