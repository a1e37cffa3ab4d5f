import type { RequestRecord } from '../record.ts'

/** What is voted on: the request itself, more time for it, or what was given in an emergency before anybody could vote. */
export type VotedOn = 'extension' | 'debt' | undefined

/** What becomes of an approval, as it is kept: of the request's in its row, of an extension's in `extension` there. */
export type Progress = Partial<
  Pick<RequestRecord, 'decision' | 'findings' | 'pull' | 'tally' | 'eligibleThen' | 'teams'>
>

type Asked = 'request' | 'digest' | 'lapsesAt'

/** What else people read before they say yes. */
type Shown = 'requester' | 'resource' | 'howItEnds' | 'deposit' | 'keys' | 'escalateTo' | 'ownPull'

/** What is put to the vote, how far that has come, and nothing of what was given already. A request's row has all of it. */
export type Approval = Pick<RequestRecord, 'key' | 'findings'> & {
  [Name in Asked | Shown | keyof Progress]?: RequestRecord[Name] | undefined
} & {
  /** It was given before anybody said yes. */
  after?: true
}

/** The approval of one of them. Throws TypeError where nobody has asked for more time, or nothing is owed. */
export function approvalOf(record: RequestRecord, on: VotedOn): Approval {
  if (!on) return record
  if (on === 'debt') return reviewOf(record)
  const { key, requester, resource, howItEnds, deposit, keys, escalateTo } = record
  return { key, requester, resource, howItEnds, deposit, keys, escalateTo, ...extensionOf(record) }
}

/** The members of the record to set, so that this is kept with the approval that it belongs to. Throws as `approvalOf` does. */
export function keptWith(record: RequestRecord, on: VotedOn, progress: Progress): Partial<RequestRecord> {
  if (on === 'debt') {
    const { decision: _ofThen, findings: _none, ...kept } = progress
    return { debt: { ...debtIn(record), ...kept } }
  }
  return on ? { extension: { ...extensionOf(record), ...progress } } : progress
}

function extensionOf({ extension }: RequestRecord): NonNullable<RequestRecord['extension']> {
  if (!extension) throw new TypeError('a step was planned for an extension that nobody asked for')
  return extension
}

/** One code owner looks at it afterwards; the requester never counts. */
const oneOwner = [{ name: 'review', from: ['code-owners'], count: 1 }]

function reviewOf(record: RequestRecord): Approval {
  const { key, requester, resource, howItEnds, deposit, request, digest, decision } = record
  const { pull, tally, eligibleThen, teams } = debtIn(record)
  const reviewed = decision && { ...decision, output: { ...decision.output, approvals: oneOwner } }
  return {
    ...{ key, requester, resource, howItEnds, deposit, request, digest, decision: reviewed, findings: [] },
    ...{ pull, tally, eligibleThen, teams, after: true as const },
  }
}

function debtIn({ debt }: RequestRecord): NonNullable<RequestRecord['debt']> {
  if (!debt) throw new TypeError('a step was planned for a debt that nobody has')
  return debt
}
