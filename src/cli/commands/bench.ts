import { type CliCommand, Misuse } from '../command.ts'
import { namesFlag, numberFlag } from '../flags.ts'
import { measureMachine } from '../machine.ts'
import { profileDefaults, runProfiles } from '../profiles/command.ts'

/** `steepest bench`: this machine's ceilings and our kernels' share of them, or the methods compared. */
export const bench: CliCommand = {
  usage: 'bench [profiles]',
  summary: "measure this machine's ceilings and our kernels' share of them; with profiles, compare the methods",
  define(command) {
    const { out, seeds, budget } = profileDefaults
    command
      .option('--out <folder>', `profiles: where table, JSON and pictures go (default ${out})`)
      .option('--methods <names>', 'profiles: of these only, as in lbfgs,bfgs', namesFlag)
      .option('--problems <names>', 'profiles: on these only, as in beale,ackley:30,global', namesFlag)
      .option('--seeds <number>', `profiles: runs where starts or methods are random (default ${seeds})`, numberFlag)
      .option('--budget <number>', `profiles: most evaluations for each variable (default ${budget})`, numberFlag)
      .option('--json', 'print one JSON object')
  },
  async run(terminal, [what], flags) {
    if (what === 'profiles') return runProfiles(terminal, flags)
    if (what !== undefined) throw new Misuse(`bench measures kernels, or with profiles methods; there is no ${what}`)
    const given = Object.keys(flags).find((name) => name !== 'json')
    if (given !== undefined) throw new Misuse(`--${given} is a flag of bench profiles`)
    return measureMachine(terminal, flags.json === true)
  },
}
