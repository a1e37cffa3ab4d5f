import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { RequestState } from '../../src/core/record.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import { checkChain } from '../../src/core/trail/check-chain.ts'
import { trailVerifier } from '../../src/signing/trail-verifier.ts'
import { lookIntoStore } from '../../src/store/inspect-store.ts'
import type { StoreOptions } from '../../src/store/open-store.ts'
import { openTestStore } from '../open-test-store.ts'
import { runSql } from '../store-sql.ts'
import { key, wake } from './store-contract.ts'
import type { Place } from './upgrade-contract.ts'

const fixture = (name: string): string => readFileSync(new URL(`../fixtures/stores/${name}`, import.meta.url), 'utf8')

/** The statements of a dump, which are told apart by a line of their own: texts in them may hold anything else. */
const statementsOf = (dump: string): string[] => dump.split('\n-- next\n').filter((statement) => /\S/.test(statement))

/** What must be true of stores that real versions of Daypass have left, whichever database is below. */
export function keptStoreContract(place: () => Promise<Place>): void {
  it('of 2026-11-29 opens, is brought up to date, and all of it can be read, written and verified', async () => {
    const at = (await place()) as Partial<StoreOptions>
    const { store } = await openTestStore(at)
    await runSql(store, 'drop schema daypass cascade')
    for (const statement of statementsOf(fixture('2026-11-29.sql'))) await runSql(store, statement)
    await store.close()

    const { store: opened, clock, close } = await openTestStore(at)
    const rows = await runSql<RequestKey & { state: RequestState }>(
      opened,
      'select repository, issue, state from daypass.requests order by issue',
    )
    const states = ['invalid', 'invalid', 'denied', 'pending', 'pending', 'active', 'ended', 'pending', 'cancelled']
    expect(rows.map(({ state }) => state).toSorted()).toEqual(states.toSorted())
    for (const { state, ...key } of rows) {
      const record = await opened.records.request(key)
      expect(record?.state).toBe(state)
      expect(record?.grant?.ends instanceof Date).toBe(state === 'active' || state === 'ended')
      const claim = await opened.requests.claim(key, clock.now())
      if (!claim) throw new Error('somebody else has it')
      const saved = await opened.requests.save(claim, { set: { tries: claim.record.tries } })
      await opened.requests.release(saved, null)
      expect(await opened.records.request(key)).toStrictEqual({ ...record, wakeAt: null })
    }
    const verify = trailVerifier([JSON.parse(fixture('2026-11-29.trail-key.json')) as object])
    const entries = await opened.records.trail(41, 0, 1_000)
    expect(await checkChain(entries, { verify, repository: 41 })).toMatchObject({ ok: true, entries: 33 })
    await close()
  })

  it('with a record that nobody can read says which, and goes on with the others', async () => {
    const at = await place()
    const { store, clock } = await openTestStore(at as Partial<StoreOptions>)
    const [bad, good] = [key, { ...key, issue: 5 }]
    for (const one of [bad, good]) await store.enqueue(wake({ key: one }))
    await runSql(store, `update daypass.requests set record = '{"v":1,"state":"active"}' where issue = ${bad.issue}`)
    await expect(store.requests.claim(bad, clock.now())).rejects.toMatchObject({ code: 'RECORD_INVALID' })
    await expect(store.records.request(bad)).rejects.toMatchObject({ code: 'RECORD_INVALID' })
    expect(await store.requests.claim(good, clock.now())).toMatchObject({ key: good })
    await store.close()
    const found = await lookIntoStore({ databaseUrl: at.databaseUrl, dataDir: at.dataDir })
    expect(found?.unreadable).toStrictEqual([bad])
  })
}
