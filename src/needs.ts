/** What a query needs, as bits: the same as in the core (native/base/query.hpp). */
export const needs = {
  value: 1,
  gradient: 2,
  hessian: 4,
  product: 8,
  batch: 16,
  constraints: 32,
  equalityJacobian: 64,
  rows: 128,
  inequalityJacobian: 256,
  constraintBatch: 512,
  residuals: 1024,
  residualJacobian: 2048,
} as const
