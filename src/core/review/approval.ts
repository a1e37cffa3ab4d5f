import type { RequestRecord } from '../record.ts'

/** What is voted on: the request itself, or more time for it. */
export type VotedOn = 'extension' | undefined

/** What becomes of an approval, as it is kept: of the request's in its row, of an extension's in `extension` there. */
export type Progress = Partial<
  Pick<RequestRecord, 'decision' | 'findings' | 'pull' | 'tally' | 'eligibleThen' | 'teams'>
>

type Asked = 'request' | 'digest' | 'lapsesAt'

/** What else people read before they say yes. */
type Shown = 'requester' | 'resource' | 'howItEnds' | 'keys' | 'escalateTo' | 'ownPull'

/** What is put to the vote, how far that has come, and nothing of what was given already. A request's row has all of it. */
export type Approval = Pick<RequestRecord, 'key' | 'findings'> & {
  [Name in Asked | Shown | keyof Progress]?: RequestRecord[Name] | undefined
}

/** The approval of the one or the other. Throws TypeError where nobody has asked for more time. */
export function approvalOf(record: RequestRecord, on: VotedOn): Approval {
  if (!on) return record
  const { key, requester, resource, howItEnds, keys, escalateTo } = record
  return { key, requester, resource, howItEnds, keys, escalateTo, ...extensionOf(record) }
}

/** The members of the record to set, so that this is kept with the approval that it belongs to. Throws as `approvalOf` does. */
export function keptWith(record: RequestRecord, on: VotedOn, progress: Progress): Partial<RequestRecord> {
  return on ? { extension: { ...extensionOf(record), ...progress } } : progress
}

function extensionOf({ extension }: RequestRecord): NonNullable<RequestRecord['extension']> {
  if (!extension) throw new TypeError('a step was planned for an extension that nobody asked for')
  return extension
}
