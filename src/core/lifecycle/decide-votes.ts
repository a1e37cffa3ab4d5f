import { type Finding, isVotedInRequestPull, type RequestRecord } from '../record.ts'
import { renderReminder } from '../rendering/reminder.ts'
import { ledgerBranch } from '../request/branch-names.ts'
import { whenToAskMore, whomToAsk } from '../review/ask-reviewers.ts'
import type { Tally } from '../review/votes.ts'
import { countNow, isAmong, requesterOf, voidSoFar } from './count-votes.ts'
import { decidedAnew } from './decide-anew.ts'
import { tidied } from './decide-end.ts'
import { askedBy, keptDecision } from './decided-event.ts'
import type { CaseFile, SeenPull, Step, Voting } from './plan.ts'
import { type Decided, deliverTo, grantOf, keyOf, note, proposal, type SeenIssue } from './steps.ts'
import { basesOf, memberSince } from './team-tenure.ts'

type Pull = NonNullable<RequestRecord['pull']>

/** Whether, by what was seen, the decision can be acted on: then it is made anew before it is. */
export function isApproved(record: RequestRecord, voting: Voting): boolean {
  if (!record.pull || !voting.pull || flawOf(record.pull, voting.pull) || isDisturbed(record.pull, voting.pull))
    return false
  return countNow(record, voting).tally.complete
}

/**
 * What to do for a request that waits for its reviewers. What is over, or void, is stored first: whether its pull request can be
 * closed is up to GitHub, and tried again.
 */
export function decidePending(file: CaseFile, seen: SeenIssue, voting: Voting): Step[] {
  const { record } = file
  const { pull } = record
  const isVoid = record.findings.some(isTampering)
  if (!pull || pull.closed || !voting.pull) return isVoid ? [] : [proposal(record, requesterOf(record), voting)]
  // Whatever it looks like by now: it was void, and only closing it is left.
  if (isVoid) return [{ do: 'withdraw' }]
  const flaw = flawOf(pull, voting.pull)
  if (flaw) return voidVotes(file, voting, flaw)
  if (!voting.pull.open && !voting.pull.merged) return closed(file, voting)
  if (isDisturbed(pull, voting.pull)) return disturbed(file, voting, pull, voting.pull)
  const anew = decidedAnew(file, seen, voting, pull)
  if (anew) return anew
  const { tally, shown, eligibleThen } = countNow(record, voting)
  const set = { tally: shown, eligibleThen, teams: voting.teams ?? record.teams ?? {} }
  const merged = pull.merge?.commit !== undefined
  if (tally.complete) return [note({ set }), ...decideApproved(file, seen, voting, tally)]
  if (merged || voting.pull.merged)
    return voidVotes(file, voting, 'somebody whose vote it needs may not say yes any more')
  // Looked at once more on the requester's word: what it found is what it waits for.
  if (seen.reading && seen.reading.kind !== 'decided')
    return [note({ set: { ...set, findings: seen.reading.findings, tries: record.tries + 1 } })]
  const again = seen.reading ? { findings: [] } : {}
  return [note({ set: { ...set, ...again, tries: 0 } }), ...askMore(file, pull, tally)]
}

/** The slots are filled: the decision was made once more, with what is known now, and what it says is done. */
function decideApproved(file: CaseFile, seen: SeenIssue, voting: Voting, tally: Tally): Step[] {
  const { record } = file
  const { reading } = seen
  if (!reading) return []
  if (reading.kind !== 'decided') return [note({ set: { findings: reading.findings, tries: record.tries + 1 } })]
  // What was voted on is what is granted: the digest says so once more, whatever else was looked at.
  if (reading.digest !== record.digest) return voidVotes(file, voting, 'the request reads differently by now')
  const key = keyOf(reading)
  if (!key.ok) return [note({ set: { findings: [key.finding], tries: 0 } })]
  const isMerged = record.pull?.merge?.commit !== undefined
  const merge: Step = isMerged ? { do: 'recount' } : { do: 'merge', recount: voting.readLast !== true }
  // The requester waits for the credential, nobody for the branch to go away.
  return [merge, beginApproved(file, reading, voting, tally), deliverTo(key), { do: 'show' }, { do: 'withdraw' }]
}

function beginApproved(file: CaseFile, reading: Decided, { unguarded = [] }: Voting, { filled }: Tally): Step {
  const facts = {
    by: filled.map((slot) => slot.person.id),
    slots: filled.map((slot) => slot.slot),
    reviews: filled.map((slot) => slot.review),
    bases: basesOf(file.seen, filled),
    ...askedBy(reading),
    ...memberSince(file.seen, filled),
    ...(unguarded.length > 0 ? { unguarded: [...unguarded] } : {}),
  }
  return note({
    set: {
      state: 'granting',
      findings: [],
      decision: reading.decision,
      grant: grantOf(file, reading),
      memberOf: reading.memberOf,
      tries: 0,
    },
    events: [
      { at: file.now.toISOString(), kind: 'approved', actor: { kind: 'daypass' }, digest: reading.digest, facts },
    ],
    decision: keptDecision(reading, 'grant'),
  })
}

/** What makes the pull request another one than Daypass opened; undefined: nothing. */
function flawOf(ours: Pull, seen: SeenPull): string | undefined {
  if (seen.merged && !(seen.mergedByUs && ours.merge?.intended)) return 'it was merged by somebody else than Daypass'
  if (seen.head !== ours.head) return 'its branch no longer ends in the commit that Daypass wrote'
  if (seen.baseRef !== ledgerBranch) return 'it was pointed at another branch'
  return undefined
}

function isDisturbed(ours: Pull, seen: SeenPull): boolean {
  return seen.open && (!seen.textIntact || seen.disturbances > ours.disturbances)
}

/** What reviewers read is written again, and said to be other than what they said yes to. */
const tellAgain = (body: string): Step[] => [{ do: 'rewrite' }, { do: 'tell', body, change: {} }]

/** Somebody changed what reviewers read: it is written again, and who said yes to something else is asked once more. */
function disturbed({ now, record }: CaseFile, voting: Voting, pull: Pull, seen: SeenPull): Step[] {
  const so = voidSoFar(record, voting, pull)
  const { voidedUpTo } = so.pull
  const set = { ...so, pull: { ...so.pull, disturbances: seen.disturbances } }
  const lost = voidedUpTo > pull.voidedUpTo
  const event = {
    at: now.toISOString(),
    kind: 'voided' as const,
    actor: { kind: 'daypass' as const },
    facts: { why: 'text changed', up_to: voidedUpTo },
  }
  const change = { set, events: [{ ...event, ...(record.digest ? { digest: record.digest } : {}) }] }
  const body =
    '### Votes so far are void · the text of this pull request was changed\n\nDaypass has put the text back. It stands as it is again: approve or decline anew.'
  // Stored first: once the text is ours again, nothing else tells that votes were given to another one.
  return [note(change), ...(lost ? tellAgain(body) : [{ do: 'rewrite' as const, late: body }])]
}

/** Branch, base or merge were not ours: the votes are void, and nothing happens until the requester asks for it. */
export function voidVotes({ now, record }: CaseFile, voting: Voting, flaw: string): Step[] {
  const isOwn = isVotedInRequestPull(record)
  const retry = isOwn ? 'reopens it and comments `/retry`' : 'comments `/retry` to have a new one opened'
  const finding: Finding = {
    code: 'PULL_TAMPERED',
    message: `The ${isOwn ? '' : 'grant '}pull request was interfered with: ${flaw}. Its votes are void. The requester ${retry}; whoever looks after this repository finds out who did it.`,
  }
  const event = {
    at: now.toISOString(),
    kind: 'voided' as const,
    actor: { kind: 'daypass' as const },
    facts: { why: flaw },
  }
  const events = [{ ...event, ...(record.digest ? { digest: record.digest } : {}) }]
  // The same commit may be put to the vote again, and what was said of it until now must not come back.
  const reviews = voting.pull?.reviews ?? []
  const ownPull = { ...record.ownPull, voidedUpTo: Math.max(0, ...reviews.map(({ id }) => id)) }
  const set = { findings: [finding], ...(isOwn ? { ownPull } : {}) }
  return [note({ set, clear: ['tally', 'eligibleThen'], events }), { do: 'withdraw' }]
}

export const closedByStranger = 'it was closed by somebody who has no say in it'

/** Closed without a merge: by somebody who may say no it is a no, by the requester it is taken back, by anybody else it is interference. */
export function closed(file: CaseFile, voting: Voting): Step[] {
  const { record, now } = file
  const by = voting.pull?.closedBy
  const requester = record.request?.requester
  const eligible = voting.slots.some((slot) => by !== undefined && isAmong(slot.eligible, by))
  if (by === undefined || (by !== requester && !eligible)) return voidVotes(file, voting, closedByStranger)
  const actor = { kind: 'person' as const, id: by }
  const event = { at: now.toISOString(), actor, ...(record.digest ? { digest: record.digest } : {}) }
  if (by === requester) {
    const events = [{ ...event, kind: 'closed' as const, facts: { outcome: 'cancelled' } }]
    return [note({ set: { state: 'cancelled', outcome: 'cancelled', findings: [] }, events }), ...tidied(record)]
  }
  const events = [{ ...event, kind: 'rejected' as const, facts: { how: 'closed the pull request' } }]
  return [note({ set: { state: 'rejected', outcome: 'denied', findings: [] }, events }), ...tidied(record)]
}

/** Nobody answered for a while: two more are asked for each open slot, and once those who were asked are reminded. */
function askMore({ record, now }: CaseFile, pull: Pull, tally: Tally): Step[] {
  const due = nextAsking(pull, record.lapsesAt)
  if (!due || now < due.at) return []
  const requester = requesterOf(record)
  const asked = pull.asked.map((person) => person.id)
  if (due.what === 'remind') {
    const waiting = pull.asked.filter((person) => tally.open.some((slot) => isAmong(slot.canFill, person.id)))
    return say(record, { ...pull, reminded: now }, waiting, record.escalateTo)
  }
  const widened = pull.widened + 1
  const more = whomToAsk({ open: tally.open, asked, requester, issue: record.key.issue, widened })
  return say(record, { ...pull, widened, asked: pull.asked }, more)
}

function say(
  record: RequestRecord,
  pull: Pull,
  people: { id: number; login: string }[],
  escalateTo: readonly string[] = [],
): Step[] {
  const change = { set: { pull } }
  if (people.length === 0 && escalateTo.length === 0) return [note(change)]
  return [{ do: 'tell', body: renderReminder(record, people, escalateTo), change }]
}

/** When to ask again, and what: widened once, reminded once. */
export function nextAsking(pull: Pull, lapsesAt: Date | undefined): { at: Date; what: 'widen' | 'remind' } | undefined {
  if (!lapsesAt) return undefined
  const { widen, remind } = whenToAskMore(pull.opened, lapsesAt)
  const due: { at: Date; what: 'widen' | 'remind' }[] = []
  if (widen && pull.widened === 0) due.push({ at: widen, what: 'widen' })
  if (remind && !pull.reminded) due.push({ at: remind, what: 'remind' })
  return due.sort((a, b) => a.at.getTime() - b.at.getTime())[0]
}

function isTampering(finding: Finding): boolean {
  return finding.code === 'PULL_TAMPERED'
}
