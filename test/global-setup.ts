import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startQueue } from '../src/queue/start-queue.ts'
import { openStore } from '../src/store/open-store.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** An embedded store with nothing in it, closed. To be copied, not opened: making one takes seconds. */
    emptyStore: string
  }
}

/** Bytes that the stores of all tests that run at the same time need at most. */
const room = 2 * 2 ** 30

const shared = '/dev/shm'

/**
 * Everything that tests write goes into one folder that goes away with them: in memory where there is room, since stores wait for the
 * disk at each commit, and what the disk does is not what the tests are about.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(hasRoom(shared) ? shared : tmpdir(), 'daypass-tests-'))
  // PostgreSQL makes its folder in there as another user when we are root.
  chmodSync(folder, 0o1777)
  process.env.TMPDIR = folder
  const emptyStore = join(folder, 'empty-store')
  await makeStore(emptyStore)
  project.provide('emptyStore', emptyStore)
  return () => rmSync(folder, { recursive: true, force: true })
}

function hasRoom(place: string): boolean {
  if (!existsSync(place)) return false
  const { bavail, bsize } = statfsSync(place)
  return bavail * bsize > room
}

/** As a server leaves it that was started and stopped: with the queue's tables, too. */
async function makeStore(dataDir: string): Promise<void> {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const now = () => new Date()
  const nothing = async () => undefined
  const store = await openStore({ dataDir, signTrail: async () => '', now, log })
  const { due } = store.requests
  const { waiting } = store.records
  const requests = { due, waiting, reconcile: nothing }
  const displays = { ...store.displays, reconcile: nothing }
  const parts = { database: store.database, requests, displays, useWakeUps: store.useWakeUps, now, log }
  const queue = await startQueue({ ...parts, sweep: nothing, place: nothing })
  await queue.stop()
  await store.close()
}
