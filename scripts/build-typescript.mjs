// Types by tsc (dist/types), then one self-contained ES module per entry by esbuild. Entries and dist/*.js lie equally
// deep below the package, so a path from import.meta.url in a module directly under src/ holds in both.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const node = { platform: 'node', target: 'node20.19' }
const browser = { platform: 'browser', target: 'es2022', external: ['node:*'] }
const entries = {
  node,
  browser,
  wasm: browser,
  inline: browser,
  // Its modules are put together here, so what package.json promises to users' bundlers does not count.
  cli: { ...node, packages: 'external', ignoreAnnotations: true },
}

rmSync(`${root}dist`, { recursive: true, force: true })

const types = spawnSync('npx', ['--no-install', 'tsc', '--project', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
})
if (types.status !== 0) process.exit(types.status ?? 1)

for (const [name, options] of Object.entries(entries)) {
  if (name === 'inline' && !existsSync(`${root}prebuilds/wasm/steepest-simd128.wasm`)) {
    console.warn('build:ts: no dist/inline.js, which holds the WebAssembly modules: run build:wasm before')
    continue
  }
  await build({
    absWorkingDir: root,
    entryPoints: [`src/${name}.ts`],
    outfile: `dist/${name}.js`,
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    loader: { '.wasm': 'binary' },
    logLevel: 'warning',
    ...options,
  })
}
chmodSync(`${root}dist/cli.js`, 0o755)
