import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { fetchOpa } from '../../src/policy/opa/fetch-opa.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { buildFor, mostBytes, officialBuilds, thisPlatform } from '../../src/policy/opa/opa-builds.ts'
import { createOpaSupply } from '../../src/policy/opa/opa-supply.ts'
import type { FetchOptions } from '../../src/ports/opa.ts'

// A build of our own making, from a server of our own: the release cannot be reached where this is tested.
const bytes = Buffer.from(`#!/bin/sh\necho 'Version: 1.19.0'\n${'#'.repeat(300_000)}\n`)
const build = { file: 'opa_test_static', sha256: createHash('sha256').update(bytes).digest('hex') }

const dir = mkdtempSync(join(tmpdir(), 'daypass-fetch-'))
let server: Server
let origin: string
let answer: RequestListener
let asked: string[]
let folder: string

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  rmSync(dir, { recursive: true })
})
beforeEach(() => {
  asked = []
  answer = (_request, response) => response.end(bytes)
  folder = join(mkdtempSync(join(dir, 'case-')), 'deep', 'opa')
})

/** Reaches the public addresses of a test at the local server; its redirects stay as they are. */
const viaLocal: typeof fetch = (input, init) => {
  const url = new URL(String(input))
  if (url.hostname === '127.0.0.1') return fetch(url, init)
  return fetch(`${origin}/${url.protocol.slice(0, -1)}/${url.hostname}${url.pathname}${url.search}`, init)
}

function get(from: string | undefined, change: Partial<FetchOptions> = {}, silence?: number): Promise<string> {
  const options = { from, signal: new AbortController().signal, progress: () => undefined, ...change }
  return fetchOpa(build, options, { folder, fetch: viaLocal, ...(silence === undefined ? {} : { silence }) })
}

/** What lies in the folder; none where it was not even made. */
function left(): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

const leadTo = (location: string, status = 302) => {
  return (response: ServerResponse) => response.writeHead(status, { location }).end('elsewhere')
}

describe('the right bytes', () => {
  const places: [string, () => string | undefined, string[]][] = [
    ['an address', () => `${origin}/some/opa?token=1`, ['/some/opa?token=1']],
    ['the folder of a mirror', () => `${origin}/mirror/`, ['/mirror/opa_test_static']],
    [
      'the release',
      () => undefined,
      ['/https/github.com/open-policy-agent/opa/releases/download/v1.19.0/opa_test_static'],
    ],
    ['a file', () => join(dir, 'given'), []],
    ['a folder of files', () => `${dir}/`, []],
  ]
  test.each(places)('from %s lie where they belong, executable, alone', async (_name, from, urls) => {
    writeFileSync(join(dir, 'given'), bytes)
    writeFileSync(join(dir, build.file), bytes)
    const path = await get(from())
    expect(path).toBe(join(folder, 'opa'))
    expect(readFileSync(path).equals(bytes)).toBe(true)
    expect(statSync(path).mode & 0o777).toBe(0o755)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(left()).toEqual(['opa'])
    expect(asked).toEqual(urls)
  })

  test('replace what lay there', async () => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'opa'), 'old')
    await get(`${origin}/opa`)
    expect(readFileSync(join(folder, 'opa')).equals(bytes)).toBe(true)
  })

  test('are told as they come', async () => {
    const told: [number, number | undefined][] = []
    await get(`${origin}/opa`, { progress: (...parts) => told.push(parts) })
    expect(told.at(-1)).toEqual([bytes.length, bytes.length])
    answer = (_request, response) => {
      response.write(bytes)
      response.end()
    }
    await get(`${origin}/opa`, { progress: (...parts) => told.push(parts) })
    expect(told.at(-1)).toEqual([bytes.length, undefined])
  })

  test('come over redirects, as releases of GitHub do', async () => {
    const signed = 'https://objects.example/file?signature=s'
    answer = (request, response) => {
      if (request.url?.includes('github.com')) leadTo(signed)(response)
      else response.end(bytes)
    }
    await get(undefined)
    expect(asked[1]).toBe('/https/objects.example/file?signature=s')
    expect(left()).toEqual(['opa'])
  })

  test('come over a relative redirect, and from http on this machine to https', async () => {
    answer = (request, response) => {
      if (request.url === '/start') leadTo('next')(response)
      else if (request.url === '/next') leadTo('https://objects.example/file', 307)(response)
      else response.end(bytes)
    }
    await get(`${origin}/start`)
    expect(asked).toEqual(['/start', '/next', '/https/objects.example/file'])
  })
})

describe('nothing is kept, and what lay there stays, of', () => {
  const other = Buffer.from(bytes)
  other.write('x', 30)
  type Answer = (response: ServerResponse) => unknown
  const cases: [string, string, RegExp, Answer][] = [
    ['other bytes', 'OPA_CHECKSUM', /instead of/, (response) => response.end(other)],
    ['nothing', 'OPA_CHECKSUM', /0 bytes/, (response) => response.end()],
    ['a page in its place', 'OPA_CHECKSUM', /instead of/, (response) => response.end('<html>sign in</html>')],
    ['bytes that end early', 'OPA_CHECKSUM', /instead of/, (response) => response.end(bytes.subarray(0, -1))],
    ['bytes that go on', 'OPA_CHECKSUM', /instead of/, (response) => response.end(Buffer.concat([bytes, bytes]))],
    [
      'a transfer that is cut short',
      'OPA_NOT_FETCHED',
      /broke off/,
      (response) => {
        response.writeHead(200, { 'content-length': bytes.length })
        response.write(bytes.subarray(0, 1000), () => response.destroy())
      },
    ],
    [
      'a transfer without end',
      'OPA_CHECKSUM',
      /larger than/,
      (response) => {
        const block = Buffer.alloc(1 << 20)
        const more = () => {
          while (!response.destroyed && response.write(block));
        }
        response.on('drain', more)
        more()
      },
    ],
    ['a 404', 'OPA_NOT_FETCHED', /404/, (response) => response.writeHead(404).end('Not Found')],
    ['a 403', 'OPA_NOT_FETCHED', /403/, (response) => response.writeHead(403).end(bytes)],
    ['a 500', 'OPA_NOT_FETCHED', /500/, (response) => response.writeHead(500).end(bytes)],
    ['a 304', 'OPA_NOT_FETCHED', /304/, (response) => response.writeHead(304).end()],
    ['a redirect to nowhere', 'OPA_NOT_FETCHED', /302/, (response) => response.writeHead(302).end()],
    ['a redirect to http', 'OPA_NOT_FETCHED', /not https/, leadTo('http://mirror.example/opa')],
    ['a redirect to a file', 'OPA_NOT_FETCHED', /not https/, leadTo('file:///etc/passwd')],
    ['a redirect with a password', 'OPA_NOT_FETCHED', /not https/, leadTo('https://me:secret@mirror.example/opa')],
    ['a redirect that cannot be read', 'OPA_NOT_FETCHED', /not https/, leadTo('https://[')],
    ['a redirect to itself', 'OPA_NOT_FETCHED', /more than 5 times/, leadTo('/opa')],
    ['a connection that closes', 'OPA_NOT_FETCHED', /cannot be reached/, (response) => response.destroy()],
  ]
  test.each(cases)('%s', async (_name, code, words, reply) => {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'opa'), 'old')
    answer = (_request, response) => void reply(response)
    await expect(get(`${origin}/opa`)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(words),
      where: `${origin}/opa`,
    })
    expect(left()).toEqual(['opa'])
    expect(readFileSync(join(folder, 'opa'), 'utf8')).toBe('old')
  })

  test('a redirect from https to http, this machine included', async () => {
    for (const location of [`${origin}/plain`, 'http://mirror.example/opa']) {
      answer = (request, response) => {
        if (request.url?.startsWith('/https/')) leadTo(location)(response)
        else response.end(bytes)
      }
      await expect(get('https://mirror.example/opa')).rejects.toMatchObject({ code: 'OPA_NOT_FETCHED' })
    }
    expect(asked).toEqual(['/https/mirror.example/opa', '/https/mirror.example/opa'])
    expect(left()).toEqual([])
  })

  test('a file with other bytes, that is missing, or is a folder', async () => {
    writeFileSync(join(dir, 'other'), other)
    await expect(get(join(dir, 'other'))).rejects.toMatchObject({ code: 'OPA_CHECKSUM', where: join(dir, 'other') })
    await expect(get(join(dir, 'nowhere'))).rejects.toMatchObject({
      code: 'OPA_NOT_FETCHED',
      message: expect.stringContaining('ENOENT'),
    })
    await expect(get(dir)).rejects.toMatchObject({ code: 'OPA_NOT_FETCHED' })
    expect(left()).toEqual([])
  })

  test('a server that falls silent, before or within its answer', async () => {
    answer = () => undefined
    await expect(get(`${origin}/opa`, {}, 50)).rejects.toMatchObject({
      code: 'OPA_NOT_FETCHED',
      message: expect.stringContaining('nothing came for 0.05 s'),
    })
    answer = (_request, response) => response.write(bytes.subarray(0, 1000))
    await expect(get(`${origin}/opa`, {}, 50)).rejects.toMatchObject({ code: 'OPA_NOT_FETCHED' })
    expect(left()).toEqual([])
  })

  test('what the user stops', async () => {
    const user = new AbortController()
    answer = (_request, response) => response.write(bytes.subarray(0, 1000))
    const stop = () => user.abort(new Error('stopped by SIGINT'))
    await expect(get(`${origin}/opa`, { signal: user.signal, progress: stop })).rejects.toMatchObject({
      code: 'OPA_NOT_FETCHED',
      message: expect.stringContaining('stopped by SIGINT'),
    })
    expect(left()).toEqual([])
  })

  test('a folder that cannot be written, or is none', async () => {
    const file = join(dir, 'a-file')
    writeFileSync(file, '')
    folder = join(file, 'opa')
    await expect(get(`${origin}/opa`)).rejects.toMatchObject({
      code: 'OPA_NOT_FETCHED',
      where: folder,
      message: expect.stringMatching(/cannot be written there \(ENOTDIR\)/),
    })
    // The last step fails as well: something that is no file lies where it belongs.
    folder = join(dir, 'taken')
    mkdirSync(join(folder, 'opa', 'full'), { recursive: true })
    await expect(get(`${origin}/opa`)).rejects.toMatchObject({ code: 'OPA_NOT_FETCHED', where: folder })
    expect(left()).toEqual(['opa'])
  })
})

test.each([
  'http://mirror.example/opa',
  'ftp://mirror.example/opa',
  'https://me:secret@mirror.example/opa',
  'https://[',
])('--from %s is wrong use, and nobody is asked', async (from) => {
  const refusal = get(from)
  await expect(refusal).rejects.toMatchObject({ code: 'USAGE', where: '--from' })
  await expect(refusal).rejects.not.toMatchObject({ message: expect.stringContaining('secret') })
  expect(asked).toEqual([])
})

test('no official build is larger than what is taken', async () => {
  const { path } = await findOpa()
  expect(statSync(path).size).toBeLessThan(mostBytes / 2)
})

describe('the supply of this machine', () => {
  const options = (from?: string): FetchOptions => ({
    from,
    signal: new AbortController().signal,
    progress: () => undefined,
  })

  test('fetches the official build from a file, finds it, and fetches it once', async () => {
    const { path, sha256 } = await findOpa()
    const supply = createOpaSupply({ packaged: '/nowhere', fetchedTo: folder }, viaLocal)
    expect(supply.platform).toBe(thisPlatform)
    await expect(supply.find()).rejects.toMatchObject({ code: 'OPA_MISSING' })
    const found = { path: join(folder, 'opa'), version: '1.19.0', source: 'fetched', sha256 }
    await expect(supply.fetch(options(path))).resolves.toEqual({ opa: found, fetched: true })
    await expect(supply.find()).resolves.toEqual(found)
    await expect(supply.fetch(options('/nowhere'))).resolves.toEqual({ opa: found, fetched: false })
    // A spoiled one is refused, and replaced when asked for.
    writeFileSync(join(folder, 'opa'), 'spoiled')
    await expect(supply.find()).rejects.toMatchObject({ code: 'OPA_CHECKSUM' })
    await expect(supply.fetch(options(path))).resolves.toEqual({ opa: found, fetched: true })
  })

  test('fetches the official one beside the operator’s own, and goes on using theirs', async () => {
    const { path } = await findOpa()
    const own = join(dir, 'own')
    writeFileSync(own, "#!/bin/sh\necho 'Version: 1.20.0'\n")
    chmodSync(own, 0o755)
    const supply = createOpaSupply({ own, packaged: '/nowhere', fetchedTo: folder }, viaLocal)
    await expect(supply.fetch(options(path))).resolves.toMatchObject({ opa: { source: 'fetched' }, fetched: true })
    await expect(supply.find()).resolves.toMatchObject({ source: 'own', version: '1.20.0' })
  })

  test('fetches nothing while the package is spoiled', async () => {
    const packaged = join(dir, 'spoiled')
    writeFileSync(packaged, 'spoiled')
    const supply = createOpaSupply({ packaged, fetchedTo: folder }, viaLocal)
    await expect(supply.fetch(options())).rejects.toMatchObject({ code: 'OPA_CHECKSUM', where: packaged })
    expect(asked).toEqual([])
  })

  test.each(Object.keys(officialBuilds))(
    '%s asks the release for its own file, and takes no other',
    async (platform) => {
      const supply = createOpaSupply({ packaged: '/nowhere', fetchedTo: folder, platform }, viaLocal)
      const { file } = buildFor(platform)
      const refusal = expect.objectContaining({
        code: 'OPA_CHECKSUM',
        message: expect.stringContaining(`not ${file} of`),
      })
      await expect(supply.fetch(options())).rejects.toEqual(refusal)
      expect(asked).toEqual([`/https/github.com/open-policy-agent/opa/releases/download/v1.19.0/${file}`])
    },
  )

  test.each(['linux-ppc64', 'win32-x64'])('%s asks nobody: there is no build', async (platform) => {
    const supply = createOpaSupply({ packaged: '/nowhere', fetchedTo: folder, platform }, viaLocal)
    await expect(supply.fetch(options())).rejects.toMatchObject({ code: 'OPA_MISSING' })
    expect(asked).toEqual([])
  })
})
