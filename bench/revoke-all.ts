import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { inflateSync } from 'node:zlib'
import { createEngine, type EngineParts } from '../src/compose/engine.ts'
import { endAll } from '../src/connectors/kill-switch.ts'
import { createStatusLists } from '../src/connectors/status-lists.ts'
import { statusAt } from '../src/core/status-list.ts'
import type { StatusLists } from '../src/ports/status-lists.ts'
import { generateKeySet, openSigner } from '../src/signing/signing-keys.ts'
import { openStore, type Store } from '../src/store/open-store.ts'
import { startPostgres } from '../test/postgres.ts'
import { plantLiving } from './ends-store.ts'
import { counted, type Finding } from './finding.ts'
import { log, now } from './inbox-store.ts'
import type { Progress } from './run.ts'

const crowd = 10_000
const publicUrl = 'https://daypass.example'

/**
 * Revoke-all, as an operator orders it: from the order until the list that is published shows all of 10 000 grants as invalid, in the
 * embedded store and on PostgreSQL. Readers ask for the list all the while.
 */
export async function benchRevokeAll(progress: Progress): Promise<Finding[]> {
  const postgres = await startPostgres()
  try {
    const findings: Finding[] = []
    const places = [['embedded', undefined] as const, ['PostgreSQL', await postgres.createDatabase()] as const]
    for (const [index, [where, databaseUrl]] of places.entries()) {
      progress(index, places.length)
      const published = await revokeAll(databaseUrl)
      const what = `seconds until revoke-all of ${crowd} is in the published list, ${where}`
      findings.push(counted(what, [Math.round(published / 10) / 100], 5, 'a quarter of a second between two reads'))
    }
    return findings
  } finally {
    await postgres.stop()
  }
}

const nothing = async (): Promise<void> => undefined

/** Milliseconds from the order to the list that shows all of them. */
async function revokeAll(databaseUrl: string | undefined): Promise<number> {
  const signer = await openSigner({ jwks: JSON.stringify(await generateKeySet()) }, () => {})
  const dataDir = mkdtempSync(join(tmpdir(), 'daypass-bench-'))
  const signTrail = (bytes: string) => signer.signDetached('trail', 'daypass-trail+jws', Buffer.from(bytes))
  const store = await openStore({ databaseUrl, dataDir, signTrail, now, log })
  try {
    const lists = createStatusLists({ publicUrl, signer, leases: store.leases, now })
    const engine = engineOf(store, lists)
    store.useWakeUps({
      schedule: nothing,
      scheduleDisplay: nothing,
      scheduleProposal: nothing,
      scheduleGovernance: nothing,
      scheduleNotice: nothing,
      scheduleAll: nothing,
    })
    await plantLiving(store, 1_000, crowd, new Date(Date.now() + 86_400_000))
    const live = await store.leases.liveIndexes(0, 2 ** 31 - 1, now())
    if (live.length !== crowd || (await stillShown(lists, live)).length !== crowd) throw new Error('they do not live')
    const begin = performance.now()
    const ordered = endAll(store.grants, store.lockdowns, engine.endGrants, nothing, log)
    let shown = live
    while (shown.length > 0) {
      await setTimeout(100)
      shown = await stillShown(lists, shown)
    }
    const published = performance.now() - begin
    await ordered
    return published
  } finally {
    await store.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Which of these places the lists, as served, show as valid. */
async function stillShown(lists: StatusLists, places: readonly number[]): Promise<number[]> {
  const read = new Map<string, Uint8Array>()
  for (const uri of new Set(places.map((place) => lists.reference(place).uri))) {
    const { jwt = '' } = (await lists.serve(Number(uri.split('/').at(-1)))) ?? {}
    const { status_list: list } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
    read.set(uri, inflateSync(Buffer.from(list.lst, 'base64url')))
  }
  return places.filter((place) => {
    const { idx, uri } = lists.reference(place)
    return statusAt(read.get(uri) ?? new Uint8Array(), idx) === 'valid'
  })
}

/** The engine as the server puts it together, as far as ending many at once goes. */
function engineOf(store: Store, lists: StatusLists) {
  const { wakeWaiting, wakeEnded, roster } = store
  // Requests are woken when all have ended: what follows is measured by the bench of ends.
  const parts = {
    ports: { requests: store.requests, grants: store.grants, now, log },
    store: {
      enqueue: nothing,
      wakeWaiting,
      wakeEnded,
      roster,
      open: store.records.openRequests,
      openOf: store.records.openRequestsOf,
    },
    github: { openToOthers: async () => [], refresh: async () => undefined, ownLogin: () => undefined },
    deployment: { enrolled: () => true },
    lists,
    metrics: { endedLate: () => undefined },
  }
  return createEngine(parts as unknown as EngineParts)
}
