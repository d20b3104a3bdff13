import type { Browser } from 'playwright-core'
import { type Chart, panels } from 'steepest/plot'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, startBrowser } from './chromium.ts'

// Charts as a browser lays them out: the one place where type has a true width.
const names = ['conjugate-gradient', 'differential-evolution', 'augmented-lagrangian', 'simulated-annealing', 'bfgs']
const chart = (scale: 'linear' | 'log' | 'log2', range: [number, number], title: string): Chart => ({
  title,
  x: { title: 'τ: evaluations, relative to those of the best method', scale: 'log2', range: [1, 4096] },
  y: { title: 'best value so far − minimum', scale, range },
  series: names.map((name, i) => ({ name, kind: 'steps', x: [1, 2 ** i, 4096], y: [range[0], range[1], range[1]] })),
})
const map: Chart = {
  title: 'A map, and a band',
  x: { title: 'x', range: [-1, 1] },
  y: { title: 'y', range: [-1, 1] },
  series: [{ name: '95 % confidence of the mean', kind: 'band', x: [-1, 1], y: [-0.5, -0.5], upper: [0.5, 0.5] }],
  contours: {
    name: 'value of the function',
    ...{ x: [-1, 1], y: [-1, 1], columns: 10, rows: 10 },
    values: Array.from({ length: 100 }, (_, i) => 1e-7 * (i - 50) ** 3),
  },
}
const svg = panels({
  title: 'Charts of <all> kinds & "scales"',
  notes: ['A sentence that says what an evaluation is.'],
  charts: [
    chart('log', [1e-300, 1e12], 'Wide'),
    chart('linear', [-123456, 0], 'Long labels'),
    chart('log2', [1, 9], 'Few'),
    map,
  ],
})

describe.skipIf(!hasBrowser)('charts in Chromium (skipped where there is none: STEEPEST_CHROMIUM)', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  })
  afterAll(() => browser?.close())

  test('are XML, and no text lies on another, on a line or beyond the edge', async () => {
    const page = await browser.newPage()
    await page.setContent(`<body style="margin: 0">${svg}</body>`)
    const found = await page.evaluate((source) => {
      const parsed = new DOMParser().parseFromString(source, 'image/svg+xml')
      const box = (element: Element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect()
        return { left, right, top, bottom, text: element.textContent }
      }
      const all = (selector: string) => [...document.querySelectorAll(selector)].map(box)
      return {
        errors: parsed.querySelectorAll('parsererror').length,
        root: parsed.documentElement.nodeName,
        whole: box(document.querySelector('svg')!),
        texts: all('text'),
        frames: all('g > rect[fill=none]'),
      }
    }, svg)
    expect(found).toMatchObject({ errors: 0, root: 'svg' })
    const { whole, texts, frames } = found
    expect(frames.length).toBe(4)
    const overlap = (a: typeof whole, b: typeof whole) =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3
    for (const [i, text] of texts.entries()) {
      expect(text.left >= whole.left && text.right <= whole.right && text.bottom <= whole.bottom, `${text.text}`).toBe(
        true,
      )
      const under = [...texts.slice(i + 1), ...frames]
        .filter((other) => overlap(text, other))
        .map((other) => other.text)
      expect(under, `${text.text}`).toEqual([])
    }
  })
})
