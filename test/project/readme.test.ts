import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { methodNames } from '../../src/backend/operations.ts'
import { steepest } from '../cli/captured.ts'
import { root, run } from './repository.ts'

// What README and the pages for users show is what happens: each program and command with an output below it is run,
// and the output compared.
const pages = [
  'README.md',
  'docs/cli.md',
  'docs/browser.md',
  'docs/curve-fit.md',
  'docs/curve-fit-many.md',
  'docs/global.md',
  'examples/data/README.md',
  'examples/fit-server/README.md',
]
const texts = new Map(pages.map((page) => [page, readFileSync(root + page, 'utf8')]))
const everything = [...texts.values()].join('\n')
const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as { scripts: Record<string, string> }

/** Blocks of this language that are followed by a block of text, with that text. */
function shown(language: string): { source: string; output: string }[] {
  const pattern = new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\`\n\n\`\`\`text\n([^\`]*)\`\`\``, 'g')
  return [...everything.matchAll(pattern)].map(([, source = '', output = '']) => ({ source, output }))
}

const number = /[-−]?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g

/** The same words and numbers: spaces and the machine aside, and numbers to four digits. */
function expectSame(output: string, expected: string): void {
  const machine = /(^time|^duality gap|relative gap|tolerance of the cosine:) .*$/gm
  const plain = (lines: string) => lines.replaceAll(machine, '$1').replaceAll(/\s+/g, ' ')
  const words = (lines: string) => plain(lines).replaceAll(number, '#')
  const numbers = (lines: string) =>
    (plain(lines).match(number) ?? []).map((digits) => Number(digits.replace('−', '-')))
  expect(words(output)).toBe(words(expected))
  for (const [i, value] of numbers(expected).entries()) {
    expect(Math.abs(numbers(output)[i]! - value)).toBeLessThanOrEqual(1e-4 * Math.abs(value))
  }
}

test.each(shown('js'))('program: $source', ({ source, output }) => {
  expectSame(run(process.execPath, ['--input-type=module', '--eval', source]), output)
})

/** The words of a command, as a shell parts them; what is quoted is one. */
const wordsOf = (command: string): string[] =>
  (command.match(/(?:'[^']*'|[^\s'])+/g) ?? []).map((word) => word.replaceAll("'", ''))

test.each(shown('sh'))('command: $source', async ({ source, output }) => {
  const [, program = '', ...given] = wordsOf(source)
  expect(program).toBe('steepest')
  const { code, out, err } = await steepest(given)
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expectSame(out, output)
})

describe('commands', () => {
  const help = async (command: string) => (await steepest([command, '--help'].filter(Boolean))).out

  test('the help of each is printed in docs/cli.md, word for word', async () => {
    const sections = [...texts.get('docs/cli.md')!.matchAll(/## `steepest (\w+)`\n\n```text\n([^`]*)```/g)]
    const listed = [...(await help('')).matchAll(/^ {2}([a-z]+) [[<]/gm)].map(([, name]) => name)
    expect(sections.map(([, name]) => name).sort()).toEqual(listed.sort())
    for (const [, name = '', text] of sections) expect(text).toBe(await help(name))
  })

  const folder = mkdtempSync(join(tmpdir(), 'steepest-readme-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const lines = [...everything.matchAll(/^npx steepest (\w+)(.*)$/gm)].map(([, name = '', rest = '']) => ({
    name,
    rest,
  }))

  // In the order of the pages: what one writes, another reads.
  test.each(lines)('steepest $name $rest', async ({ name, rest }) => {
    const words = wordsOf(rest.replace(/ #.*/, ''))
    const isOurs = (word: string, before = '') => /^--(out|plot)$/.test(before) || /^\w+\.(json|csv)$/.test(word)
    const given = words.map((word, i) => (isOurs(word, words[i - 1]) ? join(folder, word) : word))
    expect(await steepest([name, ...given])).toMatchObject({ code: 0, err: '' })
  })
})

test('README names every method, and what it names as exported is', async () => {
  const section = /## What there is\n(.*?)\n## /s.exec(texts.get('README.md')!)?.[1] ?? ''
  const named = new Set([...section.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))
  expect([...named]).toEqual(expect.arrayContaining([...methodNames]))
  const exported = await import('steepest')
  const others = [...named].filter((name) => !methodNames.includes(name as never) && /^[a-zA-Z]+$/.test(name))
  const commands = ['fit', 'predict', 'curve', 'info', 'bench']
  expect(others.filter((name) => !commands.includes(name) && !Object.hasOwn(exported, name))).toEqual([])
})

test('every npm script that is named exists', () => {
  const named = [...everything.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(0)
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
})

test.each(pages)('the links of %s lead somewhere', (page) => {
  const links = [...texts.get(page)!.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path)
  expect(links.filter((path) => !existsSync(join(root, dirname(page), path)))).toEqual([])
})
