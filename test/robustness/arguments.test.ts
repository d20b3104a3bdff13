// Every exported function, every parameter and every option, with every value that nobody means; what was good among
// the arguments stays as it was.
import * as steepest from 'steepest'
import { describe, expect, test } from 'vitest'
import { badValues, Mine } from './bad-values.ts'
import { type Call, calls } from './calls.ts'

const codes = [
  'ERR_SHAPE',
  'ERR_OPTION',
  'ERR_NOT_FINITE',
  'ERR_COMPILE',
  'ERR_STATE',
  'ERR_NOT_READY',
  'ERR_REENTRANT',
  'ERR_DISPOSED',
  'ERR_OUT_OF_MEMORY',
]

let made = 0

/** The numbers of the good arguments, for comparison after the call. */
function printed(args: unknown[], spoilt: number, outputs: readonly number[] = []): string {
  return JSON.stringify(args.filter((_, i) => i !== spoilt && !outputs.includes(i)))
}

/** A typed error with a code, or what the bad value throws of itself. */
function expectTyped(error: unknown, valueName: string, what: string): void {
  const own = error instanceof Mine || valueName === 'revoked proxy' || valueName === 'class'
  if (own) return
  const typed = (error instanceof TypeError || error instanceof RangeError) && 'code' in error
  if (!typed || !codes.includes(String(error.code))) {
    throw new Error(`${what}: expected an error with a code, got ${String(error)}`, { cause: error })
  }
  expect(error.message.length).toBeLessThan(2000)
}

async function attempt(entry: Call, args: unknown[], spoilt: number, valueName: string, what: string): Promise<void> {
  made++
  const before = printed(args, spoilt, entry.outputs)
  try {
    await entry.call(args)
  } catch (error) {
    expectTyped(error, valueName, what)
  }
  const after = printed(args, spoilt, entry.outputs)
  if (after !== before) throw new Error(`${what}: the good arguments ${before} became ${after}`)
}

describe.each(calls)('$name', (entry) => {
  test('spoilt arguments throw a typed error or give a result', async () => {
    const count = entry.make().length
    for (let position = 0; position < count; position++) {
      for (const [name, make] of badValues) {
        const args = entry.make()
        args[position] = make()
        await attempt(entry, args, position, name, `${entry.name}: argument ${position} is ${name}`)
      }
    }
    await attempt(entry, [], -1, '', `${entry.name} without arguments`)
    await attempt(entry, entry.make(), -1, '', `${entry.name} with good arguments`)
  })

  test('spoilt options throw a typed error or give a result', async () => {
    for (const option of entry.options ?? []) {
      for (const [name, make] of badValues) {
        const args = entry.make()
        const last = args.length - 1
        args[last] = { ...(args[last] as object), [option]: make() }
        await attempt(entry, args, last, name, `${entry.name}: option ${option} is ${name}`)
      }
    }
  })
})

test('every exported function is tried', () => {
  const tried = calls.map(({ name }) => name)
  const missing = Object.entries(steepest).flatMap(([name, value]) => {
    if (typeof value === 'function') return tried.includes(name) ? [] : [name]
    if (typeof value !== 'object' || Array.isArray(value)) return []
    return Object.keys(value).flatMap((member) => (tried.includes(`${name}.${member}`) ? [] : [`${name}.${member}`]))
  })
  expect(missing).toEqual([])
})

test('20,000 calls were made at least', () => {
  expect(made).toBeGreaterThanOrEqual(20_000)
})
