import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, connect as connectTo, type LookupFunction } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createGuardedFetch, type GuardedFetchOptions } from '../../src/connectors/guarded-fetch/guarded-fetch.ts'
import { NoConnection } from '../../src/core/no-connection.ts'
import { type Authority, makeAuthority, noAuthority } from '../private-authority.ts'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
  vi.unstubAllEnvs()
})

async function listening(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

/** A target on this machine, with what it was asked. */
async function target(answer: RequestListener = (_, response) => void response.end('hello')) {
  const asked: {
    method: string | undefined
    path: string | undefined
    headers: Record<string, unknown>
    body: string
  }[] = []
  const listener: RequestListener = (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const body = Buffer.concat(parts).toString()
      asked.push({ method: request.method, path: request.url, headers: request.headers, body })
      answer(request, response)
    })
  }
  const server = createServer(listener)
  const port = await listening(server)
  return { asked, port, url: `http://127.0.0.1:${port}/whoami`, server }
}

/** A resolver that says these addresses, one list after the other, and the last for ever. */
function resolver(...lists: string[][]): LookupFunction & { asked: string[] } {
  let at = 0
  const asked: string[] = []
  const lookup: LookupFunction = (name, _options, done) => {
    asked.push(name)
    const found = lists[Math.min(at++, lists.length - 1)] ?? []
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return Object.assign(lookup, { asked })
}

const thrownBy = (attempt: Promise<unknown>): Promise<unknown> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error,
  )
const refused = async (url: string, options: GuardedFetchOptions = {}, allowPrivate?: string[]) => {
  const error = await thrownBy(createGuardedFetch(options)(url, allowPrivate ? { allowPrivate } : {}))
  expect(error).toBeInstanceOf(NoConnection)
  return (error as NoConnection).message
}

describe('what was asked for on this machine', () => {
  test('is asked, and answers', async () => {
    const { url, asked } = await target((_, response) => void response.writeHead(201).end('{"a":1}'))
    const question = { method: 'POST' as const, headers: { authorization: 'Bearer x' }, body: '{}' }
    const answer = await createGuardedFetch()(url, question)
    expect([answer.status, await answer.json()]).toEqual([201, { a: 1 }])
    expect(asked).toMatchObject([
      { method: 'POST', path: '/whoami', body: '{}', headers: { authorization: 'Bearer x', connection: 'close' } },
    ])
  })

  test.each([200, 204, 302, 304, 401, 500])('answers %d, which is what it answered', async (status) => {
    const { url } = await target((_, response) => void response.writeHead(status).end())
    expect((await createGuardedFetch()(url, {})).status).toBe(status)
  })

  test('is asked anew each time, on a connection of its own', async () => {
    const { url, server } = await target()
    let connections = 0
    server.on('connection', () => connections++)
    const fetch = createGuardedFetch()
    for (let times = 0; times < 3; times++) await fetch(url, {})
    expect(connections).toBe(3)
  })

  test('leads nowhere else by a redirect', async () => {
    const other = await target()
    const { url } = await target((_, response) => void response.writeHead(302, { location: other.url }).end())
    expect((await createGuardedFetch()(url, {})).status).toBe(302)
    expect(other.asked).toEqual([])
  })

  test('is asked directly, whatever proxies there are', async () => {
    const proxy = await target()
    for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'])
      vi.stubEnv(name, `http://127.0.0.1:${proxy.port}`)
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    const { url, asked } = await target()
    await createGuardedFetch()(url, {})
    expect([asked.length, proxy.asked]).toEqual([1, []])
  })

  test.each<[string, RequestListener]>([
    ['longer than 64 KiB', (_, response) => void response.end('x'.repeat(64 * 1024 + 1))],
    [
      'endless',
      (_, response) => {
        const more = () => {
          while (response.write('x'.repeat(10_000)));
          response.once('drain', more)
        }
        more()
      },
    ],
    [
      'cut off',
      (_, response) => void response.writeHead(200, { 'content-length': '10' }).write('x', () => response.destroy()),
    ],
    ['none', (request) => void request.socket.destroy()],
  ])('that gives an answer that is %s gives none', async (_, answer) => {
    const { url } = await target(answer)
    expect(await thrownBy(createGuardedFetch()(url, {}))).toBeInstanceOf(Error)
  })

  test('that says nothing is given up', async () => {
    const { url } = await target(() => undefined)
    expect(await thrownBy(createGuardedFetch({ patience: 20 })(url, {}))).toMatchObject({ name: 'TimeoutError' })
  })

  test('with an answer of 64 KiB is heard to the end', async () => {
    const { url } = await target((_, response) => void response.end('x'.repeat(64 * 1024)))
    expect((await (await createGuardedFetch()(url, {})).text()).length).toBe(64 * 1024)
  })
})

describe('where nobody is asked', () => {
  test.each([
    ['http on another machine', 'http://api.acme.example/', 'https only'],
    ['http at a private address', 'http://10.2.3.4/', 'https only'],
    ['a file', 'file:///etc/passwd', 'https only'],
    ['a user name', 'https://u:p@api.acme.example/', 'user name'],
    ['metadata, by its address', 'https://169.254.169.254/latest', 'link-local'],
    ['metadata, as a number', 'https://2852039166/latest', 'link-local'],
    ['metadata, in hexadecimal', 'https://0xa9fea9fe/latest', 'link-local'],
    ['metadata, mapped', 'https://[::ffff:169.254.169.254]/', 'link-local'],
    ['metadata, by NAT64', 'https://[64:ff9b::a9fe:a9fe]/', 'link-local'],
    ['metadata of EC2 in IPv6', 'https://[fd00:ec2::254]/', 'metadata'],
    ['a link-local address', 'https://[fe80::1]/', 'link-local'],
    ['no address', 'https://0.0.0.0/', 'no target'],
  ])('%s', async (_, url, why) => {
    const lookup = resolver(['1.1.1.1'])
    const connect: GuardedFetchOptions['connect'] = () => () => {
      throw new Error('something was connected to')
    }
    expect(await refused(url, { lookup, connect })).toContain(why)
    expect(lookup.asked).toEqual([])
  })

  test.each<[string, string[], string]>([
    ['a private address', ['10.2.3.4'], 'allow_private'],
    ['this machine', ['127.0.0.1'], 'allow_private'],
    ['this machine, mapped', ['::ffff:127.0.0.1'], 'allow_private'],
    ['a public address and a private one', ['1.1.1.1', '10.2.3.4'], '10.2.3.4'],
    ['metadata', ['169.254.169.254'], 'link-local'],
    ['no address', [], 'no address'],
  ])('a name that leads to %s', async (_, addresses, why) => {
    const { port, asked } = await target()
    expect(await refused(`https://api.acme.example:${port}/`, { lookup: resolver(addresses) })).toContain(why)
    expect(asked).toEqual([])
  })

  test('metadata, whatever is allowed', async () => {
    const lookup = resolver(['169.254.169.254'])
    expect(await refused('https://api.acme.example/', { lookup }, ['0.0.0.0/0', '::/0'])).toContain('link-local')
  })
})

describe('a name', () => {
  test('that leads elsewhere the second time is refused the second time', async () => {
    const lookup = resolver(['1.1.1.1'], ['127.0.0.1'])
    // Nothing leaves this machine: what would be connected to is told.
    const connect: GuardedFetchOptions['connect'] = (built) => {
      const { lookup: find } = built as { lookup: LookupFunction }
      return ({ hostname }, done) =>
        find(hostname, { all: true }, (error, found) => done(error ?? new Error(JSON.stringify(found)), null))
    }
    const fetch = createGuardedFetch({ lookup, connect })
    const ask = () => thrownBy(fetch('https://api.acme.example/', {}))
    expect(await ask()).toMatchObject({ message: '[{"address":"1.1.1.1","family":4}]' })
    expect(await ask()).toMatchObject({ message: expect.stringContaining('127.0.0.1, which is a private') })
  })

  test('whose connection leads elsewhere than its look-up said is asked nothing', async () => {
    const { port, asked } = await target()
    const connect: GuardedFetchOptions['connect'] = () => (_, done) => {
      const socket = connectTo(port, '127.0.0.1')
      socket.once('connect', () => done(null, socket))
      socket.once('error', (error) => done(error, null))
    }
    const lookup = resolver(['1.1.1.1'])
    expect(await refused(`https://api.acme.example:${port}/`, { lookup, connect })).toContain('leads to 127.0.0.1')
    expect(asked).toEqual([])
  })
})

describe('a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'daypass-guarded-'))
  const usual = getCACertificates('default')
  let authority: Authority
  beforeEach((context) => {
    if (noAuthority === undefined) return
    if (process.env.CI) throw new Error(noAuthority)
    context.skip(noAuthority)
  })
  beforeAll(() => {
    if (noAuthority !== undefined) return
    authority = makeAuthority(folder, ['api.acme.example'])
  })
  afterEach(() => setDefaultCACertificates(usual))
  afterAll(() => rmSync(folder, { recursive: true }))

  const ask = async (host: string, trusted: boolean) => {
    if (trusted) setDefaultCACertificates([...usual, readFileSync(authority.ca, 'utf8')])
    const heard: string[] = []
    const [cert, key] = [readFileSync(authority.cert), readFileSync(authority.key)]
    const server = createTlsServer({ cert, key }, ({ headers }, response) => {
      heard.push(String(headers.host))
      response.end('hello')
    })
    const port = await listening(server)
    const fetch = createGuardedFetch({ lookup: resolver(['127.0.0.1']) })
    const asked = fetch(`https://${host}:${port}/`, { allowPrivate: ['127.0.0.0/8'] })
    return {
      heard,
      port,
      answer: await asked.then(
        (answer) => answer.status,
        (error: unknown) => error,
      ),
    }
  }

  test('that is right', async () => {
    const { answer, heard, port } = await ask('api.acme.example', true)
    expect([answer, heard]).toEqual([200, [`api.acme.example:${port}`]])
  })

  test.each([false, true])('of an authority that nobody knows (checks switched off: %s)', async (off) => {
    if (off) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const { answer, heard } = await ask('api.acme.example', false)
    expect(answer).toMatchObject({ code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' })
    expect(heard).toEqual([])
  })

  test('of another host', async () => {
    const { answer, heard } = await ask('other.acme.example', true)
    expect(answer).toMatchObject({ code: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    expect(heard).toEqual([])
  })
})
