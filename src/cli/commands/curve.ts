import { methodNames, residualMethodNames, robustLossNames } from '../../backend/operations.ts'
import { show } from '../../errors.ts'
import { type CurveFitOptions, curveFit } from '../../node.ts'
import { formulaFlag, type Limits, limitsFlag, numbersFlag, textsFlag } from '../assignments.ts'
import { type CliCommand, type Flags, Misuse } from '../command.ts'
import { readCurveData } from '../curve/data.ts'
import { chooseModel, curveNames } from '../curve/model.ts'
import { pictureOf } from '../curve/picture.ts'
import { type FittedCurve, fittedJson, fittedText } from '../curve/report.ts'
import { openCsv } from '../data/csv.ts'
import { locate, type Missing } from '../data/read.ts'
import { choiceFlag, delimiterFlag, flagOf, numberFlag } from '../flags.ts'
import { untilInterrupted } from '../interrupt.ts'
import { checkOutput, writeWhole } from '../output.ts'
import { Progress } from '../progress.ts'

interface CurveFlags {
  model: string
  response?: string
  predictor?: string
  weights?: string
  start?: Record<string, number>
  bounds?: Limits
  fixed?: Record<string, number>
  tied?: Record<string, string>
  level?: number
  band?: 'confidence' | 'prediction'
  unit?: Record<string, string>
  missing?: Missing
  plot?: string
  delimiter?: string
  json?: boolean
}

/** The options of `curveFit` that are flags as they are, with what they do. */
const numbers = {
  lossScale: 'the size at which a residual begins to count as large (default 1)',
  maxIterations: 'most iterations',
  maxTime: 'most milliseconds',
  seed: 'of methods that draw random numbers',
} as const

/** `steepest curve`: a formula fitted to columns of a CSV file. */
export const curve: CliCommand = {
  usage: 'curve <data.csv>',
  summary: 'fit a curve to columns of a CSV file (- reads standard input)',
  define(command) {
    const [, ...losses] = robustLossNames
    const methods = [...residualMethodNames, ...methodNames]
    command
      .requiredOption('--model <formula>', `as in 'a*exp(-b*t)+c', or one of ${curveNames.join(', ')} (required)`)
      .option('--start <values>', 'where to start, as in a=1,b=1,c=0; a curve by name needs none', numbersFlag)
      .option('--response <column>', 'the column that is fitted (default y)')
      .option('--predictor <column>', 'the column that a curve by name explains it by, if there are several')
      .option('--weights <column>', 'the weight of each squared residual: 1/σ²')
      .option('--absolute-sigma', 'these are 1/σ² in the unit of the response, not in proportion only')
      .option('--bounds <limits>', 'limits of parameters, as in a=0:2,b=:5', limitsFlag)
      .option('--fixed <values>', 'parameters that are not fitted, as in c=0', numbersFlag)
      .option('--tied <formula>', 'a parameter by others, as in c=a/2; may be repeated', formulaFlag)
      .option(
        '--loss <name>',
        `squared (default), or against outliers ${losses.join(', ')}`,
        choiceFlag(robustLossNames),
      )
    command
      .option(
        '--method <name>',
        `${methods.slice(0, 2).join(' (default), ')}, or a method of minimize`,
        choiceFlag(methods),
      )
      .option('--derivative <name>', 'exact (default), differences', choiceFlag(['exact', 'differences']))
    for (const [name, meaning] of Object.entries(numbers)) {
      command.option(`${flagOf(name)} <number>`, meaning, numberFlag)
    }
    command
      .option('--level <probability>', 'of the intervals and the band (default 0.95)', numberFlag)
      .option('--plot <picture.svg>', 'draw data, fit, band and residuals')
      .option('--band <kind>', 'confidence (default), prediction', choiceFlag(['confidence', 'prediction']))
      .option('--unit <units>', 'of columns, for the picture, as in t=s,y=mV', textsFlag)
      .option('--missing <policy>', 'empty, NA or NaN: drop leaves the row out', choiceFlag(['refuse', 'drop']))
      .option('--delimiter <character>', 'what parts the fields (default a comma)', delimiterFlag)
      .option('--json', 'print one JSON object')
  },
  async run(terminal, [path = ''], allFlags) {
    const { model, response = 'y', predictor, weights, level = 0.95, plot, ...flags } = allFlags as Flags & CurveFlags
    if (!(level > 0 && level < 1)) throw new Misuse(`--level must be a probability between 0 and 1, got ${level}`)
    if (plot !== undefined) await checkOutput(plot, [path])
    const progress = new Progress(terminal)
    const file = await openCsv(path, flags.delimiter ?? ',', terminal.stdin)
    const special = weights === undefined ? [response] : [response, weights]
    const chosen = chooseModel(model, file.header, special, predictor)
    const named = [...chosen.predictors.values()]
    locate(file, [...special, ...named])
    checkUnits(flags.unit, [response, ...named])
    progress.show(`reading ${file.name}`)
    const data = await readCurveData(file, response, chosen.predictors, weights, flags.missing ?? 'refuse')
    try {
      const started = performance.now()
      const fit = await untilInterrupted((signal) => {
        const watch = { signal, onIteration: progress.iteration }
        const weighted = data.weights && { weights: data.weights }
        return curveFit(chosen.formula, data.columns, { ...optionsOf(flags), response, ...weighted, ...watch })
      })
      const milliseconds = performance.now() - started
      progress.end()
      const { rows, dropped, columns } = data
      const given = { fixed: Object.keys(flags.fixed ?? {}), tied: Object.keys(flags.tied ?? {}) }
      const fitted: FittedCurve = { text: chosen.text, response, rows, dropped, fit, given, level, milliseconds, plot }
      if (plot !== undefined) await writeWhole(plot, pictureOf(fitted, chosen.predictors, columns, flags))
      terminal.stdout.write(flags.json ? fittedJson(fitted) : fittedText(fitted))
      return fit.converged ? 0 : 1
    } finally {
      progress.end()
    }
  },
}

function checkUnits(units: Readonly<Record<string, string>> | undefined, columns: readonly string[]): void {
  const wrong = Object.keys(units ?? {}).find((name) => !columns.includes(name))
  if (wrong === undefined) return
  throw new Misuse(`--unit names ${show(wrong)}, which is not fitted; there are ${columns.map(show).join(', ')}`)
}

// Options have the names of their flags.
type OwnFlags = Omit<CurveFlags, 'model' | 'weights'>

function optionsOf({ band, unit, missing, delimiter, json, ...options }: Flags & OwnFlags): CurveFitOptions {
  return options
}
