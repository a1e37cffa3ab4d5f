import { expect, it } from 'vitest'
import type { GrantPull } from '../../src/core/record.ts'
import type { CanonicalRequest } from '../../src/generated/request.ts'
import { lookIntoStore } from '../../src/store/inspect-store.ts'
import type { Store, StoreOptions } from '../../src/store/open-store.ts'
import { openTestStore, runSql } from '../open-test-store.ts'
import { grantOf, key, wake } from './store-contract.ts'

/** Where a store lies that is opened several times. */
export type Place = { databaseUrl?: string; dataDir: string }

/** What takes each migration back, the newest first. */
const undoing: Record<string, string[]> = {
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
    const claim = await store.book.claim(key, clock.now())
    if (!claim) throw new Error('somebody else has it')
    await store.book.release(await store.book.save(claim, { set: { state: 'active', grant } }), null)
    await undo(store, '006-connector-types')
    const json = "(record::jsonb #- '{grant,connectorType}')::json"
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
      const claim = await store.book.claim({ ...key, issue }, clock.now())
      if (!claim) throw new Error('somebody else has it')
      await store.book.save(claim, { set: { ...set, request: { reason: 'a\u0000b' } as CanonicalRequest } })
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
    expect(await upgraded.store.book.notices(key)).toMatchObject({ words: 1 })
    await upgraded.close()
  })
}
