import { createHmac, randomUUID } from 'node:crypto'
import { type ClientRequest, createServer, type IncomingMessage, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDoor, type DoorLimits } from '../../src/ingress/door.ts'
import { isSigned } from '../../src/ingress/signature.ts'
import type { Delivery } from '../../src/ports/inbox.ts'
import { silentLog } from '../open-test-store.ts'
import { runs } from '../runs.ts'

const secret = 'a secret of the test, long enough'
const oldSecret = 'the secret before it'

const stored: Delivery[] = []
let nudges = 0
let failure: Error | undefined
const inbox = {
  accept: async (delivery: Delivery) => {
    if (failure !== undefined) throw failure
    if (stored.some((known) => known.id === delivery.id || known.bodySha256 === delivery.bodySha256)) return false
    stored.push(delivery)
    return true
  },
}

const logged: object[] = []
const log = { ...silentLog, info: (facts: object) => void logged.push(facts) }

let server: Server
let origin: string
const limits: Partial<DoorLimits> = {
  bytes: 100_000,
  bodyMs: 300,
  inFlight: { smallBody: 20_000, small: 400_000, large: 600_000 },
}

beforeAll(async () => {
  const nudge = () => {
    nudges += 1
  }
  const now = () => new Date('2026-11-21T12:00:00Z')
  server = createServer(createDoor({ secrets: [secret, oldSecret], inbox, nudge, now, log, limits }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))
beforeEach(() => {
  stored.length = 0
  nudges = 0
  failure = undefined
})

const issue = { action: 'opened', issue: { number: 4, id: 40 }, repository: { id: 71 }, installation: { id: 9 } }
const body = JSON.stringify(issue)

function sign(bytes: string | Uint8Array, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`
}

type Sending = {
  method?: string
  headers?: Record<string, string | undefined>
  body?: string | Uint8Array<ArrayBuffer>
}
type Reply = { status: number; body: Record<string, unknown>; headers: Headers }

async function send({ method = 'POST', headers = {}, body: sent = body }: Sending = {}): Promise<Reply> {
  const all = {
    'x-github-event': 'issues',
    'x-github-delivery': randomUUID(),
    'x-hub-signature-256': sign(sent),
    ...headers,
  }
  const given = Object.entries(all).filter((header): header is [string, string] => header[1] !== undefined)
  const response = await fetch(origin, { method, headers: given, ...(method === 'GET' ? {} : { body: sent }) })
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  }
}

describe('a signed delivery', () => {
  it('is stored as it came, and the worker told', async () => {
    const id = randomUUID()
    const reply = await send({ headers: { 'x-github-delivery': id } })
    expect([reply.status, reply.body]).toStrictEqual([202, { accepted: true }])
    expect(stored).toStrictEqual([{ id, event: 'issues', body, bodySha256: expect.stringMatching(/^[0-9a-f]{64}$/) }])
    expect(nudges).toBe(1)
  })

  it('is accepted again without effect, under its id and under another', async () => {
    const id = randomUUID()
    await send({ headers: { 'x-github-delivery': id } })
    for (const again of [id, randomUUID()]) {
      const reply = await send({ headers: { 'x-github-delivery': again } })
      expect([reply.status, reply.body]).toStrictEqual([202, { accepted: true, duplicate: true }])
    }
    expect([stored.length, nudges]).toStrictEqual([1, 1])
  })

  it('may be signed with the secret before, while secrets are changed', async () => {
    expect((await send({ headers: { 'x-hub-signature-256': sign(body, oldSecret) } })).status).toBe(202)
  })

  it('of an event that we do not use is accepted and not stored', async () => {
    const reply = await send({ headers: { 'x-github-event': 'star' } })
    expect([reply.status, reply.body, stored.length]).toStrictEqual([202, { accepted: true, ignored: true }, 0])
  })

  it('cannot reach a prototype', async () => {
    const sent =
      '{"__proto__":{"issue":{"number":4},"polluted":1},"constructor":{"prototype":{"polluted":1}},"action":"opened","repository":{"id":71}}'
    expect((await send({ body: sent })).body.code).toBe('DELIVERY_MISLABELLED')
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('is refused with 503 while the store is down, and then accepted', async () => {
    failure = new Error(`cannot store ${body}`)
    const id = randomUUID()
    const refused = await send({ headers: { 'x-github-delivery': id } })
    expect([refused.status, refused.body.code, refused.headers.get('retry-after')]).toStrictEqual([
      503,
      'DELIVERY_NOT_STORED',
      '5',
    ])
    expect(JSON.stringify(refused.body)).not.toContain('opened')
    failure = undefined
    expect((await send({ headers: { 'x-github-delivery': id } })).body).toStrictEqual({ accepted: true })
  })
})

describe('a signature', () => {
  it('agrees with the example that GitHub publishes', () => {
    const published = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17'
    expect(isSigned(Buffer.from('Hello, World!'), published, ["It's a Secret to Everybody"])).toBe(true)
    expect(isSigned(Buffer.from('Hello, World?'), published, ["It's a Secret to Everybody"])).toBe(false)
  })

  const sha1 = `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`
  it.each([
    ['is missing', { 'x-hub-signature-256': undefined }],
    ['is empty', { 'x-hub-signature-256': '' }],
    ['is SHA-1 only', { 'x-hub-signature-256': undefined, 'x-hub-signature': sha1 }],
    ['is SHA-1 in the place of SHA-256', { 'x-hub-signature-256': sha1 }],
    ['is truncated', { 'x-hub-signature-256': sign(body).slice(0, -1) }],
    ['is too long', { 'x-hub-signature-256': `${sign(body)}0` }],
    ['is in upper case', { 'x-hub-signature-256': sign(body).toUpperCase() }],
    ['has no algorithm', { 'x-hub-signature-256': sign(body).slice(7) }],
    ['is there twice', { 'x-hub-signature-256': `${sign(body)}, ${sign(body)}` }],
    ['is of another body', { 'x-hub-signature-256': sign(`${body} `) }],
    ['is by another secret', { 'x-hub-signature-256': sign(body, 'development') }],
    ['is by the empty secret', { 'x-hub-signature-256': sign(body, '') }],
  ])('that %s gives the same 401', async (_case, headers) => {
    const reply = await send({ headers })
    const reference = await send({ headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } })
    expect([reply.status, reply.body]).toStrictEqual([401, reference.body])
    expect(reply.body.code).toBe('DELIVERY_UNSIGNED')
    expect(stored).toStrictEqual([])
  })

  it('is void after any flipped bit of body or signature', () => {
    const bytes = Buffer.from(body)
    const signature = sign(body)
    const flipped = fc.tuple(fc.nat(bytes.length - 1), fc.nat(7))
    fc.assert(
      fc.property(flipped, fc.nat(63), fc.integer({ min: 1, max: 15 }), ([at, bit], digit, change) => {
        const other = Buffer.from(bytes)
        other[at] = (other[at] ?? 0) ^ (1 << bit)
        expect(isSigned(other, signature, [secret])).toBe(false)
        const digits = [...signature.slice(7)]
        digits[digit] = (Number.parseInt(digits[digit] ?? '', 16) ^ change).toString(16)
        expect(isSigned(bytes, `sha256=${digits.join('')}`, [secret])).toBe(false)
      }),
      { numRuns: runs(500) },
    )
  })

  it('is needed: a door without a secret is not built', () => {
    const build = () =>
      createDoor({ secrets: [], inbox, nudge: () => undefined, now: () => new Date(0), log: silentLog })
    expect(build).toThrow(expect.objectContaining({ code: 'CONFIG_MISSING' }))
  })
})

describe('what is not a delivery', () => {
  it.each([
    ['another method', { method: 'PUT' }, 405, 'DELIVERY_METHOD'],
    ['a GET', { method: 'GET' }, 405, 'DELIVERY_METHOD'],
    ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415, 'DELIVERY_ENCODED'],
    ['no id', { headers: { 'x-github-delivery': undefined } }, 400, 'DELIVERY_MALFORMED'],
    ['an endless id', { headers: { 'x-github-delivery': 'a'.repeat(101) } }, 400, 'DELIVERY_MALFORMED'],
    ['an odd id', { headers: { 'x-github-delivery': "x'; drop table" } }, 400, 'DELIVERY_MALFORMED'],
    ['no event', { headers: { 'x-github-event': undefined } }, 400, 'DELIVERY_MALFORMED'],
    ['an odd event', { headers: { 'x-github-event': 'Issues/..' } }, 400, 'DELIVERY_MALFORMED'],
    ['another event than the body', { headers: { 'x-github-event': 'push' } }, 400, 'DELIVERY_MISLABELLED'],
    ['no JSON', { body: 'payload=%7B%7D' }, 400, 'DELIVERY_MALFORMED'],
    ['nothing', { body: '' }, 400, 'DELIVERY_MALFORMED'],
    ['a list', { body: '[]' }, 400, 'DELIVERY_MALFORMED'],
    ['null', { body: 'null' }, 400, 'DELIVERY_MALFORMED'],
    [
      'a text that is not UTF-8',
      { body: new Uint8Array([...Buffer.from(body.slice(0, -1)), ...[0x2c, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]]) },
      400,
      'DELIVERY_MALFORMED',
    ],
    ['a byte order mark', { body: `\ufeff${body}` }, 400, 'DELIVERY_MALFORMED'],
    ['a JSON nested too deeply', { body: `${'{"a":'.repeat(65)}1${'}'.repeat(65)}` }, 400, 'DELIVERY_MALFORMED'],
    ['more than the limit', { body: ' '.repeat(100_001) }, 413, 'DELIVERY_TOO_LARGE'],
  ])('%s is refused', async (_case, sending, status, code) => {
    const reply = await send(sending)
    expect([reply.status, reply.body.code]).toStrictEqual([status, code])
    expect(reply.body.message).toMatch(/^[^\n]{10,}$/)
    expect(Object.keys(reply.body)).toStrictEqual(['code', 'message'])
    expect([stored.length, nudges]).toStrictEqual([0, 0])
  })

  it('altered on its way is not blamed on the secret alone, and the log names it (field.D14)', async () => {
    logged.length = 0
    const relayed = { 'x-hub-signature-256': sign(body), 'x-github-delivery': 'd-1' }
    const reply = await send({ headers: relayed, body: JSON.stringify(issue, null, 1) })
    expect([reply.status, reply.body.code]).toStrictEqual([401, 'DELIVERY_UNSIGNED'])
    expect(reply.body.message).toContain('something between GitHub and this server may have changed the body')
    const strange = { ...relayed, 'x-github-delivery': 'x'.repeat(101), 'x-github-event': '"}{' }
    await send({ headers: strange, body: `${body} ` })
    await send({ headers: { ...relayed, 'x-github-event': 'push' }, body })
    expect(logged).toStrictEqual([
      { code: 'DELIVERY_UNSIGNED', delivery: 'd-1', event: 'issues' },
      { code: 'DELIVERY_UNSIGNED' },
      { code: 'DELIVERY_MISLABELLED', delivery: 'd-1', event: 'push' },
    ])
  })
})

/** A request whose body the test writes itself. */
function open(headers: Record<string, string>): {
  sent: ClientRequest
  reply: Promise<{ status: number | undefined; text: string }>
} {
  const sent = request(origin, { method: 'POST', headers: { 'x-hub-signature-256': sign(''), ...headers } })
  sent.on('error', () => undefined)
  const reply = new Promise<IncomingMessage>((resolve) => sent.once('response', resolve)).then(async (response) => {
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    return { status: response.statusCode, text: Buffer.concat(chunks).toString() }
  })
  return { sent, reply }
}

describe('limits', () => {
  it('refuses a declared length over the limit without reading the body', async () => {
    const { sent, reply } = open({ 'content-length': '100001' })
    sent.flushHeaders()
    expect((await reply).status).toBe(413)
    sent.destroy()
  })

  it('cuts off a body that grows over the limit, whatever it declared', async () => {
    const { sent, reply } = open({ 'transfer-encoding': 'chunked' })
    for (let written = 0; written < 3; written += 1) sent.write('x'.repeat(50_000))
    expect((await reply).status).toBe(413)
    sent.destroy()
  })

  it('gives up on a body that does not come', async () => {
    const { sent, reply } = open({ 'content-length': '100' })
    sent.write('slowly')
    const answer = await reply
    expect([answer.status, JSON.parse(answer.text)]).toStrictEqual([
      408,
      expect.objectContaining({ code: 'DELIVERY_STALLED' }),
    ])
    sent.destroy()
  })

  it('holds no more than its allowance for all bodies together (security.W1)', async () => {
    const slow = Array.from({ length: 13 }, () => open({ 'content-length': '90000' }))
    for (const { sent } of slow) sent.write('x'.repeat(80_000))
    // security.W1: small bodies have a share of their own.
    expect((await send()).status).toBe(202)
    const statuses = (await Promise.all(slow.map(({ reply }) => reply))).map(({ status }) => status)
    expect(statuses).toContain(503)
    expect(statuses).toContain(408)
    for (const { sent } of slow) sent.destroy()
    expect((await send()).status).toBe(202)
  })

  it('survives a sender that goes away', async () => {
    const { sent } = open({ 'content-length': '100' })
    sent.write('gone')
    await new Promise((resolve) => setImmediate(resolve))
    sent.destroy()
    expect((await send()).status).toBe(202)
  })
})

describe('anything at all', () => {
  it('is answered or cut off, and the next delivery is accepted', async () => {
    const header = fc.tuple(
      fc.constantFrom(
        'X-GitHub-Event',
        'X-GitHub-Delivery',
        'X-Hub-Signature-256',
        'Content-Length',
        'Transfer-Encoding',
        'Expect',
        'Content-Encoding',
        'X-Odd',
      ),
      fc.oneof(
        fc.string({ maxLength: 40 }),
        fc.constantFrom('chunked', '5', '-1', '99999999999', sign(''), 'issues', '100-continue'),
      ),
    )
    const message = fc.tuple(fc.array(header, { maxLength: 8 }), fc.uint8Array({ maxLength: 200 }))
    await fc.assert(
      fc.asyncProperty(message, async ([headers, bytes]) => {
        await sendRaw(
          headers.map(([name, value]) => `${name}: ${value}`),
          bytes,
        )
      }),
      { numRuns: runs(300) },
    )
    expect(stored).toStrictEqual([])
    expect((await send()).status).toBe(202)
  })
})

/** Writes bytes to the socket as they are and waits until the server has answered or closed. */
function sendRaw(headers: string[], bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.on('error', () => resolve())
    socket.on('close', () => resolve())
    socket.on('data', () => socket.destroy())
    socket.write(
      `POST / HTTP/1.1\r\nHost: x\r\n${headers.join('\r\n')}${headers.length > 0 ? '\r\n' : ''}\r\n`,
      'latin1',
    )
    socket.end(bytes)
  })
}
