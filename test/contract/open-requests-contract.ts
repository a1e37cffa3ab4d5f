import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Change } from '../../src/core/lifecycle/plan.ts'
import type { Extension, GrantPull } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { CanonicalRequest } from '../../src/generated/request.ts'
import type { Claim } from '../../src/ports/request-store.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { grantOf, repository, wake } from './store-contract.ts'

/** What every store lists of requests for a sweep. */
export function openRequestsContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const begun = async (of: RequestKey): Promise<Claim> => {
    await test.store.enqueue(wake({ key: of }))
    const claim = await test.store.requests.claim(of, test.clock.now())
    if (claim === undefined) throw new Error('the request could not be claimed')
    return claim
  }

  it('lists what can still change, and what is over but could not be shown yet, with its connector', async () => {
    const states = { 1: 'active', 2: 'ended', 3: 'ended', 4: 'invalid' } as const
    for (const [issue, state] of Object.entries(states)) {
      const claim = await begun({ repository: 74, issue: Number(issue) })
      const grant = state === 'active' ? { grant: grantOf('g74', { connector: 'c' }) } : {}
      const saved = await test.store.requests.save(claim, { set: fitting({ state, ...grant }) })
      await test.store.requests.release(saved, issue === '2' ? null : test.clock.now())
    }
    expect(await test.store.records.openRequests(74)).toStrictEqual([
      { repository: 74, issue: 1, grant: { connector: 'c', connectorType: 'postgres' } },
      { repository: 74, issue: 3 },
      { repository: 74, issue: 4 },
    ])
  })

  it('lists with what waits for votes where these are cast', async () => {
    const pull = { number: 90, asked: [], widened: 0 } as unknown as GrantPull
    const extension = { digest: 'e'.repeat(64) } as Extension
    const changedAt = '2026-11-21T12:00:00.000Z'
    const records: Record<number, Change['set']> = {
      1: { state: 'pending', pull, changedAt },
      2: { state: 'pending', pull: { ...pull, closed: true }, changedAt },
      3: { state: 'pending', changedAt },
      4: { state: 'active', pull, changedAt },
      5: { state: 'active', pull, extension: { ...extension, pull: { ...pull, number: 91 } }, changedAt },
      6: { state: 'active', pull, extension, changedAt },
      7: { state: 'active', extension: { ...extension, pull: { ...pull, number: 91, closed: true } }, changedAt },
      8: { state: 'pending', pull },
    }
    for (const [issue, set] of Object.entries(records))
      await test.store.requests.save(await begun({ repository: 75, issue: Number(issue) }), { set: fitting(set ?? {}) })
    const open = await test.store.records.openRequests(75)
    const grant = { connector: 'orders-postgres', connectorType: 'postgres' }
    expect(open).toStrictEqual([
      { repository: 75, issue: 1, changedAt, pull: 90 },
      { repository: 75, issue: 2, changedAt },
      { repository: 75, issue: 3, changedAt },
      { repository: 75, issue: 4, changedAt, grant },
      { repository: 75, issue: 5, changedAt, grant, pull: 91 },
      { repository: 75, issue: 6, changedAt, grant },
      { repository: 75, issue: 7, changedAt, grant },
      { repository: 75, issue: 8, pull: 90 },
    ])
  })

  it.each(['\u0000', '\u0001', '\u001f', '\ud800', '\uffff'])(
    'lists all, whatever character %j stands in the texts of one (security.R1)',
    async (character) => {
      const text = `a${character}b`
      const poison = { ...wake().key, issue: 1 }
      const request = { reason: text } as CanonicalRequest
      const end = { cause: 'revoked', why: text, asked: test.clock.now(), attempts: 0 } as const
      const extended = [{ request, digest: '', ends: '' }]
      const set = { request, end, extended, requester: { id: 5, login: text }, told: [text], grant: grantOf('g1') }
      await test.store.requests.save(await begun(poison), { set: fitting({ state: 'ending', ...set }) })
      await begun({ ...poison, issue: 2 })
      const both = [poison, { ...poison, issue: 2 }]
      expect(await test.store.records.openRequests(poison.repository)).toMatchObject(both)
      expect(await test.store.records.openRequestsOf(5)).toEqual([poison])
      expect((await test.store.records.request(poison))?.request?.reason).toBe(text)
      expect(await test.store.records.connectorsInUse()).toEqual([])
    },
  )

  it('names the connectors that what is not over hangs on, with its requests in order, and of many the first', async () => {
    const { store, clock } = test
    const states = ['granting', 'active', 'ending', 'ended', 'pending'] as const
    for (let issue = 1; issue <= 30; issue++) {
      const of = { repository: repository.id, issue }
      const claim = await begun(of)
      const state = states[issue - 1] ?? 'active'
      const grant = grantOf(`g${issue}x`, issue === 30 ? { connector: 'vault', connectorType: 'vault' } : {})
      if (state !== 'pending') await store.grants.open(of, grant)
      // An end in the ledger is no end in the target.
      if (state === 'ending') await store.grants.end(grant.id, clock.now())
      await store.requests.save(claim, { set: fitting({ state, ...(state === 'pending' ? {} : { grant }) }) })
    }
    const [orders, vault, ...more] = await store.records.connectorsInUse()
    expect([orders?.connectorType, orders?.count, orders?.requests.length]).toEqual(['postgres', 27, 20])
    expect(orders?.requests.slice(0, 4)).toEqual([1, 2, 3, 6].map((issue) => `acme/access#${issue}`))
    expect(vault).toEqual({ connector: 'vault', connectorType: 'vault', count: 1, requests: ['acme/access#30'] })
    expect(more).toEqual([])
  })
}
