import { describe } from 'vitest'
import { openTestStore } from '../open-test-store.ts'
import { ledgerContract } from './ledger-contract.ts'
import { storeContract } from './store-contract.ts'

describe('the embedded store', () => {
  describe('requests', () => storeContract(() => openTestStore()))
  describe('ledger and inbox', () => ledgerContract(() => openTestStore()))
})
