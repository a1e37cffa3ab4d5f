import { describe } from 'vitest'
import { openTestStore } from '../open-test-store.ts'
import { signTrail, trailContract } from './trail-contract.ts'

describe('the embedded store', () => trailContract(() => openTestStore({ signTrail })))
