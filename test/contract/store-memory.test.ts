import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addSeconds } from '../../src/core/instant.ts'
import { rowsInMemory } from '../fakes/store/database/rows-in-memory.ts'
import { createMemoryStore } from '../fakes/store/memory-store.ts'
import { type ContractStore, testClock } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { grantOf, key, repository, wake } from './store-contract.ts'
import { storeSuites } from './store-suites.ts'
import { signTrail } from './trail-contract.ts'

function openInMemory(options: { signTrail?: typeof signTrail } = {}): ContractStore {
  const clock = testClock()
  const dataDir = mkdtempSync(join(tmpdir(), 'daypass-memory-'))
  const store = createMemoryStore({ now: clock.now, checkpointFile: join(dataDir, 'checkpoints.jsonl'), ...options })
  const close = async () => {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  return { store, stored: rowsInMemory(store.tables), clock, dataDir, empty: async () => store.empty(), close }
}

const open = async () => openInMemory()

describe('the store in memory', () => {
  storeSuites(open, async () => openInMemory({ signTrail }))

  it('is held by nobody outside: what was given to it, and what came back, may be changed', async () => {
    const { store, clock } = openInMemory()
    const of = (issue: number) => ({ ...key, issue })
    const ends = new Date('2026-11-21T14:00:00Z')
    const told = { ...wake(), repository: { ...repository } }
    const enqueued = store.enqueue(told)
    told.repository.name = 'changed'
    await enqueued
    const found = await store.requests.repository(repository.id)
    Object.assign(found ?? {}, { name: 'changed' })
    expect(await store.requests.repository(repository.id)).toEqual(repository)

    const claim = (await store.requests.claim(key, clock.now())) ?? expect.unreachable('nobody has it')
    const grant = { ...grantOf('g1'), ends: new Date(ends) }
    const saving = store.requests.save(claim, { set: fitting({ state: 'active', grant }) })
    grant.ends.setTime(0)
    const saved = await saving
    saved.record.grant?.ends.setTime(0)
    const read = await store.records.request(key)
    expect(read?.grant?.ends).toEqual(ends)
    read?.grant?.ends.setTime(0)
    expect((await store.records.request(key))?.grant?.ends).toEqual(ends)
    read?.wakeAt?.setTime(0)
    const [waiting] = await store.records.waiting([key], addSeconds(clock.now(), 61))
    expect(waiting?.urgent).toBe(false)
    waiting?.wakeAt.setTime(0)
    expect((await store.records.request(key))?.wakeAt).toEqual(clock.now())

    const other = { ...grantOf('g2'), ends: new Date(ends) }
    const opening = store.grants.open(of(5), other)
    other.ends.setTime(0)
    for (const one of [await opening, await store.grants.find('g2'), await store.leases.leaseOf('g2')])
      one?.ends.setTime(0)
    expect((await store.grants.find('g2'))?.ends).toEqual(ends)
  })
})
