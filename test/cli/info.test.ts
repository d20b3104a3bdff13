import { backend, version } from 'steepest'
import { describe, expect, test } from 'vitest'
import { steepest } from './captured.ts'

describe('info', () => {
  test('prints what backend() says', async () => {
    const { code, out, err } = await steepest(['info'])
    const { kind, isa, threads } = backend()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    for (const said of [version, kind, isa, String(threads), process.versions.node]) expect(out).toContain(said)
  })

  test('--json prints one object', async () => {
    const { code, out } = await steepest(['info', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ ...backend(), node: process.versions.node })
  })
})

describe('the program', () => {
  test('--version and --help end with code 0 and print on standard output', async () => {
    expect(await steepest(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' })
    const help = await steepest(['--help'])
    expect(help).toMatchObject({ code: 0, err: '' })
    expect(help.out).toMatch(/^Usage: steepest /)
  })

  test.each([
    [[], /Usage: steepest/],
    [['inof'], /unknown command 'inof'\n\(Did you mean info\?\)/],
    [['info', '--jsno'], /unknown option '--jsno'\n\(Did you mean --json\?\)/],
    [['info', 'more'], /too many arguments for 'info'/],
  ])('%j is misuse', async (given, message) => {
    const { code, out, err } = await steepest(given)
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toMatch(message)
  })
})
