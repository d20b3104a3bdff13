/** From the least number to the most, and a part of that beyond, so that nothing lies on the edge. */
export function rangeAround(parts: readonly ArrayLike<number>[], beyond = 0.04): [number, number] {
  let [least, most] = [Infinity, -Infinity]
  for (const part of parts) {
    for (const value of Array.from(part)) {
      if (!Number.isFinite(value)) continue
      least = Math.min(least, value)
      most = Math.max(most, value)
    }
  }
  if (least > most) return [0, 1]
  const room = beyond * (most - least) || Math.abs(most) / 2 || 1
  return [least - room, most + room]
}
