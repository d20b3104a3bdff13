// Memory stays flat over a hundred thousand calls of each entry point, ten thousand of those that do heavier work.
import { expect, test } from 'vitest'
import { run } from './repository.ts'

test.each(['native', 'wasm'])('on the %s backend memory stays flat', (STEEPEST_BACKEND) => {
  const program = 'test/project/programs/leaks.mjs'
  // A young generation of one size: its growth is not a leak.
  const flags = ['--expose-gc', '--max-semi-space-size=1', '--min-semi-space-size=1']
  const printed = run(process.execPath, [...flags, program, '20000', '100000'], {
    env: { ...process.env, STEEPEST_BACKEND },
  })
  const growth = JSON.parse(printed) as Record<string, { rss: number; external: number }>
  for (const [name, { rss, external }] of Object.entries(growth)) {
    if (STEEPEST_BACKEND === 'native') expect(external, `external memory of ${name}`).toBeLessThan(50_000)
    // WebAssembly code is compiled again as it gets hot. What is abandoned is freed when it is collected, and the memory stays with the process for the next.
    if (!name.endsWith('abandoned'))
      expect(rss, `memory of ${name}`).toBeLessThan(STEEPEST_BACKEND === 'native' ? 1 << 20 : 2 << 20)
  }
})
