import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createDoor, type DoorOptions, doorLimits } from '../../../src/ingress/door.ts'

// What a sender reads and what the log says, word for word.

const secret = 'a secret of the test, long enough'
const sign = (body: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
const issue = JSON.stringify({ action: 'opened', issue: { number: 4 }, repository: { id: 71 } })
const logged: unknown[][] = []
let close = async () => {}
afterEach(() => close())

type Spoil = (response: ServerResponse, request: IncomingMessage) => void

async function openDoor(
  options: Partial<DoorOptions> = {},
  spoil: Spoil = () => undefined,
  after: Spoil = () => undefined,
): Promise<string> {
  logged.length = 0
  const log = {
    info: (...words: unknown[]) => void logged.push(['info', ...words]),
    warn: (...words: unknown[]) => void logged.push(['warn', ...words]),
  }
  const inbox = { accept: async () => true }
  const door = createDoor({ secrets: [secret], inbox, nudge: () => undefined, now: () => new Date(0), log, ...options })
  const server = createServer((asked, response) => {
    spoil(response, asked)
    door(asked, response)
    after(response, asked)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () =>
    new Promise((resolve) => {
      server.closeAllConnections()
      server.close(() => resolve())
    })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const named = { 'x-github-event': 'issues', 'x-github-delivery': 'd-1' }
async function send(origin: string, body = issue, headers: Record<string, string> = {}, method = 'POST') {
  const response = await fetch(origin, {
    ...{ method, headers: { ...named, 'x-hub-signature-256': sign(body), ...headers } },
    ...(method === 'GET' ? {} : { body }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

describe('a refusal says what to do', () => {
  it.each<[string, string, Record<string, string>, string, string]>([
    ['another method', issue, {}, 'GET', 'deliveries come by POST'],
    [
      'a compressed body',
      issue,
      { 'content-encoding': 'gzip' },
      'POST',
      'deliveries come without Content-Encoding; GitHub compresses none',
    ],
    [
      'a long body',
      ' '.repeat(1001),
      {},
      'POST',
      'the delivery is longer than 1000 bytes, more than GitHub ever sends; send less',
    ],
    [
      'another signature',
      issue,
      { 'x-hub-signature-256': sign('') },
      'POST',
      'no valid X-Hub-Signature-256 for this body; compare the webhook secret of the GitHub App with WEBHOOK_SECRET. If they are the same, something between GitHub and this server may have changed the body: let it pass the bytes as they are',
    ],
    [
      'another event',
      issue,
      { 'x-github-event': 'push' },
      'POST',
      'the body is not one of the event that X-GitHub-Event names; nothing was stored',
    ],
    [
      'an odd id',
      issue,
      { 'x-github-delivery': 'a b' },
      'POST',
      'X-GitHub-Delivery must be an identifier of at most 100 characters',
    ],
    [
      'an id with something before',
      issue,
      { 'x-github-delivery': '/a' },
      'POST',
      'X-GitHub-Delivery must be an identifier of at most 100 characters',
    ],
    ['an odd event', issue, { 'x-github-event': 'issues ok' }, 'POST', 'X-GitHub-Event must name an event'],
    [
      'an event with something before',
      issue,
      { 'x-github-event': '/issues' },
      'POST',
      'X-GitHub-Event must name an event',
    ],
    ['a list', '[]', {}, 'POST', "the delivery's body is not a JSON object"],
    ['no JSON', '{', {}, 'POST', "the delivery's body is not JSON; set the webhook's content type to application/json"],
    ['much nesting', '['.repeat(65), {}, 'POST', "the delivery's body is nested or filled beyond what GitHub sends"],
  ])('%s', async (_what, body, headers, method, message) => {
    const origin = await openDoor({ limits: { bytes: 1000 } })
    const reply = await send(origin, body, headers, method)
    expect(reply.body.message).toBe(message)
    expect(reply.headers.get('allow')).toBe(method === 'GET' ? 'POST' : null)
    expect(reply.headers.get('retry-after')).toBeNull()
    expect(logged).toStrictEqual([
      ['info', expect.objectContaining({ code: reply.body.code }), 'a delivery was refused'],
    ])
  })

  it('a body that is as long as it may be is none', async () => {
    const origin = await openDoor({ limits: { bytes: 1000 } })
    expect(await send(origin, issue.padEnd(1000))).toMatchObject({ status: 202, body: { accepted: true } })
  })

  it('text that is not UTF-8', async () => {
    const origin = await openDoor()
    const bytes = Buffer.from([0x7b, 0xff, 0x7d])
    const signature = `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
    const headers = { ...named, 'x-hub-signature-256': signature }
    const reply = await fetch(origin, { method: 'POST', headers, body: bytes })
    expect(await reply.json()).toMatchObject({ message: "the delivery's body is not UTF-8" })
  })
})

describe('what could not be stored', () => {
  it('is told as a warning with its cause, and may be sent again', async () => {
    const failure = new Error('disk full')
    const origin = await openDoor({ inbox: { accept: () => Promise.reject(failure) } })
    const reply = await send(origin)
    expect([reply.status, reply.headers.get('retry-after')]).toStrictEqual([503, '5'])
    expect(reply.body.message).toBe('the delivery could not be stored; send it again in a moment')
    const err = expect.objectContaining({ code: 'DELIVERY_NOT_STORED', cause: failure })
    expect(logged).toStrictEqual([['warn', { err, delivery: 'd-1', event: 'issues' }, 'a delivery was not stored']])
  })

  it('by a fault of ours is told in no other way', async () => {
    const failure = new TypeError('nobody there')
    const origin = await openDoor({
      nudge: () => {
        throw failure
      },
    })
    const reply = await send(origin)
    expect(reply.status).toBe(503)
    expect(reply.body).toStrictEqual({
      code: 'DELIVERY_NOT_STORED',
      message: 'the delivery could not be handled; send it again',
    })
    const err = expect.objectContaining({ code: 'DELIVERY_NOT_STORED', cause: failure })
    expect(logged).toStrictEqual([['warn', { err, delivery: 'd-1', event: 'issues' }, 'a delivery was not stored']])
  })

  it('within its time says so', async () => {
    const origin = await openDoor({ limits: { bodyMs: 20 } })
    const body = new ReadableStream({ start: (controller) => controller.enqueue(Buffer.from('{')) })
    const headers = { ...named, 'x-hub-signature-256': sign(issue) }
    const reply = await fetch(origin, { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
    expect(await reply.json()).toMatchObject({
      message: "the delivery's body did not arrive within 0.02 s; send it again",
    })
  })

  it('for want of room says so', async () => {
    const origin = await openDoor({ limits: { inFlight: { smallBody: 10, small: 10, large: 10 } } })
    const reply = await send(origin)
    expect(reply.body.message).toBe('too much is being received at once; nothing was stored, send the delivery again')
  })
})

it('an answer that cannot be sent is told, and stops nobody', async () => {
  const failure = new Error('no socket')
  const spoil: Spoil = (response) => {
    response.writeHead = () => {
      // The sender shall not wait.
      setImmediate(() => response.destroy())
      throw failure
    }
  }
  const origin = await openDoor({}, spoil)
  await expect(send(origin)).rejects.toThrow('fetch failed')
  expect(logged).toStrictEqual([['warn', { err: failure }, 'an answer could not be sent']])
})

it('a connection that breaks is the sender’s business', async () => {
  let broken = 0
  const breaks: Spoil = (response, asked) => {
    // It throws where nobody listens.
    expect(asked.emit('error', new Error('gone'))).toBe(true)
    expect(response.emit('error', new Error('gone'))).toBe(true)
    broken += 1
  }
  const origin = await openDoor({}, undefined, breaks)
  expect((await send(origin, issue, {}, 'GET')).status).toBe(405)
  expect(broken).toBe(1)
})

it('who goes away before the end of a body is told nothing, and nothing is told of them', async () => {
  const gone = Promise.withResolvers<void>()
  const origin = await openDoor({}, undefined, (_, asked) => {
    asked.once('data', () => sent.destroy())
    asked.once('close', () => setImmediate(gone.resolve))
  })
  const headers = { ...named, 'x-hub-signature-256': sign(issue), 'content-length': 1000 }
  const sent = request(origin, { method: 'POST', headers })
  sent.on('error', () => undefined)
  sent.write('{')
  await gone.promise
  expect(logged).toEqual([])
})

it('an answer is JSON of its length, and is kept by nobody', async () => {
  const { headers, body } = await send(await openDoor())
  expect(body).toStrictEqual({ accepted: true })
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
  expect(headers.get('content-length')).toBe(String('{"accepted":true}'.length))
  expect(headers.get('cache-control')).toBe('no-store')
})

it('without a secret there is no door', () => {
  const build = () => createDoor({ secrets: [] } as unknown as DoorOptions)
  expect(build).toThrow('there is no webhook secret, so nothing could be told from a forgery; set WEBHOOK_SECRET')
})

it('the limits let all of GitHub’s deliveries in, and hold no more than a server has', () => {
  const mebibyte = 1_048_576
  expect(doorLimits).toStrictEqual({
    ...{ bytes: 26 * mebibyte, bodyMs: 10_000 },
    inFlight: { smallBody: mebibyte, small: 32 * mebibyte, large: 96 * mebibyte },
  })
})
