import { isVotedInRequestPull } from '../record.ts'
import { renderReminder } from '../rendering/reminder.ts'
import { type Approval, approvalOf, keptWith, type VotedOn } from '../review/approval.ts'
import { requesterOf } from './count-votes.ts'
import { decideApproval, type Told, type Verdict } from './decide-approval.ts'
import { refuse, tidied, votedUpTo } from './decide-end.ts'
import { withDecision } from './decided-event.ts'
import type { CaseFile, Change, DecisionWhy, Step, Voting } from './plan.ts'
import { deliverTo, grantOf, proposal, type SeenIssue, save } from './steps.ts'

/** What to do for a request that waits for its reviewers. */
export function decidePending(file: CaseFile, seen: SeenIssue, voting: Voting): Step[] {
  return stepsForRequest(file, voting, decideApproval(file.record, seen, voting, file.now))
}

const over = {
  declined: { state: 'rejected', outcome: 'denied' },
  takenBack: { state: 'cancelled', outcome: 'cancelled' },
  denied: { state: 'denied', outcome: 'denied' },
} as const

/**
 * What a verdict means for a request. What is over, or void, is stored first: whether its pull request can be closed is up to
 * GitHub, and tried again.
 */
export function stepsForRequest(file: CaseFile, voting: Voting, verdict: Verdict): Step[] {
  const { record } = file
  switch (verdict.is) {
    case 'approved': {
      const { changed, reading, key } = verdict
      const { decision, memberOf, affiliation = 'member' } = reading
      const grant = grantOf(file, reading)
      const set = { state: 'granting' as const, findings: [], decision, grant, memberOf, affiliation, tries: 0 }
      const begun = save({ set, ...toldOf(verdict, 'grant') })
      // The requester waits for the credential, nobody for the branch to go away.
      const rest: Step[] = [deliverTo(key), { do: 'publish' }, { do: 'closePull' }]
      return [save({ set: changed }), merging(record, voting), begun, ...rest]
    }
    case 'declined':
    case 'takenBack':
    case 'denied': {
      const { reading } = verdict
      const decided = reading && { decision: reading.decision, findings: reading.forbidden }
      const ways = reading?.ways && { ways: reading.ways }
      const set = { ...over[verdict.is], findings: [], ...decided, ...ways }
      return [save({ set, ...toldOf(verdict, 'grant') }), ...tidied(record)]
    }
    case 'unfit': {
      const { ownPull } = record
      const votes = ownPull ? { ownPull: { ...ownPull, voidedUpTo: votedUpTo(record) } } : {}
      // A pull request that asks is where its requester asks again.
      const withdrawn = isVotedInRequestPull(record) ? [] : tidied(record)
      return [...withdrawn, refuse(file.now, { findings: verdict.findings, ...votes }, requesterOf(record))]
    }
    case 'keyless': {
      // It waits for its requester, and is then put to the vote anew.
      const { decision, keys } = verdict.reading
      const set = { state: 'granting' as const, findings: [verdict.finding], decision, ...(keys ? { keys } : {}) }
      return [...tidied(record), save({ set, clear: ['tally'] })]
    }
    case 'void':
      return voidVotes(file, voting, verdict)
    default:
      return goOnVoting(file, voting, verdict)
  }
}

/** Nothing happens until the requester asks for it. */
function voidVotes({ record }: CaseFile, voting: Voting, { why, event }: Extract<Verdict, { is: 'void' }>): Step[] {
  const isOwn = isVotedInRequestPull(record)
  const retry = isOwn ? 'reopens it and comments `/retry`' : 'comments `/retry` to have a new one opened'
  const message = `The ${isOwn ? '' : 'grant '}pull request was interfered with: ${why}. Its votes are void. The requester ${retry}; whoever looks after this repository finds out who did it.`
  // The same commit may be put to the vote again, and what was said of it until now must not come back.
  const reviews = voting.pull?.reviews ?? []
  const ownPull = { ...record.ownPull, voidedUpTo: Math.max(0, ...reviews.map(({ id }) => id)) }
  const set = { findings: [{ code: 'PULL_TAMPERED' as const, message }], ...(isOwn ? { ownPull } : {}) }
  return [save({ set, clear: ['tally', 'eligibleThen'], events: [event] }), { do: 'closePull' }]
}

type Going = Extract<Verdict, { is: 'unasked' | 'spoilt' | 'waiting' | 'startAgain' }>

/** What is done alike for a request and for more time, as long as it is voted on. */
export function goOnVoting({ record }: CaseFile, voting: Voting, verdict: Going, on?: VotedOn): Step[] {
  const at = on && { on }
  const approval = approvalOf(record, on)
  switch (verdict.is) {
    case 'unasked':
      return [{ ...proposal(record, requesterOf(approval), voting), ...at }]
    case 'spoilt':
      return verdict.isOpen ? [{ do: 'closePull', ...at }] : []
    case 'waiting': {
      const { changed, isUndecided, call, renewed } = verdict
      const set = { ...keptWith(record, on, changed), tries: isUndecided ? record.tries + 1 : 0 }
      const told = renewed ? toldOf(renewed, on ? 'extend' : 'request') : {}
      const rewritten: Step[] = renewed ? [{ do: 'rewrite', keeps: true, ...at }] : []
      const waits: Step[] = [save({ set, ...told }), ...rewritten]
      if (!call) return waits
      const { people, escalateTo, pull } = call
      const change = { set: keptWith(record, on, { ...changed, pull }) }
      if (people.length === 0 && escalateTo.length === 0) return [...waits, save(change)]
      return [...waits, { do: 'commentOnPull', body: renderReminder(approval, people, escalateTo), change, ...at }]
    }
    case 'startAgain': {
      const { because, changed, isLost, reading } = verdict
      const set = { ...keptWith(record, on, changed), ...(reading?.keys ? { keys: reading.keys } : {}) }
      // Stored first: once the text is ours again, nothing else tells that votes were given to another one.
      const stored = save({ set, ...toldOf(verdict, on ? 'extend' : 'grant') })
      const body = `### Votes so far are void · ${whyAgain[because]}`
      if (!isLost) return [stored, { do: 'rewrite', late: body, ...at }]
      return [stored, { do: 'rewrite', ...at }, { do: 'commentOnPull', body, change: {}, ...at }]
    }
    default:
      return verdict satisfies never
  }
}

const whyAgain = {
  text: 'the text of this pull request was changed\n\nDaypass has put the text back. It stands as it is again: approve or decline anew.',
  policy:
    'the policy has changed\n\nIt wants other approvals by now: the text above says which. Approve or decline anew.',
  keys: 'the requester has other SSH keys\n\nThe credential would be sealed to other keys than before: the text above says which. Approve or decline anew.',
} as const

/** The reviews are read once more with it, last of all. */
export function merging({ pull }: Pick<Approval, 'pull'>, voting: Voting, on?: VotedOn): Step {
  const at = on && { on }
  return pull?.merge?.commit ? { do: 'recount', ...at } : { do: 'merge', recount: voting.readLast !== true, ...at }
}

export function toldOf({ event, reading }: Told, why: DecisionWhy): Change {
  return reading ? withDecision(event, reading, why) : { events: [event] }
}
