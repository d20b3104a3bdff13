// The fitting service of examples/fit-server under load, beside the same server with ml-levenberg-marquardt in place of
// our fits: a process for each server, requests by undici from this one, in turns. Each fit is of 50 points to
// a exp(-b t) + c with noise.
//
//     npm run build && bench/install-peers.sh && node bench/fit-server.mjs [seconds of a round]
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename } from 'node:path'
import { backend, version } from '../dist/node.js'
import { machine, median } from './side-by-side.mjs'

const require = createRequire(new URL('peers/package.json', import.meta.url))
const { Pool } = require('undici')

const seconds = Number(process.argv[2] ?? 4)
const rounds = 3
const points = 50
const start = { a: 1, b: 1, c: 0 }
const model = 'a * exp(-b * t) + c'

/** Several bodies in turn, so that no answer could be kept. */
const bodies = 32

// Repeatable numbers between -1 and 1.
let state = 1
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) | 0
  return state / 2 ** 31
}

const t = Array.from({ length: points }, (_, i) => i / 10)
function decay() {
  const [a, b, c] = [2 + random(), 1 + 0.5 * random(), 0.5 * random()]
  return t.map((at) => Number((a * Math.exp(-b * at) + c + 0.02 * (random() + random())).toPrecision(6)))
}

const scenarios = [
  { name: 'single fits, 1 connection', path: '/fit', fits: 1, connections: 1 },
  { name: 'single fits, 16 connections', path: '/fit', fits: 1, connections: 16 },
  { name: 'batches of 100, 4 connections', path: '/fits', fits: 100, connections: 4 },
  { name: 'batches of 1,000, 4 connections', path: '/fits', fits: 1000, connections: 4 },
].map((scenario) => {
  const data = () => (scenario.path === '/fit' ? decay() : Array.from({ length: scenario.fits }, decay))
  const texts = Array.from({ length: bodies }, () =>
    JSON.stringify({ model, data: { t, y: data() }, options: { start } }),
  )
  return { ...scenario, bodies: texts }
})

/** A server, and a client with so many connections. */
async function serve(fitter) {
  const child = fork(new URL('fit-server-process.mjs', import.meta.url), [fitter])
  const [address] = await once(child, 'message')
  return { child, address }
}

async function ask({ child }, message) {
  const answer = once(child, 'message')
  child.send(message)
  return (await answer)[0]
}

/** Milliseconds of each request within a time, each connection asking for the next as soon as it is answered. */
async function load({ address }, { path, connections, bodies }, milliseconds) {
  const pool = new Pool(address, { connections })
  const until = performance.now() + milliseconds
  const latencies = []
  let next = 0
  const connection = async () => {
    while (performance.now() < until) {
      const body = bodies[next++ % bodies.length]
      const since = performance.now()
      const answer = await pool.request({ method: 'POST', path, body, headers: { 'content-type': 'application/json' } })
      const text = await answer.body.text()
      if (answer.statusCode !== 200) throw new Error(`${answer.statusCode}: ${text}`)
      latencies.push(performance.now() - since)
    }
  }
  const since = performance.now()
  await Promise.all(Array.from({ length: connections }, connection))
  const elapsed = performance.now() - since
  await pool.close()
  return { latencies, elapsed }
}

async function measure(server, scenario) {
  await load(server, scenario, 1000)
  server.child.send('reset')
  const { latencies, elapsed } = await load(server, scenario, 1000 * seconds)
  const delay = await ask(server, 'report')
  const sorted = latencies.toSorted((a, b) => a - b)
  const quantile = (part) => sorted[Math.floor(part * (sorted.length - 1))]
  const fitsPerSecond = (1000 * scenario.fits * latencies.length) / elapsed
  return { fitsPerSecond, p50: quantile(0.5), p99: quantile(0.99), delay: delay.p99, longest: delay.max }
}

/** The answers are the same curves, or the comparison means nothing. */
async function compare(servers) {
  const found = await Promise.all(
    servers.map(async ({ address }) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(`${address}/fit`, { method: 'POST', body: scenarios[0].bodies[0], headers })
      return (await answer.json()).parameters
    }),
  )
  for (const name of Object.keys(start)) {
    const [ours, theirs] = found.map((parameters) => parameters[name])
    if (!(Math.abs(ours - theirs) <= 1e-5 * Math.abs(theirs))) throw new Error(`${name}: ${ours} and ${theirs}`)
  }
}

const contestants = ['steepest', 'ml-levenberg-marquardt']
const { kind, isa, threads } = backend()
console.log(`${machine()}; steepest ${version}, ${kind} ${isa}, ${threads} threads; client on the same machine`)
const versionOf = (path) => JSON.parse(readFileSync(new URL(`${path}/package.json`, import.meta.url), 'utf8')).version
const packages = ['../node_modules/fastify', 'peers/node_modules/undici', 'peers/node_modules/ml-levenberg-marquardt']
console.log(packages.map((path) => `${basename(path)} ${versionOf(path)}`).join(', '))

const servers = []
for (const name of contestants) servers.push(await serve(name))
await compare(servers)
for (const scenario of scenarios) {
  const results = contestants.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, server] of servers.entries()) results[i].push(await measure(server, scenario))
  }
  const middle = results.map((all) =>
    Object.fromEntries(Object.keys(all[0]).map((key) => [key, median(all.map((result) => result[key]))])),
  )
  console.log(`\n${scenario.name}`)
  for (const [i, { fitsPerSecond, p50, p99, delay, longest }] of middle.entries()) {
    const times = `p50 ${p50.toFixed(2)}, p99 ${p99.toFixed(2)}; event loop p99 ${delay.toFixed(1)}, longest ${longest.toFixed(1)} ms`
    console.log(`  ${contestants[i].padEnd(24)} ${fitsPerSecond.toFixed(0).padStart(8)} fits/s; ${times}`)
  }
  console.log(`  ratio ${(middle[0].fitsPerSecond / middle[1].fitsPerSecond).toFixed(2)}`)
}
for (const { child } of servers) child.disconnect()
