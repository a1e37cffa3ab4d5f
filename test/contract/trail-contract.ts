import { createHmac, generateKeyPairSync, sign as signBytes, verify as verifyBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Change } from '../../src/core/lifecycle/plan.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import { checkpointBytes } from '../../src/core/trail/checkpoint.ts'
import type { NewEvent, TrailEntry } from '../../src/core/trail/entry.ts'
import type { Claim } from '../../src/ports/request-store.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { grantOf, key, repository, wake } from './store-contract.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')
export const signTrail = async (bytes: string): Promise<string> =>
  signBytes(null, Buffer.from(bytes), privateKey).toString('base64url')
const verify = (bytes: string, signature: string): boolean =>
  verifyBytes(null, Buffer.from(bytes), publicKey, Buffer.from(signature, 'base64url'))

// So long that none of the hashes happens to contain them.
const rita = 47_110_000_000_011
const otto = 80_800_000_000_088
const reason = 'incident 4711: customers see stale orders'

const event = (kind: NewEvent['kind'], more: Partial<NewEvent> = {}): NewEvent => ({
  at: '2026-11-21T12:00:00.000Z',
  kind,
  actor: { kind: 'daypass' },
  facts: {},
  ...more,
})

/** A request of rita's from its beginning to its end, as reconcile reports it. */
const life: NewEvent[] = [
  event('submitted', { actor: { kind: 'person', id: rita }, facts: { resource: 'orders-db', actions: ['read'] } }),
  event('decided', { facts: { outcome: 'review' } }),
  event('proposed', { facts: { pull: 7, asked: [otto, 9] } }),
  event('approved', { facts: { by: [otto], slots: ['owners'] }, people: { eligible: [otto] } }),
  event('granted', { facts: { grant: 'g', keys: ['SHA256:fingerprint'] } }),
  event('ended', { actor: { kind: 'person', id: rita }, facts: { cause: 'done' } }),
]

const ended = fitting({
  state: 'ended',
  requester: { id: rita, login: 'rita' },
  submittedAt: new Date('2026-11-21T12:00:00Z'),
  body: 'b'.repeat(64),
  request: {
    version: 1,
    repository: repository.id,
    issue: 4,
    requester: rita,
    resource: 'orders-db',
    actions: ['read'],
    duration: 60,
    reason,
  },
  tally: {
    filled: [{ slot: 'owners', person: { id: otto, login: 'otto' }, review: 1 }],
    open: [],
    blockedBy: [{ id: rita, login: 'rita' }],
  },
  grant: grantOf('g', { requester: rita }),
  sealed: { armored: 'cipher text', keys: [{ fingerprint: 'SHA256:fingerprint', type: 'ssh-ed25519' }] },
  keys: {
    at: '2026-11-21T11:00:00.000Z',
    keys: [{ line: 'ssh-ed25519 fingerprint', type: 'ssh-ed25519', fingerprint: 'SHA256:fingerprint' }],
    left: [],
  },
  end: { cause: 'done', by: rita, asked: new Date('2026-11-21T12:00:00Z'), attempts: 1 },
})

/** What is kept of a decision about rita's request. */
const decision = {
  input: {
    request: { reason, resource: 'orders-db' },
    facts: { requester: { id: rita, login: 'rita', type: 'User' } },
  },
  decision: { at: '2026-11-21T12:00:00.000Z', policy: 'a'.repeat(64) },
  texts: { digest: 'd'.repeat(64), files: new Map([['a.rego', 'package daypass']]) },
  why: 'request',
} as never

/** What every store must do with the trail, its people and its checkpoints. `open` signs with `signTrail`. */
export function trailContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    await test.empty()
    writeFileSync(file(), '')
  })

  const file = (): string => join(test.dataDir, 'checkpoints.jsonl')
  const begun = async (of: RequestKey = key, installation = repository.installation): Promise<Claim> => {
    await test.store.enqueue(wake({ key: of, repository: { ...repository, id: of.repository, installation } }))
    const claim = await test.store.requests.claim(of, test.clock.now())
    if (claim === undefined) throw new Error('the request could not be claimed')
    return claim
  }
  const lived = async (of: RequestKey = key, set: NonNullable<Change['set']> = ended): Promise<Claim> =>
    test.store.requests.save(await begun(of), { set, events: life })
  const chain = (): Promise<TrailEntry[]> => test.store.records.trail(repository.id, 0, 100)

  describe('people in the trail', () => {
    it('are keyed hashes: no number, no name, no reason, no fingerprint', async () => {
      await lived()
      const text = (await test.stored.rows<{ event: string }>('trail')).map((row) => row.event)
      for (const hidden of [String(rita), String(otto), 'rita', 'otto', 'incident', 'fingerprint'])
        expect(text.filter((line) => line.includes(hidden))).toStrictEqual([])
      const refs = text.join(' ').match(/"[0-9a-f]{32}"/g) ?? []
      expect(refs).toHaveLength(7)
    })

    it('are the same hash wherever they act, and another one for each tenant', async () => {
      await lived()
      const elsewhere = { repository: 72, issue: 4 }
      const claim = await begun(elsewhere, 10)
      await test.store.requests.save(claim, { set: { ...ended }, events: life })
      const [submitted, , proposed, approved, , last] = await chain()
      const [other] = await test.store.records.trail(72, 0, 1)
      expect(submitted?.event.actor.ref).toMatch(/^[0-9a-f]{32}$/)
      expect(last?.event.actor.ref).toBe(submitted?.event.actor.ref)
      expect([proposed?.event.facts.asked].flat()[0]).toBe([approved?.event.facts.by].flat()[0])
      expect(approved?.event.facts.eligible).toStrictEqual(approved?.event.facts.by)
      expect(other?.event.actor.ref).not.toBe(submitted?.event.actor.ref)
    })

    it('are the keyed hash that docs/auditing.md says', async () => {
      await lived()
      const people = await test.stored.rows<{ key: string; person: number }>('people')
      const row = people.find(({ person }) => person === rita)
      const hashed = (kind: string, what: string | number) =>
        createHmac('sha256', Buffer.from(row?.key ?? '', 'hex'))
          .update(`daypass-${kind}-v1\n${repository.installation}\n${what}`)
          .digest('hex')
          .slice(0, 32)
      const entries = await chain()
      expect(entries[0]?.event.actor.ref).toBe(hashed('person', rita))
      expect(entries[4]?.event.facts.keys).toEqual([hashed('key', 'SHA256:fingerprint')])
    })

    it('can be named by who holds the store', async () => {
      await lived()
      const [submitted, , proposed] = await chain()
      const people = await test.store.records.people()
      const named = (ref: unknown) => people.find((one) => one.ref === ref)
      expect(named(submitted?.event.actor.ref)).toMatchObject({ id: rita, login: 'rita' })
      const asked = [proposed?.event.facts.asked].flat()
      expect(asked.map((ref) => named(ref)?.login)).toStrictEqual(['otto', undefined])
    })

    it('keep the newest login', async () => {
      const claim = await lived()
      await test.store.requests.save(claim, {
        set: { requester: { id: rita, login: 'rita-new' } },
        events: life.slice(0, 1),
      })
      expect((await test.store.records.people()).map((one) => one.login)).toStrictEqual([undefined, 'rita-new', 'otto'])
    })

    it('get one secret when two requests of theirs begin at once', async () => {
      const claims = await Promise.all([1, 2, 3].map((issue) => begun({ ...key, issue })))
      await Promise.all(claims.map((claim) => test.store.requests.save(claim, { events: life.slice(0, 1) })))
      expect(new Set((await chain()).map((entry) => entry.event.actor.ref)).size).toBe(1)
    })
  })

  describe('texts of what is over', () => {
    const rowOf = async (issue: number) => {
      const rows = await test.stored.rows<{ issue: number; record: unknown; fence: number }>('requests')
      return rows.find((row) => Number(row.issue) === issue)
    }
    const holds = async (issue: number, text: string) => JSON.stringify((await rowOf(issue))?.record).includes(text)
    const tomorrow = () => new Date(test.clock.now().getTime() + 86_400_000)

    it('go once nothing was noted of it since then; who it was, and the trail, stay', async () => {
      await test.store.requests.save(await lived(), { decision })
      const before = await chain()
      expect(await test.store.forgetOldTexts(new Date('2026-11-21T11:59:59Z'))).toBe(0)
      expect(await holds(key.issue, reason)).toBe(true)
      expect(await test.store.forgetOldTexts(tomorrow())).toBe(1)
      for (const gone of [reason, 'cipher text', 'fingerprint', 'b'.repeat(64)])
        expect(await holds(key.issue, gone)).toBe(false)
      for (const left of ['rita', 'otto', 'orders-db']) expect(await holds(key.issue, left)).toBe(true)
      expect(JSON.stringify(await test.stored.rows('decisions'))).not.toContain(reason)
      expect(await test.store.records.request(key)).toMatchObject({ state: 'ended', requester: { login: 'rita' } })
      expect(await chain()).toEqual(before)
      expect(await test.store.forgetOldTexts(tomorrow())).toBe(0)
    })

    it('stay while it lives, and go when that is over', async () => {
      const { end: _end, outcome: _outcome, ...lives } = ended
      const claim = await lived(key, fitting({ ...lives, state: 'active' }))
      expect(await test.store.forgetOldTexts(tomorrow())).toBe(0)
      expect(await holds(key.issue, reason)).toBe(true)
      await test.store.requests.save(claim, { set: ended, events: life.slice(-1) })
      expect(await test.store.forgetOldTexts(tomorrow())).toBe(1)
      expect(await holds(key.issue, reason)).toBe(false)
    })

    it('keep whoever still holds it from writing back what it read before', async () => {
      const claim = await lived()
      await test.store.forgetOldTexts(tomorrow())
      await expect(test.store.requests.save(claim, { set: { url: 'u' } })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    })

    it('go of each of many', async () => {
      for (let issue = 1; issue <= 3; issue++) await lived({ ...key, issue })
      expect(await test.store.forgetOldTexts(tomorrow())).toBe(3)
    })
  })

  describe('the chain', () => {
    it('fits, with steps of each request and the text that was committed', async () => {
      await lived()
      await lived({ ...key, issue: 5 })
      const entries = await chain()
      expect(checkChain(entries, { verify, repository: repository.id })).toMatchObject({ ok: true, entries: 12 })
      expect(entries.map((entry) => entry.event.step)).toStrictEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6])
      expect(await test.store.requests.trailOf({ ...key, issue: 5 })).toStrictEqual(entries.slice(6))
      expect(await test.store.records.chains()).toStrictEqual([
        { repository: repository.id, seq: 12, hash: entries[11]?.hash },
      ])
    })

    it('never runs backwards, although workers take their instants before they are let in', async () => {
      const claim = await begun()
      const dated = (at: string) => event('decided', { at })
      await test.store.requests.save(claim, {
        events: [dated('2026-11-21T12:00:05.000Z'), dated('2026-11-21T12:00:04Z')],
      })
      await test.store.requests.save(claim, {
        events: [dated('2026-11-21T11:00:00.000Z'), dated('2026-11-21T12:00:06Z')],
      })
      expect((await chain()).map((entry) => entry.event.at)).toStrictEqual([
        '2026-11-21T12:00:05.000Z',
        '2026-11-21T12:00:05.000Z',
        '2026-11-21T12:00:05.000Z',
        '2026-11-21T12:00:06Z',
      ])
      expect(checkChain(await chain(), { verify })).toMatchObject({ ok: true })
    })

    it('takes nothing that it could not check again, and then nothing of that change', async () => {
      const claim = await begun()
      const bad = event('granted', { facts: { by: ['otto'] } })
      await expect(
        test.store.requests.save(claim, { set: fitting({ state: 'active' }), events: [event('submitted'), bad] }),
      ).rejects.toThrow(/schema/)
      expect(await chain()).toStrictEqual([])
      expect((await test.store.records.request(key))?.state).toBe('submitted')
    })
  })

  describe('a person who is forgotten', () => {
    const everywhere = async (): Promise<string> => {
      const tables = ['requests', 'decisions', 'trail', 'people', 'grants', 'hands', 'comment_hands']
      return JSON.stringify(await Promise.all(tables.map((table) => test.stored.rows(table))))
    }

    it('is gone from everything that is over, and the chain fits before and after', async () => {
      await test.store.enqueue(wake({ writtenBy: { person: rita, body: 'b'.repeat(64) } }))
      await test.store.requests.save(await lived(), { decision })
      // What they said there and on its pull request, too.
      await test.store.enqueue(wake({ comment: { id: 31, written: { person: rita, body: 'b'.repeat(64) } } }))
      await test.stored.add('grant_pulls', { ...key, pull: 90, installation: 9 })
      const onPull = { key: { ...key, issue: 90 }, looksLikeRequest: false }
      await test.store.enqueue(
        wake({ ...onPull, comment: { id: 32, written: { person: rita, body: 'b'.repeat(64) } } }),
      )
      expect(await everywhere()).toMatch(/"comment":31.*"comment":32/)
      await test.store.grants.open(key, grantOf('g', { requester: rita }))
      await test.store.grants.end('g', test.clock.now())
      const before = await chain()
      expect(checkChain(before, { verify })).toMatchObject({ ok: true })
      expect(await test.store.forget(rita)).toStrictEqual({ requests: 1, open: [] })
      const after = await chain()
      expect(after.slice(0, -1)).toStrictEqual(before)
      expect(after.at(-1)?.event).toMatchObject({ kind: 'forgot', issue: 0, actor: { kind: 'operator' } })
      expect(after.at(-1)?.event.facts).toStrictEqual({ requests: 1 })
      expect(checkChain(after, { verify })).toMatchObject({ ok: true })
      const text = await everywhere()
      for (const hidden of ['rita', 'incident', 'fingerprint', 'b'.repeat(64)]) expect(text).not.toContain(hidden)
      expect(text).not.toContain(String(rita))
      expect(text).toContain('otto')
      expect((await test.store.records.people()).map((one) => one.id)).toStrictEqual([9, otto])
    })

    it('stays named in requests that live, which are told', async () => {
      await lived()
      const open = { ...key, issue: 5 }
      const { end: _end, outcome: _outcome, ...lives } = ended
      await lived(open, fitting({ ...lives, state: 'active' }))
      expect(await test.store.forget(rita)).toStrictEqual({ requests: 1, open: [open] })
      expect((await test.store.records.request(open))?.request?.reason).toBe(reason)
      expect((await test.store.records.request(key))?.request?.reason).toBe('')
    })

    it('is blanked where others’ requests name them, whose own words stay', async () => {
      await lived()
      await test.store.forget(otto)
      const record = await test.store.records.request(key)
      expect(record?.tally?.filled[0]?.person).toStrictEqual({ id: 0, login: '' })
      expect(record?.request?.reason).toBe(reason)
      expect(record?.sealed?.keys).toEqual([{ fingerprint: 'SHA256:fingerprint', type: 'ssh-ed25519' }])
    })

    it('is in no word that was still to be said', async () => {
      const held = await lived()
      await test.store.requests.save(held, { say: [{ body: 'Closed, @rita' }] })
      expect((await test.store.displays.wanted(key))?.words).toHaveLength(1)
      await test.store.forget(rita)
      expect((await test.store.displays.wanted(key))?.words).toEqual([])
    })

    it('is in no word to somebody else that they have caused', async () => {
      const caller = 90_900_000_000_099
      const held = await lived()
      await test.store.requests.save(held, { say: [{ body: 'No.', by: caller }] })
      await test.store.forget(caller)
      expect((await test.store.displays.wanted(key))?.words).toMatchObject([{ body: 'No.', by: 0 }])
    })

    it('is written back by no worker that still held the request', async () => {
      const held = await lived()
      await test.store.forget(rita)
      await expect(test.store.requests.save(held, { set: { url: 'x' } })).rejects.toMatchObject({ code: 'FENCED_OFF' })
    })

    it('begins anew with another hash', async () => {
      await lived()
      const [before] = await chain()
      await test.store.forget(rita)
      await lived({ ...key, issue: 5 })
      expect((await chain())[7]?.event.actor.ref).not.toBe(before?.event.actor.ref)
    })

    it('is told in the chains that knew them, and in no other', async () => {
      await lived()
      const told = async () =>
        (await test.stored.rows<{ event: string; issue: number }>('trail'))
          .filter(({ issue }) => issue === 0)
          .map(({ event }) => JSON.parse(event))
      // Of the same tenant, where they did nothing, and of another.
      const wakes = [
        { id: 72, installation: repository.installation },
        { id: 73, installation: 10 },
      ]
      for (const { id, installation } of wakes)
        await test.store.enqueue(
          wake({ key: { repository: id, issue: 1 }, repository: { ...repository, id, installation } }),
        )
      await test.store.forget(1)
      expect(await told()).toStrictEqual([])
      await test.store.forget(rita)
      expect((await told()).map(({ repository: id, kind, facts }) => [id, kind, facts.requests])).toStrictEqual([
        [repository.id, 'forgot', 1],
        [72, 'forgot', 0],
      ])
    })
  })

  describe('checkpoints', () => {
    const lines = (): string[] => readFileSync(file(), 'utf8').split('\n').slice(0, -1)

    it('are cut of what was not seen yet, signed, and kept beside the database', async () => {
      await lived()
      const [cut, ...others] = await test.store.checkpoints.cut()
      expect(others).toStrictEqual([])
      const at = test.clock.now().toISOString()
      expect(cut?.checkpoint).toStrictEqual({ repository: 71, seq: 6, hash: (await chain())[5]?.hash, at })
      expect(cut && verify(checkpointBytes(cut.checkpoint), cut.signature)).toBe(true)
      expect(lines().map((line) => JSON.parse(line))).toStrictEqual([cut])
      expect(await test.store.checkpoints.seen()).toStrictEqual([cut, cut])
    })

    it('come every hour while something happens, and at once when asked', async () => {
      const claim = await lived()
      expect(await test.store.checkpoints.cut()).toHaveLength(1)
      await test.store.requests.save(claim, { events: [event('closed')] })
      test.clock.advance(3599)
      expect(await test.store.checkpoints.cut()).toHaveLength(0)
      expect(await test.store.checkpoints.cut(true)).toHaveLength(1)
      await test.store.requests.save(claim, { events: [event('closed')] })
      test.clock.advance(3600)
      expect(await test.store.checkpoints.cut()).toHaveLength(1)
      test.clock.advance(3600)
      expect(await test.store.checkpoints.cut(true)).toHaveLength(0)
      expect(lines()).toHaveLength(3)
    })

    it('come by themselves after a thousand entries', async () => {
      const claim = await begun()
      await test.store.requests.save(claim, { events: Array.from({ length: 999 }, () => event('decided')) })
      await test.store.checkpoints.idle()
      expect(lines()).toHaveLength(0)
      await test.store.requests.save(claim, { events: [event('ended')] })
      await test.store.checkpoints.idle()
      expect(lines()).toHaveLength(1)
    })

    it('go on in a file whose last line was torn, and bring what it lacks', async () => {
      const claim = await lived()
      await test.store.checkpoints.cut()
      const [whole = ''] = lines()
      writeFileSync(file(), whole.slice(0, 40))
      await test.store.requests.save(claim, { events: [event('closed')] })
      await test.store.checkpoints.cut(true)
      expect(
        lines()
          .slice(1)
          .map((line) => JSON.parse(line).checkpoint.seq),
      ).toStrictEqual([6, 7])
    })

    const cutAfter = async (last: number) => {
      for (let seq = last + 1; seq <= 7; seq += 1) await test.stored.change('trail', { seq })
    }
    it.each<[what: string, code: string, tamper: () => Promise<void>]>([
      ['whose end was cut off', 'TRAIL_TRUNCATED', () => cutAfter(6)],
      [
        'that was shortened with its head',
        'TRAIL_TRUNCATED',
        async () => {
          await cutAfter(5)
          await test.stored.change('chains', {}, { seq: 5 })
        },
      ],
      [
        'shortened with head and checkpoints',
        'TRAIL_TRUNCATED',
        async () => {
          await cutAfter(5)
          await test.stored.change('chains', {}, { seq: 5, hash: (await chain())[4]?.hash })
          await test.stored.change('checkpoints', {})
        },
      ],
      [
        'with an entry changed',
        'TRAIL_ALTERED',
        async () => {
          const rows = await test.stored.rows<{ seq: number; event: string }>('trail')
          const event = rows.find(({ seq }) => seq === 7)?.event.replace('closed', 'failed')
          await test.stored.change('trail', { seq: 7 }, { event })
        },
      ],
      [
        'with another entry at the last checkpoint',
        'TRAIL_FORK',
        () => test.stored.change('checkpoints', {}, { hash: 'e'.repeat(64) }),
      ],
    ])('are refused to a chain %s', async (_what, code, tamper) => {
      const claim = await lived()
      await test.store.checkpoints.cut()
      await test.store.requests.save(claim, { events: [event('closed')] })
      await tamper()
      await expect(test.store.checkpoints.cut(true)).rejects.toMatchObject({ code })
      expect(lines()).toHaveLength(1)
    })
  })
}
