// Eight fits of many classes at once, each a Hessian of order 910: an abort must be heard between their slices.
import { Dataset, LogisticRegression } from 'steepest'
import { expect, test } from 'vitest'

const [rows, columns, classes] = [2000, 90, 10]
const data = Float64Array.from({ length: rows * columns }, (_, k) => Math.sin(k * k))
const y = Float64Array.from({ length: rows }, (_, i) => Math.floor(classes * Math.abs(data[i * columns]!) * 0.999))

test.each(['l2', 'none'] as const)('penalty %s', { timeout: 30_000 }, async (penalty) => {
  using X = new Dataset({ data, rows, columns }, y)
  const controller = new AbortController()
  const { signal } = controller
  const fits = Array.from({ length: 8 }, () => new LogisticRegression({ penalty }).fit(X, { signal }))
  await new Promise((resolve) => setTimeout(resolve, 300))
  const aborted = performance.now()
  controller.abort()
  const models = await Promise.all(fits)
  expect(performance.now() - aborted).toBeLessThan(500)
  for (const { status, objective } of models) {
    expect(['aborted', 'gap-tolerance', 'separable']).toContain(status)
    expect(objective).toBeGreaterThan(0)
  }
})
