import type { Finding, RequestRecord } from '../record.ts'
import { isAmong } from './count-votes.ts'
import { stop } from './decide-end.ts'
import { closed, closedByStranger, voidVotes } from './decide-votes.ts'
import type { CaseFile, Plan, Step } from './plan.ts'
import type { CommandEffects } from './read-commands.ts'
import { note, type SeenIssue } from './steps.ts'

/** Whether the requester's own pull request, in which people vote, was closed: a word in the vote, not only an order to end. */
export function isClosedRequestPull({ state }: RequestRecord, { own, open, voting }: SeenIssue): boolean {
  return own !== undefined && !open && state === 'pending' && voting?.pull !== undefined
}

/** By somebody who may say no it is a no; by its requester, or an owner, it is taken back; by anybody else it is interference. */
export function decideClosed(file: CaseFile, seen: SeenIssue, leave: CommandEffects['leave']): Step[] {
  const { record, now } = file
  const voting = seen.voting ?? { slots: [] }
  const by = voting.pull?.closedBy
  const isRequester = by === record.request?.requester
  if (by !== undefined && !isRequester && voting.slots.some((slot) => isAmong(slot.eligible, by)))
    return closed(file, voting)
  return leave ? [...stop(record, now, 'cancelled', leave.by)] : voidVotes(file, voting, closedByStranger)
}

/**
 * A head by an unknown writer was refused, and the word came since that it was somebody else's: the pull request is closed, as it would have
 * been had the word come first.
 */
export function closeForeignPush(
  { state, findings, pull }: RequestRecord,
  { own, writtenBy, author }: SeenIssue,
): Step[] {
  const isRefused = state === 'invalid' && findings.some(({ code }) => code === 'REQUEST_CHANGED_BY_OTHER')
  const isForeign = own !== undefined && writtenBy !== undefined && writtenBy !== author.id
  return isRefused && isForeign && pull && !pull.closed ? [{ do: 'withdraw' }] : []
}

/** What somebody else merged can neither be voted on nor opened again. The file in the ledger is nobody's grant. */
export function failMerged(record: RequestRecord, now: Date): Plan {
  const finding: Finding = {
    code: 'PULL_TAMPERED',
    message:
      'The pull request was interfered with: it was merged by somebody else than Daypass. Its votes are void. Open a new one; whoever looks after this repository finds out who did it, and removes the file.',
  }
  const event = {
    at: now.toISOString(),
    kind: 'failed' as const,
    actor: { kind: 'daypass' as const },
    facts: { why: 'it was merged by somebody else than Daypass' },
  }
  const events = [{ ...event, ...(record.digest ? { digest: record.digest } : {}) }]
  const set = { state: 'failed' as const, outcome: 'void' as const, findings: [finding], tries: 0 }
  return [note({ set, events }), { do: 'show' }]
}
