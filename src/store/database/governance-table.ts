import type { Generated } from 'kysely'
import type { Instant, Json } from './columns.ts'

/** What is in force, a row for each repository; `issue` is always 0. */
export type GovernancesTable = {
  repository: number
  issue: number
  installation: number
  record: Json<unknown>
  /** The governed files in force, as [path, text]; null: none are. */
  texts: Json<[path: string, text: string][]> | null
  /** The digest of files that an operator lets in, whatever they are. */
  released: string | null
  wake_at: Instant | null
  urgency: Generated<number>
  wanted: number
  seen: number
  fence: number
  claimed_until: Instant | null
}
