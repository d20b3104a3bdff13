import { type Chart, chart, panels } from 'steepest/plot'
import { describe, expect, test } from 'vitest'
import { expectWellFormed } from './svg.ts'

const simple: Chart = {
  title: 'Values',
  x: { title: 'time (s)', range: [0, 10] },
  y: { title: 'height (m)', range: [0, 1] },
  series: [{ name: 'fit', x: [0, 5, 10], y: [0, 1, 0.5] }],
  width: 600,
  height: 400,
}
const withSeries = (...series: Chart['series']) => ({ ...simple, series })
const paths = (svg: string) => [...svg.matchAll(/<path d="([^"]*)"/g)].map(([, path = '']) => path)
const numbersOf = (path: string) => (path.match(/-?[\d.]+/g) ?? []).map(Number)

// The frame of a chart: the places of its edges.
function frameOf(svg: string): { left: number; top: number; width: number; height: number } {
  const [, left, top, width, height] = /<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/.exec(svg)!
  return { left: Number(left), top: Number(top), width: Number(width), height: Number(height) }
}

describe('chart', () => {
  test('is well-formed, with titles, units, labels and legend', () => {
    const texts = expectWellFormed(chart(simple))
    expect(texts).toEqual(expect.arrayContaining(['Values', 'time (s)', 'height (m)', 'fit', '0', '10', '0.6', '1.0']))
  })

  test('a line goes through its numbers', () => {
    const svg = chart(simple)
    const { width, height } = frameOf(svg)
    // From the upper left corner, as a document of its own.
    const expected = [0, height, width / 2, 0, width, height / 2]
    numbersOf(paths(svg)[0]!).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(0.02)
    })
  })

  test('steps hold their value until the next', () => {
    const svg = chart(withSeries({ name: 's', kind: 'steps', x: [0, 5], y: [0, 1] }))
    const { width, height } = frameOf(svg)
    const expected = [0, height, width / 2, height, width / 2, 0]
    numbersOf(paths(svg)[0]!).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(0.02)
    })
  })

  test('a logarithmic axis gives each factor the same room', () => {
    const axis = { title: 't', scale: 'log', range: [1, 1e4] } as const
    const svg = chart({ ...simple, x: axis, series: [{ name: 's', x: [1, 10, 1000, 10000], y: [0, 0, 0, 0] }] })
    const { width } = frameOf(svg)
    const [a, , b, , c, , d] = numbersOf(paths(svg)[0]!)
    expect([a, b, c, d].map((value) => Math.round((4 * value!) / width))).toEqual([0, 1, 3, 4])
    expect(expectWellFormed(svg)).toEqual(expect.arrayContaining(['1', '10', '100', '1000', '10000']))
    const wide = chart({ ...simple, y: { title: 'e', scale: 'log', range: [1e-12, 1] } })
    expect(wide).toMatch(/>10<tspan dy="-4" font-size="9">−12<\/tspan>/)
    const doubling = chart({ ...simple, x: { title: 'τ', scale: 'log2', range: [1, 16] } })
    expect(expectWellFormed(doubling)).toEqual(expect.arrayContaining(['1', '2', '4', '8', '16']))
  })

  test('what cannot be drawn leaves a gap', () => {
    const y = [0, Number.NaN, 1, 0.5]
    const [path = ''] = paths(chart(withSeries({ name: 's', x: [0, 1, 2, 3], y })))
    expect(path.match(/M/g)?.length).toBe(2)
    const log = { ...simple, y: { title: 'e', scale: 'log' as const } }
    expectWellFormed(chart({ ...log, series: [{ name: 's', x: [1, 2, 3], y: [0, 1, 10] }] }))
    expectWellFormed(chart({ ...log, series: [{ name: 's', x: [1, 2], y: [-1, 0] }] }))
    expectWellFormed(chart(withSeries()))
    expectWellFormed(
      chart({ ...simple, x: { title: 'x' }, y: { title: 'y' }, series: [{ name: 's', x: [3], y: [4] }] }),
    )
    expectWellFormed(chart(withSeries({ name: 's', x: [Infinity], y: [-Infinity] })))
  })

  test('points are dots', () => {
    const svg = chart(withSeries({ name: 'data', kind: 'points', x: [1, 2, Number.NaN], y: [0.1, 0.2, 0.3] }))
    expectWellFormed(svg)
    expect(svg.match(/<circle/g)?.length).toBe(2 + 1)
  })

  test('28 series are all told apart by color and dashes', () => {
    const series = Array.from({ length: 28 }, (_, i) => ({ name: `s${i}`, x: [0, 1], y: [0, i / 28] }))
    const svg = chart(withSeries(...series))
    const looks = [...svg.matchAll(/<path [^>]*?(stroke="[^"]*") stroke-width="[^"]*"([^>]*)>/g)].map(
      (m) => m[1]! + m[2]!,
    )
    expect(looks.length).toBe(28)
    expect(new Set(looks).size).toBe(28)
  })

  test('texts of others stay texts', () => {
    const nasty = `<script>&"'\u0000\u001b\ud800 ¬ü🎉`
    const svg = chart({ ...simple, title: nasty, series: [{ name: nasty, x: [1], y: [1] }] })
    const texts = expectWellFormed(svg)
    expect(svg).not.toContain('<script')
    expect(texts.filter((text) => text.includes('¬ü🎉')).length).toBe(3)
  })

  test.each([
    ['no object', undefined, /chart must be an object, got undefined/],
    ['null', null, /must be an object, got null/],
    ['a misspelled option', { ...simple, titles: '' }, /no option 'titles'.*title/],
    ['a title that is none', { ...simple, title: 3 }, /title must be a text, got 3/],
    ['an axis left out', { ...simple, y: undefined }, /chart: y must be an object, got undefined/],
    ['a scale of another kind', { ...simple, x: { title: 'x', scale: 'ln' } }, /scale must be one of/],
    ['a range upside down', { ...simple, x: { title: 'x', range: [2, 1] } }, /x.range must be two numbers, the lower/],
    ['a range with 0', { ...simple, x: { title: 'x', scale: 'log', range: [0, 1] } }, /two positive numbers/],
    ['series that are none', { ...simple, series: 'a' }, /series must be an array, got 'a'/],
    [
      'texts as numbers',
      withSeries({ name: 's', x: ['1'] as unknown as number[], y: [1] }),
      /series\[0\].x must be numbers/,
    ],
    ['unequal lengths', withSeries({ name: 's', x: [1, 2], y: [1] }), /equally many, got 2 and 1/],
    ['no width', { ...simple, width: Number.NaN }, /width must/],
  ])('refuses %s', (_, given, message) => {
    const error = expect.objectContaining({
      code: expect.stringMatching(/^ERR_/),
      message: expect.stringMatching(message),
    })
    expect(() => chart(given as Chart)).toThrow(error)
  })
})

describe('panels', () => {
  test('put charts in columns, each as large as it is', () => {
    const svg = panels({ title: 'All & more', notes: ['A note.'], charts: [simple, simple, simple], columns: 2 })
    const texts = expectWellFormed(svg)
    expect(texts.filter((text) => text === 'Values').length).toBe(3)
    expect(texts).toEqual(expect.arrayContaining(['All &amp; more', 'A note.']))
    expect(svg).toContain('viewBox="0 0 1200 858"')
    const places = [...svg.matchAll(/translate\((\d+) (\d+)\)">/g)].map(([, x, y]) => [Number(x), Number(y)])
    expect(places).toEqual([
      [0, 58],
      [600, 58],
      [0, 458],
    ])
    expectWellFormed(panels({ title: 'Nothing', charts: [] }))
  })

  test('name the chart that is wrong', () => {
    const wrong = { ...simple, title: 1 as unknown as string }
    expect(() => panels({ title: 'T', charts: [simple, wrong] })).toThrow(/panels: charts\[1\]: title must be a text/)
    expect(() => panels({ title: 'T', charts: [], columns: 0 })).toThrow(/columns/)
  })
})
