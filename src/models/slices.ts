// Rows in slices that are as long as this thread may be held up.
import { isReady } from '../backend/current.ts'
import { init } from '../backend/load.ts'
import { turn } from '../backend/turn.ts'
import { Matrix, type MatrixLike } from '../matrix.ts'

/** Multiplications that are done at once rather than handed to another thread. */
export const smallWork = 20_000
const sliceMilliseconds = 8

/** With turns for this thread between them. */
export async function* inSlices({ data, rows, columns }: MatrixLike) {
  if (!isReady()) await init()
  let count = Math.max(1, Math.floor(smallWork / columns))
  for (let first = 0; first < rows; ) {
    const start = performance.now()
    const height = Math.min(count, rows - first)
    const part: MatrixLike = new Matrix(data.subarray(first * columns, (first + height) * columns), height, columns)
    yield { part, first }
    first += height
    if (performance.now() - start < sliceMilliseconds / 2) count *= 2
    await turn()
  }
}
