import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe } from 'vitest'
import { openTestStore, type TestStore } from '../open-test-store.ts'
import { databaseContract } from './database-contract.ts'
import { displayContract } from './display-contract.ts'
import { openDisplays } from './displays-of-store.ts'
import { factsContract } from './facts-contract.ts'
import { formAnswersContract } from './form-answers-contract.ts'
import { grantStoreContract } from './grant-store-contract.ts'
import { keptStoreContract } from './kept-store-contract.ts'
import { lockdownContract } from './lockdown-contract.ts'
import { lockdownsContract } from './lockdowns-contract.ts'
import { openRequestsContract } from './open-requests-contract.ts'
import { placementsContract } from './placements-contract.ts'
import { requestsContract } from './requests-contract.ts'
import { openRequests } from './requests-of-store.ts'
import { rosterContract } from './roster-contract.ts'
import { seenKeysContract } from './seen-keys-contract.ts'
import { storeContract } from './store-contract.ts'
import { upgradeContract } from './upgrade-contract.ts'
import { wakeEndedContract } from './wake-ended-contract.ts'

let shared: TestStore
beforeAll(async () => {
  shared = await openTestStore()
})
afterAll(() => shared?.close())

const open = async (): Promise<TestStore> => ({ ...shared, close: async () => undefined })

describe('the embedded store', () => {
  describe('requests', () => requestsContract(() => openRequests(open)))
  describe('what goes with requests', () => storeContract(open))
  describe('open requests', () => openRequestsContract(open))
  describe('ledger and inbox', () => grantStoreContract(open))
  describe('its lockdowns', () =>
    lockdownsContract(async () => {
      const { store, empty, close } = await open()
      return { lockdowns: store.lockdowns, empty, close }
    }))
  describe('displays', () => displayContract(() => openDisplays(open)))
  describe('lockdowns', () => lockdownContract(open))
  describe('what has ended all at once', () => wakeEndedContract(open))
  describe('facts', () => factsContract(open))
  describe('rosters', () => rosterContract(open))
  describe('placements', () => placementsContract(open))
  describe('seen keys', () => seenKeysContract(open))
  describe('answers to issues without the form', () => formAnswersContract(open))
  describe('its tables', () => databaseContract(open))
  describe('an older store', () =>
    upgradeContract(async () => ({ dataDir: mkdtempSync(join(tmpdir(), 'daypass-upgrade-')) })))
  describe('a store', () => keptStoreContract(async () => ({ dataDir: mkdtempSync(join(tmpdir(), 'daypass-kept-')) })))
})
