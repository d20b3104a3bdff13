// Times contestants in turns, so that a machine that drifts drifts for all, and speaks of medians and ratios.
import { cpus } from 'node:os'
import { performance } from 'node:perf_hooks'

export const machine = () =>
  `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.versions.node}`

export const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1]

/**
 * Runs each contestant in turn, for so many rounds. A round repeats the work until it takes a millisecond or more.
 *
 * @param {Record<string, () => unknown>} contestants
 * @returns {Record<string, number>} median milliseconds of one run of each
 */
export function sideBySide(contestants, { rounds = 21, warmUp = 300 } = {}) {
  const repeats = {}
  for (const [name, run] of Object.entries(contestants)) {
    const until = performance.now() + warmUp
    let runs = 0
    do {
      run()
      runs++
    } while (performance.now() < until)
    repeats[name] = Math.max(1, Math.ceil((2 * runs) / warmUp))
  }
  const times = Object.fromEntries(Object.keys(contestants).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const start = performance.now()
      for (let i = 0; i < repeats[name]; i++) run()
      times[name].push((performance.now() - start) / repeats[name])
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)]))
}
