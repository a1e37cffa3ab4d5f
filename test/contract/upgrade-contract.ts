import { expect, it } from 'vitest'
import { lookIntoStore } from '../../src/store/inspect-store.ts'
import type { Store, StoreOptions } from '../../src/store/open-store.ts'
import { openTestStore, runSql } from '../open-test-store.ts'
import { grantOf, key, wake } from './store-contract.ts'

/** Where a store lies that is opened several times. */
export type Place = { databaseUrl?: string; dataDir: string }

/** Takes a migration back, so that the next opening finds the database as the version before left it. */
async function undo(store: Store, migration: string, statement: string): Promise<void> {
  await runSql(store, statement)
  const taken = await runSql(store, `delete from daypass.kysely_migration where name = '${migration}' returning name`)
  expect(taken).toHaveLength(1)
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
    await undo(store, '006-connector-types', 'alter table daypass.grants drop column connector_type')
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
}
