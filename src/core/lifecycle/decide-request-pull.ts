import type { Finding, RequestRecord } from '../record.ts'
import { decideClosing } from './decide-approval.ts'
import { stop } from './decide-end.ts'
import { stepsForRequest } from './decide-votes.ts'
import { eventOf } from './decided-event.ts'
import type { CaseFile, Plan, Step } from './plan.ts'
import type { CommandEffects } from './read-commands.ts'
import { type SeenIssue, save } from './steps.ts'

/** Whether the requester's own pull request, in which people vote, was closed: a word in the vote, not only an order to end. */
export function isClosedRequestPull({ state }: RequestRecord, { own, open, voting }: SeenIssue): boolean {
  return own !== undefined && !open && state === 'pending' && voting?.pull !== undefined
}

/** By somebody who may say no it is a no; by its requester, or an owner, it is taken back; by anybody else it is interference. */
export function decideClosed(file: CaseFile, seen: SeenIssue, leave: CommandEffects['leave']): Step[] {
  const { record, now } = file
  const voting = seen.voting ?? { slots: [] }
  const verdict = decideClosing(record, voting, now)
  if (leave && verdict.is !== 'declined') return [...stop(record, now, 'cancelled', leave.by)]
  return stepsForRequest(file, voting, verdict)
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
  return isRefused && isForeign && pull && !pull.closed ? [{ do: 'closePull' }] : []
}

/** What somebody else merged can neither be voted on nor opened again. The file in the ledger is nobody's grant. */
export function failMerged(record: RequestRecord, now: Date): Plan {
  const finding: Finding = {
    code: 'PULL_TAMPERED',
    message:
      'The pull request was interfered with: it was merged by somebody else than Daypass. Its votes are void. Open a new one; whoever looks after this repository finds out who did it, and removes the file.',
  }
  const events = [eventOf(record, now, 'failed', { why: 'it was merged by somebody else than Daypass' })]
  const set = { state: 'failed' as const, outcome: 'void' as const, findings: [finding], tries: 0 }
  return [save({ set, events }), { do: 'publish' }]
}
