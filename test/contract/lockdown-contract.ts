import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LockdownScope } from '../../src/core/lockdown-scope.ts'
import type { RequestRecord } from '../../src/core/record.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import type { Claim } from '../../src/ports/request-store.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { grantOf, key, repository, wake } from './store-contract.ts'

const everything = { of: 'everything' } as const
const hash = (digit: string): string => digit.repeat(64)

/** What a lockdown must do to the ledger and the trail of every store. */
export function lockdownContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    await test.empty()
    await test.store.enqueue(wake())
  })

  const longer = { ends: new Date('2026-11-21T15:00:00Z'), digest: hash('d'), policy: hash('e') }
  const soon = new Date('2026-11-21T12:05:00Z')
  /** Everything by which access begins, gets longer or is renewed, for a grant that was opened before. */
  const beginnings: Record<string, () => Promise<unknown>> = {
    'a grant': () => test.store.grants.open({ ...key, issue: 5 }, grantOf('g2')),
    'the same grant once more': () => test.store.grants.open(key, grantOf('g1')),
    'a decision that would act': () => test.store.grants.mayBegin(grantOf('g1')),
    'an extension': () => test.store.grants.extend('g1', longer),
    'a renewal credential': () => test.store.leases.setRenewal('g1', hash('b')),
    'what a connector notes': () => test.store.grants.keepLease('g1', {}),
    'an access token': () => test.store.leases.noteToken('g1', soon, grantOf('g1').begins),
  }

  const scopes: [LockdownScope, boolean][] = [
    [everything, true],
    [{ of: 'connector', name: 'orders-postgres' }, true],
    [{ of: 'connector', name: 'orders-db' }, false],
    [{ of: 'resource', name: 'orders-db' }, true],
    [{ of: 'resource', name: 'orders-postgres' }, false],
    [{ of: 'person', id: 5 }, true],
    [{ of: 'person', id: 50 }, false],
  ]
  it.each(scopes.flatMap(([scope, locks]) => Object.keys(beginnings).map((what) => ({ what, scope, locks }))))(
    'under a lockdown of $scope, $what is refused: $locks',
    async ({ what, scope, locks }) => {
      await test.store.grants.open(key, grantOf('g1'))
      await test.store.leases.setRenewal('g1', hash('a'))
      const before = await test.store.grants.find('g1')
      await test.store.lockdowns.lock(scope, 'a drill')
      const doing = beginnings[what]?.()
      if (!locks) return expect(doing).resolves.not.toBe(false)
      await expect(doing).rejects.toMatchObject({ code: 'LOCKDOWN' })
      expect(await test.store.grants.find('g1')).toStrictEqual(before)
      expect(await test.store.grants.openIds()).toEqual(['g1'])
      await test.store.lockdowns.lift('all', 'over')
      return expect(beginnings[what]?.()).resolves.not.toBe(false)
    },
  )

  it('ends what lives, and puts down what is only to be ended', async () => {
    const { grants, lockdowns } = test.store
    await grants.open(key, grantOf('g1'))
    await lockdowns.lock(everything, 'a drill')
    expect((await grants.end('g1', test.clock.now())).ended).toStrictEqual(test.clock.now())
    await grants.open({ ...key, issue: 5 }, grantOf('g2'), 'to-end')
    expect((await grants.end('g2', test.clock.now())).ended).toStrictEqual(test.clock.now())
    expect(await grants.openIds()).toEqual([])
  })

  it('says of what has ended that it has ended, not that it is locked', async () => {
    const { grants, leases, lockdowns } = test.store
    await grants.open(key, grantOf('g1'))
    await grants.end('g1', test.clock.now())
    await lockdowns.lock(everything, 'a drill')
    // One after the other: a promise that fails before anybody waits for it is an unhandled error.
    for (const act of [
      () => grants.open(key, grantOf('g1')),
      () => grants.extend('g1', longer),
      () => grants.keepLease('g1', {}),
      () => leases.setRenewal('g1', hash('a')),
    ])
      await expect(act()).rejects.toMatchObject({ code: 'GRANT_ENDED' })
    expect(await leases.noteToken('g1', soon, grantOf('g1').begins)).toBe(false)
  })

  it('is one for each scope, and says of a second that it is there already', async () => {
    const { lockdowns } = test.store
    const first = await lockdowns.lock({ of: 'person', id: 5 }, 'first')
    test.clock.advance(60)
    expect(await lockdowns.lock({ of: 'person', id: 5 }, 'second')).toStrictEqual(first)
    const second = await lockdowns.lock(everything, 'all of it')
    expect(await lockdowns.list()).toStrictEqual([first, second])
    expect(second.id).toBeGreaterThan(first.id)
    expect(await lockdowns.lift(first.id, 'over')).toStrictEqual([first])
    await expect(lockdowns.lift(first.id, 'over')).rejects.toMatchObject({ code: 'LOCKDOWN_UNKNOWN' })
    expect(await lockdowns.lift('all', 'over')).toStrictEqual([second])
    expect(await lockdowns.lift('all', 'over')).toStrictEqual([])
    // A number is never given out again: who lifts an old one lifts no other.
    expect((await lockdowns.lock(everything, 'again')).id).toBeGreaterThan(second.id)
  })

  it('holds while one of several over the same access is in force', async () => {
    const { grants, lockdowns } = test.store
    const of = await lockdowns.lock({ of: 'resource', name: 'orders-db' }, 'a drill')
    const all = await lockdowns.lock(everything, 'a drill')
    await lockdowns.lift(of.id, 'over')
    await expect(grants.open(key, grantOf('g1'))).rejects.toMatchObject({ code: 'LOCKDOWN' })
    await lockdowns.lift(all.id, 'over')
    await expect(grants.open(key, grantOf('g1'))).resolves.toMatchObject({ id: 'g1' })
  })

  it('is an entry in the chain of every repository, of no request, and names no person', async () => {
    const { lockdowns, records } = test.store
    const other = { ...repository, id: 72, name: 'other', installation: 10 }
    await test.store.enqueue(wake({ key: { repository: 72, issue: 1 }, repository: other }))
    const person = 47_110_000_000_011
    const { id } = await lockdowns.lock({ of: 'person', id: person }, 'a stolen laptop')
    await lockdowns.lock({ of: 'connector', name: 'orders-postgres' }, 'a leak')
    test.clock.advance(60)
    await lockdowns.lift('all', 'over')
    for (const chain of [71, 72]) {
      const entries = await records.trail(chain, 0, 10)
      expect(checkChain(entries, { repository: chain })).toMatchObject({ ok: true, entries: 4 })
      expect(
        entries.map(({ event: { issue, step, kind, actor, facts } }) => [issue, step, kind, actor, facts]),
      ).toEqual([
        [
          0,
          1,
          'locked',
          { kind: 'operator' },
          {
            lockdown: id,
            scope: 'person',
            why: 'a stolen laptop',
            person: [expect.stringMatching(/^[0-9a-f]{32}$/)],
            store: expect.any(String),
          },
        ],
        [0, 2, 'locked', { kind: 'operator' }, { lockdown: id + 1, scope: 'connector orders-postgres', why: 'a leak' }],
        [
          0,
          3,
          'lifted',
          { kind: 'operator' },
          { lockdown: id, scope: 'person', why: 'over', person: [expect.stringMatching(/^[0-9a-f]{32}$/)] },
        ],
        [0, 4, 'lifted', { kind: 'operator' }, { lockdown: id + 1, scope: 'connector orders-postgres', why: 'over' }],
      ])
      expect(JSON.stringify(entries)).not.toContain(String(person))
    }
    expect(await records.trailOf(key)).toEqual([])
  })

  describe('wakes, when it is lifted, what waited for it', () => {
    const later = () => new Date(test.clock.now().getTime() + 60_000)
    const finding = { code: 'LOCKDOWN' as const, message: 'The operators have locked down all access.' }
    const waits = { state: 'undecided' as const, findings: [finding] }
    let woken: [issue: number, urgent: boolean][]
    beforeEach(() => {
      woken = []
    })
    const silent = {
      schedule: async () => undefined,
      scheduleAll: async () => undefined,
      scheduleDisplay: async () => undefined,
      scheduleProposal: async () => undefined,
      scheduleGovernance: async () => undefined,
      scheduleNotice: async () => undefined,
    }
    afterEach(() => test.store.useWakeUps(silent))

    /** A request as it was left by a look, which is to be the next time in a minute. */
    async function left(issue: number, set: Partial<RequestRecord>, wakeAt: Date | null = later()): Promise<void> {
      const claim = await claimed(issue)
      const { requests } = test.store
      expect(await requests.release(await requests.save(claim, { set: fitting(set) }), wakeAt)).toBe(false)
    }

    async function claimed(issue: number): Promise<Claim> {
      await test.store.enqueue(wake({ key: { ...key, issue } }))
      const claim = await test.store.requests.claim({ ...key, issue }, test.clock.now())
      return claim ?? expect.unreachable('it is claimed by nobody')
    }

    /** Those that are due after the lift, and woken by it. */
    async function lift(which: number | 'all' = 'all'): Promise<number[]> {
      test.store.useWakeUps({
        ...silent,
        schedule: async (_unit, { issue }, _at, urgent) => void woken.push([issue, urgent]),
      })
      await test.store.lockdowns.lift(which, 'over')
      const due = await test.store.requests.due(test.clock.now(), 10)
      expect(woken.map(([issue]) => issue).toSorted()).toEqual(due.map(({ issue }) => issue).toSorted())
      return woken.map(([issue]) => issue).toSorted()
    }

    it('and nothing else: neither what waits for people nor what is over', async () => {
      await test.empty()
      await test.store.lockdowns.lock(everything, 'a drill')
      const living = (id: string) => grantOf(id, { ends: new Date(test.clock.now().getTime() + 3_600_000) })
      await left(1, waits)
      const said = 'a reason with "code":"LOCKDOWN" and "approved":true in it'
      await left(2, { state: 'pending', findings: [{ code: 'REQUEST_FIELD_INVALID', message: said }] })
      await left(3, { ...waits, state: 'pending' })
      await left(4, { state: 'active', grant: living('g4') })
      const extension = {
        request: {} as never,
        digest: hash('d'),
        decision: fitting({ state: 'pending' }).decision as never,
        lapsesAt: later(),
      }
      await left(5, { state: 'active', grant: living('g5'), extension: { ...extension, findings: [finding] } })
      await left(6, {
        state: 'active',
        grant: living('g6'),
        extension: { ...extension, findings: [], approved: true },
      })
      await left(7, { ...waits, state: 'cancelled', outcome: 'cancelled' }, null)
      expect(await test.store.requests.due(test.clock.now(), 10)).toEqual([])
      expect(await lift()).toEqual([1, 3, 5, 6])
      expect(Object.fromEntries(woken)).toEqual({ 1: false, 3: false, 5: false, 6: false })
    })

    it('of its scope alone, as far as a request is known to be in another', async () => {
      await test.empty()
      const { id } = await test.store.lockdowns.lock({ of: 'person', id: 5 }, 'a drill')
      await test.store.lockdowns.lock({ of: 'resource', name: 'orders-db' }, 'a drill')
      await left(1, { ...waits, requester: { id: 5, login: 'otto' } })
      await left(2, { ...waits, requester: { id: 50, login: 'rita' } })
      await left(3, waits)
      expect(await lift(id)).toEqual([1, 3])
    })

    it('and who may have met it in a look that has not ended looks again', async () => {
      await test.empty()
      await test.store.lockdowns.lock(everything, 'a drill')
      const claim = await claimed(1)
      expect(await test.store.lockdowns.lift('all', 'over')).toHaveLength(1)
      const saved = await test.store.requests.save(claim, { set: waits })
      expect(await test.store.requests.release(saved, later())).toBe(true)
    })

    it('and is lifted all the same where that cannot be', async () => {
      await test.store.lockdowns.lock(everything, 'a drill')
      await left(1, waits)
      test.store.useWakeUps({ ...silent, schedule: async () => Promise.reject(new Error('no queue')) })
      expect(await test.store.lockdowns.lift('all', 'over')).toHaveLength(1)
      expect(await test.store.lockdowns.list()).toEqual([])
    })
  })
}
