import { describe, expect, test } from 'vitest'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import { addSeconds } from '../../src/core/instant.ts'
import type { Lendable } from '../../src/core/lending/loans.ts'
import type { Grant, Proof } from '../../src/core/record.ts'
import { beginLease, endLease, extendLease, probeLease } from '../../src/reconcile/request/apply/leases.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { createFakeGitHub, type FakeGitHub } from '../fakes/lending.ts'
import { testClock } from '../open-test-store.ts'
import { connectorContract, type KindUnderTest, type World } from './connector-contract.ts'

const repository = 7
const person = 42
const [dev, ops, devChild] = [5, 6, 8]
const orders = 100

function stage(lent: Record<string, Lendable>) {
  const github = createFakeGitHub()
  const clock = testClock()
  const grants = createFakeGrants()
  github.people.set(person, 'member').set(43, 'owner').set(44, 'outside')
  github.teams.set(dev, { slug: 'dev', members: new Map() })
  github.teams.set(ops, { slug: 'ops', members: new Map() })
  github.teams.set(devChild, { slug: 'dev-web', above: dev, members: new Map() })
  github.repositories.set(orders, { name: 'acme/orders', direct: new Map(), teams: new Map([[ops, 'push']]) })
  const settings = {
    type: 'github',
    app_id: 1,
    private_key: 'a key',
    organisation: 9,
    roles: lent,
    repositories: [repository],
  }
  const registry: World['registry'] = (dropped) => {
    const parts = { openLending: github.open, ledger: grants, now: clock.now } as unknown as ConnectorParts
    return createRegistry({ connectors: dropped ? {} : { orders: settings } }, { github: kinds.github }, parts)
  }
  return { github, clock, grants, registry }
}

const isThere = (github: FakeGitHub, what: Lendable): boolean =>
  'team' in what
    ? github.isIn(what.team, person)
    : github.repositories.get(what.repository)?.direct.get(person) === what.permission

async function worldOf(what: Lendable): Promise<World> {
  const { github, clock, grants, registry } = stage({ read: what, dump: what })
  return {
    ...{ grants, clock, repository, registry, store: 'o'.repeat(22) },
    letsIn: async () => isThere(github, what),
    enter: async () => () => isThere(github, what),
    target: {
      fails: (how) => {
        github.how = how
        return () => {
          github.how = 'up'
        }
      },
      backUp: () => () => undefined,
      plant: () => {
        if ('team' in what) github.teams.get(what.team)?.members.set(person, 'member')
        else github.repositories.get(what.repository)?.direct.set(person, what.permission)
      },
      holds: () => isThere(github, what),
    },
  }
}

const kind: KindUnderTest = {
  ...{ hasTarget: true, endsDropped: false, connectorType: 'github' },
  givesCredential: false,
  expires: false,
  marks: false,
  drilled: false,
}
connectorContract('the github kind, which lends a team', kind, () => worldOf({ team: dev }))
connectorContract('the github kind, which lends a role', kind, () =>
  worldOf({ repository: orders, permission: 'push' }),
)

function opened(lent: Record<string, Lendable> = { join: { team: dev } }) {
  const { github, clock, grants, registry } = stage(lent)
  let number = 0
  // Its requests would tell a real ledger which ends are not proved.
  const [known, proved] = [new Set<string>(), new Set<string>()]
  grants.unsettledOf = async (type, requester) => {
    const found = await Promise.all([...known].filter((id) => !proved.has(id)).map((id) => grants.find(id)))
    return found.flatMap((one) => (one?.connectorType === type && one.requester === requester ? [one] : []))
  }
  const ports = () => {
    const { connectorFor, connectorOf } = registry()
    return { grants, connectorFor, connectorOf, now: clock.now }
  }
  const keyOf = (grant: Grant) => ({ repository, issue: Number(grant.id.slice(0, 3)) })
  const newGrant = (over: Partial<Grant> = {}): Grant => {
    const id = `${100 + ++number}`.padEnd(22, 'a')
    known.add(id)
    return {
      ...{ id, connector: 'orders', connectorType: 'github', resource: 'dev' },
      ...{ audience: 'https://api.test', scope: 'dev:join', actions: ['join'], requester: person },
      ...{
        digest: `${number}`.padStart(64, 'd'),
        policy: 'e'.repeat(64),
        requestUrl: 'https://github.test/a/b/issues/1',
      },
      ...{ begins: clock.now(), ends: addSeconds(clock.now(), 3600), ...over },
    }
  }
  const connector = () => registry().connectorFor(repository, 'orders')
  const begin = async (grant: Grant) => beginLease(ports(), connector(), keyOf(grant), grant)
  const end = (grant: Grant) => endLease(ports(), keyOf(grant), grant)
  const probe = (grant: Grant) => probeLease(ports(), grant)
  const proofOf = async (grant: Grant): Promise<Proof> => {
    // GitHub has to have had its time to show it.
    clock.advance(5)
    const found = await probe(grant)
    if (!found.proved) throw new Error(found.why)
    proved.add(grant.id)
    return found.proof
  }
  const given = async (over: Partial<Grant> = {}) => {
    const grant = newGrant(over)
    await begin(grant)
    return grant
  }
  const lasting = (grant: Grant, ends: Date) =>
    extendLease(ports(), repository, { ...grant, ends, digest: 'f'.repeat(64) })
  return { github, clock, grants, newGrant, begin, end, probe, proofOf, given, connector, lasting }
}

const membersOf = (github: FakeGitHub, team: number) => github.teams.get(team)?.members ?? new Map<number, string>()

describe('the github kind: who was there before', () => {
  test.each(['member', 'maintainer'] as const)(
    'a standing %s keeps it: the grant does nothing, and says so',
    async (role) => {
      const it = opened()
      membersOf(it.github, dev).set(person, role)
      const grant = await it.given()
      await it.end(grant)
      expect(it.github.asked.filter((one) => /^(?:give|take)/.test(one))).toEqual([])
      expect(membersOf(it.github, dev).get(person)).toBe(role)
      expect(await it.proofOf(grant)).toMatchObject({
        how: 'absent',
        words: 'nothing was given, since they were in @acme/dev before, and still are',
      })
    },
  )

  test('who is a member by a team below keeps that, and gets nothing of their own', async () => {
    const it = opened()
    membersOf(it.github, devChild).set(person, 'member')
    const grant = await it.given()
    await it.end(grant)
    expect(membersOf(it.github, dev).has(person)).toBe(false)
    expect(it.github.isIn(dev, person)).toBe(true)
  })

  test('who came into a team below meanwhile: what was lent is taken away, and the rest is named', async () => {
    const it = opened()
    const grant = await it.given()
    membersOf(it.github, devChild).set(person, 'member')
    await it.end(grant)
    expect(membersOf(it.github, dev).has(person)).toBe(false)
    expect((await it.proofOf(grant)).words).toBe(
      'no entry of theirs in @acme/dev any more; they still have the same through @acme/dev-web',
    )
  })

  test('an owner of the organisation is always a maintainer: that says nothing', async () => {
    const it = opened()
    const grant = await it.given({ requester: 43 })
    expect(it.github.isIn(dev, 43)).toBe(true)
    await it.end(grant)
    expect(it.github.isIn(dev, 43)).toBe(false)
    expect(await it.proofOf(grant)).toMatchObject({ how: 'absent' })
  })

  test.each([44, 45])('nobody is invited: %i is no member', async (requester) => {
    const it = opened()
    await expect(it.given({ requester })).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      message: expect.stringContaining('no active member'),
    })
    expect(membersOf(it.github, dev).size).toBe(0)
  })

  test('an invitation that waits is theirs to answer first', async () => {
    const it = opened()
    membersOf(it.github, dev).set(person, 'invited')
    await expect(it.given()).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    expect(membersOf(it.github, dev).get(person)).toBe('invited')
  })

  test('an invitation instead of a membership is taken back', async () => {
    const it = opened()
    it.github.invites = true
    await expect(it.given()).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
      message: expect.stringContaining('invite'),
    })
    expect(membersOf(it.github, dev).size).toBe(0)
  })

  test('a team that an identity provider fills is refused in its words', async () => {
    const it = opened()
    Object.assign(it.github.teams.get(dev) ?? {}, { synchronised: true })
    await expect(it.given()).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
  })

  test('a team that is not there is not lent; one that is gone at the end is over', async () => {
    const it = opened()
    const grant = await it.given()
    it.github.teams.delete(dev)
    await expect(it.given()).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    await it.end(grant)
    expect((await it.proofOf(grant)).words).toBe('what was lent is gone from GitHub')
  })
})

describe('the github kind: two loans of the same to one person', () => {
  test('the last one living takes it away', async () => {
    const it = opened()
    const [first, second] = [await it.given(), await it.given()]
    await it.end(first)
    expect(it.github.isIn(dev, person)).toBe(true)
    expect((await it.proofOf(first)).words).toContain('@acme/dev is theirs by another grant')
    await it.end(second)
    expect(it.github.isIn(dev, person)).toBe(false)
    expect((await it.proofOf(second)).words).toBe('no entry of theirs in @acme/dev any more')
  })

  test('one that begins while the end of the other is not proved takes its membership for no standing one', async () => {
    const it = opened()
    const first = await it.given()
    it.github.how = 'down'
    await expect(it.end(first)).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
    it.github.how = 'up'
    const second = await it.given()
    await it.end(first)
    expect(it.github.isIn(dev, person)).toBe(true)
    await it.end(second)
    expect(it.github.isIn(dev, person)).toBe(false)
  })

  test.each(['give', 'take', 'standing'] as const)(
    'one that begins while the other ends, at its %s: it has it',
    async (at) => {
      const it = opened()
      const first = await it.given()
      const second = it.newGrant()
      let isFirst = true
      it.github.before = async (call) => {
        if (call !== at || !isFirst) return
        isFirst = false
        await it.begin(second)
      }
      await it.end(first)
      if (isFirst) await it.begin(second)
      expect(it.github.isIn(dev, person)).toBe(true)
      it.github.before = async () => undefined
      await it.end(second)
      expect(it.github.isIn(dev, person)).toBe(false)
    },
  )

  test.each(['give', 'take', 'standing', 'memberOf'] as const)(
    'one that ends while it begins, at its %s: nothing stays',
    async (at) => {
      const it = opened()
      const grant = it.newGrant()
      let isFirst = true
      it.github.before = async (call) => {
        if (call !== at || !isFirst) return
        isFirst = false
        await it.end(grant)
      }
      await it.begin(grant).catch(() => undefined)
      it.github.before = async () => undefined
      await it.end(grant)
      expect(it.github.isIn(dev, person)).toBe(false)
    },
  )

  test('loans to others, and of others, are none of its', async () => {
    const it = opened({ join: { team: dev }, help: { team: ops } })
    it.github.people.set(46, 'member')
    const [mine, other, elsewhere] = [
      await it.given(),
      await it.given({ requester: 46 }),
      await it.given({ actions: ['help'] }),
    ]
    await it.end(mine)
    expect([it.github.isIn(dev, person), it.github.isIn(dev, 46), it.github.isIn(ops, person)]).toEqual([
      false,
      true,
      true,
    ])
    await it.end(other)
    await it.end(elsewhere)
    expect([it.github.isIn(dev, 46), it.github.isIn(ops, person)]).toEqual([false, false])
  })
})

describe('the github kind: what somebody else does meanwhile', () => {
  test('whom somebody made a maintainer is left, and not called ended', async () => {
    const it = opened()
    const grant = await it.given()
    membersOf(it.github, dev).set(person, 'maintainer')
    await it.end(grant)
    expect(it.github.isIn(dev, person)).toBe(true)
    expect(await it.probe(grant)).toMatchObject({
      proved: false,
      why: expect.stringContaining('somebody has made them a maintainer of @acme/dev, so it was left'),
    })
    membersOf(it.github, dev).set(person, 'member')
    expect(await it.probe(grant)).toMatchObject({ proved: false })
    expect(it.github.isIn(dev, person)).toBe(false)
    expect(await it.proofOf(grant)).toMatchObject({ how: 'absent' })
  })

  test('what somebody took away while it is lent twice is not given back by the end of the one', async () => {
    const it = opened()
    const [first, second] = [await it.given(), await it.given()]
    membersOf(it.github, dev).delete(person)
    await it.end(first)
    expect(it.github.isIn(dev, person)).toBe(false)
    await it.end(second)
    expect(it.github.isIn(dev, person)).toBe(false)
  })

  test('what somebody took away is given again when it is extended, and not when it ends', async () => {
    const it = opened()
    const grant = await it.given()
    membersOf(it.github, dev).delete(person)
    await it.lasting(grant, addSeconds(grant.ends, 60))
    expect(it.github.isIn(dev, person)).toBe(true)
    membersOf(it.github, dev).delete(person)
    await it.end(grant)
    expect(it.github.isIn(dev, person)).toBe(false)
  })
})

describe('the github kind: what GitHub does not show yet', () => {
  const shownNow = ({ teams, repositories }: FakeGitHub) => structuredClone({ teams, repositories })

  test('a membership that was just given is taken away, though it is not shown', async () => {
    const it = opened()
    const shown = shownNow(it.github)
    const grant = await it.given()
    it.github.shows = shown
    await it.end(grant)
    expect(it.github.isIn(dev, person)).toBe(false)
  })

  test('nothing is proved by what may be from before the end', async () => {
    const it = opened({ push: { repository: orders, permission: 'push' } })
    const roles = it.github.repositories.get(orders)?.direct
    roles?.set(person, 'triage')
    const shown = shownNow(it.github)
    const grant = await it.given({ actions: ['push'] })
    it.github.shows = shown
    await it.end(grant)
    expect(await it.probe(grant)).toMatchObject({ proved: false, again: addSeconds(it.clock.now(), 5) })
    it.github.shows = undefined
    it.clock.advance(5)
    expect(await it.probe(grant)).toMatchObject({ proved: false, why: expect.stringContaining('taken away again') })
    expect(it.github.repositories.get(orders)?.direct.get(person)).toBe('triage')
    expect(await it.proofOf(grant)).toMatchObject({ how: 'absent' })
  })

  test('what is wrong is said at once', async () => {
    const it = opened()
    const grant = await it.given()
    membersOf(it.github, dev).set(person, 'maintainer')
    await it.end(grant)
    expect(await it.probe(grant)).toMatchObject({ proved: false, why: expect.stringContaining('maintainer') })
  })
})

describe('the github kind: roles on repositories', () => {
  const lent = {
    read: { repository: orders, permission: 'pull' },
    push: { repository: orders, permission: 'push' },
    keep: { repository: orders, permission: 'maintain' },
  } as const
  const direct = (github: FakeGitHub) => github.repositories.get(orders)?.direct ?? new Map<number, string>()

  test('a lesser role of their own comes back', async () => {
    const it = opened(lent)
    direct(it.github).set(person, 'triage')
    const grant = await it.given({ actions: ['push'] })
    expect(direct(it.github).get(person)).toBe('push')
    await it.end(grant)
    expect(direct(it.github).get(person)).toBe('triage')
    expect(await it.proofOf(grant)).toMatchObject({ how: 'absent' })
  })

  test.each(['push', 'maintain', 'more'] as const)('who has %s already keeps it', async (role) => {
    const it = opened(lent)
    direct(it.github).set(person, role)
    const grant = await it.given({ actions: ['push'] })
    await it.end(grant)
    expect(direct(it.github).get(person)).toBe(role)
    expect((await it.proofOf(grant)).words).toContain('nothing was given')
  })

  test.each(['maintain', 'more'] as const)('who was given %s meanwhile is left, and not called ended', async (role) => {
    const it = opened(lent)
    const grant = await it.given({ actions: ['push'] })
    direct(it.github).set(person, role)
    await it.end(grant)
    expect(direct(it.github).get(person)).toBe(role)
    expect(await it.probe(grant)).toMatchObject({ proved: false, why: expect.stringContaining('given them more') })
  })

  test('what was taken away by hand, or made less, is not given back at the end', async () => {
    const it = opened(lent)
    direct(it.github).set(person, 'triage')
    const grant = await it.given({ actions: ['push'] })
    direct(it.github).set(person, 'pull')
    await it.end(grant)
    expect(direct(it.github).get(person)).toBe('pull')
    expect(await it.proofOf(grant)).toMatchObject({ how: 'absent' })
  })

  test('of two at once the higher holds while it lives, and then the other', async () => {
    const it = opened(lent)
    const less = await it.given({ actions: ['read'] })
    const more = await it.given({ actions: ['push', 'keep'] })
    expect(direct(it.github).get(person)).toBe('maintain')
    await it.end(more)
    expect(direct(it.github).get(person)).toBe('pull')
    await it.end(less)
    expect(direct(it.github).has(person)).toBe(false)
  })

  test('what a team still gives is named', async () => {
    const it = opened(lent)
    const grant = await it.given({ actions: ['push'] })
    membersOf(it.github, ops).set(person, 'member')
    await it.end(grant)
    expect(direct(it.github).has(person)).toBe(false)
    expect((await it.proofOf(grant)).words).toBe(
      'no entry of theirs in acme/orders any more; they still have the same through @acme/ops',
    )
  })

  test('the request says beforehand what goes with it', () => {
    expect(opened(lent).connector().declare().words).toContain('private forks')
    expect(opened().connector().declare().words).not.toContain('private forks')
  })
})

describe('the github kind: what it lends', () => {
  test.each<[string, string[] | undefined]>([
    ['not on the list', ['join', 'leave']],
    ['a word of the language', ['constructor']],
    ['none', []],
    ['of a record that names none', undefined],
  ])('an action %s is refused, before anything is asked', async (_, actions) => {
    const it = opened()
    const grant = it.newGrant()
    await expect(it.begin({ ...grant, ...{ actions: actions as string[] } })).rejects.toMatchObject({
      code: 'CONNECTOR_FAILED',
    })
    expect(it.github.asked).toEqual([])
  })

  test('a catalog may name no other actions', () => {
    const action = { scope: 'dev:join', max_duration: '1h' }
    expect(opened().connector().check({ join: action }, 'low')).toEqual([])
    expect(opened().connector().check({ leave: action, constructor: action }, 'low')).toMatchObject([
      { code: 'CATALOG_INVALID', where: 'actions.leave' },
      { code: 'CATALOG_INVALID', where: 'actions.constructor' },
    ])
  })

  test('what it gives is told by the numbers, whichever action gives it', () => {
    const lent = { join: { team: dev }, help: { team: dev }, push: { repository: orders, permission: 'push' } } as const
    const { right } = opened(lent).connector()
    expect(['join', 'help', 'push', 'constructor'].map((name) => right?.(name))).toEqual([
      ...['membership of the team 5', 'membership of the team 5', 'push on the repository 100', undefined],
    ])
  })

  test('a note that cannot be read ends in no guess', async () => {
    const it = opened()
    const grant = await it.given()
    await it.grants.end(grant.id, it.clock.now())
    for (const lease of [{}, { loans: [{ team: dev }] }, { loans: [{ team: 'x', before: 'none' }] }, { loans: 'none' }])
      await expect(it.connector().end(grant, lease, it.clock.now())).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
  })
})
