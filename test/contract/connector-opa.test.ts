import { describe, expect, test } from 'vitest'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { createLiveLists } from '../../src/connectors/live-lists.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Grant } from '../../src/core/record.ts'
import type { LiveList } from '../../src/ports/live-lists.ts'
import { beginLease } from '../../src/reconcile/request/apply/leases.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { testClock } from '../open-test-store.ts'
import { connectorContract, type World } from './connector-contract.ts'

const repository = 7
const freshFor = 60
const gateway = 'http://gateway.test:8181'

/** What the gate says; that a stock opa says the same is tested with one (gate/daypass_gate_test.rego). */
function judge(list: LiveList | undefined, { subject, resource }: { subject: string; resource: string }, at: Date) {
  const fresh =
    list !== undefined && at < addSeconds(list.published, list.freshFor) && list.published <= addSeconds(at, 5)
  const grants = fresh
    ? list.grants.filter((one) => one.subject === subject && one.resource === resource && at < one.ends)
    : []
  const published = list && { published_ns: list.published.getTime() * 1e6 }
  return { fresh, allow: grants.length > 0, grants: grants.map(({ id }) => id), ...published }
}

const token = 't'.repeat(40)

type Gateway = {
  list: LiveList | undefined
  follows: boolean
  token?: string
  answer?: () => Response | Promise<Response>
}

/** A world with a gateway that follows its lists; `probe`: it is asked about ends, and in drills. */
function worldOf(probe?: string) {
  const clock = testClock()
  const { now } = clock
  const grants = createFakeGrants()
  const listsOf = () => createLiveLists({ grants, connectorsOf: () => new Map([['orders', freshFor]]), now })
  /** The lists of a server that has heard of nothing: it finds all in the ledger. */
  const published = listsOf()
  const reader: Gateway = { list: undefined, follows: true }
  const follow = async () => {
    if (reader.follows) reader.list = await published.newest(repository, now())
    return reader.list
  }
  const fetch = async (_url: string, init: RequestInit): Promise<Response> => {
    if (reader.answer) return reader.answer()
    const shown = new Headers(init.headers).get('authorization')
    if (shown !== `Bearer ${reader.token ?? token}`) return new Response('', { status: 401 })
    const { input } = JSON.parse(String(init.body)) as { input: { subject: string; resource: string } }
    return Response.json({ result: judge(await follow(), input, now()) })
  }
  const registry: World['registry'] = (dropped) => {
    const settings = {
      type: 'opa',
      fresh_for: `${freshFor}s`,
      repositories: [repository],
      ...(probe ? { probe, probe_token: token } : {}),
    }
    const connectors = dropped ? {} : { orders: settings }
    const pause = async (seconds: number) => clock.advance(seconds)
    const parts = { publicUrl: 'https://daypass.test', ledger: grants, live: listsOf(), fetch, now, pause }
    return createRegistry({ connectors }, { opa: kinds.opa }, parts as unknown as ConnectorParts)
  }
  const subjectOf = ({ requester, resource }: Grant) => ({ subject: `github|${requester}`, resource })
  const world: World = {
    ...{ grants, clock, repository, registry, store: 's'.repeat(22) },
    letsIn: async (grant) => {
      clock.advance(1)
      return judge(await follow(), subjectOf(grant), now()).grants.includes(grant.id)
    },
    // A gateway that hears of nothing more; where one is asked about ends, that one.
    enter: async (grant) => {
      const held = probe ? await follow() : await published.newest(repository, now())
      return () => judge(probe ? reader.list : held, subjectOf(grant), now()).grants.includes(grant.id)
    },
  }
  return { world, reader, published }
}

const kind = { hasTarget: false, endsDropped: true, connectorType: 'opa', givesCredential: false } as const
connectorContract('the opa kind, whose readers are not asked', kind, async () => worldOf().world)
connectorContract('the opa kind with a reader that is asked', kind, async () => worldOf(gateway).world)

describe('the opa kind: an end', () => {
  const begun = async (probe?: string) => {
    const { world, reader, published } = worldOf(probe)
    const { clock, grants } = world
    const key = { repository, issue: 1 }
    const grant: Grant = {
      ...{ id: 'a'.repeat(22), connector: 'orders', connectorType: 'opa', resource: 'orders-api' },
      ...{ audience: 'https://api.test', scope: 'orders:read', requester: 42, digest: 'd'.repeat(64) },
      ...{ policy: 'e'.repeat(64), requestUrl: 'https://github.test/a/b/issues/1' },
      ...{ begins: clock.now(), ends: addSeconds(clock.now(), 3600) },
    }
    const connector = () => world.registry().connectorFor(repository, 'orders')
    await beginLease({ grants, now: clock.now }, connector(), key, grant)
    clock.advance(2)
    const { lease } = (await grants.find(grant.id)) ?? {}
    return { world, reader, published, clock, grants, grant, connector, lease: lease ?? null }
  }
  type Begun = Awaited<ReturnType<typeof begun>>
  const probe = ({ connector, grant, lease, clock }: Begun) => connector().probe(grant, lease, clock.now())
  const end = async ({ grants, grant, clock }: Begun) => {
    await grants.end(grant.id, clock.now())
  }

  test('is not shown by a reader that wants another token', async () => {
    const it = await begun(gateway)
    await end(it)
    it.clock.advance(3)
    it.reader.token = 'of another gateway'
    expect(await probe(it)).toMatchObject({ proved: false, why: expect.stringContaining('wants another token') })
    delete it.reader.token
    expect(await probe(it)).toMatchObject({ proved: true, proof: { how: 'refused' } })
  })

  test('without a reader to ask: when the last list that had it is too old, and clocks may differ', async () => {
    const it = await begun()
    await end(it)
    const over = addSeconds(it.clock.now(), 65)
    expect(await probe(it)).toMatchObject({ proved: false, again: over })
    it.clock.advance(64)
    expect(await probe(it)).toMatchObject({ proved: false })
    it.clock.advance(1)
    expect(await probe(it)).toMatchObject({ proved: true, proof: { how: 'ran-out' } })
  })

  test('that was planned stands in every list: nobody waits for one to grow old', async () => {
    const it = await begun()
    it.clock.advance(3600 - 2)
    await end(it)
    expect(await probe(it)).toMatchObject({ proved: false, again: addSeconds(it.clock.now(), 5) })
    it.clock.advance(5)
    expect(await probe(it)).toMatchObject({ proved: true })
  })

  test('is judged by what a reader may have had when it began, whatever the settings say now', async () => {
    const it = await begun()
    await end(it)
    const longer = { ...it, lease: { fresh_for: 300 } }
    it.clock.advance(304)
    expect(await probe(longer)).toMatchObject({ proved: false })
    it.clock.advance(1)
    expect(await probe(longer)).toMatchObject({ proved: true })
  })

  test('of a connector that was dropped is proved when every list that there may be is too old', async () => {
    const it = await begun()
    await end(it)
    const dropped = { ...it, connector: () => it.world.registry('dropped').connectorOf(it.grant) }
    it.clock.advance(604)
    expect(await probe(dropped)).toMatchObject({ proved: false })
    it.clock.advance(1)
    expect(await probe(dropped)).toMatchObject({ proved: true, proof: { how: 'ran-out' } })
  })

  test('is not proved by a list of before it, nor by one that still has it', async () => {
    const it = await begun()
    const connector = it.connector()
    await connector.drill?.use({ ...it.grant, begins: it.clock.now() }, undefined, it.clock.now())
    await end(it)
    const asked = () => connector.probe(it.grant, it.lease, it.clock.now())
    expect(await asked()).toMatchObject({ proved: false, why: 'the newest list still has the grant' })

    const later = await begun()
    const other = later.connector()
    await other.drill?.use({ ...later.grant, begins: later.clock.now() }, undefined, later.clock.now())
    later.clock.advance(0.5)
    await end(later)
    expect(await other.probe(later.grant, later.lease, later.clock.now())).toMatchObject({
      proved: false,
      why: 'no list has been made since the end',
    })
  })

  test('is shown by a reader with a list of after it', async () => {
    const it = await begun(gateway)
    await end(it)
    expect(await probe(it)).toMatchObject({
      proved: true,
      proof: { how: 'refused', words: expect.stringContaining('refused by gateway.test:8181') },
    })
  })

  test.each<[string, (it: Begun) => unknown, string]>([
    [
      'has not followed, and still answers yes',
      async ({ reader, published, clock }) => {
        reader.list = await published.newest(repository, clock.now())
        reader.follows = false
      },
      'still answers yes',
    ],
    ['has no list at all', ({ reader }) => Object.assign(reader, { follows: false }), 'has no fresh list'],
    [
      'has a list of before the end, without it',
      ({ reader, clock }) => {
        reader.list = { published: addSeconds(clock.now(), -1), freshFor: 60, grants: [] }
        reader.follows = false
      },
      'does not have a list of after the end',
    ],
    [
      'has no gate',
      ({ reader }) => Object.assign(reader, { answer: () => Response.json({}) }),
      'does not have the gate',
    ],
    [
      'answers in another form',
      ({ reader }) => Object.assign(reader, { answer: () => Response.json({ result: { fresh: true, grants: [{}] } }) }),
      'does not have the gate',
    ],
    [
      'answers no JSON',
      ({ reader }) => Object.assign(reader, { answer: () => new Response('<html>') }),
      'was unreachable',
    ],
    [
      'fails',
      ({ reader }) => Object.assign(reader, { answer: () => new Response('{}', { status: 500 }) }),
      'answered 500',
    ],
    [
      'leads elsewhere',
      ({ reader }) =>
        Object.assign(reader, { answer: () => new Response('', { status: 302, headers: { location: '/' } }) }),
      'answered 302',
    ],
    [
      'is down',
      ({ reader }) => Object.assign(reader, { answer: () => Promise.reject(new TypeError('fetch failed')) }),
      'was unreachable',
    ],
  ])('is not shown by a reader that %s, but by time', async (_, happens, why) => {
    const it = await begun(gateway)
    await happens(it)
    await end(it)
    const found = await probe(it)
    expect(found).toMatchObject({ proved: false, why: expect.stringContaining(why) })
    it.clock.advance(65)
    expect(await probe(it)).toMatchObject({ proved: true, proof: { how: 'ran-out' } })
  })

  test('is not called one while the ledger has none, nor of what was never opened', async () => {
    const it = await begun()
    await expect(it.connector().end(it.grant, it.lease, it.clock.now())).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
    })
    const other = { ...it.grant, id: 'b'.repeat(22) }
    await expect(it.connector().probe(other, null, it.clock.now())).rejects.toMatchObject({ code: 'GRANT_UNKNOWN' })
  })

  test('of a drill: a reader that does not follow is found out', async () => {
    const it = await begun(gateway)
    it.reader.follows = false
    const use = await it.connector().drill?.use(it.grant, undefined, it.clock.now())
    expect(use).toEqual({
      works: true,
      control: 'kept-out',
      words: 'gateway.test:8181 answered no to a live grant, asked for 10 s',
    })
    it.reader.answer = () => Promise.reject(new TypeError('fetch failed'))
    expect(await it.connector().drill?.use(it.grant, undefined, it.clock.now())).toEqual({
      ...{ works: true, control: 'kept-out', words: 'gateway.test:8181 was unreachable' },
    })
  })
})

describe('the opa kind: what it says of itself', () => {
  test.each([
    [undefined, 65, 'ran-out'],
    [gateway, 65, 'refused'],
  ])('with the probe %s', (probe, worst, proof) => {
    const declared = worldOf(probe).world.registry().connectorFor(repository, 'orders').declare()
    expect(declared).toMatchObject({ worst, proof, cutsSessions: false })
  })

  test.each<[string, Partial<Gateway>, string]>([
    ['follows', {}, 'well'],
    ['has no list', { follows: false }, 'wrong'],
    ['is down', { answer: () => Promise.reject(new TypeError('no')) }, 'wrong'],
    ['has no gate', { answer: () => Response.json({}) }, 'wrong'],
  ])('a reader that %s', async (_, is, state) => {
    const { world, reader } = worldOf(gateway)
    Object.assign(reader, is)
    expect(await world.registry().connectorFor(repository, 'orders').health()).toMatchObject([{ state }])
  })
})
