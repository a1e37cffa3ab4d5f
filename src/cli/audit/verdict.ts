import type { TrailFault } from '../../core/trail/fault.ts'

/** Whose keys the signatures were checked with, and why they count. */
export type Trusted = {
  issuer: string | undefined
  /** pinned: on this machine before; first-use: fetched and pinned now; fetched: and not pinned; own: they lie beside what was checked. */
  how: 'pinned' | 'first-use' | 'fetched' | 'own'
  kids: readonly string[]
  /** The app whose comments alone count (slug); null: not known, so that every app's count; absent: no comments were read. */
  app?: string | null
}

/** What was found right: a chain, or the entries of one request. */
export type Found = {
  where: string
  entries: number
  from: string
  to: string
  head: { seq: number; hash: string }
  checkpoints: number
}

/** What was read of a clone; `history` as there. `compared`: how many of its files are of entries that were checked. */
export type CloneFound = { folder: string; files: number; compared: number; history: 'whole' | 'shallow' | 'none' }

export type Verdict =
  | {
      ok: true
      found: readonly Found[]
      trusted: Trusted
      /** An issue has words that no signature covers; absent: what was checked is signed as a whole. */
      covers?: 'issue'
      /** A clone of the branch of checkpoints that was compared with it. */
      clone?: CloneFound
    }
  | { ok: false; fault: TrailFault; where: string; trusted: Trusted | undefined }
