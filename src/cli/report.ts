// What a fit prints: a table for people, or one object for programs.
import type { BackendInfo } from '../backend/info.ts'
import { termName } from './data/design.ts'
import { type Estimator, kinds } from './model/kinds.ts'
import type { Training } from './model/train.ts'
import { type Coefficients, onOriginalScale } from './model/trained.ts'
import { countOf, printable, round, table } from './table.ts'

/** The result of a fit with what is known beside it. */
export interface Report extends Training {
  /** Rows left out for missing values. */
  dropped: number
  backend: BackendInfo
  /** Where the model was written. */
  out?: string | undefined
}

export function reportJson({ trained, score, heldOut, ...report }: Report): string {
  const { estimator, model, target, terms, scaler } = trained
  const { coefficients, intercepts } = onOriginalScale(trained)
  const classes = estimator.classes
  const several = coefficients.length > 1
  const object = {
    model,
    target,
    rows: report.rows,
    dropped: report.dropped,
    terms: terms.map(termName),
    constant: report.constant,
    standardized: scaler !== undefined,
    ...(classes && { classes }),
    coefficients: several ? coefficients.map((each) => Array.from(each)) : Array.from(coefficients[0]!),
    intercept: several ? intercepts : intercepts[0],
    objective: estimator.objective,
    dualityGap: estimator.dualityGap,
    gapEstimate: estimator.gapEstimate,
    iterations: estimator.iterations,
    status: estimator.status,
    converged: estimator.converged,
    message: estimator.message,
    score: { measure: kinds[model].score, training: score, ...(heldOut && { heldOut: heldOut.score }) },
    ...(heldOut && { test: { rows: heldOut.rows, seed: heldOut.seed } }),
    milliseconds: report.milliseconds,
    backend: report.backend,
    ...(report.out !== undefined && { out: report.out }),
  }
  return `${JSON.stringify(object)}\n`
}

export function reportText(report: Report): string {
  const { trained, score, heldOut, rows, dropped, constant, backend, milliseconds, out } = report
  const { estimator, model, scaler } = trained
  const { title, score: measure } = kinds[model]
  const scale = scaler ? 'Fitted to standardized columns; the coefficients are for the columns as they are.\n' : ''
  const left = dropped > 0 ? `, ${dropped} left out for missing values` : ''
  const facts = [
    ['objective', round(estimator.objective, 10)],
    ...gap(estimator),
    ['iterations', String(estimator.iterations)],
    ['status', `${estimator.status}${estimator.converged ? '' : ' (not converged)'}: ${estimator.message}`],
    [`training ${measure}`, round(score)],
    ...(heldOut
      ? [[`held-out ${measure}`, `${round(heldOut.score)} (${countOf(heldOut.rows, 'row')}, seed ${heldOut.seed})`]]
      : []),
    ...(constant.length > 0 ? [['constant', `${constant.map(printable).join(', ')}: no coefficient`]] : []),
    ['time', `${round(milliseconds)} ms, ${backend.kind} ${backend.isa}, ${countOf(backend.threads, 'thread')}`],
    ...(out === undefined ? [] : [['model', out]]),
  ]
  return [
    `${title} of ${printable(trained.target)}${against(report)}: ${countOf(rows, 'row')}${left}, ${countOf(trained.terms.length, 'term')}\n`,
    scale,
    '\n',
    coefficientTable(report, onOriginalScale(trained)),
    '\n',
    table(facts),
  ].join('')
}

/** A bound on the distance to the minimum, or an estimate of it. */
function gap({ dualityGap, gapEstimate }: Estimator): string[][] {
  if (dualityGap !== undefined) return [['duality gap', round(dualityGap)]]
  return gapEstimate === undefined ? [] : [['estimated gap', round(gapEstimate)]]
}

// The sign of a coefficient of two classes means nothing unless it is said which is the one.
function against({ trained }: Report): string {
  const { classes } = trained.estimator
  return classes?.length === 2 ? ` (${printable(String(classes[1]))} against ${printable(String(classes[0]))})` : ''
}

const classesInARow = 6
const mostRows = 60

function coefficientTable({ trained }: Report, { coefficients, intercepts }: Coefficients): string {
  const names = trained.terms.map((term) => printable(termName(term)))
  const heads =
    coefficients.length > 1 ? trained.estimator.classes!.map((each) => printable(String(each))) : ['coefficient']
  const shown = names.slice(0, mostRows)
  const blocks: string[] = []
  for (let k = 0; k < coefficients.length; k += classesInARow) {
    const some = coefficients.slice(k, k + classesInARow)
    const rows = [
      ['', ...heads.slice(k, k + classesInARow)],
      ['(intercept)', ...intercepts.slice(k, k + classesInARow).map((value) => round(value))],
      ...shown.map((name, j) => [name, ...some.map((each) => round(each[j]!))]),
    ]
    blocks.push(
      table(
        rows,
        [...heads.keys()].map((j) => j + 1),
      ),
    )
  }
  const more = names.length > mostRows ? `… and ${names.length - mostRows} more (--json has all)\n` : ''
  return `${blocks.join('\n')}${more}`
}
