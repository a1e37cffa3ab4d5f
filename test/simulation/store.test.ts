import { cpSync } from 'node:fs'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { roomyFolder } from '../empty-store.ts'
import { openEmbedded, openMemory } from './store.ts'

const now = new Date('2026-11-21T12:00:00Z')
const key = { repository: 71, issue: 4 }
const repository = { id: 71, owner: 'acme', name: 'access', installation: 9 }

const copied = () => {
  const directory = roomyFolder('daypass-simulation-')
  cpSync(inject('emptyStore'), directory, { recursive: true })
  return directory
}
const stores = { memory: await openMemory(), embedded: await openEmbedded(copied()) }
afterAll(() => Promise.all(Object.values(stores).map((one) => one.close())))

describe.each(Object.entries(stores))('the store of a run: %s', (_name, { store, begin }) => {
  const tell = async (entries: number) => {
    await store.enqueue({ key, repository, looksLikeRequest: true })
    await store.recordSelfStatement({ started: { version: '1', configuration: 'a'.repeat(64) }, keys: {} }, 'all')
    await store.checkpoints.grown(entries)
  }
  const cut = async () => (await store.placements.chains('elsewhere')).length

  test('what a call makes due is done before the next call, and what was before the run makes nothing due', async () => {
    await begin(() => now)
    await tell(600)
    await begin(() => now)
    await tell(600)
    expect(await cut()).toBe(0)
    await store.checkpoints.grown(400)
    expect(await cut()).toBe(1)
  })
})
