import { DaypassError } from '../../src/core/error.ts'
import type { Lockdown } from '../../src/core/lockdown-scope.ts'
import type { Lockdowns } from '../../src/ports/lockdowns.ts'

/** Lockdowns in memory; `told`: the orders in the order in which they came; `fail`: what the next one throws. */
export type FakeLockdowns = Lockdowns & { told: unknown[]; fail?: Error }

export function createFakeLockdowns(since = new Date('2026-11-21T12:00:00Z')): FakeLockdowns {
  let inForce: Lockdown[] = []
  let last = 0
  const fake: FakeLockdowns = {
    told: [],
    async lock(scope, why) {
      fake.told.push(['lock', scope, why])
      if (fake.fail) throw fake.fail
      const known = inForce.find((one) => JSON.stringify(one.scope) === JSON.stringify(scope))
      if (known) return known
      const lockdown = { id: ++last, scope, why, since }
      inForce.push(lockdown)
      return lockdown
    },
    async lift(which, why) {
      fake.told.push(['lift', which, why])
      if (fake.fail) throw fake.fail
      const lifted = inForce.filter(({ id }) => which === 'all' || id === which)
      if (lifted.length === 0 && which !== 'all')
        throw new DaypassError('LOCKDOWN_UNKNOWN', `There is no lockdown ${which} in force.`)
      inForce = inForce.filter((one) => !lifted.includes(one))
      return lifted
    },
    async list() {
      if (fake.fail) throw fake.fail
      return [...inForce]
    },
  }
  return fake
}
