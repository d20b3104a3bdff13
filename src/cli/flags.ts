// How the texts of flags become values.
import { InvalidArgumentError } from 'commander'
import { didYouMean } from '../options/schema.ts'
import { parseNumber } from './data/column.ts'

/** `maxIterations` → `--max-iterations` */
export const flagOf = (name: string): string =>
  `--${name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

export function numberFlag(text: string): number {
  const number = parseNumber(text)
  if (number === undefined) throw new InvalidArgumentError('A number was expected.')
  return number
}

/** Names parted by commas. */
export function namesFlag(text: string): string[] {
  const names = text.split(',').map((name) => name.trim())
  if (names.includes('')) throw new InvalidArgumentError('Names parted by commas were expected.')
  return names
}

/** One of a few words. */
export function choiceFlag(choices: readonly string[]): (text: string) => string {
  return (text) => {
    if (choices.includes(text)) return text
    throw new InvalidArgumentError(`One of ${choices.join(', ')} was expected${didYouMean(text, choices) || '.'}`)
  }
}

/** One character, or `tab`. */
export function delimiterFlag(text: string): string {
  const delimiter = text === 'tab' || text === '\\t' ? '\t' : text
  if (delimiter.length !== 1 || /["\r\n\w.+-]/.test(delimiter)) {
    throw new InvalidArgumentError('One character, or tab, was expected.')
  }
  return delimiter
}
