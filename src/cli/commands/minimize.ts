import { methodNames } from '../../backend/operations.ts'
import { compile, type MinimizeOptions, minimizeAsync } from '../../node.ts'
import { type Limits, limitsFlag, numbersFlag } from '../assignments.ts'
import { type CliCommand, type Flags, Misuse } from '../command.ts'
import { choiceFlag, flagOf, namesFlag, numberFlag } from '../flags.ts'
import { untilInterrupted } from '../interrupt.ts'
import { drawMinimized } from '../minimum/picture.ts'
import { type Minimum, minimumJson, minimumText } from '../minimum/report.ts'
import { checkOutput, writeWhole } from '../output.ts'
import { Progress } from '../progress.ts'
import { countOf } from '../table.ts'

interface MinimizeFlags {
  start?: Record<string, number>
  bounds?: Limits
  fixed?: string[]
  plot?: string
  json?: boolean
}

/** The options of `minimize` that are flags, with what they do. */
const numbers = {
  gradientTolerance: 'stop at a scaled gradient of at most this',
  functionTolerance: 'stop at a relative change of the value of at most this',
  stepTolerance: 'stop at a relative change of every variable of at most this',
  maxIterations: 'most iterations',
  maxEvaluations: 'most evaluations of the value',
  maxTime: 'most milliseconds',
  target: 'stop at this value',
  seed: 'of methods that draw random numbers',
} as const

/** `steepest minimize`: the minimum of a formula. */
export const minimize: CliCommand = {
  usage: 'minimize <formula>',
  summary: "minimize a formula such as '(1 - x)**2 + 100 * (y - x**2)**2'",
  define(command) {
    command
      .option('--start <values>', 'where to start, as in x=-1.2,y=1', numbersFlag)
      .option('--bounds <limits>', 'limits, as in x=0:2,y=:5', limitsFlag)
      .option('--fixed <names>', 'variables that stay as they start, as in x,y', namesFlag)
      .option('--method <name>', `auto (default), ${methodNames.join(', ')}`, choiceFlag(['auto', ...methodNames]))
    for (const [name, meaning] of Object.entries(numbers)) {
      command.option(`${flagOf(name)} <number>`, meaning, numberFlag)
    }
    command
      .option('--plot <picture.svg>', 'draw the convergence; of two variables the path, too')
      .option('--json', 'print one JSON object')
  },
  async run(terminal, given, allFlags) {
    const [formula] = given as [string]
    const { plot, json, ...flags } = allFlags as Flags & MinimizeFlags
    const objective = compile(formula)
    if (objective.parameters.length === 0) throw new Misuse('the formula has no variable')
    checkStart(flags.start, flags.bounds)
    if (plot !== undefined) await checkOutput(plot, [])
    const progress = new Progress(terminal)
    try {
      const started = performance.now()
      const result = await untilInterrupted((signal) => {
        const watch = { signal, onIteration: progress.iteration, trace: plot !== undefined }
        return minimizeAsync(objective, flags.start, { ...optionsOf(flags), ...watch })
      })
      progress.end()
      const milliseconds = performance.now() - started
      const minimum: Minimum = { formula, objective, start: flags.start, result, milliseconds, plot }
      if (plot !== undefined) await writeWhole(plot, picture(minimum, flags.bounds))
      terminal.stdout.write(json ? minimumJson(minimum) : minimumText(minimum))
      return result.converged ? 0 : 1
    } finally {
      progress.end()
    }
  },
}

// Which would be moved there, and not be where the search was said to start.
function checkStart(start: Readonly<Record<string, number>> = {}, bounds: Limits | undefined): void {
  for (const [name, value] of Object.entries(start)) {
    if (!bounds || !Object.hasOwn(bounds.lower, name)) continue
    const [lower, upper] = [bounds.lower[name]!, bounds.upper[name]!]
    // Bounds that leave nothing are refused for that.
    if (lower > upper || (value >= lower && value <= upper)) continue
    throw new Misuse(`the start of ${name}, ${value}, is outside its bounds ${lower} and ${upper}`)
  }
}

// Options have the names of their flags.
const optionsOf = ({ start, ...options }: Flags & MinimizeFlags) => options as MinimizeOptions

function picture({ formula, objective, start, result }: Minimum, bounds: Limits | undefined): string {
  const names = objective.parameters
  const inOrder = (values: Readonly<Record<string, number>> | undefined, missing: number) =>
    names.map((name) => values?.[name] ?? missing)
  return drawMinimized({
    title: formula,
    notes: [`${result.method}, ${countOf(result.iterations, 'iteration')}. ${result.message}`],
    names,
    trace: result.trace ?? [],
    start: start && inOrder(start, Number.NaN),
    x: result.x,
    value: (x) => objective.value(x),
    bounds: { lower: inOrder(bounds?.lower, -Infinity), upper: inOrder(bounds?.upper, Infinity) },
  })
}
