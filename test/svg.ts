import { expect } from 'vitest'

/** Checks that a document is well-formed XML of elements and text, and returns its texts. */
export function expectWellFormed(svg: string): string[] {
  const open: string[] = []
  const texts: string[] = []
  let place = 0
  for (const tag of svg.matchAll(/<(\/?)([a-z]+)((?:\s+[a-zA-Z][\w:-]*="[^"<]*")*)\s*(\/?)>/g)) {
    const between = svg.slice(place, tag.index)
    // Outside of tags only text, in which < is written out and & begins an entity.
    expect(between).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot);)/)
    if (between.trim() !== '') texts.push(between.trim())
    const [all, closing, name, attributes = '', empty] = tag
    const names = [...attributes.matchAll(/([a-zA-Z][\w:-]*)="/g)].map(([, attribute]) => attribute)
    expect(new Set(names).size).toBe(names.length)
    expect(attributes).not.toMatch(/&(?!(?:amp|lt|gt|quot);)|NaN|Infinity|undefined/)
    if (closing) expect(open.pop()).toBe(name)
    else if (!empty) open.push(name!)
    place = tag.index + all.length
  }
  expect(svg.slice(place).trim()).toBe('')
  expect(open).toEqual([])
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 \d+ \d+"/)
  return texts
}
