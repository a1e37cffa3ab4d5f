import { describe } from 'vitest'
import type { Lockdowns } from '../../src/ports/lockdowns.ts'
import { createFakeLockdowns } from '../fakes/lockdowns.ts'
import { lockdownsContract } from './lockdowns-contract.ts'

describe('the lockdowns in memory', () =>
  lockdownsContract(async () => {
    let fake = createFakeLockdowns()
    return {
      lockdowns: new Proxy({} as Lockdowns, { get: (_, member: keyof Lockdowns) => fake[member] }),
      empty: async () => {
        fake = createFakeLockdowns()
      },
      close: async () => undefined,
    }
  }))
