import { afterAll, beforeAll, describe } from 'vitest'
import type { ContractStore, TestStore } from '../open-test-store.ts'
import { databaseContract } from './database-contract.ts'
import { decisionsContract } from './decisions-contract.ts'
import { depositsContract } from './deposits-contract.ts'
import { displayContract } from './display-contract.ts'
import { openDisplays } from './displays-of-store.ts'
import { drillsContract } from './drills-contract.ts'
import { openDrills } from './drills-of-store.ts'
import { factsContract } from './facts-contract.ts'
import { formAnswersContract } from './form-answers-contract.ts'
import { governancesContract } from './governances-contract.ts'
import { grantStoreContract } from './grant-store-contract.ts'
import { keptStoreContract } from './kept-store-contract.ts'
import { lockdownContract } from './lockdown-contract.ts'
import { lockdownsContract } from './lockdowns-contract.ts'
import { noticesContract } from './notices-contract.ts'
import { openRequestsContract } from './open-requests-contract.ts'
import { placementsContract } from './placements-contract.ts'
import { proposalsContract } from './proposals-contract.ts'
import { requestsContract } from './requests-contract.ts'
import { openRequests } from './requests-of-store.ts'
import { rosterContract } from './roster-contract.ts'
import { seenKeysContract } from './seen-keys-contract.ts'
import { key, storeContract, wake } from './store-contract.ts'
import { trailContract } from './trail-contract.ts'
import { type Place, upgradeContract } from './upgrade-contract.ts'
import { wakeEndedContract } from './wake-ended-contract.ts'

type Open<Opened extends ContractStore> = () => Promise<Opened>

/** What every store is held to, whatever is below it. `openSigned`: one whose trail is signed by `signTrail` of the trail's contract. */
export function storeSuites(open: Open<ContractStore>, openSigned: Open<ContractStore>): void {
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
  describe('drills', () => {
    // They are opened for each test.
    let shared: ContractStore
    beforeAll(async () => {
      shared = await open()
    })
    afterAll(() => shared?.close())
    drillsContract(() => openDrills(async () => shared))
  })
  describe('deposits', () => {
    let shared: ContractStore
    beforeAll(async () => {
      shared = await open()
    })
    afterAll(() => shared?.close())
    depositsContract(async () => {
      await shared.empty()
      await shared.store.enqueue(wake())
      const { deposits, grants, requests } = shared.store
      const claim = await requests.claim(key, shared.clock.now())
      if (claim) await requests.release(claim, null)
      return { deposits, grants, requests, now: shared.clock.now }
    })
  })
  describe('notices', () => {
    let shared: ContractStore
    beforeAll(async () => {
      shared = await open()
    })
    afterAll(() => shared?.close())
    noticesContract(async () => shared)
  })
  describe('lockdowns', () => lockdownContract(open))
  describe('what has ended all at once', () => wakeEndedContract(open))
  describe('facts', () => factsContract(open))
  describe('decisions', () => decisionsContract(open))
  describe('proposals', () => proposalsContract(open))
  describe('governances', () => governancesContract(open))
  describe('rosters', () => rosterContract(open))
  describe('placements', () => placementsContract(open))
  describe('seen keys', () => seenKeysContract(open))
  describe('answers to issues without the form', () => formAnswersContract(open))
  describe('trail', () => trailContract(openSigned))
}

/** What every store with a database is held to beside that. `place`: where a new one may lie, each time another. */
export function databaseSuites(open: Open<TestStore>, place: () => Promise<Place>): void {
  describe('its tables', () => databaseContract(open))
  describe('an older store', () => upgradeContract(place))
  describe('a store', () => keptStoreContract(place))
}
