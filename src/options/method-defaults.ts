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

export const methodDefaults: Readonly<Record<(typeof methodNames)[number], MethodDefaults>> = {
  'gradient-descent': { lineSearch: 'armijo', sufficientDecrease: 1e-4, curvature: 0.9 },
  'conjugate-gradient': { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.1 },
  newton: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.9 },
  'newton-cg': { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.9 },
  bfgs: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.9 },
  dfp: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.1 },
  lbfgs: { lineSearch: 'more-thuente', sufficientDecrease: 1e-4, curvature: 0.5 },
}
