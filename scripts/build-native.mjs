// Compiles the C++ core for this machine: `addon` (build/Release/steepest.node, the default), `tests` (build/tests/*),
// `bench` (build/bench/*), `sanitize` (build/sanitize/steepest.node and build/sanitize/tests/*). STEEPEST_JOBS says how
// many files at once.
import { spawnSync } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const jobs = process.env.STEEPEST_JOBS ?? String(availableParallelism())
const what = process.argv[2] ?? 'addon'

function run(command, ...args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

function build(folder, ...options) {
  // A configuration that failed leaves a cache behind, which cmake-js takes for a configured folder.
  const generated = ['build.ninja', 'Makefile'].some((file) => existsSync(`${root}${folder}/${file}`))
  if (!generated) rmSync(`${root}${folder}/CMakeCache.txt`, { force: true })
  const command = ['cmake-js', 'build', '--log-level', 'warn', '--parallel', jobs, '--out', folder]
  run('npx', '--no-install', ...command, ...options)
}

if (what === 'addon') {
  // The loader prefers a release binary, which would hide what is compiled now.
  rmSync(`${root}prebuilds/${process.platform}-${process.arch}`, { recursive: true, force: true })
  build('build')
} else if (what === 'tests') {
  build('build', '--target', 'steepest_tests')
} else if (what === 'bench') {
  build('build', '--target', 'steepest_bench')
} else if (what === 'sanitize') {
  build('build/sanitize', '--CDSTEEPEST_SANITIZE=ON')
  build('build/sanitize', '--CDSTEEPEST_SANITIZE=ON', '--target', 'steepest_tests')
} else {
  console.error(`build-native: expected addon, tests, bench or sanitize, got ${what}`)
  process.exit(2)
}
