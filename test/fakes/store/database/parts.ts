import type { AlertKind } from '../../../../src/core/alerts/alert-kinds.ts'
import type { Log } from '../../../../src/ports/log.ts'
import type { WakeUps } from '../../../../src/ports/unit-of-work.ts'
import type { SignTrail } from '../../../../src/store/trail/append.ts'
import type { MemoryDatabase } from './memory-database.ts'
import type { MemoryTables } from './tables.ts'

export type RandomBytes = (count: number) => Uint8Array

/** What the parts of the store in memory are made of. Whoever is given `tables` alone works within somebody's transaction. */
export type StoreParts = MemoryDatabase & {
  sign: SignTrail
  wakeUps: WakeUps
  now: () => Date
  randomBytes: RandomBytes
  log: Log
  common?: readonly AlertKind[]
  /** Hears how many trail entries were committed. */
  grown: (entries: number) => void
}

export type { MemoryTables }

/** What wake-ups are told of the transaction: there is nothing that they could join. */
export const unit = { transaction: undefined }
