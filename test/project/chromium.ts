import { spawnSync } from 'node:child_process'
import { type Browser, chromium } from 'playwright-core'

const program = process.env.STEEPEST_CHROMIUM ?? 'chromium'
const executablePath = spawnSync('sh', ['-c', 'command -v "$0"', program], { encoding: 'utf8' }).stdout.trim()

/** Whether there is a Chromium, by that name or the one in STEEPEST_CHROMIUM. */
export const hasBrowser = executablePath !== ''

export function startBrowser(): Promise<Browser> {
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']
  const args = ['--no-sandbox', ...quiet, '--disable-component-update', '--disable-sync']
  return chromium.launch({ executablePath, args })
}
