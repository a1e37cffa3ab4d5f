import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startQueue } from '../src/queue/start-queue.ts'
import { openStore } from '../src/store/open-store.ts'

/** Bytes that the stores of all tests that run at the same time need at most. */
const room = 2 * 2 ** 30

const shared = '/dev/shm'

/** A new folder: in memory where there is room, since stores wait for the disk at each commit, and what the disk does is not what tests are about. */
export const roomyFolder = (prefix: string): string => mkdtempSync(join(hasRoom(shared) ? shared : tmpdir(), prefix))

function hasRoom(place: string): boolean {
  if (!existsSync(place)) return false
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize > room
}

/** An embedded store with nothing in it, as a server leaves it that was started and stopped: with the queue's tables, too. */
export async function makeEmptyStore(dataDir: string): Promise<void> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const now = () => new Date()
  const nothing = async () => undefined
  const store = await openStore({ dataDir, signTrail: async () => '', now, log })
  const { due } = store.requests
  const { waiting } = store.records
  const requests = { due, waiting, reconcile: nothing }
  const displays = { ...store.displays, reconcile: nothing }
  const proposals = { ...store.proposals, reconcile: nothing }
  const governances = { ...store.governances, reconcile: nothing }
  const notices = { ...store.notices, reconcile: nothing }
  const parts = {
    database: store.database,
    requests,
    displays,
    proposals,
    governances,
    notices,
    useWakeUps: store.useWakeUps,
    now,
    log,
  }
  const queue = await startQueue({ ...parts, sweep: nothing, place: nothing })
  await queue.stop()
  await store.close()
}
