import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './repository.ts'

/** The release binary of this machine. */
export const binary = `prebuilds/${process.platform}-${process.arch}/steepest.node`

const needs: Record<string, string> = {
  'dist/node.js': 'build:ts',
  'dist/inline.js': 'build:ts',
  'prebuilds/wasm/steepest-relaxed.wasm': 'build:wasm',
  [binary]: 'build:release',
}

/** Packs the package into a folder, as it would be published. */
export function pack(folder: string): { tarball: string; files: string[] } {
  const missing = Object.keys(needs).filter((path) => !existsSync(root + path))
  if (missing.length > 0) throw new Error(missing.map((path) => `${path}: npm run ${needs[path]}`).join('\n'))
  const answer = JSON.parse(run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]))
  const [{ filename, files }] = answer as [{ filename: string; files: { path: string }[] }]
  return { tarball: join(folder, filename), files: files.map((file) => file.path).sort() }
}
