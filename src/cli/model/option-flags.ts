// A flag for each option of the estimators, made from the schemas that check the options.
import { type Command, Option } from 'commander'
import type { Rule } from '../../options/schema.ts'
import { type Flags, Misuse } from '../command.ts'
import { choiceFlag, flagOf, numberFlag } from '../flags.ts'
import { kinds, type ModelName, modelNames } from './kinds.ts'

/** What the options do, in the order of the help. Those that are missing here make no sense for one fit. */
const meanings: Readonly<Record<string, string>> = {
  penalty: 'penalty on the coefficients',
  C: 'inverse strength of the penalty',
  alpha: 'strength of the penalty',
  solver: 'how the minimum is found',
  tolerance: 'certified relative gap of the objective at which to stop',
  maxIterations: 'most iterations',
  epochs: 'most passes over the rows, of solvers that step on batches of them',
  batchSize: 'rows of a step',
  learningRate: 'size of the steps',
  shuffle: 'keep the rows in their order',
  earlyStopping: 'end when the score of held out rows no longer improves',
  validationFraction: 'share of the rows held out for that',
  patience: 'epochs without improvement that are waited for',
  fitIntercept: 'fit no intercept',
}

const rulesOf = (model: ModelName): Readonly<Record<string, Rule>> => kinds[model].options

/** What is on unless it is said otherwise has a flag that says so: `--no-fit-intercept`. */
const offeredFlag = (name: string, rule: Rule | undefined) =>
  rule?.type === 'boolean' && rule.default === true ? flagOf(name).replace('--', '--no-') : flagOf(name)

export function addOptionFlags(command: Command): void {
  for (const [name, meaning] of Object.entries(meanings)) {
    const models = modelNames.filter((model) => Object.hasOwn(rulesOf(model), name))
    if (models.length > 0) command.addOption(makeFlag(name, meaning, models))
  }
}

function makeFlag(name: string, meaning: string, models: readonly ModelName[]): Option {
  const rules = models.map((model) => rulesOf(model)[name]!)
  const [first] = rules
  const flag = offeredFlag(name, first)
  const who = models.join(', ')
  if (first?.type === 'boolean') return new Option(flag, `${meaning} (${who})`)
  const defaults = [...new Set(rules.map((rule) => ('default' in rule ? rule.default : undefined)))]
  const note = defaults.length === 1 && defaults[0] !== undefined ? `${who}; default ${defaults[0]}` : who
  if (first?.type === 'choice') {
    const choices = [...new Set(rules.flatMap((rule) => (rule.type === 'choice' ? rule.values : [])))]
    return new Option(`${flag} <name>`, `${meaning}: ${choices.join(', ')} (${note})`).argParser(choiceFlag(choices))
  }
  return new Option(`${flag} <number>`, `${meaning} (${note})`).argParser(numberFlag)
}

/** The options of this model's estimator that the flags give. @throws Misuse for another model's */
export function optionsOf(model: ModelName, flags: Flags): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const name of Object.keys(meanings)) {
    if (flags[name] === undefined) continue
    if (!Object.hasOwn(rulesOf(model), name)) {
      const own = Object.keys(meanings)
        .filter((each) => Object.hasOwn(rulesOf(model), each))
        .map((each) => offeredFlag(each, rulesOf(model)[each]))
      throw new Misuse(`--model ${model} has no option ${flagOf(name)}; it has ${own.join(', ')}`)
    }
    options[name] = flags[name]
  }
  return options
}
