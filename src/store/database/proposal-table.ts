import type { Generated } from 'kysely'
import type { Instant, Json } from './columns.ts'

/** Pull requests against default branches; `issue` is the number, which they share with issues. */
export type ProposalsTable = {
  repository: number
  issue: number
  installation: number
  record: Json<unknown>
  wake_at: Instant | null
  urgency: Generated<number>
  wanted: number
  seen: number
  fence: number
  claimed_until: Instant | null
  /** How often another run was asked for. It only ever grows. */
  reruns: Generated<number>
  /** What merge queues are about to merge: an array, as jsonb. */
  queued: Json<unknown>
  /** Closed, with nothing left to be done. */
  over: Generated<boolean>
}

/** Who pushed a commit, as webhooks told. */
export type PushesTable = { repository: number; commit: string; person: number; installation: number }
