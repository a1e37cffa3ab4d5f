import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import { bundleRoutes } from '../../../src/http/bundle-routes.ts'
import type { BundleReader, Bundles, ServedBundle } from '../../../src/ports/bundles.ts'

const token = 't'.repeat(32)
const other = 'o'.repeat(32)
const readers = [
  { repository: 7, name: 'gateway', token },
  { repository: 8, name: 'gateway', token: other },
]
const type = 'application/vnd.openpolicyagent.bundles'

const bundleOf = (text: string, repository = 'access'): ServedBundle => ({
  owner: 'Acme',
  repository,
  bytes: Buffer.from(text),
  etag: `"${createHash('sha256').update(text).digest('hex')}"`,
})

/** One bundle a repository, which a test changes; whoever waits is answered when it says so. */
function fakeBundles() {
  const now = new Map([
    [7, bundleOf('one')],
    [8, bundleOf('other', 'other')],
  ])
  const waits: { seconds: number; answer: () => void }[] = []
  const newest = async ({ repository }: BundleReader) => {
    const bundle = now.get(repository)
    if (!bundle) throw new DaypassError('REPOSITORY_UNREADABLE', 'no')
    return bundle
  }
  const bundles: Bundles = {
    newest,
    next: async (reader, _etag, seconds) => {
      await new Promise<void>((resolve) => waits.push({ seconds, answer: resolve }))
      return newest(reader)
    },
    changed: () => undefined,
    close: () => undefined,
  }
  return { now, waits, bundles }
}

let world: ReturnType<typeof fakeBundles>
let answered: string[]
let app: ReturnType<typeof bundleRoutes>
beforeEach(() => {
  world = fakeBundles()
  answered = []
  const { bundles } = world
  app = bundleRoutes({ bundles, readers, answered: ({ name }, how) => void answered.push(`${name} ${how}`) })
})

const get = (path = '/bundles/acme/access.tar.gz', headers: Record<string, string> = {}, by = token) =>
  app.request(path, { headers: { authorization: `Bearer ${by}`, ...headers } })
const tag = (repository = 7) => world.now.get(repository)?.etag ?? ''

describe('a bundle over HTTP', () => {
  test('is sent with its tag, in the type for which opa waits', async () => {
    const response = await get()
    expect(response.status).toBe(200)
    expect([response.headers.get('etag'), response.headers.get('content-type')]).toEqual([tag(), type])
    expect(await response.text()).toBe('one')
    expect((await get('/bundles/ACME/ACCESS.tar.gz')).status).toBe(200)
    expect((await get('/bundles/acme/other.tar.gz', {}, other)).status).toBe(200)
    expect(answered).toEqual(['gateway sent', 'gateway sent', 'gateway sent'])
  })

  test('whose tag the reader has is not sent again', async () => {
    const response = await get(undefined, { 'if-none-match': tag() })
    expect([response.status, await response.text(), response.headers.get('etag')]).toEqual([304, '', tag()])
    expect((await get(undefined, { 'if-none-match': '"another"' })).status).toBe(200)
    expect(answered).toEqual(['gateway unchanged', 'gateway sent'])
  })

  test.each<[string, string | undefined, Record<string, string>]>([
    ['without a token', undefined, { authorization: '' }],
    ['with a token of nobody', undefined, { authorization: `Bearer ${'x'.repeat(32)}` }],
    ['with a part of one', undefined, { authorization: `Bearer ${token.slice(0, -1)}` }],
    ['with one and more', undefined, { authorization: `Bearer ${token}t` }],
    ['with an empty one', undefined, { authorization: 'Bearer ' }],
    ['in another scheme', undefined, { authorization: `Basic ${token}` }],
    ['of another repository', '/bundles/acme/other.tar.gz', {}],
    ['of none', '/bundles/acme/nowhere.tar.gz', {}],
    ['of another owner', '/bundles/evil/access.tar.gz', {}],
    ['in another form', '/bundles/acme/access.zip', {}],
    ['of a name that is a path', '/bundles/acme/..%2Faccess.tar.gz', {}],
  ])('is none %s: one answer for all', async (_, path, headers) => {
    const response = await get(path, headers)
    expect([response.status, await response.text()]).toEqual([404, '{"error":"not_found"}'])
    expect([...response.headers.keys()]).toEqual(['content-type'])
    expect(answered).toEqual([])
  })

  test('that cannot be had now: why, and when to ask again', async () => {
    world.now.delete(7)
    const response = await get()
    expect([response.status, response.headers.get('retry-after'), await response.json()]).toEqual([
      503,
      '5',
      { error: 'temporarily_unavailable', code: 'REPOSITORY_UNREADABLE' },
    ])
  })
})

describe('a reader that waits', () => {
  const waitFor = (prefer: string, etag = tag()) => get(undefined, { 'if-none-match': etag, prefer })
  const begun = (count: number) => expect.poll(() => world.waits.length).toBe(count)

  test('gets the next as soon as there is one', async () => {
    const response = waitFor('modes=snapshot,delta;wait=20')
    await begun(1)
    expect(world.waits[0]?.seconds).toBe(20)
    world.now.set(7, bundleOf('two'))
    world.waits[0]?.answer()
    expect([(await response).status, await (await response).text()]).toEqual([200, 'two'])
  })

  test('is told that nothing changed, in the type for which it waits again', async () => {
    const response = waitFor('wait=5')
    await begun(1)
    world.waits[0]?.answer()
    expect([(await response).status, (await response).headers.get('content-type')]).toEqual([304, type])
  })

  test.each([
    ['wait=5', 5],
    ['wait=30', 30],
    ['wait=31', 30],
    ['wait=999999', 30],
    ['respond-async, WAIT=7', 7],
    [' wait=1 ;x', 1],
  ])('for %j: %d s', async (prefer, seconds) => {
    const response = waitFor(prefer)
    await begun(1)
    expect(world.waits[0]?.seconds).toBe(seconds)
    world.waits[0]?.answer()
    await response
  })

  test.each([
    'wait=0',
    'wait=',
    'wait=-1',
    'wait=1e9',
    'wait=1.5',
    'await=5',
    'wait=9999999',
    'wait',
    '',
    'modes=snapshot',
  ])('not for %j', async (prefer) => {
    expect((await waitFor(prefer)).status).toBe(304)
    expect(world.waits).toEqual([])
  })

  test('has waited long enough where there is another already', async () => {
    expect((await waitFor('wait=30', '"old"')).status).toBe(200)
    expect(world.waits).toEqual([])
  })

  test('finds no place beyond a hundred, is answered at once, and not made to ask at once again', async () => {
    const waiting = Array.from({ length: 100 }, () => waitFor('wait=30'))
    await begun(100)
    const beyond = await waitFor('wait=30')
    expect([beyond.status, beyond.headers.get('content-type')]).toEqual([304, null])
    world.waits[0]?.answer()
    await waiting[0]
    const next = waitFor('wait=30')
    await begun(101)
    for (const { answer } of world.waits) answer()
    await Promise.all([...waiting, next])
  })
})
