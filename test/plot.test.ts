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

  test('of points on one pixel one is drawn', () => {
    const x = Array.from({ length: 100_000 }, (_, i) => (10 * (i % 500)) / 500)
    const svg = chart(withSeries({ name: 'many', kind: 'points', x, y: x.map(() => 0.5) }))
    expect(svg.match(/<circle/g)!.length).toBeLessThanOrEqual(500 + 1)
  })

  test('a band is the area between its edges, below the others', () => {
    const band = { name: '95 %', kind: 'band', x: [0, 5, 10], y: [0, 0.25, 0], upper: [1, 0.75, 1], look: 0 } as const
    const svg = chart(withSeries({ name: 'fit', x: [0, 10], y: [0.5, 0.5] }, band))
    const { width, height } = frameOf(svg)
    const [area = '', line = ''] = paths(svg)
    expect(line).toMatch(/^M[^Z]*$/)
    // Along the upper edge, and back along the lower one.
    const w = [0, width / 2, width]
    const expected = [w[0], 0, w[1], height / 4, w[2], 0, w[2], height, w[1], (3 * height) / 4, w[0], height]
    expect(numbersOf(area)).toHaveLength(expected.length)
    numbersOf(area).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!)).toBeLessThan(0.02)
    })
    // It has the color of its curve, and counts for the range of the axis.
    expect(new Set(svg.match(/#0072b2/g)).size).toBe(1)
    const open = chart({ ...withSeries(band), y: { title: 'y' } })
    expect(expectWellFormed(open)).toContain('1.0')
    const gap = { ...band, upper: [1, Number.NaN, 1] }
    expectWellFormed(chart(withSeries(gap)))
  })

  test('the line of zero is darker than the others', () => {
    const svg = chart({ ...simple, y: { title: 'residual', range: [-1, 1] } })
    const { top, height } = frameOf(svg)
    const [, at] = /<line x1="[\d.]+" x2="[\d.]+" y1="([\d.]+)" y2="\1" stroke="#999999"/.exec(svg)!
    expect(Math.abs(Number(at) - (top + height / 2))).toBeLessThan(0.02)
  })

  test('contours part a plane along straight lines', () => {
    const [columns, rows] = [20, 10]
    // The value is x: its levels are vertical lines.
    const values = Array.from({ length: columns * rows }, (_, i) => (10 * ((i % columns) + 0.5)) / columns)
    const map = { name: 'f', x: [0, 10], y: [0, 1], columns, rows, values, levels: [2.5, 5, 7.5] } as const
    const svg = chart({ ...simple, contours: map, series: [] })
    const { width } = frameOf(svg)
    const texts = expectWellFormed(svg)
    expect(texts).toEqual(expect.arrayContaining(['f', '2.5', '5', '7.5']))
    const left = paths(svg).map((path) => Math.min(...numbersOf(path).filter((_, i) => i % 2 === 0)))
    expect(left).toHaveLength(3)
    for (const [i, at] of left.entries()) expect(Math.abs(at - ((i + 1) * width) / 4)).toBeLessThan(0.2)
    // Where there is no value, and where there is but one.
    expectWellFormed(chart({ ...simple, contours: { ...map, values: values.map(() => Number.NaN) } }))
    expectWellFormed(chart({ ...simple, contours: { name: 'f', x: [0, 1], y: [0, 1], columns, rows, values } }))
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
    ['a band of one edge', withSeries({ name: 's', kind: 'band', x: [1], y: [1] }), /y and upper must be equally many/],
    ['a look that is none', withSeries({ name: 's', x: [1], y: [1], look: -1 }), /look must be a whole number/],
    ['a map without values', { ...simple, contours: { name: 'f' } }, /contours.x must be an array, got undefined/],
    [
      'a map of another size',
      { ...simple, contours: { name: 'f', x: [0, 1], y: [0, 1], columns: 3, rows: 2, values: [1, 2] } },
      /contours.values must be 3 times 2 numbers, got 2/,
    ],
    [
      'levels that fall',
      {
        ...simple,
        contours: { name: 'f', x: [0, 1], y: [0, 1], columns: 2, rows: 2, values: [1, 2, 3, 4], levels: [2, 1] },
      },
      /levels must be numbers that rise/,
    ],
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
