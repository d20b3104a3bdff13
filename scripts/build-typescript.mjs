// Types by tsc (dist/types), then one self-contained ES module per entry by esbuild. Entries and dist/*.js lie equally
// deep below the package, so a path from import.meta.url in a module directly under src/ holds in both.
import { spawnSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
const { dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'))

const node = { platform: 'node', target: 'node20.19' }
const browser = { platform: 'browser', target: 'es2022', external: ['node:*'] }
const entries = {
  node,
  browser,
  wasm: browser,
  inline: browser,
  plot: browser,
  // Its modules are put together here, so what package.json promises to users' bundlers does not count.
  cli: { ...node, external: Object.keys(dependencies), ignoreAnnotations: true },
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
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`src/${name}.ts`],
    outfile: `dist/${name}.js`,
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    loader: { '.wasm': 'binary' },
    logLevel: 'warning',
    metafile: true,
    ...options,
  })
  appendFileSync(`${root}dist/${name}.js`, notices(Object.keys(metafile.inputs)))
}
chmodSync(`${root}dist/cli.js`, 0o755)

// The licenses of the packages that went into a program, which are to go along with it.
function notices(inputs) {
  const packages = new Set(inputs.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []))
  const license = (name) => readFileSync(`${root}node_modules/${name}/LICENSE`, 'utf8').trim()
  return [...packages].map((name) => `\n/*! Contains ${name}:\n\n${license(name)}\n*/\n`).join('')
}
