// Local methods solve what SciPy's of the same name solve, with no more calls: the bench's comparison, as a test.
import { minimize, problems } from 'steepest'
import { expect, test } from 'vitest'
import { compare, pairs } from '../bench/beside-scipy.mjs'

test.each(pairs)('%s beside SciPy’s %s', (ours, theirs) => {
  const { solved, solvedByThem, lost, median, total } = compare({ minimize, problems }, ours, theirs)
  expect(lost).toEqual([])
  // None misses more; where SciPy misses any, ours misses fewer.
  expect(solved).toBeGreaterThan(solvedByThem === 28 ? 27 : solvedByThem)
  expect(median).toBeLessThanOrEqual(1)
  expect(total).toBeLessThanOrEqual(1.05)
})
