// Asynchronous work of the core, aborted at random moments many times over: soon over, and nothing stays.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Dataset, LogisticRegression, Matrix, minimizeAsync, problems } from 'steepest'
import { expect, test } from 'vitest'

const problem = problems.rosenbrock(50)
const endless = { method: 'lbfgs', gradientTolerance: 0, stepSize: 1e-9, maxIterations: 1e9 } as const
const rows = 4000
const data = new Dataset(
  new Matrix(
    Float64Array.from({ length: rows * 10 }, (_, k) => Math.sin(k * k)),
    rows,
    10,
  ),
  Float64Array.from({ length: rows }, (_, i) => i % 3),
)

type Ended = { status: string }
const works: [string, (signal: AbortSignal) => Promise<Ended>][] = [
  ['minimizeAsync', (signal) => minimizeAsync(problem, problem.start, { ...endless, signal })],
  ['a fit of a data set', (signal) => new LogisticRegression({ solver: 'lbfgs', tolerance: 0 }).fit(data, { signal })],
]

setFlagsFromString('--expose_gc')
const collect = runInNewContext('gc') as () => void

async function settled(): Promise<number> {
  for (let i = 0; i < 5; i++) {
    collect()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return process.memoryUsage().external
}

// Of the two works together, ten thousand where the machine has the time for them; a hundred aborts wherever.
const wanted = 5000
const least = 100
const milliseconds = 8000
const atOnce = 4

test.each(works)(
  '%s',
  async (_, work) => {
    let started = 0
    let aborted = 0
    let slowest = 0
    const until = (end: number, count: number) =>
      Promise.all(
        Array.from({ length: atOnce }, async () => {
          while (started < count && (performance.now() < end || aborted <= least)) {
            started++
            const controller = new AbortController()
            let at = Infinity
            setTimeout(() => {
              at = performance.now()
              controller.abort()
            }, 3 * Math.random())
            const { status } = await work(controller.signal)
            if (status !== 'aborted') continue
            aborted++
            slowest = Math.max(slowest, performance.now() - at)
          }
        }),
      )
    await until(performance.now() + milliseconds, 200)
    const before = await settled()
    await until(performance.now() + milliseconds, wanted)
    const growth = (await settled()) - before
    expect(aborted).toBeGreaterThan(least)
    expect(slowest).toBeLessThan(500)
    expect(growth).toBeLessThan(200_000)
  },
  120_000,
)
