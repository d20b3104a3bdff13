// Dense linear algebra through the API beside NumPy and SciPy on one thread, in turns, medians, answers compared first.
// The same in C++ beside OpenBLAS itself: build/bench/dense (npm run build:bench).
//
//     npm run build && bench/install-peers.sh && node bench/linalg.mjs
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { Contestant } from './contestant.mjs'
import { machine, median } from './side-by-side.mjs'

process.env.STEEPEST_THREADS ??= '1'
const { backend, linalg, Matrix } = await import('../dist/node.js')

function random(rows, columns) {
  let state = 1
  const data = Float64Array.from({ length: rows * columns }, () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 31 - 1
  })
  return new Matrix(data, rows, columns)
}

function positiveDefinite(n) {
  const A = random(n, n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) A.data[i * n + j] = A.data[j * n + i]
    A.data[i * (n + 1)] = n
  }
  return A
}

// What is computed, from operands made by `make`; `out` as the caller of a tight loop would give it.
const rows = [
  ...[256, 512, 1024, 2048].map((n) => ({ name: 'gemm', shape: [n, n], make: random })),
  ...[
    [200_000, 100],
    [20_000, 500],
  ].map((shape) => ({ name: 'gram', shape, make: random })),
  ...[256, 1000, 2000].map((n) => ({ name: 'cholesky', shape: [n, n], make: positiveDefinite })),
  ...[256, 4096].map((n) => ({ name: 'gemv', shape: [n, n], make: random })),
]

const computations = {
  gemm(A) {
    const out = new Matrix(new Float64Array(A.data.length), A.rows, A.columns)
    return () => linalg.multiply(A, A, { out }).data
  },
  gram: (A) => () => linalg.gram(A).data,
  cholesky: (A) => () => linalg.cholesky(A).upper.data,
  gemv(A) {
    const x = new Matrix(A.data.slice(0, A.columns), A.columns, 1)
    const out = new Matrix(new Float64Array(A.rows), A.rows, 1)
    return () => linalg.multiply(A, x, { out }).data
  },
}

const folder = mkdtempSync(join(tmpdir(), 'steepest-bench-'))
const peer = Contestant.python('linalg.py')
console.log(`${machine()}; ${(await peer.ask({})).version}; steepest on ${JSON.stringify(backend())}`)
for (const { name, shape, make } of rows) {
  const A = make(...shape)
  const path = join(folder, 'A')
  writeFileSync(path, A.data)
  const { norm } = await peer.ask({ load: path, name, shape })
  const compute = computations[name](A)
  const ours = Math.sqrt(compute().reduce((sum, value) => sum + value * value, 0))
  if (!(Math.abs(ours - norm) <= 1e-12 * norm))
    console.log(`${name} ${shape}: DIFFERENT ANSWERS, norms ${ours}, ${norm}`)
  const times = { ours: [], theirs: [] }
  const started = performance.now()
  compute()
  const repeats = Math.max(1, Math.ceil(3 / (performance.now() - started)))
  const until = performance.now() + 3000
  for (let round = 0; round < 5 || (round < 40 && performance.now() < until); round++) {
    const start = performance.now()
    for (let i = 0; i < repeats; i++) compute()
    times.ours.push((performance.now() - start) / repeats)
    times.theirs.push((await peer.ask({ repeats })).milliseconds)
  }
  const [mine, its] = [median(times.ours), median(times.theirs)]
  console.log(
    `${name.padEnd(9)} ${shape.join(' x ').padEnd(13)} ${mine.toPrecision(4)} ms, peer ${its.toPrecision(4)} ms: ratio ${(its / mine).toFixed(2)}`,
  )
}
peer.end()
rmSync(folder, { recursive: true })
