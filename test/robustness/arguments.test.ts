// R1: every exported function, every parameter and every option, with every value that nobody means.
import * as steepest from 'steepest'
import { afterAll, describe, expect, test } from 'vitest'
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

async function attempt({ call }: Call, args: unknown[], valueName: string, what: string): Promise<void> {
  made++
  try {
    await call(args)
  } catch (error) {
    expectTyped(error, valueName, what)
  }
}

describe.each(calls)('$name', (entry) => {
  test('spoilt arguments throw a typed error or give a result', async () => {
    const count = entry.make().length
    for (let position = 0; position < count; position++) {
      for (const [name, make] of badValues) {
        const args = entry.make()
        args[position] = make()
        await attempt(entry, args, name, `${entry.name}: argument ${position} is ${name}`)
      }
    }
    await attempt(entry, [], '', `${entry.name} without arguments`)
  })

  test('spoilt options throw a typed error or give a result', async () => {
    for (const option of entry.options ?? []) {
      for (const [name, make] of badValues) {
        const args = entry.make()
        args[args.length - 1] = { ...(args.at(-1) as object), [option]: make() }
        await attempt(entry, args, name, `${entry.name}: option ${option} is ${name}`)
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

afterAll(() => {
  console.info(`${made} calls with spoilt arguments`)
})
