import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { rowsInMemory } from '../fakes/store/database/rows-in-memory.ts'
import { createMemoryStore } from '../fakes/store/memory-store.ts'
import { type ContractStore, testClock } from '../open-test-store.ts'
import { displayContract } from './display-contract.ts'
import { openDisplays } from './displays-of-store.ts'
import { factsContract } from './facts-contract.ts'
import { formAnswersContract } from './form-answers-contract.ts'
import { grantStoreContract } from './grant-store-contract.ts'
import { lockdownContract } from './lockdown-contract.ts'
import { lockdownsContract } from './lockdowns-contract.ts'
import { openRequestsContract } from './open-requests-contract.ts'
import { placementsContract } from './placements-contract.ts'
import { requestsContract } from './requests-contract.ts'
import { openRequests } from './requests-of-store.ts'
import { rosterContract } from './roster-contract.ts'
import { seenKeysContract } from './seen-keys-contract.ts'
import { storeContract } from './store-contract.ts'
import { signTrail, trailContract } from './trail-contract.ts'
import { wakeEndedContract } from './wake-ended-contract.ts'

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
  describe('trail', () => trailContract(async () => openInMemory({ signTrail })))
})
