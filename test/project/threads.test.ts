// Environments that end while the core works for them.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { root } from './repository.ts'

describe.each(['native', 'wasm'])('on the %s backend', (STEEPEST_BACKEND) => {
  test.each(['exit', 'terminate', 'worker throws'])('%s during asynchronous work is clean and soon over', (way) => {
    const { status, signal, stderr } = spawnSync(process.execPath, ['test/project/programs/endless.mjs', way], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, STEEPEST_BACKEND },
      timeout: 20_000,
    })
    expect(signal).toBeNull()
    expect({ status, stderr }).toEqual({ status: 7, stderr: '' })
  })
})
