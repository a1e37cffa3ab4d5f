import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGuardedFetch, type Fetch } from '../../src/connectors/guarded-fetch/guarded-fetch.ts'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'
import type { Credential } from '../../src/generated/sealed-payload.ts'
import { sweepOrphans } from '../../src/reconcile/sweep-orphans.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { testClock } from '../open-test-store.ts'
import { startWebhookTarget, type WebhookTarget } from '../webhook-target.ts'
import { connectorContract, type World } from './connector-contract.ts'

const store = 'o'.repeat(22)
const repository = 7
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`

const targets: WebhookTarget[] = []
beforeAll(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterAll(() => vi.useRealTimers())
afterEach(async () => {
  for (const target of targets.splice(0)) await target.close()
})

type Told = { secrets?: string | string[]; values?: readonly string[] }

async function worldOf({ secrets = secret, values }: Told = {}) {
  const clock = testClock()
  const { now } = clock
  const target = await startWebhookTarget({ secret, now, ...(values ? { values } : {}) })
  targets.push(target)
  const fetch: Fetch = createGuardedFetch()
  const registry: World['registry'] = (dropped) => {
    const promised = { effect: '5s', worst: '60s', drill: 'daily' as const, repositories: [repository] }
    const settings = { type: 'webhook', url: target.url, secret: secrets, ...promised, ...(values ? { values } : {}) }
    const parts = { store: async () => store, fetch, now, randomBytes }
    const connectors = dropped ? {} : { orders: settings }
    return createRegistry({ connectors }, { webhook: kinds.webhook }, parts as unknown as ConnectorParts)
  }
  const opens = ({ id }: Grant, credential: Credential) => {
    const one = target.given.get(id)
    if (!one || now() >= one.until) return false
    return !values || (credential.type === 'webhook' && credential.values.API_KEY === `API_KEY ${one.key}`)
  }
  const world: World = {
    ...{ grants: createFakeGrants(), clock, repository, store, registry },
    letsIn: async (grant, credential) => opens(grant, credential),
    enter: async (grant, credential) => () => opens(grant, credential),
    target: {
      fails: (how) => {
        target.fails = how
        return () => {
          target.fails = undefined
        }
      },
      backUp: () => {
        const kept = structuredClone([...target.given])
        return () => {
          for (const [grant, one] of kept) target.given.set(grant, one)
        }
      },
      plant: (id, by) =>
        void target.given.set(id, {
          key: 'planted',
          until: new Date(8e15),
          ...(by === undefined ? {} : { store: by }),
        }),
      holds: (id) => target.given.has(id),
    },
  }
  return { world, target, clock }
}

const kind = { hasTarget: true, endsDropped: false, connectorType: 'webhook' } as const
const withValues = { values: ['API_KEY', 'API_USER'] }
connectorContract('the webhook kind that gives values', kind, async () => (await worldOf(withValues)).world)
const nothing = { ...kind, givesCredential: false } as const
connectorContract('the webhook kind that gives nothing', nothing, async () => (await worldOf()).world)

const grantAt = (begins: Date, over: Partial<Grant> = {}): Grant => ({
  ...{
    id: randomBytes(16).toString('base64url'),
    connector: 'orders',
    connectorType: 'webhook',
    resource: 'orders-db',
  },
  ...{ audience: 'https://hook.test', scope: 'orders:read orders:dump', actions: ['read', 'dump'], requester: 42 },
  ...{ digest: 'd'.repeat(64), policy: 'e'.repeat(64), requestUrl: 'https://github.test/a/b/issues/1' },
  ...{ begins, ends: addSeconds(begins, 3600), ...over },
})

describe('the webhook kind: what it says', () => {
  const opened = async (told?: Told) => {
    const { world, target, clock } = await worldOf(told)
    const connector = world.registry().connectorFor(repository, 'orders')
    return { world, target, clock, connector, grant: grantAt(clock.now()) }
  }
  const ids = ({ told }: WebhookTarget) => told.map(({ id }) => id)

  test('is all that a target has to know, and nobody’s name', async () => {
    const { connector, target, grant, clock } = await opened()
    await connector.begin(grant, {})
    await connector.extend?.({ ...grant, ends: addSeconds(grant.ends, 60) }, {})
    await connector.end(grant, {}, clock.now())
    const of = { grant: grant.id, connector: 'orders', store }
    const content = {
      ...{
        resource: 'orders-db',
        actions: ['read', 'dump'],
        scopes: ['orders:read', 'orders:dump'],
        requester: { id: 42 },
      },
      ...{ request: 'https://github.test/a/b/issues/1', begins: '2026-11-21T12:00:00.000Z' },
    }
    expect(target.told.map(({ message }) => message)).toEqual([
      { type: 'grant.begin', data: { ...of, ...content, ends: '2026-11-21T13:00:00.000Z' } },
      { type: 'grant.extend', data: { ...of, ...content, ends: '2026-11-21T13:01:00.000Z' } },
      { type: 'grant.end', data: of },
    ])
  })

  test('has the same id and the same words whenever it is said again, and another id for other words', async () => {
    const { connector, target, grant, clock } = await opened()
    const longer = { ...grant, ends: addSeconds(grant.ends, 60) }
    for (const each of [grant, longer]) {
      for (let times = 0; times < 2; times++) {
        await connector.begin(each, {})
        clock.advance(1)
      }
      await connector.extend?.(each, {})
    }
    for (let times = 0; times < 2; times++) await connector.end(grant, {}, clock.now())
    const [begun, longest] = [grant.ends.getTime(), longer.ends.getTime()]
    expect(ids(target)).toEqual(
      [
        ...[`begin.${begun}`, `begin.${begun}`, `extend.${begun}`],
        ...[`begin.${longest}`, `begin.${longest}`, `extend.${longest}`],
        ...['end.0', 'end.0'],
      ].map((rest) => `${grant.id}.${rest}`),
    )
    const said = new Map<string, string>()
    for (const { id, message } of target.told) {
      const words = JSON.stringify(message)
      expect(said.get(id) ?? words).toBe(words)
      said.set(id, words)
    }
  })

  test('is said with another id where an end did not hold: a target that remembers ids ends it again', async () => {
    const { world, connector, target, grant, clock } = await opened()
    target.remembers = true
    await connector.begin(grant, {})
    const restore = await world.target?.backUp()
    await connector.end(grant, {}, clock.now())
    await restore?.()
    expect(await connector.probe(grant, {}, clock.now())).toMatchObject({ proved: false })
    await connector.end(grant, {}, clock.now())
    expect(await connector.probe(grant, {}, clock.now())).toMatchObject({ proved: true })
    expect(new Set(ids(target)).size).toBe(target.told.length)
    // The sweep finds it as well.
    await restore?.()
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
    const sweep = { connectors: [connector], grants: world.grants, store: async () => store, now: clock.now, log }
    await sweepOrphans({ ...sweep, wake: async () => undefined })
    expect(target.given.size).toBe(0)
  })

  test('is signed with each of its secrets, so that one can replace another', async () => {
    const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`
    for (const secrets of [secret, [secret, other], [other, secret]]) {
      const { connector, grant, target } = await opened({ secrets })
      await connector.begin(grant, {})
      expect([target.unsigned, target.given.size]).toEqual([0, 1])
    }
    const { connector, grant, target } = await opened({ secrets: other })
    await expect(connector.begin(grant, {})).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      message: expect.stringContaining('answered 401 to grant.begin'),
    })
    expect([target.unsigned, target.given.size]).toEqual([1, 0])
  })

  test.each<[string, Told, (own: object) => { status?: number; body: unknown }]>([
    ['nothing', {}, () => ({ body: '' })],
    ['a page', {}, () => ({ body: '<html>' })],
    ['a list', {}, () => ({ body: [] })],
    ['less than it must', {}, () => ({ body: { active: true } })],
    ['more than it must', {}, (own) => ({ body: { ...own, credentials: 'x' } })],
    ['of another grant', {}, (own) => ({ body: { ...own, grant: 'x'.repeat(22) } })],
    ['that it has not begun', {}, (own) => ({ body: { ...own, active: false } })],
    ['a failure', {}, (own) => ({ status: 500, body: own })],
    ['a redirect', {}, (own) => ({ status: 307, body: own })],
    ['values that nobody named', {}, (own) => ({ body: { ...own, values: { API_KEY: 'x' } } })],
    ['no values, where some are named', withValues, (own) => ({ body: { ...own, values: {} } })],
    ['some of the values that are named', withValues, (own) => ({ body: { ...own, values: { API_KEY: 'x' } } })],
    [
      'values of other names',
      withValues,
      (own) => ({ body: { ...own, values: { API_KEY: 'x', LD_PRELOAD: '/tmp/x.so' } } }),
    ],
    ['an empty value', withValues, (own) => ({ body: { ...own, values: { API_KEY: 'x', API_USER: '' } } })],
    [
      'values of more than 16 KiB',
      withValues,
      (own) => ({ body: { ...own, values: { API_KEY: 'x'.repeat(10_000), API_USER: 'y'.repeat(6_400) } } }),
    ],
    ['more than 64 KiB', {}, (own) => ({ body: { ...own, values: { A: 'x'.repeat(70_000) } } })],
  ])('begins nothing that is answered with %s, and repeats no word of it', async (_, told, answer) => {
    const { connector, target, grant } = await opened(told)
    target.answer = (_message, own) => answer({ ...own, active: true })
    if (_ === 'that it has not begun') target.answer = (_message, own) => answer(own)
    const failure = await connector.begin(grant, {}).then(
      () => undefined,
      (error: Error & { code?: string }) => error,
    )
    expect(failure?.code).toBe('CONNECTOR_FAILED')
    expect(failure?.message).not.toMatch(/html|xxx|LD_PRELOAD/)
  })

  test.each<[string, (own: object) => unknown]>([
    ['that it is in effect', (own) => ({ ...own, active: true })],
    ['nothing', () => ''],
    ['another grant', (own) => ({ ...own, grant: 'x'.repeat(22) })],
  ])('ends nothing that is answered with %s', async (_, answer) => {
    const { connector, target, grant, clock } = await opened()
    await connector.begin(grant, {})
    target.answer = (_message, own) => ({ body: answer(own) })
    await expect(connector.end(grant, {}, clock.now())).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
  })

  test.each<[string, (own: object) => unknown]>([
    ['without its nonce', ({ nonce: _, ...own }: { nonce?: string }) => own],
    ['with another nonce', (own) => ({ ...own, nonce: 'x'.repeat(22) })],
    ['in no form', () => 'ok'],
  ])('proves nothing where a probe is answered %s', async (_, answer) => {
    const { connector, target, grant, clock } = await opened()
    await connector.begin(grant, {})
    await connector.end(grant, {}, clock.now())
    target.answer = (_message, own) => ({ body: answer(own) })
    await expect(connector.probe(grant, {}, clock.now())).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    await expect(connector.drill?.use(grant, undefined, clock.now())).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
    })
  })

  test('proves nothing by an answer that was kept on the way', async () => {
    const { connector, target, grant, clock } = await opened()
    await connector.begin(grant, {})
    await connector.end(grant, {}, clock.now())
    let kept: object | undefined
    target.answer = (_message, own) => {
      kept ??= own
      return { body: kept }
    }
    expect(await connector.probe(grant, {}, clock.now())).toMatchObject({ proved: true })
    await expect(connector.probe(grant, {}, clock.now())).rejects.toMatchObject({
      message: expect.stringContaining('what it has said before'),
    })
  })

  test('is believed, and the proof says whose word it is', async () => {
    const { connector, target, grant, clock } = await opened()
    await connector.begin(grant, {})
    await connector.end(grant, {}, clock.now())
    const { host } = new URL(target.url)
    expect(await connector.probe(grant, {}, clock.now())).toEqual({
      proved: true,
      proof: {
        ...{ how: 'declared', at: '2026-11-21T12:00:00.000Z' },
        words: `the target says that it has ended; ${host} was asked at 2026-11-21 12:00:00.0 UTC`,
      },
    })
    expect(connector.declare()).toEqual({
      ...{ effect: 5, worst: 60, cutsSessions: false, proof: 'declared' },
      words: `the target says that access ends within 5s, everywhere within 1m; ${host} is asked whether it has, and believed`,
    })
  })

  test('of a drill: a target that does not know a live grant is found out', async () => {
    const { connector, grant, clock } = await opened()
    expect(await connector.drill?.use(grant, undefined, clock.now())).toMatchObject({ control: 'kept-out' })
    await connector.begin(grant, {})
    expect(await connector.drill?.use(grant, undefined, clock.now())).toMatchObject({ control: 'let-in' })
  })

  test('asks for all that is in effect, part by part, and hears no part twice', async () => {
    const { connector, target, clock } = await opened()
    target.part = 2
    const all = Array.from({ length: 5 }, () => grantAt(clock.now()))
    for (const grant of all) await connector.begin(grant, {})
    const found: string[] = []
    for await (const { grant } of connector.listOurs?.() ?? []) found.push(grant)
    expect(found).toEqual(all.map(({ id }) => id))
    const lists = target.told.filter(({ message }) => message.type === 'grant.list')
    expect(new Set(lists.map(({ id }) => id)).size).toBe(3)
    target.answer = (message, own) => ({
      body: message.type === 'grant.list' ? { ...own, nonce: 'x'.repeat(22) } : own,
    })
    await expect(connector.listOurs?.()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
    })
    // Nor one after another for ever.
    target.answer = (_message, own) => ({ body: { ...own, grants: [], next: 'more' } })
    const drain = async () => {
      for await (const _ of connector.listOurs?.() ?? []);
    }
    await expect(drain()).rejects.toMatchObject({ message: expect.stringContaining('1000 parts') })
  })

  test.each<[string, Parameters<typeof worldOf>[0], number | undefined, string]>([
    ['verifies', {}, undefined, 'well'],
    ['answers whoever asks', {}, 200, 'wrong'],
    ['is not there', {}, 404, 'wrong'],
    ['fails', {}, 500, 'wrong'],
  ])('a target that %s', async (_, told, status, state) => {
    const { target, connector } = await opened(told)
    if (status !== undefined) target.refusal = status
    expect(await connector.health()).toMatchObject([{ state }])
    expect(target.told).toEqual([])
  })

  test('a target that is down', async () => {
    const { target, connector } = await opened()
    target.fails = 'down'
    expect(await connector.health()).toMatchObject([{ state: 'wrong', code: 'CONNECTOR_FAILED' }])
  })
})
