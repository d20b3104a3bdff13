/** What a query needs, as bits: the same as in the core (native/base/query.hpp). */
export const needs = { value: 1, gradient: 2, hessian: 4, product: 8, batch: 16 } as const
