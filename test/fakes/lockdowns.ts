import type { Lockdowns } from '../../src/ports/lockdowns.ts'
import { createMemoryStore } from './store/memory-store.ts'

/** Lockdowns in memory; `told`: the orders in the order in which they came; `fail`: what the next one throws. */
export type FakeLockdowns = Lockdowns & { told: unknown[]; fail?: Error }

export function createFakeLockdowns(since = new Date('2026-11-21T12:00:00Z')): FakeLockdowns {
  const { lockdowns } = createMemoryStore({ now: () => since })
  const fail = () => {
    if (fake.fail) throw fake.fail
  }
  const fake: FakeLockdowns = {
    told: [],
    async lock(scope, why) {
      fake.told.push(['lock', scope, why])
      fail()
      return lockdowns.lock(scope, why)
    },
    async lift(which, why) {
      fake.told.push(['lift', which, why])
      fail()
      return lockdowns.lift(which, why)
    },
    async list() {
      fail()
      return lockdowns.list()
    },
  }
  return fake
}
