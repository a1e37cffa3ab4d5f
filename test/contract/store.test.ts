import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { databaseSuites, storeSuites } from './store-suites.ts'
import { signTrail } from './trail-contract.ts'

let shared: TestStore
beforeAll(async () => {
  shared = await openTestStore()
})
afterAll(() => shared?.close())

const open = async (): Promise<TestStore> => ({ ...shared, close: async () => undefined })

describe('the embedded store', () => {
  storeSuites(open, () => openTestStore({ signTrail }))
  databaseSuites(open, async () => ({ dataDir: mkdtempSync(join(tmpdir(), 'daypass-place-')) }))
})
