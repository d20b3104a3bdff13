import { describe, expect, test } from 'vitest'
import { root, run, sources } from './repository.ts'

// What the compiler really put into the object files of the development build.
const { core = [], dispatch = [], baseline = [], avx2 = [], avx512 = [] } = sources()
const levels = process.arch === 'x64' ? [...baseline, ...avx2, ...avx512] : baseline
const object = (source: string) => `${root}build/CMakeFiles/steepest_core.dir/${source}.o`

/** The names of the symbols that nm lists with these options. */
function symbols(file: string, ...options: string[]): string[] {
  const lines = run('nm', ['--format=posix', ...options, file]).split('\n')
  return lines.filter((line) => line !== '').map((line) => line.split(' ')[0] ?? '')
}

describe.skipIf(process.platform !== 'linux')('object files', () => {
  test.each([...core, ...dispatch, ...levels])('%s needs neither exceptions nor operator new', (source) => {
    const needed = symbols(object(source), '--undefined-only')
    expect(needed.filter((name) => /^(__cxa_|_Unwind_|_Zn[wa]|_Zd[la])/.test(name))).toEqual([])
  })

  // A function that two levels share under one name would be kept once by the linker, for all processors.
  test.each(levels)('%s exports its table and nothing else', (source) => {
    const level = /(\w+)\.cpp$/.exec(source)?.[1] ?? ''
    const exported = symbols(object(source), '--defined-only', '--extern-only')
    expect(exported).toEqual([`_ZN8steepest${level.length}${level}5tableE`])
  })

  // MMX registers are those of the x87 unit, which nobody hands back.
  test.skipIf(process.arch !== 'x64').each(levels)('%s keeps off the MMX registers', (source) => {
    const code = run('objdump', ['--disassemble', '--no-show-raw-insn', object(source)])
    expect(code.split('\n').filter((line) => /%mm\d/.test(line))).toEqual([])
  })

  test('the addon exports the entry points of Node-API and nothing else', () => {
    const exported = symbols(`${root}build/Release/steepest.node`, '--dynamic', '--defined-only')
    expect(exported.sort()).toEqual(['napi_register_module_v1', 'node_api_module_get_api_version_v1'])
  })
})
