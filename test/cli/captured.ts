import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { run } from '../../src/cli/program.ts'

class Capture extends Writable {
  text = ''
  isTTY?: boolean
  watch: ((text: string) => void) | undefined

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    this.watch?.(this.text)
    done()
  }
}

/** What a call of the program printed, and its exit code. */
export interface Outcome {
  code: number
  out: string
  err: string
}

export interface Surroundings {
  /** What standard input brings. */
  input?: string | Buffer
  /** Whether standard error is a terminal. */
  terminal?: boolean
  /** Told all that standard error has got so far, after each piece. */
  watch?: (text: string) => void
}

/** Calls the program in this process. */
export async function steepest(
  given: readonly string[],
  { input = '', terminal = false, watch }: Surroundings = {},
): Promise<Outcome> {
  const stdout = new Capture()
  const stderr = new Capture()
  stderr.isTTY = terminal
  stderr.watch = watch
  const code = await run(given, { stdin: Readable.from([Buffer.from(input)]), stdout, stderr })
  return { code, out: stdout.text, err: stderr.text }
}

/** A file of the repository. */
export const file = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))
