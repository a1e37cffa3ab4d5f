import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/canonical-json.ts'
import { sha256 } from '../../src/core/digest.ts'
import type { Change, PolicyTexts } from '../../src/core/lifecycle/plan.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import type { NewEvent, TrailEntry } from '../../src/core/trail/entry.ts'
import type { Claim } from '../../src/ports/request-store.ts'
import type { SelfStatement } from '../../src/store/trail/self-statement.ts'
import type { ContractStore } from '../open-test-store.ts'
import { grantOf, key, repository, wake } from './store-contract.ts'

const hex = (digit: string): string => digit.repeat(64)
const rita = 47_110_000_000_011

/** What cannot be added afterwards: what every store must note when it happens. */
export function factsContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(() => test.empty())

  const begun = async (of: RequestKey = key): Promise<Claim> => {
    await test.store.enqueue(wake({ key: of, repository: { ...repository, id: of.repository } }))
    const claim = await test.store.requests.claim(of, test.clock.now())
    if (claim === undefined) throw new Error('the request could not be claimed')
    return claim
  }
  const chain = (of = repository.id): Promise<TrailEntry[]> => test.store.records.trail(of, 0, 100)
  const eventsOf = async (kind: string, of = repository.id) =>
    (await chain(of)).map(({ event }) => event).filter((event) => event.kind === kind)
  const event = (kind: NewEvent['kind'], facts: NewEvent['facts'] = {}): NewEvent => ({
    at: '2026-11-21T12:00:00.000Z',
    kind,
    actor: { kind: 'daypass' },
    facts,
  })
  const decided = (policy: string, texts: Partial<PolicyTexts> = {}): Change => ({
    events: [event('decided', { policy })],
    decision: {
      input: { request: { reason: 'why' } },
      decision: { at: '2026-11-21T12:00:00.000Z', policy, output: { outcome: 'deny', reasons: ['no'] } },
      texts: { digest: hex('e'), files: new Map([['a.rego', 'package daypass']]), ...texts },
      why: 'request',
    } as never,
  })

  describe('what decides in a repository', () => {
    it('is said before the first decision under it, with what it was before', async () => {
      const commit = 'c'.repeat(40)
      let claim = await test.store.requests.save(await begun(), decided(hex('a'), { commit }))
      claim = await test.store.requests.save(claim, decided(hex('a')))
      claim = await test.store.requests.save(claim, decided(hex('b')))
      await test.store.requests.save(claim, decided(hex('a')))
      const entries = await chain()
      expect(checkChain(entries)).toMatchObject({ ok: true, entries: 7 })
      expect(entries.map(({ event: { kind, issue, step } }) => [kind, issue, step])).toEqual([
        ['governed', 0, 1],
        ['decided', 4, 1],
        ['decided', 4, 2],
        ['governed', 0, 2],
        ['decided', 4, 3],
        ['governed', 0, 3],
        ['decided', 4, 4],
      ])
      const rest = { verdict: 'in-force', pull: null, approvers: [] }
      const [first, ...later] = (await eventsOf('governed')).map(({ facts, actor }) => ({ facts, actor }))
      expect(first).toEqual({
        actor: { kind: 'daypass' },
        facts: { ...rest, from: null, to: hex('a'), commit, store: expect.any(String) },
      })
      expect(later.map(({ facts }) => facts)).toEqual([
        { ...rest, from: hex('a'), to: hex('b'), commit: null },
        { ...rest, from: hex('b'), to: hex('a'), commit: null },
      ])
    })

    it('is said once however many decide at the same time, in each repository for itself', async () => {
      const keys = [1, 2, 3, 4].map((issue) => ({ ...key, issue })).concat({ repository: 72, issue: 1 })
      const claims = []
      for (const of of keys) claims.push(await begun(of))
      await Promise.all(claims.map((claim) => test.store.requests.save(claim, decided(hex('a')))))
      expect([await eventsOf('governed'), await eventsOf('governed', 72)]).toMatchObject([{ length: 1 }, { length: 1 }])
      expect((await chain())[0]?.event.kind).toBe('governed')
    })

    it('is not said by what was not saved', async () => {
      const claim = await begun()
      const bad = { ...decided(hex('a')), events: [event('locked')] }
      await expect(test.store.requests.save(claim, bad)).rejects.toThrow(/schema/)
      expect(await chain()).toEqual([])
      expect(await test.stored.rows('policies')).toEqual([])
      await test.store.requests.save(claim, decided(hex('a')))
      expect(await eventsOf('governed')).toMatchObject([{ facts: { from: null } }])
    })
  })

  describe('the texts that decided', () => {
    it('are kept once for each digest, byte for byte', async () => {
      const files = new Map([
        ['__proto__.rego', 'package a'],
        ['data.json', '{"a": "\u0000 ü \\u0000"}\n'],
      ])
      let claim = await test.store.requests.save(await begun(), decided(hex('a'), { files }))
      test.clock.advance(60)
      claim = await test.store.requests.save(claim, decided(hex('b'), { files: new Map() }))
      await test.store.requests.save(claim, decided(hex('b'), { digest: hex('f') }))
      expect(await test.store.records.policyTexts(hex('e'))).toEqual([...files])
      const rows = await test.stored.rows<{ digest: string }>('policies')
      expect(rows.map(({ digest }) => digest).sort()).toEqual([hex('e'), hex('f')])
      const kept = await test.store.records.decisions(key)
      expect(kept.map(({ policy }) => policy)).toEqual([hex('e'), hex('e'), hex('f')])
    })
  })

  it('the input of a decision is hidden with its requester’s secret, and can be shown by who has that', async () => {
    const { input } = decided(hex('a')).decision ?? ({} as never)
    const told = event('decided', { input: sha256(canonicalJson(input)) })
    const set = { requester: { id: rita, login: 'rita' } }
    await test.store.requests.save(await begun(), { ...decided(hex('a')), set, events: [told] })
    const people = await test.stored.rows<{ key: string; person: number }>('people')
    const row = people.find(({ person }) => person === rita)
    const [kept] = await test.store.records.decisions(key)
    const shown = createHmac('sha256', Buffer.from(row?.key ?? '', 'hex'))
      .update(`daypass-input-v1\n${repository.installation}\n${sha256(canonicalJson(kept?.input))}`)
      .digest('hex')
    expect((await eventsOf('decided'))[0]?.facts.input).toBe(shown)
    expect(JSON.stringify(await chain())).not.toContain(sha256(canonicalJson(input)))
  })

  describe('what serves a repository', () => {
    const standing: SelfStatement = {
      started: { version: '0.1.0', configuration: hex('c') },
      keys: { token: ['t2', 't1'], trail: ['r'] },
    }
    const tell = (set: Partial<SelfStatement> = {}, which: 'all' | 'new' = 'all') =>
      test.store.recordSelfStatement({ ...standing, ...set }, which)
    const told = async (of = repository.id) =>
      (await chain(of)).map(({ event: { kind, issue, step, facts } }) => [
        kind,
        issue,
        step,
        facts.version ?? facts.token,
      ])

    it('is said in every chain, and again only when it is another', async () => {
      await begun()
      await begun({ repository: 72, issue: 1 })
      expect(await tell()).toBe(4)
      expect(await tell()).toBe(0)
      for (const of of [repository.id, 72]) {
        expect(checkChain(await chain(of))).toMatchObject({ ok: true })
        expect(await told(of)).toEqual([
          ['started', 0, 1, '0.1.0'],
          ['keys', 0, 2, ['t2', 't1']],
        ])
      }
      expect(await tell({ started: { version: '0.2.0', configuration: hex('c') } })).toBe(2)
      expect(await tell({ started: { version: '0.2.0', configuration: hex('d') } })).toBe(2)
      expect(await tell({ keys: { token: ['t1', 't2'], trail: ['r'] } })).toBe(4)
      // Back to what it was before the last change is a change, too.
      expect(await tell()).toBe(2)
      expect((await told()).map(([kind]) => kind)).toEqual([
        'started',
        'keys',
        'started',
        'started',
        'started',
        'keys',
        'keys',
      ])
    })

    it('is said later where a repository came later, and changes nothing where it was said', async () => {
      await begun()
      await tell()
      await begun({ repository: 72, issue: 1 })
      // Another replica, of another version: two that disagree must not go on telling each other's repositories.
      const other = { started: { version: '0.2.0', configuration: hex('c') } }
      expect(await tell(other, 'new')).toBe(2)
      expect(await tell({}, 'new')).toBe(0)
      const [first, second] = [await told(), await told(72)]
      expect([first[0], second[0]]).toEqual([
        ['started', 0, 1, '0.1.0'],
        ['started', 0, 1, '0.2.0'],
      ])
      expect([first.length, second.length]).toEqual([2, 2])
    })

    it('is said once by two that start at the same time', async () => {
      await begun()
      const made = await Promise.all([tell(), tell(), tell()])
      expect(made.reduce((sum, one) => sum + one)).toBe(2)
      expect(await told()).toHaveLength(2)
      expect(checkChain(await chain())).toMatchObject({ ok: true })
    })

    it('is numbered with lockdowns in one row', async () => {
      await begun()
      await Promise.all([tell(), test.store.lockdowns.lock({ of: 'everything' }, 'a drill'), test.store.forget(1)])
      await test.store.lockdowns.lift('all', 'over')
      expect((await chain()).map(({ event }) => [event.issue, event.step])).toEqual(
        [1, 2, 3, 4].map((step) => [0, step]),
      )
    })
  })

  it('what is not known is no fact, and keeps no end from being told', async () => {
    const facts = {
      uses: 0,
      first_use: undefined,
      last_use: undefined,
      used_scopes: [],
      keys: undefined,
      place: undefined,
    }
    await test.store.requests.save(await begun(), { events: [event('ended', facts)] })
    const [told] = await chain()
    expect(told?.event.facts).toEqual({ uses: 0, used_scopes: [], store: expect.any(String) })
    expect(checkChain(await chain())).toMatchObject({ ok: true })
  })

  describe('the use of a grant', () => {
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute))
    const note = (minute: number, scope?: string) =>
      test.store.leases.noteToken('g1', at(minute + 5), at(minute), scope)

    it('is counted with first, last and scopes', async () => {
      await begun()
      await test.store.grants.open(key, grantOf('g1', { scope: 'orders:read orders:write' }))
      expect(await test.store.leases.useOf('g1')).toEqual({ count: 0, first: undefined, last: undefined, scopes: [] })
      await note(1, 'orders:write')
      expect(await test.store.leases.useOf('g1')).toEqual({
        count: 1,
        first: at(1),
        last: at(1),
        scopes: ['orders:write'],
      })
      await note(3)
      // Two replicas' clocks: what came first stays first, and what is last does not go back.
      await note(2, 'orders:read')
      await test.store.grants.end('g1', at(10))
      expect(await note(11)).toBe(false)
      expect(await test.store.leases.useOf('g1')).toEqual({
        count: 3,
        first: at(1),
        last: at(3),
        scopes: ['orders:read', 'orders:write'],
      })
      expect(await test.store.leases.useOf('gX')).toBeUndefined()
    })

    it('is not known of a grant that an older version opened, however much is counted since', async () => {
      await begun()
      await test.store.grants.open(key, grantOf('g1'))
      await test.stored.change('grants', {}, { uses: null })
      await note(1)
      expect(await test.store.leases.useOf('g1')).toBeUndefined()
    })
  })
}
