import type { AnyConnector, Kind } from '../../../src/connectors/kinds.ts'
import { DaypassError } from '../../../src/core/error.ts'
import type { ConnectorTerms } from '../../../src/ports/connector.ts'
import { Versions } from './versions.ts'

/** A lease in the target, and whether it is open. `shuts`: when it does what it has said it would; milliseconds. */
export type Lease = { id: string; open: Versions<boolean>; shuts?: number }

/** A target outside of Daypass, as it really is. */
export type Target = {
  leases: Map<string, Lease>
  /** Until when it ends nothing, though of some it says that it has, and loses the answers to what it has opened; milliseconds. */
  refusesUntil: number
  losesUntil: number
  /** When a backup was put back last; milliseconds. */
  restored: number
  clock(): number
  /** Hears of each lease that is opened. */
  onOpen(id: string): void
}

export const createTarget = (clock: () => number): Target => ({
  ...{ leases: new Map(), refusesUntil: 0, losesUntil: 0, restored: 0, clock },
  onOpen: () => undefined,
})

function open({ leases, clock }: Target, id: string): void {
  const lease = leases.get(id)
  if (lease) lease.open.set(clock(), true)
  else leases.set(id, { id, open: new Versions(clock(), true) })
}

/** Whether it lets anybody in now. */
function isOpen({ clock }: Target, lease: Lease | undefined): boolean {
  if (lease?.shuts !== undefined && lease.shuts <= clock()) {
    lease.open.set(clock(), false)
    delete lease.shuts
  }
  return lease?.open.newest === true
}

/** What it does with half of all leases while it ends nothing: it says yes. */
const saysYes = (id: string): boolean => id.charCodeAt(0) % 2 === 0

/** Puts back a backup of then: what was ended since lives again, and what was begun since is lost. */
export function restore(target: Target, then: number): void {
  const now = target.clock()
  for (const lease of target.leases.values()) {
    lease.open.set(now, lease.open.asOf(then) ?? false)
    delete lease.shuts
  }
  target.restored = now
}

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
        open(target, grant.id)
        target.onOpen(grant.id)
        if (target.clock() < target.losesUntil) throw failed()
        await passing.after('target.begin')
        return undefined
      },
      async end(grant, _lease, at) {
        await passing.before('target.end')
        const lease = target.leases.get(grant.id)
        const isKept = target.clock() < target.refusesUntil
        if (isKept && !saysYes(grant.id)) throw failed()
        if (lease && isKept) lease.shuts = target.refusesUntil
        else if (isOpen(target, lease)) lease?.open.set(target.clock(), false)
        await passing.after('target.end')
        return { effective: at }
      },
      async probe(grant) {
        await passing.before('target.probe')
        if (isOpen(target, target.leases.get(grant.id)))
          return { proved: false, why: 'the vault is open', again: new Date(now().getTime() + 2000) }
        return { proved: true, proof: { how: 'refused', at: now().toISOString(), words: 'the vault is closed' } }
      },
      drill: {
        target: 'vault',
        async use(grant) {
          await passing.before('target.use')
          const isIn = isOpen(target, target.leases.get(grant.id))
          return { works: isIn, control: isIn ? 'let-in' : 'kept-out', words: isIn ? 'it is open' : 'it is shut' }
        },
      },
      async *listOurs() {
        const ours = await store()
        for (const lease of [...target.leases.values()])
          if (isOpen(target, lease)) yield { grant: lease.id, store: ours }
      },
    }),
  }
}
