// Writes src/backend/operations.ts from the core's description of itself. --check only compares, and fails if the file
// is not current.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = `${root}src/backend/operations.ts`
const { addon, reason } = createRequire(import.meta.url)('../native/node/load.cjs')()
if (!addon) {
  console.error(`generate-operations: the native binary is needed (npm run build:native): ${reason}`)
  process.exit(2)
}
const description = JSON.parse(addon.describe())

const arrayTypes = { double: 'Float64Array', float: 'Float32Array', int32: 'Int32Array', uint8: 'Uint8Array' }

function parametersOf(type, position) {
  const [direction, element, shape] = type.split(' ')
  if (!shape) return [`a${position}: number`]
  const array = `${direction}${position}: ${arrayTypes[element]}`
  return shape === 'vector' ? [array] : [array, `rows${position}: number`, `columns${position}: number`]
}

const signature = ({ name, result, arguments: types }) => {
  const parameters = types.flatMap((type, position) => parametersOf(type, position + 1))
  return `  ${name}(${parameters.join(', ')}): ${result === 'void' ? 'void' : 'number'}`
}

const list = (name, values, comment) =>
  `/** ${comment} */\nexport const ${name} = ${JSON.stringify(values).replaceAll('"', "'")} as const`

const text = `// Made by \`npm run generate\` from native/api/operations.hpp and the lists of names beside it. Do not edit.

/**
 * The operations of the core, alike on both backends. \`in\` arrays are read, \`out\` arrays are written; a matrix is its
 * row-major array, its rows and its columns.
 */
export interface Operations {
${description.operations.map(signature).join('\n')}
}

${list('statuses', description.statuses, 'Why a computation ended; the index is the code in `statusCodes`.')}

${list('methodNames', description.methods, 'Methods of the core, by index.')}

${list('methodTraits', description.methodTraits, 'What each is like, as bits (src/methods.ts).')}

${list('measureNames', description.measures, 'By whose size a method without gradients ends, by index.')}

${list('searchNames', description.searches, 'Line searches of the core, by index.')}

${list('scalarMinimizerNames', description.scalarMinimizers, 'Minimizers of one variable in the core, by index.')}

${list('rootFinderNames', description.rootFinders, 'Root finders of one variable in the core, by index.')}

${list('betaNames', description.betas, 'Formulas of conjugate gradients in the core, by index.')}

${list('restartNames', description.restarts, 'How CMA-ES begins again, by index.')}
${list('visitingNames', description.visitings, 'Kinds of simulated annealing, by index.')}

${list('strategyNames', description.strategies, 'Strategies of differential evolution in the core, by index.')}

${list('adaptationNames', description.adaptations, 'How it adapts its weights, by index.')}

${list('selectionNames', description.selections, 'From whom an evolution strategy selects, by index.')}

${list('recombinationNames', description.recombinations, 'What an evolution strategy mutates, by index.')}

${list('encodingNames', description.encodings, 'What variables stand for, by index.')}

${list('topologyNames', description.topologies, 'Who the neighbors of a particle are, by index.')}

${list('optionNames', description.options, 'The numbers that a method is told, in order.')}

${list('runNumberNames', description.runNumbers, 'The numbers of a run, in order.')}

${list('residualMethodNames', description.residualMethods, 'Methods for sums of squares in the core, by index.')}

${list('robustLossNames', description.robustLosses, 'Losses of residuals, by index.')}

${list('fitSettingNames', description.fitSettings, 'What a fit of residuals is told, in order.')}

${list('fitNumberNames', description.fitNumbers, 'What such a fit reports beside the numbers of its run, in order.')}

${list('fitManySettingNames', description.fitManySettings, 'What many fits of a curve are told, in order.')}

${list('glmSettingNames', description.glmSettings, 'What the fit of a generalized linear model is told, in order.')}

${list('glmSolverNames', description.glmSolvers, 'Solvers of generalized linear models, by index.')}

${list('glmReportNames', description.glmReport, 'What such a fit reports beside the numbers of its run, in order.')}

${list('trainingSettingNames', description.trainingSettings, 'What stochastic training is told, in order.')}

${list('problemNames', description.problems, 'Test functions of the core, by index.')}

${list('formulaOperations', description.formulaOperations, 'What formulas are made of, by index: the first three are a number, a parameter, a column.')}

${list('functionNames', description.functions, 'Functions that the operation elementwise applies, by index.')}

${list('functionOfTwoNames', description.functionsOfTwo, 'Functions that the operation elementwiseOfTwo applies, by index.')}

${list('updateNames', description.updates, 'First-order rules of the core, by index.')}

${list('updateSettingNames', description.updateSettings, 'What the loop of such a rule is told, in order.')}

${list('scheduleNames', description.schedules, 'Learning-rate schedules of the core, by index.')}
`

const formatted = spawnSync('npx', ['--no-install', 'biome', 'format', '--stdin-file-path', target], {
  cwd: root,
  input: text,
  encoding: 'utf8',
})
if (formatted.status !== 0) {
  console.error(formatted.stderr)
  process.exit(1)
}
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== formatted.stdout) {
    console.error('src/backend/operations.ts is not current: npm run generate')
    process.exit(1)
  }
} else {
  writeFileSync(target, formatted.stdout)
}
