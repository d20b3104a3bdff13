#!/usr/bin/env node
// The command `steepest`.
import { run } from './cli/program.ts'

// A reader that has seen enough, such as `head`, closes the pipe: nothing went wrong.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})
process.exitCode = await run(process.argv.slice(2), process)
