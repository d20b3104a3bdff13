// `steepest bench profiles`: runs, table and files.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { methodNames } from '../../backend/operations.ts'
import type { MethodName } from '../../methods.ts'
import { didYouMean } from '../../options/schema.ts'
import { type ExitCode, type Flags, Misuse, type Terminal } from '../command.ts'
import { explainFileError } from '../data/csv.ts'
import { writeWhole } from '../output.ts'
import { Progress } from '../progress.ts'
import { type Collection, collections } from './measure.ts'
import { drawConvergence, drawProfiles } from './pictures.ts'
import { jsonOf, type Row, rowsOf, tableOf } from './report.ts'
import { makeRuns, type Plan, type Results, selectProblems } from './results.ts'

/** The flags of `bench profiles`. */
export interface ProfileFlags {
  out?: string
  methods?: string[]
  problems?: string[]
  seeds?: number
  budget?: number
  json?: true
}

/** What is used where a flag is not given. */
export const profileDefaults = { out: 'profiles', seeds: 25, budget: 20_000 } as const

export async function runProfiles(terminal: Terminal, flags: Flags): Promise<ExitCode> {
  const { out = profileDefaults.out, methods, problems, json, ...given } = flags as ProfileFlags
  const plan: Plan = {
    methods: methods ? [...new Set(readMethods(methods))] : methodNames,
    problems: selectProblems(problems),
    seeds: count('--seeds', given.seeds ?? profileDefaults.seeds),
    budget: count('--budget', given.budget ?? profileDefaults.budget),
  }
  await makeFolder(join(out, 'convergence'))
  const results = await runAll(terminal, plan)

  const rows: Partial<Record<Collection, Row[]>> = {}
  for (const collection of collections) {
    const own = rowsOf(results, collection)
    if (own.length > 0) rows[collection] = own
  }
  const text = Object.entries(rows)
    .map(([collection, own]) => `${collection}\n\n${tableOf(own)}`)
    .join('\n')
  const all = jsonOf(results, rows)
  const files = await writeFiles(out, results, rows, text, all)
  const { runs: _, ...summary } = all
  terminal.stdout.write(
    json ? `${JSON.stringify({ ...summary, files })}\n` : `${text}\n${files.length} files in ${out}\n`,
  )
  return 0
}

function readMethods(names: readonly string[]): MethodName[] {
  return names.map((name) => {
    const found = methodNames.find((method) => method === name)
    if (found) return found
    throw new Misuse(
      `--methods: there is no ${name}${didYouMean(name, methodNames) || `; there are ${methodNames.join(', ')}`}`,
    )
  })
}

function count(flag: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 1) return value
  throw new Misuse(`${flag} must be a whole number of at least 1, got ${value}`)
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true })
  } catch (error) {
    throw explainFileError(path, error)
  }
}

// Between runs the process may hear of a signal.
async function runAll(terminal: Terminal, plan: Plan): Promise<Results> {
  const progress = new Progress(terminal)
  const total = plan.methods.length * plan.problems.length
  const runs = makeRuns(plan)
  try {
    for (let i = 0; ; i++) {
      const step = runs.next()
      if (step.done) return step.value
      progress.show(`${i} of ${total}: ${step.value}`)
      await setImmediate()
    }
  } finally {
    progress.end()
  }
}

async function writeFiles(
  folder: string,
  results: Results,
  rows: Readonly<Partial<Record<Collection, Row[]>>>,
  text: string,
  all: ReturnType<typeof jsonOf>,
): Promise<string[]> {
  const files: [string, string][] = [
    ['table.txt', text],
    ['profiles.json', `${JSON.stringify(all)}\n`],
  ]
  for (const collection of collections) {
    if (rows[collection]) files.push([`${collection}.svg`, drawProfiles(results, collection)])
  }
  for (const problem of results.plan.problems) {
    const name = `${problem.name}-${problem.dimension}.svg`
    files.push([join('convergence', name), drawConvergence(results, problem)])
  }
  for (const [name, content] of files) await writeWhole(join(folder, name), content)
  return files.map(([name]) => name)
}
