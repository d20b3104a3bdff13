import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { root, run } from './repository.ts'

// What README shows is what happens: each program and command with an output below it is run, and the output compared.
const text = readFileSync(`${root}README.md`, 'utf8')
const scripts: Record<string, string> = JSON.parse(readFileSync(`${root}package.json`, 'utf8')).scripts

/** Blocks of this language that are followed by a block of text, with that text. */
function shown(language: string): { source: string; output: string }[] {
  const pattern = new RegExp(`\`\`\`${language}\n([^\`]*)\`\`\`\n\n\`\`\`text\n([^\`]*)\`\`\``, 'g')
  return [...text.matchAll(pattern)].map(([, source = '', output = '']) => ({ source, output }))
}

const number = /[-−]?\d+(?:\.\d+)?(?:e[+-]?\d+)?/g

/** The same words and numbers: spaces aside, times aside, and numbers to four digits. */
function expectSame(output: string, expected: string): void {
  const plain = (lines: string) => lines.replaceAll(/\d[\d.]* m?s\b/g, 'a moment').replaceAll(/[\s─]+/g, ' ')
  const words = (lines: string) => plain(lines).replaceAll(number, '#')
  const numbers = (lines: string) =>
    (plain(lines).match(number) ?? []).map((digits) => Number(digits.replace('−', '-')))
  expect(words(output)).toBe(words(expected))
  for (const [i, value] of numbers(expected).entries()) {
    expect(Math.abs(numbers(output)[i]! - value)).toBeLessThanOrEqual(1e-4 * Math.abs(value))
  }
}

describe('programs', () => {
  test.each(shown('js'))('$source', ({ source, output }) => {
    expectSame(run(process.execPath, ['--input-type=module', '--eval', source]), output)
  })
})

test('every npm script that is named exists', () => {
  const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name)
  expect(named.length).toBeGreaterThan(0)
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named))
})
