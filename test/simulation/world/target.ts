import type { AnyConnector, Kind } from '../../../src/connectors/kinds.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { GrantStore } from '../../../src/ports/grants.ts'

/** A lease in the target; `opened`: how often it was asked for. */
export type Lease = { id: string; ends: Date; opened: number; open: boolean }

/** A target outside of Daypass, as it really is. */
export type Target = {
  leases: Map<string, Lease>
  /** Until when it refuses to end anything, and loses the answers to what it has opened; milliseconds. */
  refusesUntil: number
  losesUntil: number
  clock(): number
}

export const createTarget = (clock: () => number): Target => ({
  ...{ leases: new Map(), refusesUntil: 0, losesUntil: 0, clock },
})

/** What a call goes through before and after it takes effect; either may throw, or never come back. */
export type Passing = { before(name: string): Promise<void>; after(name: string): Promise<void> }

const failed = () => new DaypassError('CONNECTOR_FAILED', 'The target does not answer.')

/** A kind of connector whose leases lie in the target, and which gives no credential. */
export function vaultKind(target: Target, passing: Passing): Kind<{ grants: GrantStore; now: () => Date }> {
  return {
    create: ({ grants, now }, name): AnyConnector => ({
      name,
      type: 'vault',
      credential: false,
      declare: () => ({ effect: 1, worst: 5, words: 'the vault closes within 5 s' }),
      audienceOf: () => 'https://vault.example',
      async grant(key, grant) {
        await grants.open(key, grant)
        await passing.before('target.grant')
        const opened = (target.leases.get(grant.id)?.opened ?? 0) + 1
        target.leases.set(grant.id, { id: grant.id, ends: grant.ends, opened, open: true })
        if (target.clock() < target.losesUntil) throw failed()
        await passing.after('target.grant')
        return undefined
      },
      async end(grant, at) {
        await passing.before('target.end')
        if (target.clock() < target.refusesUntil) throw failed()
        const lease = target.leases.get(grant.id)
        if (lease) lease.open = false
        await passing.after('target.end')
        return { ...(await grants.end(grant.id, at)), ended: at }
      },
      async probe(grant) {
        await passing.before('target.probe')
        if (target.leases.get(grant.id)?.open)
          return { proved: false, why: 'the vault is open', again: new Date(now().getTime() + 2000) }
        return { proved: true, proof: { how: 'refused', at: now().toISOString(), words: 'the vault is closed' } }
      },
      list: async () => [...target.leases.values()].flatMap(({ id, open }) => (open ? [id] : [])),
    }),
  }
}
