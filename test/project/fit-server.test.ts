// The example's server as it is run: real requests, real fits.
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { curves } from 'steepest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './repository.ts'
import { Server } from './server.ts'

let server: Server
beforeAll(async () => {
  const limits = { FIT_MAX_BYTES: '200000', FIT_MAX_ROWS: '1000', FIT_MAX_FITS: '1000', FIT_MAX_FORMULA: '200' }
  server = await Server.start('examples/fit-server/main.mjs', { PORT: '0', FIT_MAX_MILLISECONDS: '2000', ...limits })
})
afterAll(() => server.kill('SIGKILL'))

const model = 'a * exp(-b * t) + c'
const t = Array.from({ length: 21 }, (_, i) => i / 4)
const decay = (a: number, b: number, c: number) => t.map((at) => a * Math.exp(-b * at) + c)
const data = { t, y: decay(2, 0.5, 1) }
const start = { a: 1, b: 1, c: 0 }
const refused = (status: number, code: string, message: RegExp) => ({
  status,
  body: { code, message: expect.stringMatching(message) },
})
const expectNear = (actual: unknown, expected: number, relative = 1e-6) =>
  expect(Math.abs((actual as number) - expected)).toBeLessThanOrEqual(relative * Math.abs(expected))

describe('POST /fit', () => {
  test('fits a formula', async () => {
    const { status, body } = await server.post('/fit', { model, data, options: { start } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ converged: true, degreesOfFreedom: 18 })
    const { a, b, c } = body.parameters as Record<string, number>
    for (const [found, expected] of [
      [a, 2],
      [b, 0.5],
      [c, 1],
    ] as const)
      expectNear(found, expected)
    expect(body.covariance).toHaveLength(3)
    expect(body.residuals).toHaveLength(21)
  })

  test('fits a curve by name, with options', async () => {
    const options = { fixed: { c: 1 }, bounds: { b: [0, null] }, weights: t.map(() => 4), absoluteSigma: true }
    const { body } = await server.post('/fit', { model: 'exponentialDecay', data, options })
    expectNear((body.parameters as Record<string, number>).b, 0.5)
    expect((body.parameters as Record<string, number>).c).toBe(1)
  })

  // Rat42 of NIST's Statistical Reference Datasets, as certified.
  test('fits CSV', async () => {
    const csv = readFileSync(`${root}examples/data/pasture.csv`, 'utf8')
    const formula = encodeURIComponent('b1 / (1 + exp(b2 - b3 * time))')
    const query = `model=${formula}&start=b1=100,b2=1,b3=0.1&response=yield`
    const { status, body } = await server.post(`/fit?${query}`, csv, 'text/csv')
    expect(status).toBe(200)
    expectNear((body.parameters as Record<string, number>).b1, 72.462237576)
    expectNear((body.standardErrors as Record<string, number>).b2, 0.088295217536, 1e-5)
    const named = await server.post('/fit?model=logisticGrowth&response=yield', csv, 'text/csv; charset=utf-8')
    expectNear((named.body.parameters as Record<string, number>).capacity, 72.462237576)
  })

  test('a fit that does not converge is an answer, not an error', async () => {
    const { status, body } = await server.post('/fit', { model, data, options: { start, maxIterations: 1 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ converged: false, status: 'max-iterations', message: expect.any(String) })
  })
})

describe('POST /fits', () => {
  test('fits many in columns', async () => {
    const rates = [0.3, 0.5, 0.9]
    const y = rates.map((rate) => decay(2, rate, 1))
    const { status, body } = await server.post('/fits', { model, data: { t, y }, options: { start } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ count: 3, converged: [true, true, true] })
    expect(body.statuses).toEqual(Array(3).fill(expect.stringMatching(/-tolerance$/)))
    const found = (body.parameters as Record<string, number[]>).b!
    for (const [i, rate] of rates.entries()) expectNear(found[i], rate, 1e-5)
  })

  test('of different lengths', async () => {
    const y = [decay(2, 0.3, 1), decay(2, 0.6, 1).slice(0, 15)]
    const { status, body } = await server.post('/fits', {
      model,
      data: { t: [t, t.slice(0, 15)], y },
      options: { start: { ...start, b: [0.2, 0.5] } },
    })
    expect(status).toBe(200)
    for (const [i, rate] of [0.3, 0.6].entries()) {
      expectNear((body.parameters as Record<string, number[]>).b![i], rate, 1e-5)
    }
  })

  test('needs an array for each fit', async () => {
    expect(await server.post('/fits', { model, data, options: { start } })).toMatchObject(
      refused(400, 'ERR_REQUEST', /data\.y must be an array for each fit/),
    )
  })

  // The last two have as many numbers in all, which lie with others than their own end to end.
  test.each<[string, object, RegExp]>([
    ['a number among arrays', { t: [1, 2, 3], y: [[1, 2, 3], 4] }, /data\.y must be .*: data\.y\.1 is a number/],
    [
      'one column for fits of several lengths',
      {
        t: [0, 1, 2],
        y: [
          [1, 2, 3],
          [1, 2],
        ],
      },
      /data\.t must be/,
    ],
    [
      'too few fits',
      {
        t: [[0, 1, 2]],
        y: [
          [1, 2, 3],
          [1, 2, 3],
        ],
      },
      /data\.t has arrays for 1 fits, data\.y for 2/,
    ],
    [
      'rows of other lengths',
      {
        t: [
          [0, 1, 2, 3],
          [0, 1, 2],
        ],
        y: [
          [1, 2, 3],
          [1, 2, 3, 4],
        ],
      },
      /data\.t\.0 has 4 numbers, data\.y\.0 has 3/,
    ],
    [
      'one of them of one length',
      {
        t: [
          [0, 1, 2, 3],
          [0, 1],
        ],
        y: [
          [1, 2, 3],
          [1, 2, 3],
        ],
      },
      /data\.t\.0 has 4 numbers/,
    ],
  ])('refuses %s', async (_, columns, message) => {
    const request = { model: 'a * t', data: columns, options: { start: { a: 1 } } }
    expect(await server.post('/fits', request)).toMatchObject(refused(400, 'ERR_REQUEST', message))
  })
})

describe('what cannot be fitted is refused', () => {
  const fit = (change: object) => ({ model, data, options: { start }, ...change })
  test.each<[string, string | object, ReturnType<typeof refused>]>([
    ['JSON that is none', '{"model":', refused(400, 'ERR_BODY', /not valid JSON/)],
    ['a request without data', { model }, refused(400, 'ERR_REQUEST', /required property 'data'/)],
    ['a field that is none', fit({ modell: '' }), refused(400, 'ERR_REQUEST', /additional properties: modell/)],
    ['an option that is none', fit({ options: { starts: {} } }), refused(400, 'ERR_REQUEST', /body.options .*starts/)],
    [
      'text among numbers',
      fit({ data: { t: ['1'], y: [1] } }),
      refused(400, 'ERR_REQUEST', /body\.data\.t\.0 must be number/),
    ],
    [
      'a number that is none',
      '{"model":"a*t","data":{"t":[1e999],"y":[1]},"options":{"start":{"a":1}}}',
      refused(400, 'ERR_REQUEST', /body\.data\.t\.0 must be number/),
    ],
    ['columns of two lengths', fit({ data: { t: [1, 2], y: [1] } }), refused(400, 'ERR_SHAPE', /./)],
    ['a formula that cannot be read', fit({ model: 'a * (t' }), refused(400, 'ERR_COMPILE', /line 1, column 7/)],
    [
      'a function that is none',
      fit({ model: 'a * expp(t)' }),
      refused(400, 'ERR_COMPILE', /no function expp; did you mean 'exp'\? \(line 1, column 5\)/),
    ],
    [
      'a curve that is none',
      fit({ model: 'exponentialDecai' }),
      refused(400, 'ERR_REQUEST', new RegExp(Object.keys(curves).join(', '))),
    ],
    ['a start that lacks a parameter', fit({ options: { start: { a: 1 } } }), refused(400, 'ERR_OPTION', /b/)],
    ['a prototype', '{"model":"a","data":{"__proto__":[1],"y":[1]}}', refused(400, 'ERR_BODY', /./)],
    [
      'a formula that is too long',
      fit({ model: `${'a+'.repeat(200)}t` }),
      refused(413, 'ERR_TOO_LARGE', /body\.model/),
    ],
    [
      'too many rows',
      fit({ data: { t: Array(1001).fill(1), y: [1] } }),
      refused(413, 'ERR_TOO_LARGE', /body\.data\.t/),
    ],
    ['a body that is too large', ' '.repeat(200_001), refused(413, 'ERR_TOO_LARGE', /too large/)],
  ])('%s', async (_, body, answer) => {
    expect(await server.post('/fit', body)).toMatchObject(answer)
  })

  test.each<[string, string, string, ReturnType<typeof refused>]>([
    ['CSV without a model', '', 't,y\n1,2\n', refused(400, 'ERR_REQUEST', /\?model=/)],
    [
      'CSV of a text',
      '?model=a*t&start=a=1',
      't,y\n1,2\n2,x\n',
      refused(400, 'ERR_BODY', /row 2, column y: a number was expected, got 'x'/),
    ],
    ['CSV without rows', '?model=a*t&start=a=1', 't,y\n', refused(400, 'ERR_BODY', /rows of numbers/)],
    ['CSV of ragged rows', '?model=a*t&start=a=1', 't,y\n1\n', refused(400, 'ERR_BODY', /./)],
    [
      'CSV of too many rows',
      '?model=a*t&start=a=1',
      `t,y\n${'1,2\n'.repeat(1001)}`,
      refused(413, 'ERR_TOO_LARGE', /1000 rows/),
    ],
    [
      'a start that is none',
      '?model=a*t&start=a',
      't,y\n1,2\n',
      refused(400, 'ERR_BODY', /start of a: a number was expected/),
    ],
    ['a query that is none', '?modell=a', 't,y\n1,2\n', refused(400, 'ERR_REQUEST', /querystring .*modell/)],
  ])('%s', async (_, query, csv, answer) => {
    expect(await server.post(`/fit${query}`, csv, 'text/csv')).toMatchObject(answer)
  })

  test('another type, and another path', async () => {
    const table = await server.post('/fits?model=a*t', 't,y\n1,2\n', 'text/csv')
    expect(table).toMatchObject(refused(415, 'ERR_MEDIA_TYPE', /application\/json/))
    expect(await server.post('/fit', 'x', 'text/plain')).toMatchObject(refused(415, 'ERR_MEDIA_TYPE', /./))
    expect(await server.get('/fit')).toMatchObject(refused(404, 'ERR_NOT_FOUND', /there is no GET \/fit/))
  })
})

test('a fit that takes too long ends with its best so far', async () => {
  const hasty = await Server.start('examples/fit-server/main.mjs', { PORT: '0', FIT_MAX_MILLISECONDS: '1' })
  try {
    const many = Array.from({ length: 50_000 }, (_, i) => i / 5000)
    const y = many.map((at) => 2 * Math.exp(-at) + Math.sin(3 * at))
    const request = { model: 'a * exp(-b * t) + c * sin(d * t)', options: { start: { a: 1, b: 3, c: 2, d: 2.5 } } }
    const { status, body } = await hasty.post('/fit', { ...request, data: { t: many, y } })
    expect(status).toBe(200)
    expect(body).toMatchObject({ status: 'max-time', converged: false })
  } finally {
    hasty.kill('SIGKILL')
  }
})

test('many fits that take too long end, however long it takes to find where they start', async () => {
  const limits = { FIT_MAX_MILLISECONDS: '50', FIT_MAX_BYTES: '20000000' }
  const hasty = await Server.start('examples/fit-server/main.mjs', { PORT: '0', ...limits })
  try {
    const y = Array.from({ length: 10_000 }, (_, i) => decay(2, 0.3 + i / 10_000, 1))
    const { status, body } = await hasty.post('/fits', { model: 'exponentialDecay', data: { t, y } })
    expect(status).toBe(200)
    expect((body.statuses as string[]).at(-1)).toBe('aborted')
    // No start was found for it, for the time was over before its turn.
    expect((body.parameters as Record<string, unknown[]>).a!.at(-1)).toBeNull()
  } finally {
    hasty.kill('SIGKILL')
  }
})

test('a client that sends half a body does not keep the server from ending', async () => {
  const stopped = await Server.start('examples/fit-server/main.mjs', { PORT: '0', GRACE: '100' })
  const { hostname, port } = new URL(`http://${stopped.host}`)
  const socket = connect(Number(port), hostname).on('error', () => {})
  try {
    socket.write(
      'POST /fit HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"model":',
    )
    // Until the server has read as much.
    await stopped.get('/health')
    const began = performance.now()
    stopped.kill('SIGTERM')
    expect(await stopped.exitCode()).toBe(0)
    expect(performance.now() - began).toBeLessThan(5000)
  } finally {
    socket.destroy()
    stopped.kill('SIGKILL')
  }
})

test('GET /health tells the backend, the requests and how late the event loop was', async () => {
  const { status, body } = await server.get('/health')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    status: 'ok',
    backend: { kind: expect.any(String) },
    requests: { underWay: 0, done: expect.any(Number), refused: 0, left: 0 },
    eventLoopDelay: { p99: expect.any(Number) },
  })
})

test('every command of its README answers as it shows', async () => {
  const readme = readFileSync(`${root}examples/fit-server/README.md`, 'utf8')
  const commands = readme.match(/^curl (?:'[^']*'|\\\n|[^'\n])*/gm) ?? []
  expect(commands.length).toBeGreaterThanOrEqual(4)
  for (const command of commands) {
    const answer = await server.shell(command.replaceAll('localhost:8080', server.host))
    expect(answer, command).not.toHaveProperty('code')
    expect(Object.keys(answer).length).toBeGreaterThan(2)
  }
})
