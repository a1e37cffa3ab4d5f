import { expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/canonical-json.ts'
import type { GrantPull, RequestState } from '../../src/core/record.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import { beginning, type TrailEntry, trailHash } from '../../src/core/trail/entry.ts'
import type { CanonicalRequest } from '../../src/generated/request.ts'
import type { TrailEvent } from '../../src/generated/trail-event.ts'
import { lookIntoStore } from '../../src/store/inspect-store.ts'
import type { Store, StoreOptions } from '../../src/store/open-store.ts'
import { openTestStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { runSql } from '../store-sql.ts'
import { grantOf, key, wake } from './store-contract.ts'

/** Where a store lies that is opened several times. */
export type Place = { databaseUrl?: string; dataDir: string }

/** What takes each migration back, the newest first. */
const undoing: Record<string, string[]> = {
  '027-notices': ['drop table daypass.notices, daypass.notice_turns'],
  '026-operations': ['alter table daypass.grants drop column operation'],
  '025-deposits': ['drop table daypass.deposits'],
  '024-loans': ['drop index daypass.grants_by_kind'],
  '023-debts': ['alter table daypass.requests drop column owes_since, drop column broke_glass'],
  '022-pushes': ['drop table daypass.pushes', 'alter table daypass.proposals drop column queued'],
  '021-governances': ['drop table daypass.governances'],
  '020-proposals': ['drop table daypass.proposals'],
  '019-receipts': [
    'drop index daypass.decisions_by_age, daypass.decisions_by_policy',
    'alter table daypass.decisions drop column receipt',
  ],
  '018-roster-changes': [
    'drop table daypass.rosters',
    'alter table daypass.teams drop column change, drop column listed, add column changed timestamptz not null default now()',
  ],
  '017-drills': ['drop table daypass.drills', 'alter table daypass.requests drop column ending_since'],
  '016-word-causes': ['alter table daypass.words drop column caused_by'],
  '015-lease-states': ['alter table daypass.grants drop column lease'],
  '014-displays': ['drop table daypass.displays, daypass.words', 'alter table daypass.requests drop column ends_at'],
  '013-facts': [
    'drop table daypass.policies, daypass.stated',
    'alter table daypass.decisions drop column at, drop column why, drop column policy',
    'alter table daypass.grants drop column uses, drop column first_use, drop column last_use, drop column used_scopes',
  ],
  '012-placements': ['drop table daypass.placements, daypass.given_up'],
  '011-form-answers': ['drop table daypass.form_answers'],
  '010-store-identity': [
    'drop table daypass.store, daypass.adopted_stores',
    'alter table daypass.requests drop column foreign_store',
  ],
  '009-lockdowns': ['drop table daypass.lockdowns'],
  '008-seen-keys': ['drop table daypass.seen_keys'],
  '007-plain-facts': [
    ...[
      'newest_review',
      'told_change',
      'changed_at',
      'voted',
      'connector',
      'connector_type',
      'gone_notices',
      'word_notices',
    ].map((column) => `alter table daypass.requests drop column ${column}`),
    'alter table daypass.inbox add constraint inbox_body_sha_key unique (body_sha)',
    'drop table daypass.comment_hands, daypass.grant_pulls',
  ],
  '006-connector-types': ['alter table daypass.grants drop column connector_type'],
}

/** Takes migrations back to this one, so that the next opening finds the database as the version before it left it. */
async function undo(store: Store, migration: string): Promise<void> {
  for (const [name, statements] of Object.entries(undoing)) {
    if (name < migration) continue
    for (const statement of statements) await runSql(store, statement)
    const taken = await runSql(store, `delete from daypass.kysely_migration where name = '${name}' returning name`)
    expect(taken).toHaveLength(1)
  }
}

/** What must be true of rows that an older version has written, whichever database is below. */
export function upgradeContract(place: () => Promise<Place>): void {
  const open = (at: Place) => openTestStore(at as Partial<StoreOptions>)

  it('takes whatever was granted before there was a second kind of connector for a token, and nothing later', async () => {
    const at = await place()
    const { store, clock } = await open(at)
    await store.enqueue(wake())
    const grant = grantOf('g1')
    await store.grants.open(key, grant)
    const claim = await store.requests.claim(key, clock.now())
    if (!claim) throw new Error('somebody else has it')
    await store.requests.release(await store.requests.save(claim, { set: fitting({ state: 'active', grant }) }), null)
    await undo(store, '006-connector-types')
    const json = "(record::jsonb - 'v' #- '{grant,connectorType}')::json"
    await runSql(store, `update daypass.requests set record = ${json}`)
    await store.close()

    const inUse = [{ connector: 'orders-postgres', connectorType: 'token', count: 1, requests: ['acme/access#4'] }]
    const inspected = { databaseUrl: at.databaseUrl, dataDir: at.dataDir }
    // `daypass doctor` looks before anything is brought up to date, and changes nothing.
    for (let times = 0; times < 2; times++) expect((await lookIntoStore(inspected))?.inUse).toStrictEqual(inUse)

    const upgraded = await open(at)
    expect(await upgraded.store.grants.find('g1')).toMatchObject({ ...grant, connectorType: 'token' })
    expect((await upgraded.store.records.request(key))?.grant).toStrictEqual({ ...grant, connectorType: 'token' })
    expect(await upgraded.store.records.openRequests()).toMatchObject([
      { grant: { connector: 'orders-postgres', connectorType: 'token' } },
    ])
    expect(await upgraded.store.records.connectorsInUse()).toStrictEqual(inUse)
    const later = { ...key, issue: 5 }
    await upgraded.store.grants.open(later, grantOf('g2'))
    await upgraded.store.close()
    const again = await open(at)
    expect(await again.store.grants.find('g1')).toMatchObject({ connectorType: 'token' })
    expect(await again.store.grants.find('g2')).toMatchObject({ connectorType: 'postgres' })
    await again.close()
  })
  it('finds what older versions kept within the records, but for a record that cannot be read (security.R1)', async () => {
    const at = await place()
    const { store, clock } = await open(at)
    const pull = { number: 90, asked: [], widened: 0, opened: clock.now() } as unknown as GrantPull
    const set = { state: 'pending', pull, changedAt: '2026-11-21T12:00:00.000Z' } as const
    for (const issue of [4, 5]) {
      await store.enqueue(wake({ key: { ...key, issue } }))
      const claim = await store.requests.claim({ ...key, issue }, clock.now())
      if (!claim) throw new Error('somebody else has it')
      await store.requests.save(claim, {
        set: fitting({ ...set, request: { reason: 'a\u0000b' } as CanonicalRequest }),
      })
    }
    await undo(store, '007-plain-facts')
    await store.close()

    const upgraded = await open(at)
    const found = { changedAt: set.changedAt, pull: 90 }
    expect(await upgraded.store.records.openRequests()).toStrictEqual([
      { ...key, ...found },
      { ...key, issue: 5, ...found },
    ])
    const said = { id: 31, written: { person: 5, body: 'a'.repeat(64) } }
    await upgraded.store.enqueue(wake({ key: { ...key, issue: 90 }, looksLikeRequest: false, comment: said }))
    expect(await upgraded.store.requests.notices(key)).toMatchObject({ words: 1 })
    await upgraded.close()
  })
  it('parts what GitHub shows from the requests', async () => {
    const at = await place()
    const { store, clock } = await open(at)
    const [digest, mark] = ['a'.repeat(64), { store: 's'.repeat(22), signature: 'x'.repeat(40) }]
    const shown = { status: { intended: true, comment: 31 }, shown: `${digest} ${digest} - ${digest}`, mark, rest: 2 }
    const before: Record<number, [state: RequestState, shown: object]> = {
      4: ['active', shown],
      5: ['ended', shown],
      6: ['submitted', {}],
    }
    for (const [issue, [state, members]] of Object.entries(before)) {
      const one = { ...key, issue: Number(issue) }
      await store.enqueue(wake({ key: one }))
      const claim = await store.requests.claim(one, clock.now())
      if (!claim) throw new Error('somebody else has it')
      await store.requests.save(claim, { set: fitting({ state }) })
      const json = `((record::jsonb - 'v') || '${JSON.stringify(members)}')::json`
      await runSql(store, `update daypass.requests set record = ${json} where issue = ${issue}`)
    }
    await undo(store, '014-displays')
    await store.close()

    const { store: upgraded, close } = await open(at)
    const digests = { status: digest, receipt: digest, issue: digest }
    const parted = { status: shown.status, mark, rest: 2, shown: digests, said: 0, tries: 0 }
    expect(await upgraded.displays.find(key)).toStrictEqual({ ...parted, open: true })
    expect(await upgraded.displays.find({ ...key, issue: 5 })).toStrictEqual({ ...parted, open: false })
    expect(await upgraded.displays.find({ ...key, issue: 6 })).toStrictEqual({ said: 0, tries: 0 })
    expect(await upgraded.records.request(key)).not.toHaveProperty('shown')
    // Nothing is written anew that stands there.
    expect(await upgraded.displays.due(clock.now(), 10)).toStrictEqual([])
    await close()
  })
  it('knows no state of a lease that an older version began, and keeps one from here on', async () => {
    const at = await place()
    const { store } = await open(at)
    await store.enqueue(wake())
    await store.grants.open(key, grantOf('g1'))
    await undo(store, '015-lease-states')
    await store.close()

    const { store: upgraded, close } = await open(at)
    expect(await upgraded.grants.find('g1')).toStrictEqual({ ...grantOf('g1'), key, lease: null, ended: null })
    expect(await upgraded.grants.keepLease('g1', { oid: 7 })).toStrictEqual({ oid: 7 })
    await close()
  })
  it('knows who was in a team that an older version listed', async () => {
    const at = await place()
    const { store, clock } = await open(at)
    const team = { installation: 9, team: 77 }
    const listing = { ...team, people: [1, 2], after: 0, answered: clock.now() }
    await store.roster.listed(listing)
    await undo(store, '018-roster-changes')
    await store.close()

    const { store: upgraded, close } = await open(at)
    const { roster } = upgraded
    const later = new Date(clock.now().getTime() + 1000)
    expect(await roster.listed({ ...listing, people: [1, 2, 3], answered: later })).toStrictEqual(new Map([[3, later]]))
    await roster.moved({ ...team, person: 1, joined: false }, later)
    const again = { ...listing, after: await roster.changes(9), answered: later }
    expect(await roster.listed(again)).toStrictEqual(new Map([[1, later]]))
    await close()
  })
  it('goes on with a chain of version 1, and keeps facts from here on', async () => {
    const at = await place()
    const { store, clock } = await open(at)
    await store.enqueue(wake())
    await store.grants.open(key, grantOf('g1'))
    const claim = await store.requests.claim(key, clock.now())
    if (!claim) throw new Error('somebody else has it')
    await store.requests.save(claim, {})
    const kept = { at: '2026-11-21T11:00:00.000Z', policy: 'a'.repeat(64) }
    const old = (issue: number, step: number, seq: number, previous: string): TrailEntry => {
      const of = { repository: key.repository, issue, step, seq, previous }
      const event: TrailEvent = {
        ...of,
        version: 1,
        at: kept.at,
        kind: issue === 0 ? 'locked' : 'decided',
        actor: { kind: 'daypass' },
        facts: { forbidden: [] },
      }
      return { event, hash: trailHash(event), signature: 's' }
    }
    const first = old(0, 1, 1, beginning)
    const second = old(key.issue, 1, 2, first.hash)
    await undo(store, '013-facts')
    for (const { event, hash } of [first, second])
      await runSql(
        store,
        `insert into daypass.trail values (${event.repository}, ${event.seq}, ${event.issue}, 9, '${canonicalJson(event)}', '${hash}', 's')`,
      )
    await runSql(store, `insert into daypass.chains values (${key.repository}, 9, 2, '${second.hash}', '${kept.at}')`)
    await runSql(store, 'update daypass.requests set entries = 1')
    // One that says when it was made, after a text that PostgreSQL cannot take apart, and one that cannot be read so.
    const nul = JSON.stringify({ reason: 'a\u0000b', ...kept })
    for (const decision of [nul, '{}'])
      await runSql(
        store,
        `insert into daypass.decisions (repository, issue, installation, input, decision) values (${key.repository}, ${key.issue}, 9, '{}', '${decision}')`,
      )
    await store.close()

    const upgraded = await open(at)
    const { requests, records, leases, recordSelfStatement } = upgraded.store
    const unknown = { why: null, policy: null, receipt: null }
    expect(await records.decisions(key)).toMatchObject([
      { ...unknown, at: new Date(kept.at) },
      { ...unknown, at: null },
    ])
    expect(await leases.useOf('g1')).toBeUndefined()
    await recordSelfStatement(
      { started: { version: '0.1.0', configuration: 'c'.repeat(64) }, keys: { trail: ['r'] } },
      'all',
    )
    const again = await requests.claim(key, new Date('2026-11-21T13:00:00Z'))
    if (!again) throw new Error('somebody else has it')
    const event = { at: '2026-11-21T13:00:00.000Z', kind: 'ended', actor: { kind: 'daypass' }, facts: {} } as const
    const decision = { input: {}, decision: kept, texts: { digest: 'b'.repeat(64), files: new Map() }, why: 'grant' }
    await requests.save(again, { events: [event], decision: decision as never })
    const entries = await records.trail(key.repository, 0, 10)
    expect(checkChain(entries, { repository: key.repository })).toMatchObject({ ok: true, entries: 6 })
    expect(entries.map(({ event: { version, kind, issue, step } }) => [version, kind, issue, step])).toEqual([
      [1, 'locked', 0, 1],
      [1, 'decided', 4, 1],
      [2, 'started', 0, 2],
      [2, 'keys', 0, 3],
      [2, 'governed', 0, 4],
      [2, 'ended', 4, 2],
    ])
    // What decided before was not kept by its digest: where it comes from is not known.
    expect(entries[4]?.event.facts.from).toBeNull()
    await upgraded.close()
  })
}
