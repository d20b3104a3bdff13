import { rangeError } from './errors.ts'
import { has, type MethodName, namesWith } from './methods.ts'
import { needs } from './needs.ts'

/** Up to so many variables a matrix of second derivatives is worth its room, its factorization and its evaluation. */
const fewForHessian = 500
/** Up to so many variables the matrix of BFGS costs little beside an evaluation, and saves some. */
const fewForMatrix = 300

/** What is known of a problem before it is solved. */
export interface Traits {
  /** Variables that are not fixed. */
  variables: number
  bounded: boolean
  constrained: boolean
  /** What the objective answers by itself, as bits of `needs`. */
  provides: number
}

/**
 * The method that `'auto'` takes, with what it weighed; or the one that is asked for.
 *
 * @throws `ERR_OPTION` where the method asked for does not take bounds, or constraints, and there are some
 */
export function chooseMethod(asked: 'auto' | MethodName, traits: Traits): { method: MethodName; choice?: string } {
  if (asked === 'auto') return automatic(traits)
  if (traits.constrained && !has(asked, 'constraints')) {
    throw rangeError('ERR_OPTION', `method '${asked}' does not take constraints; these do: ${namesWith('constraints')}`)
  }
  if (traits.bounded && !has(asked, 'bounds')) {
    throw rangeError('ERR_OPTION', `method '${asked}' does not take bounds; these do: ${namesWith('bounds')}`)
  }
  return { method: asked }
}

function automatic({ variables, bounded, constrained, provides }: Traits): { method: MethodName; choice: string } {
  const count = variables === 1 ? '1 variable' : `${variables} variables`
  const choose = (method: MethodName, because: string) => ({ method, choice: `${method}: ${because}` })
  if (constrained) {
    return variables <= fewForMatrix
      ? choose('sqp', `${count} with constraints`)
      : choose('augmented-lagrangian', `${count} with constraints, too many for a matrix`)
  }
  if (bounded) return choose('lbfgsb', `${count} with bounds`)
  if (provides & needs.hessian && variables <= fewForHessian) {
    return choose('trust-region', `${count}, few enough to factor the Hessian, which is given`)
  }
  if (provides & needs.product) return choose('trust-region', `${count}, and products with the Hessian are given`)
  return variables <= fewForMatrix
    ? choose('bfgs', `${count}, few enough for a matrix, and no second derivatives`)
    : choose('lbfgs', `${count}, too many for a matrix, and no second derivatives`)
}
