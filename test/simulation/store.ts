import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '../../src/core/digest.ts'
import { openStore } from '../../src/store/open-store.ts'
import { roomyFolder } from '../empty-store.ts'
import { createMemoryStore, type PortsOfStore } from '../fakes/store/memory-store.ts'
import { emptyStore } from '../store-sql.ts'
import { withPreparedStatements } from './prepared-statements.ts'
import { inTurns } from './store-turns.ts'

/** A store for runs, one after the other; whatever is behind it passes the store's contract. */
export type SimulatedStore = {
  store: PortsOfStore
  /** From now on it is as new, and has this clock. */
  begin(now: () => Date): Promise<void>
  /** Resolves when no call of it is left. */
  idle(): Promise<void>
  close(): Promise<void>
}

export const signOf = (bytes: string): string => sha256(`signed ${bytes}`)

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }
const newDirectory = () => roomyFolder('daypass-simulation-')
/** The same run has the same trail. */
const randomBytes = (count: number) => new Uint8Array(count)
const signTrail = async (bytes: string) => signOf(bytes)

/** The embedded store, one for this process. `dataDir`: one that exists; absent: a new one, which goes away with it. */
export async function openEmbedded(dataDir = newDirectory()): Promise<SimulatedStore> {
  let clock = () => new Date(0)
  const checkpointFile = join(dataDir, 'checkpoints.jsonl')
  const options = { dataDir, checkpointFile, signTrail, now: () => clock(), log: silent }
  const store = await withPreparedStatements(() => openStore(options))
  return {
    ...inTurns(store),
    async begin(now) {
      clock = now
      rmSync(checkpointFile, { force: true })
      await emptyStore(store)
      // What counts towards the next checkpoint counts from here.
      await store.checkpoints.cut()
    },
    async close() {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The store in memory. */
export async function openMemory(): Promise<SimulatedStore> {
  let clock = () => new Date(0)
  const dataDir = newDirectory()
  const checkpointFile = join(dataDir, 'checkpoints.jsonl')
  const store = createMemoryStore({ now: () => clock(), signTrail, checkpointFile, randomBytes })
  const { tables: _inside, empty, ...ports } = store
  return {
    ...inTurns(ports),
    async begin(now) {
      clock = now
      rmSync(checkpointFile, { force: true })
      empty()
      // As above.
      await store.checkpoints.cut()
    },
    async close() {
      await store.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
