// What a minimization prints: a table for people, or one object for programs.
import { backend, type CompiledExpression, type MinimizeResult } from '../../node.ts'
import { countOf, printable, round, table } from '../table.ts'

/** The result of a minimization with what is known beside it. */
export interface Minimum {
  formula: string
  objective: CompiledExpression
  start: Readonly<Record<string, number>> | undefined
  result: MinimizeResult
  milliseconds: number
  /** Where the picture was written. */
  plot?: string | undefined
}

export function minimumJson({ formula, objective, result, milliseconds, plot }: Minimum): string {
  const { x, gradient, trace, ...others } = result
  const object = {
    formula,
    parameters: Object.fromEntries(objective.parameters.map((name, i) => [name, x[i]])),
    ...(gradient && { gradient: Object.fromEntries(objective.parameters.map((name, i) => [name, gradient[i]])) }),
    ...others,
    milliseconds,
    backend: backend(),
    ...(plot !== undefined && { plot }),
  }
  return `${JSON.stringify(object)}\n`
}

export function minimumText({ formula, objective, start, result, milliseconds, plot }: Minimum): string {
  const { x, gradient, evaluations } = result
  const { kind, isa } = backend()
  const heads = ['', 'minimum', ...(start ? ['start'] : []), ...(gradient ? ['gradient'] : [])]
  const rows = objective.parameters.map((name, i) => [
    ...[printable(name), round(x[i]!, 10)],
    ...(start ? [round(start[name]!)] : []),
    ...(gradient ? [round(gradient[i]!, 3)] : []),
  ])
  const counted = Object.entries(evaluations).filter(([, count]) => count > 0)
  const facts = [
    ['value', round(result.value, 10)],
    ['method', result.choice ?? result.method],
    ['iterations', String(result.iterations)],
    ['evaluations', counted.map(([what, count]) => `${count} ${evaluationNames[what] ?? what}`).join(', ')],
    ...(result.seed === undefined ? [] : [['seed', String(result.seed)]]),
    ['status', `${result.status}${result.converged ? '' : ' (not converged)'}: ${result.message}`],
    ['time', `${round(milliseconds)} ms, ${kind} ${isa}`],
    ...(plot === undefined ? [] : [['picture', plot]]),
  ]
  return [
    `Minimum of ${printable(formula)}: ${countOf(x.length, 'variable')}\n\n`,
    table([heads, ...rows], [1, 2, 3]),
    '\n',
    table(facts),
  ].join('')
}

const evaluationNames: Readonly<Record<string, string>> = {
  value: 'of the value',
  gradient: 'of the gradient',
  hessian: 'of the Hessian',
  hessianProduct: 'of Hessian-vector products',
}
