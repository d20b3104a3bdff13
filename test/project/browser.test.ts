import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { LogisticRegression, Matrix, StandardScaler } from 'steepest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, startBrowser } from './chromium.ts'
import { pack } from './packed.ts'
import { root, run } from './repository.ts'

// The page of examples/browser beside the package as it is published: packed, unpacked and served as files.
const folder = mkdtempSync(join(tmpdir(), 'steepest-browser-'))

let server: ChildProcess
let address = ''
let browser: Browser

async function startServer(): Promise<void> {
  const { tarball } = pack(folder)
  run('tar', ['-xzf', tarball, '-C', folder])
  cpSync(`${root}examples`, join(folder, 'package/examples'), { recursive: true })
  server = spawn(process.execPath, [join(folder, 'package/examples/browser/serve.mjs'), '0'])
  address = await new Promise((resolve, reject) => {
    server.stdout?.once('data', (line: Buffer) => resolve(line.toString().trim()))
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
}

/** The model that the native core fits to the same data. */
async function reference() {
  const [, ...lines] = readFileSync(`${root}examples/data/breast_cancer.csv`, 'utf8').trim().split('\n')
  const rows = lines.map((line) => line.split(',').map(Number))
  const measurements = Matrix.from(rows.map((row) => row.slice(0, -1)))
  const x = new StandardScaler().fitSync(measurements).transform(measurements)
  return await new LogisticRegression({ C: 1 }).fit(
    x,
    rows.map((row) => row.at(-1)!),
  )
}

const numberIn = async (page: Page, selector: string) => Number(await page.locator(selector).getAttribute('data-value'))

describe.skipIf(!hasBrowser)('the page in Chromium (skipped where there is none: STEEPEST_CHROMIUM)', () => {
  beforeAll(async () => {
    await startServer()
    browser = await startBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    server?.kill()
    rmSync(folder, { recursive: true, force: true })
  })

  test.each([
    ['the build it chooses', '', /^wasm (simd128|relaxed-simd)$/],
    ['simd128', '?wasm=steepest-simd128.wasm', /^wasm simd128$/],
    ['relaxed SIMD', '?wasm=steepest-relaxed.wasm', /^wasm relaxed-simd$/],
  ])('fits as the native core does, with %s', async (_, query, core) => {
    const page = await browser.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(address + query)
    await page.locator('#status[data-value]').waitFor()

    const expected = await reference()
    expect(await page.locator('#status').textContent()).toBe(expected.message)
    expect(await page.locator('#status').getAttribute('data-value')).toBe(expected.status)
    expect(await page.locator('#core').textContent()).toMatch(core)
    const objective = await numberIn(page, '#objective')
    expect(Math.abs(objective - expected.objective)).toBeLessThanOrEqual(1e-8 * expected.objective)

    const rows = await page
      .locator('#coefficients tr')
      .evaluateAll((all) =>
        all.map((row) => ({ name: row.querySelector('td')?.textContent, value: Number(row.dataset.value) })),
      )
    const [header = ''] = readFileSync(`${root}examples/data/breast_cancer.csv`, 'utf8').split('\n')
    const names = header.split(',').slice(0, -1)
    const coefficients = expected.coefficients as Float64Array
    const largest = Math.max(...coefficients.map(Math.abs))
    expect(rows).toHaveLength(names.length)
    for (const [i, name] of names.entries()) {
      const value = rows.find((row) => row.name === name.replaceAll('_', ' '))?.value
      expect(Math.abs(value! - coefficients[i]!)).toBeLessThanOrEqual(1e-6 * largest)
    }
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a build that is not there is told on the page', async () => {
    const page = await browser.newPage()
    await page.goto(`${address}?wasm=steepest-none.wasm`)
    await page.locator('#status[data-value=failed]').waitFor()
    expect(await page.locator('#status').textContent()).toContain('HTTP 404')
    await page.close()
  })

  test('the server gives nothing from outside its folder', async () => {
    const { origin } = new URL(address)
    expect((await fetch(`${origin}/examples/data/README.md`)).status).toBe(200)
    for (const path of ['/..%2fpackage.json', '/%2e%2e%2f%2e%2e%2fetc%2fpasswd', '/examples', '/a%00b', '/%']) {
      expect((await fetch(origin + path)).status).toBe(404)
    }
  })
})
