import type { Generated } from 'kysely'
import type { Instant, Json } from './columns.ts'

/** What GitHub shows of each request. */
export type DisplaysTable = {
  repository: number
  issue: number
  installation: number
  record: Json<unknown>
  wake_at: Instant | null
  /** 0 goes first. */
  urgency: number
  wanted: number
  seen: number
  fence: number
  claimed_until: Instant | null
  /** Orders to compare, and to open the issue again. They only ever grow. */
  compares: number
  reopens: number
  /** Who had closed it when it was last ordered to open it. */
  closed_by: number | null
}

/** What displays have still to say, in the issue or on the pull request; gone once it was said. */
export type WordsTable = {
  id: Generated<number>
  repository: number
  issue: number
  installation: number
  pull: number | null
  body: string
  /** Who has caused it, where that is not the requester. */
  caused_by: number | null
  at: Instant
  begun: Generated<boolean>
}
