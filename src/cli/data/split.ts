// Rows kept aside to score a model on data it has not seen.
import { Misuse } from '../command.ts'
import { generator } from '../generator.ts'

export interface Split {
  training: Uint32Array
  heldOut: Uint32Array
}

/** Divides rows at random: the nearest whole number to `share · rows` is held out. Both parts stay in order. */
export function splitRows(rows: number, share: number, seed: number): Split {
  const heldOut = Math.round(share * rows)
  if (heldOut === 0 || heldOut === rows) {
    const what = heldOut === 0 ? 'no row' : 'every row'
    throw new Misuse(`--test ${share} would hold out ${what} of ${rows}`)
  }
  const order = Uint32Array.from({ length: rows }, (_, i) => i)
  const draw = generator(seed)
  // Fisher and Yates: the first `heldOut` places are filled from all that are left.
  for (let i = 0; i < heldOut; i++) {
    const j = i + below(rows - i, draw)
    const chosen = order[j]!
    order[j] = order[i]!
    order[i] = chosen
  }
  return { training: order.subarray(heldOut).sort(), heldOut: order.subarray(0, heldOut).sort() }
}

/** A whole number of 0 … n − 1: draws past the last full cycle of n are drawn anew, so that each is as likely. */
function below(n: number, draw: () => number): number {
  const cycles = 2 ** 32 - (2 ** 32 % n)
  let value = draw()
  while (value >= cycles) value = draw()
  return value % n
}
