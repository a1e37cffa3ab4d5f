import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/core/lifecycle/plan.ts'
import type { Grant, GrantPull, RequestRecord } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { NewEvent } from '../../src/core/trail/entry.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import type { Claim } from '../../src/ports/request-store.ts'
import type { WakeUps } from '../../src/ports/unit-of-work.ts'
import type { Wake } from '../../src/ports/wake.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'

export const repository = { id: 71, owner: 'acme', name: 'access', installation: 9 }
export const key: RequestKey = { repository: repository.id, issue: 4 }

export function wake(overrides: Partial<Wake> = {}): Wake {
  return { key, repository, looksLikeRequest: true, ...overrides }
}

export function grantOf(id: string, overrides: Partial<Grant> = {}): Grant {
  return {
    id,
    connector: 'orders-postgres',
    connectorType: 'postgres',
    resource: 'orders-db',
    audience: 'https://orders.example',
    scope: 'orders:read',
    requester: 5,
    digest: id.padEnd(64, '0'),
    policy: 'f'.repeat(64),
    requestUrl: 'https://github.example/acme/access/issues/4',
    begins: new Date('2026-11-21T12:00:00Z'),
    ends: new Date('2026-11-21T14:00:00Z'),
    ...overrides,
  }
}

export const event = (kind: NewEvent['kind'], facts: NewEvent['facts'] = {}): NewEvent => ({
  at: '2026-11-21T12:00:00.000Z',
  kind,
  actor: { kind: 'daypass' },
  facts,
})

export const noWakeUps: WakeUps = {
  schedule: async () => undefined,
  scheduleAll: async () => undefined,
  scheduleDisplay: async () => undefined,
  scheduleProposal: async () => undefined,
  scheduleGovernance: async () => undefined,
  scheduleNotice: async () => undefined,
}

export const sha = (digit: string): string => digit.repeat(64)

/** What every store must do, whichever database is below it. */
export function storeContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const claimed = async (of: RequestKey = key): Promise<Claim> => {
    const claim = await test.store.requests.claim(of, test.clock.now())
    if (claim === undefined) throw new Error('the request could not be claimed')
    return claim
  }
  const begun = async (of: RequestKey = key): Promise<Claim> => {
    await test.store.enqueue(wake({ key: of }))
    return claimed(of)
  }

  describe('enqueue', () => {
    it('schedules a wake-up in its own transaction, and stores nothing when that fails', async () => {
      test.store.useWakeUps({ ...noWakeUps, schedule: async () => Promise.reject(new Error('no queue')) })
      await expect(test.store.enqueue(wake())).rejects.toThrow('no queue')
      test.store.useWakeUps(noWakeUps)
      expect(await test.store.requests.claim(key, test.clock.now())).toBeUndefined()
    })
  })

  describe('saving', () => {
    it('keeps a decision with its whole input', async () => {
      const input = { request: { reason: 'why \u0000' }, facts: { now_ns: 1 } } as unknown as PolicyInput
      const decision = {
        at: '2026-11-21T12:00:00Z',
        policy: sha('a'),
        output: { outcome: 'deny', reasons: ['no'] },
      } as never
      const texts = { digest: sha('b'), files: new Map([['a.rego', 'package daypass']]), commit: 'c'.repeat(40) }
      await test.store.requests.save(await begun(), { decision: { input, decision, texts, why: 'request' } })
      const at = new Date('2026-11-21T12:00:00Z')
      expect(await test.store.records.decisions(key)).toStrictEqual([
        { id: expect.any(Number), key, input, decision, at, why: 'request', policy: sha('b'), receipt: null },
      ])
      expect(await test.store.records.policyTexts(sha('b'))).toStrictEqual([['a.rego', 'package daypass']])
      expect(await test.store.records.policyTexts(sha('c'))).toBeUndefined()
    })

    it('shows a chain from any of its entries on, and no request for what is none', async () => {
      await test.store.requests.save(await begun(), { events: [event('submitted'), event('submitted')] })
      const seen = async (after: number) =>
        (await test.store.records.trail(71, after, 100)).map(({ event: { seq } }) => seq)
      expect([await seen(0), await seen(1), await seen(2)]).toStrictEqual([[1, 2], [2], []])
      await test.store.enqueue(wake({ key: { ...key, issue: 5 }, looksLikeRequest: false }))
      expect(await test.store.records.openRequests()).toHaveLength(1)
    })
  })

  describe('ends that are not proved', () => {
    it('are counted from when they were asked for, until they are proved', async () => {
      const minute = (count: number) => new Date(test.clock.now().getTime() + count * 60_000)
      const { unproved } = test.store.records
      const begin = async (issue: number, asked: Date) => {
        const claim = await begun({ ...key, issue })
        const end = { cause: 'done', asked, attempts: 0 } as const
        return test.store.requests.save(claim, { set: fitting({ state: 'ending', end }) })
      }
      const first = await begin(1, minute(-10))
      await begin(2, minute(-5))
      await begun({ ...key, issue: 3 })
      const counts = async () => [await unproved(minute(-11)), await unproved(minute(-10)), await unproved(minute(0))]
      expect(await counts()).toEqual([0, 1, 2])
      await test.store.requests.save(first, { set: fitting({ state: 'ended' }) })
      expect(await counts()).toEqual([0, 0, 1])
    })
  })

  describe('what access left behind', () => {
    const own = { line: 'ssh-ed25519 AAAA', type: 'ssh-ed25519', fingerprint: 'SHA256:own' } as const
    const keys = { at: '2026-11-21T12:00:00.000Z', keys: [own], left: [] }
    const lived = (id: string, issue: number, from: number) => {
      const at = (minutes: number) => new Date(Date.parse('2026-11-21T12:00:00Z') + minutes * 60_000)
      return grantOf(id, { begins: at(from), ends: at(from + 60), requestUrl: `https://github.example/${issue}` })
    }
    const found = async (...asked: Parameters<typeof test.store.records.whose>) =>
      (await test.store.records.whose(...asked)).map((one) => one.request)

    it('leads to its request, by the grant and by the key that it was sealed to, and at an instant', async () => {
      const of = (issue: number) => ({ ...key, issue })
      await test.store.requests.save(await begun(of(1)), { set: { keys }, events: [event('submitted')] })
      await begun(of(2))
      await test.store.requests.save(await begun(of(3)), { set: { keys } })
      await test.store.grants.open(of(1), lived('g1', 1, 0))
      await test.store.grants.open(of(2), lived('g2', 2, 0))
      await test.store.grants.open(of(3), lived('g3', 3, 90))
      expect(await test.store.records.whose({ grant: 'g1' })).toEqual([
        {
          ...{ grant: 'g1', request: 'https://github.example/1', connector: 'orders-postgres', resource: 'orders-db' },
          ...{ scope: 'orders:read', begins: lived('g1', 1, 0).begins, ends: lived('g1', 1, 0).ends, ended: null },
          requester: { id: 5, login: null },
        },
      ])
      expect(await found({ grant: 'g9' })).toEqual([])
      expect(await found({ fingerprint: 'SHA256:own' })).toEqual([
        'https://github.example/3',
        'https://github.example/1',
      ])
      expect(await found({ fingerprint: 'SHA256:other' })).toEqual([])
      const then = new Date('2026-11-21T12:30:00Z')
      expect(await found({ fingerprint: 'SHA256:own' }, then)).toEqual(['https://github.example/1'])
      await test.store.grants.end('g1', new Date('2026-11-21T12:20:00Z'))
      expect(await found({ fingerprint: 'SHA256:own' }, then)).toEqual([])
      expect(await found({ grant: 'g1' }, new Date('2026-11-21T12:19:59Z'))).toEqual(['https://github.example/1'])
    })
  })

  describe('what is to be shown', () => {
    it('waits since the first of it was due, until none is', async () => {
      const { unshownSince } = test.store.records
      const now = test.clock.now()
      const later = new Date(now.getTime() + 60_000)
      expect(await unshownSince(later)).toBeUndefined()
      for (const issue of [1, 2]) await test.store.requests.release(await begun({ ...key, issue }), null, {})
      const shownUntil = async (issue: number, wakeAt: Date | null) => {
        const claim = await test.store.displays.claim({ ...key, issue }, later)
        if (claim) await test.store.displays.release(claim, wakeAt)
      }
      await shownUntil(1, new Date(now.getTime() + 20_000))
      await shownUntil(2, new Date(now.getTime() + 10_000))
      expect([await unshownSince(now), (await unshownSince(later))?.getTime()]).toEqual([
        undefined,
        now.getTime() + 10_000,
      ])
      for (const issue of [1, 2]) await shownUntil(issue, null)
      expect(await unshownSince(later)).toBeUndefined()
    })
  })

  describe('what is due', () => {
    it('schedules the wake-up with the release, none without an instant; and an end apart, once it is known', async () => {
      const scheduled: [issue: number, minutes: number, urgent: boolean][] = []
      const minutes = (at: Date) => (at.getTime() - test.clock.now().getTime()) / 60_000
      test.store.useWakeUps({
        ...noWakeUps,
        schedule: async (_unit, of, at, urgent) => void scheduled.push([of.issue, minutes(at), urgent]),
      })
      const plain = await begun({ ...key, issue: 1 })
      const begins = await begun({ ...key, issue: 2 })
      const never = await begun({ ...key, issue: 3 })
      const late = await begun({ ...key, issue: 4 })
      scheduled.length = 0
      const inMinutes = (count: number) => new Date(test.clock.now().getTime() + count * 60_000)
      const grant = { ...grantOf('g'), ends: inMinutes(60) }
      await test.store.requests.release(plain, test.clock.now())
      const active = await test.store.requests.save(begins, { set: fitting({ state: 'active', grant }) })
      const seen = await test.store.requests.save(active, { set: { url: 'u' } })
      const extended = await test.store.requests.save(seen, { set: { grant: { ...grant, ends: inMinutes(90) } } })
      await test.store.requests.release(extended, inMinutes(15))
      await test.store.requests.release(never, null)
      const ending = await test.store.requests.save(late, { set: fitting({ state: 'ending', grant: grantOf('h') }) })
      await test.store.requests.release(ending, inMinutes(1))
      test.store.useWakeUps(noWakeUps)
      expect(scheduled).toStrictEqual([
        [1, 0, false],
        [2, 60, true],
        [2, 90, true],
        [2, 15, false],
        [4, 1, true],
      ])
    })

    it('lets nobody wait for an end who holds its request since before', async () => {
      const grant = { ...grantOf('g'), ends: new Date(test.clock.now().getTime() + 10_000) }
      const waiting = () => test.store.records.waiting([key], test.clock.now())
      await test.store.requests.release(
        await test.store.requests.save(await begun(), { set: fitting({ state: 'active', grant }) }),
        null,
      )
      await test.store.enqueue(wake())
      await claimed()
      expect(await waiting()).toStrictEqual([])
      test.clock.advance(10)
      expect(await waiting()).toMatchObject([{ key, due: true, urgent: true }])
      await test.store.requests.release(await claimed(), null)
      await test.store.enqueue(wake())
      await claimed()
      await test.store.wakeEnded([key])
      expect(await waiting()).toStrictEqual([])
    })

    it('wakes what waits in a repository, in batches, and nothing else (field.D21)', async () => {
      const crowd = 450
      const states = ['invalid', 'undecided', 'pending', 'granting', 'active', 'ending', 'ended', 'active'] as const
      const pull = { number: 9 } as GrantPull
      for (const [at, state] of states.entries()) {
        const claim = await begun({ ...key, issue: 1000 + at })
        const granted = state === 'active' || state === 'ending' ? { grant: grantOf(`g${at}`) } : {}
        const extended = at === 7 ? { extension: { pull } as RequestRecord['extension'] } : {}
        const set = fitting({ state, ...granted, ...(extended as object) })
        await test.store.requests.release(await test.store.requests.save(claim, { set } as Change), null)
      }
      for (let issue = 1; issue <= crowd; issue++) await test.store.enqueue(wake({ key: { ...key, issue } }))
      await test.stored.change('requests', {}, { wake_at: null })
      await test.store.enqueue(wake({ key: { repository: 72, issue: 1 }, repository: { ...repository, id: 72 } }))
      await test.stored.change('requests', { repository: 72 }, { wake_at: null })
      const scheduled: [number, boolean][][] = []
      test.store.useWakeUps({
        ...noWakeUps,
        scheduleAll: async (_unit, keys, _at, urgent) =>
          void scheduled.push(keys.map(({ issue }): [number, boolean] => [issue, urgent])),
      })
      await test.store.wakeWaiting(repository.id)
      test.store.useWakeUps(noWakeUps)
      const due = (await test.store.requests.due(test.clock.now(), 1000))
        .map(({ issue }) => issue)
        .sort((a, b) => a - b)
      const waiting = [...Array.from({ length: crowd }, (_, at) => at + 1), 1001, 1002, 1003, 1007]
      expect(due).toStrictEqual(waiting)
      const flat = scheduled.flat().sort(([a], [b]) => a - b)
      // None of them is an end, not even where a grant lives.
      expect(flat).toStrictEqual(waiting.map((issue) => [issue, false]))
      expect(scheduled.length).toBeLessThan(8)
    })
  })

  it('writes the tenant on every row', async () => {
    const claim = await begun()
    await test.store.enqueue(wake({ writtenBy: { person: 5, body: sha('a') }, comment: { id: 31 } }))
    const pull = { number: 90, asked: [], widened: 0 } as unknown as GrantPull
    await test.store.requests.save(claim, {
      set: fitting({ pull }),
      events: [event('submitted')],
      decision: {
        input: {},
        decision: { at: '2026-11-21T12:00:00Z', policy: sha('a') },
        texts: { digest: sha('b'), files: new Map() },
      } as never,
    })
    await test.store.grants.open(key, grantOf('g'))
    for (const table of [
      'requests',
      'hands',
      'comment_hands',
      'grant_pulls',
      'grants',
      'decisions',
      'trail',
      'chains',
    ]) {
      const rows = await test.stored.rows(table)
      expect([table, ...new Set(rows.map(({ installation }) => installation))]).toStrictEqual([table, 9])
    }
  })
}
