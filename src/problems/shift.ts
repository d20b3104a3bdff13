// What becomes of a start and of known minima when a test function is moved inside its box.
import type { Minimum, ProblemData } from './minima.ts'

interface Sides {
  lower: Float64Array
  upper: Float64Array
}

/** Moves the start in place, as far as the box goes. */
export function moveStart(start: Float64Array, shift: Float64Array, box: Sides | undefined): void {
  for (let j = 0; j < start.length; j++) {
    const moved = start[j]! + shift[j]!
    start[j] = box ? Math.min(Math.max(moved, box.lower[j]!), box.upper[j]!) : moved
  }
}

/**
 * The minima that are still known. What lay outside the box may have come in, and the lowest value inside may have left:
 * where either may be lower than what stays, nothing is known.
 */
export function movedMinima(
  { lowerOutside }: ProblemData,
  minima: readonly Minimum[],
  shift: Float64Array,
  box: Sides | undefined,
): readonly Minimum[] {
  if (lowerOutside) return []
  const inside = (x: Float64Array) => !box || x.every((value, j) => value >= box.lower[j]! && value <= box.upper[j]!)
  const moved = minima
    .map((minimum) => (minimum.x ? { ...minimum, x: minimum.x.map((value, j) => value + shift[j]!) } : minimum))
    .filter(({ x }) => !x || inside(x))
  return moved[0]?.value === minima[0]?.value ? moved : []
}
