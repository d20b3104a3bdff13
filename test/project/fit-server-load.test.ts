// What the example's server does under load, with fits that last as long as a test wants (slow-fit-server.mjs).
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Server } from './server.ts'

let server: Server
beforeEach(async () => {
  server = await Server.start('test/project/programs/slow-fit-server.mjs')
})
afterEach(() => server.kill('SIGKILL'))

const lasting = (milliseconds: number) => ({ model: 'a * t', data: { y: [milliseconds] } })
const requests = async () => (await server.get('/health')).body.requests as Record<string, number>
const isUnderWay = (count: number) =>
  server.until('/health', ({ requests }) => (requests as { underWay: number }).underWay === count)

test('more than it takes on are told to come again, and those under way are finished', async () => {
  const two = [server.post('/fit', lasting(400)), server.post('/fits', lasting(400))]
  await isUnderWay(2)
  const third = await server.post('/fit', lasting(0))
  expect(third).toMatchObject({ status: 503, body: { code: 'ERR_BUSY', message: expect.stringMatching(/come again/) } })
  expect(third.headers.get('retry-after')).toBe('1')
  for (const answer of await Promise.all(two)) expect(answer).toMatchObject({ status: 200, body: { status: 'done' } })
  expect(await server.post('/fit', lasting(0))).toMatchObject({ status: 200 })
  expect(await requests()).toEqual({ underWay: 0, done: 3, refused: 1, left: 0 })
})

test('a client that leaves ends its fit, and makes room', async () => {
  const leave = new AbortController()
  const left = server.post('/fit', lasting(1e6), 'application/json', leave.signal)
  await isUnderWay(1)
  leave.abort()
  await expect(left).rejects.toThrow('aborted')
  await isUnderWay(0)
  expect(await requests()).toEqual({ underWay: 0, done: 1, refused: 0, left: 1 })
})

test('SIGTERM: what is under way is answered, nothing new is taken on, and the process ends', async () => {
  // Its connection stays open for another request, and must not keep the process.
  const running = server.post('/fit', lasting(300))
  await isUnderWay(1)
  server.kill('SIGTERM')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const refused = server.post('/fit', lasting(0)).then(
    ({ status }) => status,
    () => 'no connection',
  )
  expect([503, 'no connection']).toContain(await refused)
  expect(await running).toMatchObject({ status: 200, body: { status: 'done' } })
  const since = performance.now()
  expect(await server.exitCode()).toBe(0)
  expect(performance.now() - since).toBeLessThan(2000)
})

test('SIGTERM: what outlasts the grace answers with its best so far', async () => {
  const running = server.post('/fit', lasting(1e6))
  await isUnderWay(1)
  server.kill('SIGTERM')
  expect(await running).toMatchObject({ status: 200, body: { status: 'aborted' } })
  expect(await server.exitCode()).toBe(0)
})
