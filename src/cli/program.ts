// The commands put together, and what becomes of errors: the one place that decides the exit code.
import { Command, CommanderError } from 'commander'
import { version } from '../version.ts'
import { type CliCommand, type ExitCode, Misuse, type Terminal } from './command.ts'
import { bench } from './commands/bench.ts'
import { curve } from './commands/curve.ts'
import { fit } from './commands/fit.ts'
import { info } from './commands/info.ts'
import { minimize } from './commands/minimize.ts'
import { predict } from './commands/predict.ts'
import { flagOf } from './flags.ts'
import { printable } from './table.ts'

const commands: readonly CliCommand[] = [fit, predict, curve, minimize, info, bench]

/** Runs the program with these arguments. */
export async function run(given: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0
  const program = makeProgram(terminal, (ended) => {
    code = ended
  })
  try {
    await program.parseAsync(given, { from: 'user' })
    return code
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    terminal.stderr.write(`${explain(error)}\n`)
    return 2
  }
}

function makeProgram(terminal: Terminal, ended: (code: ExitCode) => void): Command {
  const program = new Command('steepest')
    .description('Fits models to data, on all cores.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
      getOutHelpWidth: () => 100,
      getErrHelpWidth: () => 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText('after', '\nExit code: 0 done, 1 did not converge, 2 misuse (an unreadable file too).')
  for (const { usage, summary, define, run } of commands) {
    const command = program.command(usage).summary(summary).description(summary)
    define(command)
    command.action(async () => {
      const flags = Object.entries(command.opts()).filter(([name]) => command.getOptionValueSource(name) === 'cli')
      ended(await run(terminal, command.args, Object.fromEntries(flags)))
    })
  }
  return program
}

// Misuse is told in a sentence, be it ours or the package's (whose errors have a code); anything else is a mistake of
// this program, and told with its place. Options have the names of their flags.
function explain(error: unknown): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`
  const code = 'code' in error ? String(error.code) : ''
  // The line of a formula that is wrong is shown below, with a mark at the place.
  if (code === 'ERR_COMPILE') return `error: ${error.message.split('\n').map(printable).join('\n')}`
  const expected = error instanceof Misuse || code.startsWith('ERR_')
  const message = error.message.replace(/^\w+: option (\w+)/, (_, name: string) => flagOf(name))
  return expected ? `error: ${printable(message)}` : `internal error: ${error.stack ?? error.message}`
}
