import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { run } from '../../src/cli/program.ts'

class Capture extends Writable {
  text = ''
  isTTY?: boolean

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

/** What a call of the program printed, and its exit code. */
export interface Outcome {
  code: number
  out: string
  err: string
}

/** Calls the program in this process; `terminal` makes its standard error one. */
export async function steepest(
  given: readonly string[],
  { input = '', terminal = false }: { input?: string | Buffer; terminal?: boolean } = {},
): Promise<Outcome> {
  const stdout = new Capture()
  const stderr = new Capture()
  if (terminal) stderr.isTTY = true
  const code = await run(given, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr })
  return { code, out: stdout.text, err: stderr.text }
}

/** A file of the repository. */
export const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
