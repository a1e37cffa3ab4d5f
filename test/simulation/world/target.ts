import type { AnyConnector, Kind } from '../../../src/connectors/kinds.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { ConnectorTerms } from '../../../src/ports/connector.ts'

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

const terms: ConnectorTerms = {
  declare: () => ({ effect: 1, worst: 5, cutsSessions: true, proof: 'refused', words: 'the vault closes within 5 s' }),
  check: () => [],
  health: async () => [],
}

/** A kind of connector whose leases lie in the target, and which gives no credential. `store`: whose leases they are. */
export function vaultKind(target: Target, passing: Passing, store: () => Promise<string>): Kind<{ now: () => Date }> {
  return {
    terms: () => terms,
    create: ({ now }, name): AnyConnector => ({
      ...terms,
      name,
      type: 'vault',
      credential: false,
      audienceOf: () => 'https://vault.example',
      prepare: async () => ({}),
      async begin(grant) {
        await passing.before('target.begin')
        const opened = (target.leases.get(grant.id)?.opened ?? 0) + 1
        target.leases.set(grant.id, { id: grant.id, ends: grant.ends, opened, open: true })
        if (target.clock() < target.losesUntil) throw failed()
        await passing.after('target.begin')
        return undefined
      },
      async end(grant, _lease, at) {
        await passing.before('target.end')
        if (target.clock() < target.refusesUntil) throw failed()
        const lease = target.leases.get(grant.id)
        if (lease) lease.open = false
        await passing.after('target.end')
        return { effective: at }
      },
      async probe(grant) {
        await passing.before('target.probe')
        if (target.leases.get(grant.id)?.open)
          return { proved: false, why: 'the vault is open', again: new Date(now().getTime() + 2000) }
        return { proved: true, proof: { how: 'refused', at: now().toISOString(), words: 'the vault is closed' } }
      },
      async *listOurs() {
        const ours = await store()
        for (const { id, open } of [...target.leases.values()]) if (open) yield { grant: id, store: ours }
      },
    }),
  }
}
