// How a fit of residuals ended, in words.
import {
  convergedGradient,
  format,
  isConverged,
  measureOf,
  type RunNumbers,
  type Status,
  sentence,
  standing,
} from '../result.ts'

/** The verdict on a fit of residuals, of these at the best point; `rowOf` tells what the caller calls one. */
export function residualVerdict(
  status: Status,
  numbers: RunNumbers,
  residuals: ArrayLike<number>,
  rowOf = (residual: number) => residual,
): { converged: boolean; message: string } {
  // Where the parameters are not determined, going on need not lead to a minimum, unless the residuals vanish.
  const converged = isConverged(status, numbers) && (status !== 'rank-deficient' || numbers.measure > 0)
  return { converged, message: residualSentence(status, numbers, residuals, rowOf) }
}

/** As native/minimize/residual_iterate.hpp has it. */
const notFiniteJacobian = -8

const cosine = 'cosine between the residuals and what parameters can change'

// Said after the stops that prove nothing by themselves.
function stands(numbers: RunNumbers): string {
  const { gradientNorm } = numbers
  if (!(gradientNorm <= convergedGradient)) return standing(numbers).replace('scaled gradient', cosine)
  return `, and the ${cosine}, ${format(gradientNorm)}, is at most ${format(convergedGradient)}: converged`
}

function residualSentence(
  status: Status,
  numbers: RunNumbers,
  residuals: ArrayLike<number>,
  rowOf: (residual: number) => number,
): string {
  const { measured, threshold, iterations } = numbers
  const compared = `${format(measured)} ≤ ${format(threshold)}`
  switch (status) {
    case 'gradient-tolerance':
      return `The residuals are at right angles to what parameters can change, within the tolerance of the cosine: ${compared}.`
    case 'function-tolerance':
      return `The relative change of the value is within its tolerance: ${compared}${stands(numbers)}.`
    case 'step-tolerance':
      return `The relative step is within its tolerance: ${compared}${stands(numbers)}.`
    case 'no-further-progress':
      return measureOf(numbers)
        ? sentence(status, numbers)
        : `No step decreased the value any further${stands(numbers)}.`
    case 'max-evaluations':
      return `Stopped after ${numbers.valueEvaluations} evaluations of the residuals; at most ${format(threshold)} are allowed.`
    case 'rank-deficient':
      return `The residuals do not determine the parameters: the Jacobian has rank ${measured} of ${threshold} at the best point${measureOf(numbers) ? ', where they vanish: converged' : ''}.`
    case 'not-finite': {
      const where = iterations === 0 ? 'at the start' : `after ${iterations} iterations`
      if (measured === notFiniteJacobian) return `The Jacobian ${where} is not finite (or was never written).`
      const bad = Array.prototype.findIndex.call(residuals, (value: number) => !Number.isFinite(value))
      if (bad < 0) return `The sum of the squares of the residuals ${where} is not finite: it overflows.`
      return `Residual ${rowOf(bad)} ${where} is not finite (or was never written): ${residuals[bad]}.`
    }
    default:
      return sentence(status, numbers)
  }
}
