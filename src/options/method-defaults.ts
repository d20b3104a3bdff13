// What each method uses where the caller says nothing, chosen by the fewest evaluations over the Moré–Garbow–Hillstrom
// problems.
import type { methodNames, searchNames } from '../backend/operations.ts'

interface MethodDefaults {
  lineSearch: (typeof searchNames)[number]
  /** c₁ */
  sufficientDecrease: number
  /** c₂ */
  curvature: number
}

const usual: MethodDefaults = { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.9 }

const chosen: Readonly<Partial<Record<(typeof methodNames)[number], MethodDefaults>>> = {
  'gradient-descent': { lineSearch: 'armijo', sufficientDecrease: 1e-4, curvature: 0.9 },
  'conjugate-gradient': { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.1 },
  dfp: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.1 },
  lbfgs: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.5 },
  lbfgsb: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.5 },
}

/** The defaults of a method: those measured for it, or the usual ones. */
export const methodDefaults = (method: (typeof methodNames)[number]): MethodDefaults => chosen[method] ?? usual
