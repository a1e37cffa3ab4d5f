import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sha256 } from '../../src/core/digest.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { emptyStore } from '../store-sql.ts'

/** A store for runs, one after the other; whatever is behind it passes the store's contract. */
export type SimulatedStore = {
  store: Store
  /** From now on it is as new, and has this clock. */
  begin(now: () => Date): Promise<void>
  close(): Promise<void>
}

export const signOf = (bytes: string): string => sha256(`signed ${bytes}`)

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** The embedded store, one for this process. `dataDir`: one that exists; absent: a new one, which goes away with it. */
export async function openEmbedded(dataDir?: string): Promise<SimulatedStore> {
  const directory = dataDir ?? mkdtempSync(join(tmpdir(), 'daypass-simulation-'))
  let clock = () => new Date(0)
  const signTrail = async (bytes: string) => signOf(bytes)
  const store = await openStore({ dataDir: directory, signTrail, now: () => clock(), log: silent })
  return {
    store,
    async begin(now) {
      clock = now
      await emptyStore(store)
    },
    async close() {
      await store.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}
