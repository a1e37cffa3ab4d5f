import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/core/lifecycle/plan.ts'
import type { Grant, GrantPull, RequestRecord } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import { beginning, trailHash } from '../../src/core/trail/entry.ts'
import type { GrantStore } from '../../src/ports/grants.ts'
import type { Claim, RequestStore } from '../../src/ports/request-store.ts'
import type { TokenLeases } from '../../src/ports/token-leases.ts'
import type { Enqueue, WakeEnded } from '../../src/ports/wake.ts'
import type { TestClock } from '../open-test-store.ts'
import { fitting, recordOf } from '../record-of.ts'
import { event, grantOf, key, repository, sha, wake } from './store-contract.ts'

/** A store of requests, what wakes them, and the ledger beside it. */
export type TestRequests = {
  requests: RequestStore
  enqueue: Enqueue
  wakeEnded: WakeEnded
  grants: GrantStore
  leases: Pick<TokenLeases, 'leaseOf'>
  clock: TestClock
  empty(): Promise<void>
  close(): Promise<void>
}

/** What every store of requests must do, the fake one included: claims, saves, gives back, and tells what webhooks have told. */
export function requestsContract(open: () => Promise<TestRequests>): void {
  let test: TestRequests
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const claimed = async (of: RequestKey = key): Promise<Claim> => {
    const claim = await test.requests.claim(of, test.clock.now())
    if (claim === undefined) throw new Error('the request could not be claimed')
    return claim
  }
  const begun = async (of: RequestKey = key): Promise<Claim> => {
    await test.enqueue(wake({ key: of }))
    return claimed(of)
  }

  describe('enqueue', () => {
    it('begins a request for an unknown issue whose body starts like one', async () => {
      const claim = await begun()
      const expected: RequestRecord = {
        key,
        state: 'submitted',
        findings: [],
        comments: { count: 0, last: 0 },
        tries: 0,
        wakeAt: test.clock.now(),
      }
      expect(claim.record).toStrictEqual(expected)
      expect(await test.requests.repository(repository.id)).toStrictEqual(repository)
    })

    it('begins nothing for an unknown issue that does not', async () => {
      await test.enqueue(wake({ looksLikeRequest: false }))
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([])
    })

    it('makes a known request due whatever its body looks like now', async () => {
      await test.requests.release(await begun(), null)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([])
      await test.enqueue(wake({ looksLikeRequest: false }))
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
    })

    it('follows a repository that was renamed or moved to another installation', async () => {
      await test.enqueue(wake())
      const moved = { ...repository, name: 'access-2', owner: 'acme-corp', installation: 10 }
      await test.enqueue(wake({ repository: moved }))
      expect(await test.requests.repository(repository.id)).toStrictEqual(moved)
      expect(await test.requests.repository(999)).toBeUndefined()
    })

    it('says whose hand a body is from, and not when two people wrote the same (security.R3b)', async () => {
      expect(await test.requests.writerOf(key, sha('a'))).toBe('unheard')
      await test.enqueue(wake({ writtenBy: { person: 5, body: sha('a') } }))
      await test.enqueue(wake({ writtenBy: { person: 5, body: sha('a') } }))
      await test.enqueue(wake({ writtenBy: { person: 6, body: sha('b') } }))
      expect(await test.requests.writerOf(key, sha('a'))).toBe(5)
      // Whoever knows of another text of the issue knows that this one came by somebody else.
      expect(await test.requests.writerOf(key, sha('c'))).toBe('unknown')
      expect(await test.requests.writerOf({ ...key, issue: 5 }, sha('a'))).toBe('unheard')
      await test.enqueue(wake({ writtenBy: { person: 6, body: sha('a') } }))
      expect(await test.requests.writerOf(key, sha('a'))).toBe('unknown')
    })

    it.each<[string, ('created' | 'edited' | 'by another')[], unknown]>([
      ['created', ['created'], { person: 5, body: sha('a') }],
      ['told twice', ['created', 'created'], { person: 5, body: sha('a') }],
      ['edited', ['created', 'edited'], 'changed'],
      ['edited, as was told before it was created', ['edited', 'created'], 'changed'],
      ['edited, and told once more as created', ['created', 'edited', 'created'], 'changed'],
      ['told once more with another writer', ['created', 'by another'], { person: 5, body: sha('a') }],
    ])('knows whose hand a comment is from: %s (security.R3)', async (_, told, hand) => {
      await test.enqueue(wake())
      const written = { created: { person: 5, body: sha('a') }, 'by another': { person: 6, body: sha('b') } }
      for (const what of told)
        await test.enqueue(wake({ comment: { id: 31, ...(what === 'edited' ? {} : { written: written[what] }) } }))
      const hands = await test.requests.commentWriters(key, [31, 32])
      expect([...hands]).toStrictEqual([[31, hand]])
      expect(await test.requests.commentWriters({ ...key, issue: 5 }, [31])).toStrictEqual(new Map())
    })

    it('takes what is said on a pull request of ours for said to its request (field.D1)', async () => {
      const said = { id: 31, written: { person: 5, body: sha('a') } }
      const changed = '2026-11-21T12:00:00.000Z'
      const onPull = wake({ key: { ...key, issue: 90 }, looksLikeRequest: false, comment: said, changed })
      await test.enqueue(onPull)
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      const claim = await begun()
      const pull = { number: 90, asked: [], widened: 0 } as unknown as GrantPull
      await test.requests.release(await test.requests.save(claim, { set: fitting({ pull }) }), null)
      await test.enqueue(onPull)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
      expect(await test.requests.notices(key)).toMatchObject({ words: 1 })
      // It is no comment of the issue, and the issue is not behind for it.
      expect([...(await test.requests.commentWriters({ ...key, issue: 90 }, [31])).keys()]).toStrictEqual([31])
      expect(await test.requests.told(key, { comment: 0 })).toStrictEqual({
        comments: [],
        review: 0,
        changed: undefined,
      })
      expect((await test.requests.told({ ...key, issue: 90 }, { comment: 0 })).comments).toStrictEqual([31])
      // What happens to the pull request itself says what it is about in another way.
      await test.requests.release(await claimed(), null)
      await test.enqueue(wake({ key: { ...key, issue: 90 }, looksLikeRequest: false }))
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([])
    })

    it('counts how often a grant pull request was disturbed, and nothing else', async () => {
      expect(await test.requests.notices(key)).toMatchObject({ pull: 0 })
      await begun()
      await test.enqueue(wake({ key: { ...key, issue: 5 } }))
      await test.enqueue(wake({ looksLikeRequest: false }))
      expect(await test.requests.notices(key)).toMatchObject({ pull: 0 })
      await test.enqueue(wake({ looksLikeRequest: false, notice: 'pull' }))
      await test.enqueue(wake({ looksLikeRequest: false, notice: 'pull' }))
      expect(await test.requests.notices(key)).toEqual({ pull: 2, comments: 0, person: 0, words: 0, gone: 0 })
      expect(await test.requests.notices({ ...key, issue: 5 })).toMatchObject({ pull: 0 })
    })
  })

  describe('claims', () => {
    it('gives a request to one worker at a time, and tells that one to look again', async () => {
      const claim = await begun()
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      expect(await test.requests.release(claim, null)).toBe(true)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
      expect(await test.requests.release(await claimed(), null)).toBe(false)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([])
    })

    it('tells the holder to look again when a wake came meanwhile', async () => {
      const claim = await begun()
      await test.enqueue(wake())
      expect(await test.requests.release(claim, null)).toBe(true)
    })

    it('fences off a worker whose claim ran out: it writes and releases nothing', async () => {
      const stale = await begun()
      test.clock.advance(61)
      const fresh = await claimed()
      expect(fresh.fence).toBeGreaterThan(stale.fence)
      const late = test.requests.save(stale, { set: fitting({ state: 'active' }), events: [event('granted')] })
      await expect(late).rejects.toMatchObject({ code: 'FENCED_OFF' })
      expect(await test.requests.release(stale, null)).toBe(false)
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      expect(await test.requests.trailOf(key)).toStrictEqual([])
      expect((await test.requests.save(fresh, { set: fitting({ state: 'pending' }) })).record.state).toBe('pending')
    })

    it('keeps a claimed request due, so that it is found when its worker dies', async () => {
      await begun()
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([])
      test.clock.advance(61)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
    })

    it('keeps a request due that was claimed without being so', async () => {
      await test.requests.release(await begun(), null)
      await claimed()
      test.clock.advance(61)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
    })

    it('takes no instant that is none, which would mean never', async () => {
      const claim = await begun()
      await expect(test.requests.release(claim, new Date(Number.NaN))).rejects.toThrow(RangeError)
      expect(await test.requests.release(claim, null)).toBe(false)
    })

    it('knows nothing of a request that nobody enqueued', async () => {
      expect(await test.requests.claim({ repository: 71, issue: 99 }, test.clock.now())).toBeUndefined()
    })
  })

  describe('saving', () => {
    it('gives back everything that was saved, dates as dates and texts as texts', async () => {
      const claim = await begun()
      const ends = new Date('2026-11-21T14:00:00.123Z')
      const set = fitting({
        state: 'ending',
        requester: { id: 5, login: 'rita' },
        submittedAt: new Date('2026-11-21T11:59:59.999Z'),
        request: {
          version: 1,
          repository: 71,
          issue: 4,
          requester: 5,
          resource: 'orders-db',
          actions: ['read'],
          duration: 7200,
          reason: '2026-11-21T14:00:00.123Z \u0000 \ud800 "quoted"',
        },
        grant: grantOf('g1', { ends }),
        end: {
          cause: 'done',
          asked: ends,
          attempts: 1,
          proof: { how: 'refused', at: ends.toISOString(), words: 'refused' },
        },
        findings: [{ code: 'KEY_NONE', message: 'no key' }],
      })
      const saved = await test.requests.save(claim, { set })
      expect(saved.record).toStrictEqual({ ...claim.record, ...set })
      const wakeAt = new Date('2026-11-21T14:00:00.123Z')
      expect(await test.requests.release(saved, wakeAt)).toBe(false)
      expect((await claimed()).record).toStrictEqual({ ...claim.record, ...set, wakeAt })
    })

    it('forgets members that a change clears, and never changes the key', async () => {
      const claim = await begun()
      const one = await test.requests.save(claim, {
        set: fitting({ state: 'active', sealed: { armored: 'x', keys: [{ fingerprint: 'f', type: 'ssh-ed25519' }] } }),
      })
      const two = await test.requests.save(one, { clear: ['sealed'] })
      expect('sealed' in two.record).toBe(false)
      await test.requests.release(two, null)
      const { sealed: _cleared, ...rest } = recordOf(one.record)
      expect((await claimed()).record).toStrictEqual({ ...rest, wakeAt: null })
    })

    it('chains the events of a repository without gaps, over all its requests', async () => {
      const other = { ...key, issue: 5 }
      const elsewhere = { repository: 72, issue: 4 }
      const first = await test.requests.save(await begun(), {
        events: [event('submitted'), event('decided', { outcome: 'allow' })],
      })
      await test.requests.save(await begun(other), { events: [event('submitted')] })
      await test.requests.save(first, { events: [event('granted')] })
      await test.enqueue(wake({ key: elsewhere, repository: { ...repository, id: 72 } }))
      await test.requests.save(await claimed(elsewhere), { events: [event('submitted')] })
      const both = [...(await test.requests.trailOf(key)), ...(await test.requests.trailOf(other))]
      const chain = both.sort((a, b) => a.event.seq - b.event.seq)
      expect(chain.map((entry) => [entry.event.seq, entry.event.issue, entry.event.kind])).toStrictEqual([
        [1, 4, 'submitted'],
        [2, 4, 'decided'],
        [3, 5, 'submitted'],
        [4, 4, 'granted'],
      ])
      const previous = [beginning, ...chain.map((entry) => entry.hash)]
      for (const [index, entry] of chain.entries()) {
        expect(entry.event.previous).toBe(previous[index])
        expect(entry.hash).toBe(trailHash(entry.event))
        expect(entry.signature).toMatch(/^signature of \d+$/)
      }
      expect(
        (await test.requests.trailOf(elsewhere)).map(({ event: { seq, previous } }) => [seq, previous]),
      ).toStrictEqual([[1, beginning]])
    })

    it('commits all of a change or nothing', async () => {
      const claim = await begun()
      const bad = { ...event('granted'), facts: { broken: '\ud800' } }
      await expect(
        test.requests.save(claim, { set: fitting({ state: 'active' }), events: [event('submitted'), bad] }),
      ).rejects.toThrow()
      expect(await test.requests.trailOf(key)).toStrictEqual([])
      await test.requests.release(claim, null)
      expect((await claimed()).record.state).toBe('submitted')
    })
  })

  describe('what is due', () => {
    it('puts overdue ends first, then what waits longest', async () => {
      const at = (seconds: number) => new Date(test.clock.now().getTime() + seconds * 1000)
      for (const [issue, seconds, ends] of [
        [1, -30, false],
        [2, -10, true],
        [3, -20, true],
        [4, -40, false],
        [5, 1, true],
      ] as const) {
        const claim = await begun({ repository: 71, issue })
        const saved = ends
          ? await test.requests.save(claim, { set: fitting({ state: 'active', grant: grantOf(`g${issue}`) }) })
          : claim
        await test.requests.release(saved, at(seconds))
      }
      const due = await test.requests.due(test.clock.now(), 10)
      expect(due.map((one) => one.issue)).toStrictEqual([3, 2, 4, 1])
      expect(await test.requests.due(test.clock.now(), 2)).toHaveLength(2)
    })

    it('lets an end overtake whoever looked before it was due, who then writes nothing more', async () => {
      const grant = { ...grantOf('g'), ends: new Date(test.clock.now().getTime() + 10_000) }
      await test.requests.release(
        await test.requests.save(await begun(), { set: fitting({ state: 'active', grant }) }),
        null,
      )
      await test.enqueue(wake())
      const slow = await claimed()
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([])
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      test.clock.advance(10)
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
      const end = await claimed()
      expect(end.fence).toBe(slow.fence + 1)
      await expect(test.requests.save(slow, { set: { url: 'u' } })).rejects.toMatchObject({ code: 'FENCED_OFF' })
      // Whoever began when it was due is ending it, and is overtaken by nobody.
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      test.clock.advance(1)
      const ended = await test.requests.save(end, { set: fitting({ state: 'ending', grant }) })
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      expect(await test.requests.release(ended, null)).toBe(true)
    })

    it('lets the end of what was handed in overtake them, too', async () => {
      const grant = { ...grantOf('g'), ends: new Date(test.clock.now().getTime() + 3_600_000) }
      await test.requests.release(
        await test.requests.save(await begun(), { set: fitting({ state: 'active', grant }) }),
        null,
      )
      await test.enqueue(wake())
      const slow = await claimed()
      test.clock.advance(1)
      await test.enqueue(wake())
      expect(await test.requests.claim(key, test.clock.now())).toBeUndefined()
      await test.wakeEnded([key])
      expect(await test.requests.due(test.clock.now(), 10)).toStrictEqual([key])
      expect((await claimed()).fence).toBe(slow.fence + 1)
    })

    describe('in bulk', () => {
      const minute = (count: number) => new Date(test.clock.now().getTime() + count * 60_000)
      const lives = async (issue: number, ends: Date, connectorType = 'token') => {
        const digest = String(issue).padStart(64, '0')
        const grant = { ...grantOf(`g${issue}`), ends, connectorType, digest }
        const claim = await begun({ ...key, issue })
        await test.grants.open({ ...key, issue }, grant)
        await test.requests.release(await test.requests.save(claim, { set: fitting({ state: 'active', grant }) }), ends)
      }
      const begin = (record: RequestRecord): Change => ({
        set: fitting({ state: 'ending', end: { cause: 'time', asked: test.clock.now(), attempts: 0 } }),
        events: [event('end-begun', { grant: record.grant?.id ?? '' })],
      })
      const end = async () => {
        const ended = await test.requests.endDue(['token', 'other'], test.clock.now(), begin)
        return ended.map(({ id }) => id).sort()
      }

      it('ends what is due, with its entry and its place in the ledger, and leaves the rest due', async () => {
        for (const issue of [1, 2]) await lives(issue, minute(1))
        await lives(3, minute(2))
        await lives(4, minute(1), 'postgres')
        test.clock.advance(60)
        const at = test.clock.now()
        expect(await end()).toStrictEqual(['g1', 'g2'])
        expect(await test.leases.leaseOf('g1')).toMatchObject({ ended: at, renewal: null })
        for (const id of ['g3', 'g4']) expect(await test.grants.find(id)).toMatchObject({ ended: null })
        expect(await test.requests.trailOf({ ...key, issue: 2 })).toMatchObject([{ event: { kind: 'end-begun' } }])
        const due = await test.requests.due(at, 10)
        expect(due.map(({ issue }) => issue).sort()).toStrictEqual([1, 2, 4])
        expect(await end()).toStrictEqual([])
        expect(await test.requests.trailOf({ ...key, issue: 2 })).toHaveLength(1)
        expect((await claimed({ ...key, issue: 1 })).record.state).toBe('ending')
      })

      it('ends more than fit into one transaction', async () => {
        const crowd = 501
        for (let issue = 1; issue <= crowd; issue += 1) await lives(issue, minute(1))
        test.clock.advance(60)
        expect(await end()).toHaveLength(crowd)
      })

      it('overtakes whoever looked before, and leaves alone whoever is ending one', async () => {
        for (const issue of [1, 2]) await lives(issue, minute(1))
        const slow = await claimed({ ...key, issue: 1 })
        test.clock.advance(60)
        const own = await claimed({ ...key, issue: 2 })
        expect(await end()).toStrictEqual(['g1'])
        await expect(test.requests.save(slow, { set: { url: 'u' } })).rejects.toMatchObject({
          code: 'FENCED_OFF',
        })
        expect(await test.requests.save(own, { set: { url: 'u' } })).toMatchObject({ fence: own.fence })
        // Nobody was told to look once more at what is being ended.
        expect(await test.requests.release(own, null)).toBe(false)
      })

      it('leaves alone what the ledger has more time for, or has ended', async () => {
        for (const issue of [1, 2]) await lives(issue, minute(1))
        await test.grants.extend('g1', { ends: minute(9), digest: sha('d'), policy: 'p' })
        test.clock.advance(30)
        await test.grants.end('g2', test.clock.now())
        test.clock.advance(30)
        expect(await end()).toStrictEqual([])
        expect((await test.requests.due(test.clock.now(), 10)).map(({ issue }) => issue).sort()).toStrictEqual([1, 2])
      })
    })
  })

  describe('counts', () => {
    it('counts a person’s other requests and open grants on a resource', async () => {
      const submittedAt = test.clock.now()
      for (const issue of [1, 2, 3]) {
        const claim = await begun({ repository: 71, issue })
        await test.requests.save(claim, {
          set: { requester: { id: issue === 3 ? 6 : 5, login: 'x' }, submittedAt },
        })
      }
      await test.grants.open({ repository: 71, issue: 2 }, grantOf('g2'))
      await test.grants.open({ repository: 71, issue: 9 }, grantOf('g9', { resource: 'other' }))
      const counts = (issue: number, since = submittedAt) =>
        test.requests.countsFor({ repository: 71, issue }, 5, 'orders-db', since)
      expect(await counts(1)).toStrictEqual({ openGrants: 1, requests: 1 })
      expect(await counts(2)).toStrictEqual({ openGrants: 0, requests: 1 })
      expect(await counts(1, new Date(submittedAt.getTime() + 1))).toStrictEqual({ openGrants: 1, requests: 0 })
      await test.grants.end('g2', submittedAt)
      expect(await counts(1)).toStrictEqual({ openGrants: 0, requests: 1 })
    })

    it('tells what else a person has, for how long, and how many others have the resource', async () => {
      const at = (hours: number) => new Date(Date.UTC(2026, 10, 21, 12 + hours))
      const open = (issue: number, id: string, overrides: Partial<Grant>) =>
        test.grants.open({ repository: 71, issue }, grantOf(id, overrides))
      for (const issue of [1, 2, 3, 4, 5, 6]) await begun({ repository: 71, issue })
      await open(1, 'own', {})
      await open(2, 'later', { begins: at(-1), ends: at(3), scope: 'orders:read orders:write' })
      await open(3, 'sooner', { begins: at(0), ends: at(1), resource: 'other', scope: '' })
      await open(4, 'over', { begins: at(-30), ends: at(-20) })
      await test.grants.end('over', at(-23))
      await open(5, 'theirs', { requester: 6 })
      await open(6, 'theirs too', { requester: 6 })
      const ledger = (issue: number, person: number, resource = 'orders-db') =>
        test.requests.ledgerFor({ repository: 71, issue }, person, resource, at(-24))
      expect(await ledger(1, 5)).toStrictEqual({
        grants: [
          { resource: 'other', scopes: [], ends: at(1) },
          { resource: 'orders-db', scopes: ['orders:read', 'orders:write'], ends: at(3) },
        ],
        seconds: (1 + 4 + 1) * 3_600,
        others: 1,
      })
      expect(await ledger(9, 6)).toMatchObject({ grants: [{}, {}], others: 1 })
      expect(await ledger(9, 7)).toStrictEqual({ grants: [], seconds: 0, others: 2 })
      expect(await ledger(9, 7, 'other')).toStrictEqual({ grants: [], seconds: 0, others: 1 })
      expect(await test.requests.ledgerFor({ repository: 72, issue: 1 }, 5, 'orders-db', at(-24))).toStrictEqual({
        grants: [],
        seconds: 0,
        others: 0,
      })
    })

    it('says what a person owes for emergencies of this repository, and how often there were any', async () => {
      const at = (hours: number) => new Date(Date.UTC(2026, 10, 21, 12 + hours))
      const requester = { id: 5, login: 'x' }
      const debt = (hours: number) => ({ since: at(hours), due: at(hours + 24), tell: ['@acme/x'] })
      const gives = async (issue: number, set: Parameters<typeof fitting>[0]) => {
        const claim = await begun({ repository: 71, issue })
        await test.requests.release(await test.requests.save(claim, { set: fitting(set) }), null)
      }
      await gives(1, { requester, debt: debt(-2) })
      await gives(2, { requester, debt: debt(-9) })
      await gives(3, { requester, debt: { ...debt(-1), paid: { at: at(0), by: [{ id: 6, login: 'y' }] } } })
      await gives(4, { requester: { id: 6, login: 'y' }, debt: debt(-1) })
      await gives(5, { requester })
      const owed = (issue: number, since = at(-24), repository = 71) =>
        test.requests.debtsFor({ repository, issue }, 5, since)
      expect(await owed(9)).toStrictEqual({
        owed: [
          { issue: 2, since: at(-9) },
          { issue: 1, since: at(-2) },
        ],
        count: 3,
      })
      expect(await owed(2)).toStrictEqual({ owed: [{ issue: 1, since: at(-2) }], count: 2 })
      expect(await owed(9, at(-3))).toMatchObject({ owed: [{}, {}], count: 2 })
      expect(await owed(9, at(-24), 72)).toStrictEqual({ owed: [], count: 0 })
    })

    describe('of emergencies that were decided at the same instant', () => {
      const requester = { id: 5, login: 'x' }
      const since = new Date(Date.UTC(2026, 10, 21, 12))
      const debt = { since, due: new Date(Date.UTC(2026, 10, 22, 12)), tell: ['@acme/x'] }
      const claims = (issue: number, repository = 71) => begun({ repository, issue })
      const taking = (claim: Claim, owing: number[], person = requester) =>
        test.requests.save(claim, { set: fitting({ requester: person, debt }), owing })

      it('lets one through, whoever is first', async () => {
        const held = [await claims(1), await claims(2), await claims(3)]
        const outcomes = await Promise.allSettled(held.map((claim) => taking(claim, [])))
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        for (const outcome of outcomes)
          if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'DEBT_MEANWHILE' })
        expect((await test.requests.debtsFor({ repository: 71, issue: 9 }, 5, new Date(0))).owed).toHaveLength(1)
      })

      it('changes nothing of the other, which goes on with what it has', async () => {
        await taking(await claims(1), [])
        const second = await claims(2)
        await expect(taking(second, [])).rejects.toMatchObject({ code: 'DEBT_MEANWHILE' })
        const saved = await test.requests.save(second, { set: { tries: 1 } })
        expect(saved.record.debt).toBeUndefined()
        expect((await test.requests.debtsFor({ repository: 71, issue: 9 }, 5, since)).owed).toMatchObject([
          { issue: 1 },
        ])
      })

      it('keeps nobody else from theirs, and nobody from what their policy knew of', async () => {
        await taking(await claims(1), [])
        await taking(await claims(2), [], { id: 6, login: 'y' })
        await taking(await claims(3), [1])
        await expect(taking(await claims(4), [1])).rejects.toMatchObject({ code: 'DEBT_MEANWHILE' })
        await test.requests.save(await claims(5), { set: fitting({ requester, debt }) })
      })

      it('is over with the debt, whose own request it never stops', async () => {
        const first = await taking(await claims(1), [])
        const again = await taking(first, [])
        await test.requests.save(again, {
          set: { debt: { ...debt, paid: { at: since, by: [{ id: 6, login: 'y' }] } } },
        })
        await expect(taking(await claims(2), [])).resolves.toMatchObject({ key: { issue: 2 } })
      })
    })

    it('counts by when it was asked for, and whatever lives, not by number (security.R4)', async () => {
      const of = (issue: number) => ({ repository: 71, issue })
      const requester = { id: 5, login: 'x' }
      const earlier = (issue: number) => test.requests.earlierRequests(of(issue), 5, new Date(0))
      for (const issue of [4, 3, 2, 1]) {
        await test.requests.save(await begun(of(issue)), { set: fitting({ requester, state: 'pending' }) })
        test.clock.advance(1)
      }
      expect(await earlier(4)).toStrictEqual({ open: 0, lastDay: 0 })
      expect(await earlier(1)).toStrictEqual({ open: 3, lastDay: 3 })
      await test.grants.open(of(1), grantOf('g1', { requester: 5 }))
      expect(await earlier(4)).toStrictEqual({ open: 1, lastDay: 1 })
      await test.grants.end('g1', test.clock.now())
      expect(await earlier(4)).toStrictEqual({ open: 0, lastDay: 0 })
    })

    it('counts a person’s earlier requests, of the same instant by number, those included that nobody has read yet', async () => {
      const now = test.clock.now()
      const day = new Date(now.getTime() - 86_400_000)
      const ask = async (issue: number, person: number, set: Change['set']) => {
        const of = { repository: 72, issue }
        const saved = await test.requests.save(await begun(of), {
          set: fitting({ requester: { id: person, login: 'x' }, ...set }),
        })
        await test.requests.release(saved, null)
      }
      await ask(1, 5, { state: 'active', submittedAt: now })
      await ask(2, 5, { state: 'ended', submittedAt: now })
      await ask(3, 5, { state: 'pending', submittedAt: new Date(day.getTime() - 1) })
      await ask(4, 6, { state: 'active', submittedAt: now })
      await ask(7, 5, { state: 'active', submittedAt: now })
      for (const [issue, person] of [
        [5, 5],
        [6, 6],
      ] as const)
        await test.enqueue(wake({ key: { repository: 72, issue }, writtenBy: { person, body: sha(`${issue}`) } }))
      await test.enqueue(wake({ key: { repository: 73, issue: 1 }, writtenBy: { person: 5, body: sha('b') } }))
      const earlier = (issue: number) => test.requests.earlierRequests({ repository: 72, issue }, 5, day)
      expect(await earlier(1)).toStrictEqual({ open: 0, lastDay: 0 })
      expect(await earlier(2)).toStrictEqual({ open: 1, lastDay: 1 })
      expect(await earlier(4)).toStrictEqual({ open: 2, lastDay: 2 })
      expect(await earlier(7)).toStrictEqual({ open: 3, lastDay: 3 })
      expect(await earlier(8)).toStrictEqual({ open: 4, lastDay: 4 })
    })
  })
}
