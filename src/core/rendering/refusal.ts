import { code, prose } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import type { Approval } from '../review/approval.ts'
import { policyLimit, showDuration } from './facts.ts'
import { findingsList } from './findings.ts'
import { page } from './page.ts'

/** The policy's reasons, each as its rule words it. */
export function reasons(record: Approval, room: number): string {
  const all = record.decision?.output.reasons ?? []
  const [only] = all
  if (only !== undefined && all.length === 1) return prose(only, room)
  return all.map((reason) => `- ${prose(reason, room)}`).join('\n')
}

function wayOut(record: RequestRecord): string {
  const limit = policyLimit(record)
  if (limit !== undefined && limit < (record.request?.duration ?? 0)) {
    return `Open a new request for ${showDuration(limit)} or less.`
  }
  return 'Open a new request that this rule allows; the rules stand in `policies/` on the default branch and change by pull request.'
}

/** Why it was denied: the rule in its own words and what would change the answer. A limit's finding says both itself. */
export function refusal(record: RequestRecord, room: number): string {
  if (record.findings.length > 0) return findingsList(record.findings, room)
  // Rules of the default library say themselves what to ask for instead.
  const said = record.decision?.output.reasons.some((reason) => reason.includes('Open a new request')) ?? false
  return page(reasons(record, room), said ? '' : wayOut(record)).trimEnd()
}

/** What is wrong with the text of the request, and that mending it is enough. */
export function toMend(record: RequestRecord, room: number): string {
  const foreign = record.findings.every(({ code: found }) => found === 'REQUEST_CHANGED_BY_OTHER')
  const todo = foreign
    ? 'Nothing is decided on a text that the requester may not have written.'
    : `${record.ownPull ? 'Mend it here' : 'Edit the issue'}: it is read again by itself, and nothing else is needed.`
  return page(todo, findingsList(record.findings, room)).trimEnd()
}

/** Whose approvals are needed, one item a group. Nobody is mentioned: these are names, not calls. */
export function neededApprovals(record: Approval, room: number): string {
  const groups = record.decision?.output.approvals ?? []
  return groups.map(({ name, from, count }) => `- ${prose(name)}: ${count} of ${whoOf(from, room)}`).join('\n')
}

/** `@acme/security` or the code owners; the first of them where there is little room. */
export function whoOf(from: readonly string[], room: number): string {
  const who = from.map((one) => (one === 'code-owners' ? 'the code owners' : code(one)))
  const most = room > 1000 ? who.length : 3
  const more = who.length - most
  return who.slice(0, most).join(' or ') + (more > 0 ? ` or ${more} more` : '')
}
