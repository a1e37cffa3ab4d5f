import type { Grant } from '../../../src/core/record.ts'
import { Versions } from '../world/versions.ts'

/** What lets somebody in, and whether it does. `shuts`: when it does what it has said it would; milliseconds. `isOver`: it was told to end; `user`: by which name and rules it
 * is known in Redis. */
export type Lease = {
  open: Versions<boolean>
  shuts?: number
  isOver?: true
  user?: { name: string; rules: readonly string[] }
}

/** The kinds that a target may be of. */
export const targetKinds = ['vault', 'webhook', 'github', 'redis'] as const
export type TargetKind = (typeof targetKinds)[number]

/** A target outside of Daypass, as it really is. */
export type Target = {
  kind: TargetKind
  /** By the id of a grant; of loans, by what is lent and to whom. */
  leases: Map<string, Lease>
  /** Keys that somebody has by themselves: nothing of Daypass opens or shuts them. */
  standing: Set<string>
  /** The keys of the leases by which a grant lets its requester in. */
  keysOf(grant: Pick<Grant, 'id' | 'connectorType' | 'requester' | 'actions'>): string[]
  /** Until when it ends nothing, though of some it says that it has, and loses the answers to what it has opened; milliseconds. */
  refusesUntil: number
  losesUntil: number
  /** When a backup was put back last; milliseconds. */
  restored: number
  clock(): number
  /** Hears of each lease that is opened. */
  onOpen(key: string): void
}

export const createTarget = (
  kind: TargetKind,
  clock: () => number,
  keysOf: Target['keysOf'],
  standing: Target['standing'],
): Target => ({
  ...{ kind, leases: new Map(), standing, keysOf, refusesUntil: 0, losesUntil: 0, restored: 0, clock },
  onOpen: () => undefined,
})

/** Lets in whoever has it. Returns whether the answer gets through. */
export function open({ leases, clock, onOpen, losesUntil }: Target, key: string): boolean {
  const lease = leases.get(key)
  if (lease) lease.open.set(clock(), true)
  else leases.set(key, { open: new Versions(clock(), true) })
  onOpen(key)
  return clock() >= losesUntil
}

/** Whether it lets anybody in now. */
export function isOpen({ leases, clock }: Target, key: string): boolean {
  const lease = leases.get(key)
  if (lease?.shuts !== undefined && lease.shuts <= clock()) {
    lease.open.set(clock(), false)
    delete lease.shuts
  }
  return lease?.open.newest === true
}

/** What it does with half of all leases while it ends nothing: it says yes. */
const saysYes = (key: string): boolean => key.charCodeAt(0) % 2 === 0

/** Ends what it lets in by. Returns whether it says that it has. */
export function shut(target: Target, key: string): boolean {
  const { leases, clock, refusesUntil } = target
  const isKept = clock() < refusesUntil
  if (isKept && !saysYes(key)) return false
  const lease = leases.get(key) ?? { open: new Versions(clock(), false) }
  leases.set(key, lease)
  lease.isOver = true
  if (isKept) lease.shuts = refusesUntil
  else if (isOpen(target, key)) lease.open.set(clock(), false)
  return true
}

/** Puts back a backup of then: what was ended since lives again, and what was begun since is lost. Nobody does that to GitHub. */
export function restore(target: Target, then: number): void {
  if (target.kind === 'github') return
  const now = target.clock()
  for (const lease of target.leases.values()) {
    lease.open.set(now, lease.open.asOf(then) ?? false)
    delete lease.shuts
    delete lease.isOver
  }
  target.restored = now
}

/** What a call goes through before and after it takes effect; either may throw, or never come back. */
export type Passing = { before(name: string): Promise<void>; after(name: string): Promise<void> }
