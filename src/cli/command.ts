import type { Readable, Writable } from 'node:stream'
import type { Command } from 'commander'

/** Where a command reads and writes: the process's own streams, or those of a test. */
export interface Terminal {
  stdin: Readable
  stdout: Writable & { isTTY?: boolean; columns?: number }
  /** Errors, warnings and, on a terminal only, progress. */
  stderr: Writable & { isTTY?: boolean; columns?: number }
}

/** Done; did not converge; misuse. */
export type ExitCode = 0 | 1 | 2

/** One command of the program. */
export interface CliCommand {
  /** Name and arguments, as in `fit <data.csv>`. */
  usage: string
  summary: string
  /** Adds the flags, and whatever stands below them in the help. */
  define(command: Command): void
  run(terminal: Terminal, given: readonly string[], flags: Flags): Promise<ExitCode>
}

/** The values of the flags that are given, under their names in camelCase. */
export type Flags = Readonly<Record<string, unknown>>

/** What was asked for cannot be done; the message says what was expected. The program ends with code 2. */
export class Misuse extends Error {}
