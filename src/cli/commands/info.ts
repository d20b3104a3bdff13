import { backend } from '../../node.ts'
import type { CliCommand } from '../command.ts'
import { table } from '../table.ts'

/** `steepest info`: what computes here. */
export const info: CliCommand = {
  usage: 'info',
  summary: 'print backend, instruction set, threads and versions',
  define(command) {
    command.option('--json', 'print one JSON object')
  },
  async run({ stdout }, _given, { json }) {
    const { version, kind, isa, threads, reason } = backend()
    const platform = `${process.platform}-${process.arch}`
    const node = process.versions.node
    if (json) {
      stdout.write(`${JSON.stringify({ version, kind, isa, threads, reason, node, platform })}\n`)
      return 0
    }
    stdout.write(
      table([
        ['steepest', version],
        ['backend', reason === undefined ? kind : `${kind} (${reason})`],
        ['instruction set', isa],
        ['threads', String(threads)],
        ['node', node],
        ['platform', platform],
      ]),
    )
    return 0
  },
}
