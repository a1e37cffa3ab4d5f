import type { RequestKey } from '../core/request-key.ts'

/**
 * "Look at request K again", and what was seen on the way: which installation the repository belongs to, and who wrote
 * which body (GitHub's REST API does not say who edited an issue, its signed webhooks do).
 */
export type Wake = {
  key: RequestKey
  repository: { id: number; owner: string; name: string; installation: number }
  /** Whether an unknown issue may become a request: its body starts like one. */
  looksLikeRequest: boolean
  /**
   * The person who wrote what is asked for, when the event says so; `body`: SHA-256 of the body, or of the name of the pull
   * request's head commit.
   */
  writtenBy?: { person: number; body: string }
  /** When the issue or the pull request was last changed (RFC 3339), and a review that was given, as the event says. */
  changed?: string
  review?: number
  /** A comment, by its id, and who wrote what there (`body`: SHA-256 with line feeds alone); nothing written: somebody changed it. */
  comment?: { id: number; written?: { person: number; body: string } }
  /**
   * What was noticed that looking later may not show any more; the store counts these. `pull`: somebody else than we changed
   * title, body or base of the grant pull request; `comments`: somebody changed or deleted comments; `person`: the requester may
   * have left something; `words`: something was said on its grant pull request; `gone`: the issue was deleted or moved, or its repository, or the app's access to it, taken away.
   */
  notice?: Notice
}

export type Notice = 'pull' | 'comments' | 'person' | 'words' | 'gone'

/**
 * Looks again at every request of a repository that waits for a decision, for votes or for a key, and at extensions that wait for votes:
 * the governed files have changed. Idempotent. Throws STORE_UNAVAILABLE.
 */
export type WakeWaiting = (repository: number) => Promise<void>

/**
 * Makes requests due whose grants were ended in the ledger, with their jobs, many in one transaction: these, or all that do not know of it
 * yet, as after a crash. What is left of each is an end, which waits for nobody. Returns how many there were. Idempotent. Throws
 * STORE_UNAVAILABLE: some may have been woken, and the next call without keys finds the others.
 */
export type WakeEnded = (keys?: readonly RequestKey[]) => Promise<number>

/** Takes note of a wake and of a job for it in one transaction. Idempotent. Throws STORE_UNAVAILABLE. */
export type Enqueue = (wake: Wake) => Promise<void>
