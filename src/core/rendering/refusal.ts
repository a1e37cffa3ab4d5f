import { prose } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import type { Approval } from '../review/approval.ts'
import { policyLimit, showDuration } from './facts.ts'
import { findingsList } from './findings.ts'
import { page } from './page.ts'
import { whoOf } from './people.ts'
import { whatInstead } from './ways.ts'

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

/**
 * Why it was denied: the rule in its own words, and what would change the answer. A limit's finding says both itself, as do rules of the
 * default library that name a duration.
 */
export function refusal(record: RequestRecord, room: number): string {
  const ways = record.ways ?? []
  const isShorter = ways.length === 1 && ways[0]?.moves.every(({ about }) => about === 'duration')
  const isFound = record.findings.length > 0
  const isSaid =
    isFound || (record.decision?.output.reasons.some((text) => text.includes('Open a new request')) ?? false)
  const instead = isSaid && isShorter ? '' : whatInstead(ways, room)
  const rules = isFound ? findingsList(record.findings, room) : reasons(record, room)
  return page(rules, instead === '' && !isSaid ? wayOut(record) : instead).trimEnd()
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
  return groups.map((group) => `- ${prose(group.name)}: ${group.count} of ${whoOf(group, room)}`).join('\n')
}
