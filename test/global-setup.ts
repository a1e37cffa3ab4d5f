import { chmodSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeEmptyStore, roomyFolder } from './empty-store.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** An embedded store with nothing in it, closed. To be copied, not opened: making one takes seconds. */
    emptyStore: string
  }
}

/** Everything that tests write goes into one folder that goes away with them. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = roomyFolder('daypass-tests-')
  // PostgreSQL makes its folder in there as another user when we are root.
  chmodSync(folder, 0o1777)
  process.env.TMPDIR = folder
  const emptyStore = join(folder, 'empty-store')
  await makeEmptyStore(emptyStore)
  project.provide('emptyStore', emptyStore)
  return () => rmSync(folder, { recursive: true, force: true })
}
