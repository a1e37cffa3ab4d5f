import type { Finding, GrantPull } from '../record.ts'
import { ledgerBranch } from '../request/branch-names.ts'
import type { Approval, Progress } from '../review/approval.ts'
import { whenToAskMore, whomToAsk } from '../review/ask-reviewers.ts'
import { asksNoMore } from '../review/asks-no-more.ts'
import type { Tally } from '../review/votes.ts'
import { isSameSet } from '../ssh/recipient-keys.ts'
import type { NewEvent } from '../trail/entry.ts'
import { countNow, isAmong, requesterOf, voidSoFar } from './count-votes.ts'
import { askedBy, decidedEvent, eventOf } from './decided-event.ts'
import { noKey } from './no-key.ts'
import type { KeyChoice, SeenPull, Voting } from './plan.ts'
import { type Decided, keyOf, type SeenIssue } from './steps.ts'
import { basesOf, memberSince } from './team-tenure.ts'

/** Whom to call for a vote now, and the pull request as it is kept once they are. */
type Call = { pull: GrantPull; people: { id: number; login: string }[]; escalateTo: readonly string[] }

/** What the trail is told, and the decision by which it came, where it was made once more. */
export type Told = { event: NewEvent; reading?: Decided }

/** How a vote stands; `changed`: of what is kept of it. What is to be done then is for a request, and for more time, to say. */
export type Verdict =
  /** Nothing is open in which it could be voted on. */
  | { is: 'unasked' }
  /** It was void before; `isOpen`: its pull request is still to be closed. */
  | { is: 'spoilt'; isOpen: boolean }
  /** For votes, or for what it was found to need. `isUndecided`: the decision could not be made once more; `renewed`: it was, by other rules,
   * and what was said so far counts on. */
  | { is: 'waiting'; changed: Progress; isUndecided?: boolean; call?: Call | undefined; renewed?: Required<Told> }
  /** What reviewers read is put back, or says something else by now. `isLost`: votes were given to what it was. */
  | ({ is: 'startAgain'; because: 'text' | 'policy' | 'keys'; changed: Progress; isLost: boolean } & Told)
  /** Everybody needed says yes, and so does the decision that was made once more. */
  | ({ is: 'approved'; changed: Progress; reading: Decided; key: Extract<KeyChoice, { ok: true }> } & Told)
  /** By somebody who may say no, by its requester, or by policy, which the yes of reviewers does not outweigh. */
  | ({ is: 'declined' | 'takenBack' | 'denied' } & Told)
  /** By what is in force now its requester would have to write it otherwise. */
  | { is: 'unfit'; findings: Finding[] }
  /** What could not be delivered is not voted on. */
  | { is: 'keyless'; reading: Decided; finding: Finding }
  /** Branch, base, merge or closing were not as they may be. */
  | ({ is: 'void'; why: string } & Told)

/** Whether, by what was seen, the decision can be acted on: then it is made anew before it is. */
export function isApproved(approval: Approval, voting: Voting): boolean {
  const { pull } = approval
  if (!pull || !voting.pull || flawOf(pull, voting.pull) || isDisturbed(pull, voting.pull)) return false
  return countNow(approval, voting).tally.complete
}

/** How the vote stands that waits for its reviewers, by what was seen of it and the clock alone. */
export function decideApproval(approval: Approval, seen: SeenIssue, voting: Voting, now: Date): Verdict {
  const { pull } = approval
  const { pull: shown } = voting
  // Whatever it looks like by now: it was void.
  if (approval.findings.some(({ code }) => code === 'PULL_TAMPERED'))
    return { is: 'spoilt', isOpen: pull !== undefined && !pull.closed && shown !== undefined }
  if (!pull || pull.closed || !shown) return { is: 'unasked' }
  const flaw = flawOf(pull, shown)
  if (flaw) return voided(approval, flaw, now)
  if (!shown.open && !shown.merged) return decideClosing(approval, voting, now)
  if (isDisturbed(pull, shown)) {
    const so = voidSoFar(approval, voting, pull)
    const { voidedUpTo } = so.pull
    const changed = { ...so, pull: { ...so.pull, disturbances: shown.disturbances } }
    const event = eventOf(approval, now, 'voided', { why: 'text changed', up_to: voidedUpTo })
    return { is: 'startAgain', because: 'text', changed, isLost: voidedUpTo > pull.voidedUpTo, event }
  }
  const look = { approval, seen, voting, pull, now }
  return decidedAnew(look) ?? counted(look)
}

type Look = { approval: Approval; seen: SeenIssue; voting: Voting; pull: GrantPull; now: Date }

/** What the decision that was made once more changes, whoever has voted; undefined: nothing. */
function decidedAnew({ approval, seen: { reading }, voting, pull, now }: Look): Verdict | undefined {
  if (reading?.kind === 'invalid' && !reading.passing && !pull.merge) return { is: 'unfit', findings: reading.findings }
  if (reading?.kind !== 'decided') return undefined
  const { decision, forbidden, keys } = reading
  const { outcome, approvals = [] } = decision.output
  const event = decidedEvent(now, reading)
  if (outcome === 'deny' || forbidden.length > 0) return { is: 'denied', reading, event }
  if (keys?.keys.length === 0) return { is: 'keyless', reading, finding: noKey(keys) }
  const asked = approval.decision?.output.approvals ?? []
  const isOther = outcome === 'review' && !asksNoMore(asked, approvals)
  if (!isOther && (!keys || isSameSet(keys.keys, approval.keys?.keys ?? []))) return undefined
  const changed = { decision, findings: [], ...voidSoFar(approval, voting, pull) }
  return { is: 'startAgain', because: isOther ? 'policy' : 'keys', changed, isLost: true, event, reading }
}

function counted({ approval, seen, voting, pull, now }: Look): Verdict {
  const { reading } = seen
  const { tally, shown, eligibleThen } = countNow(approval, voting)
  if (!tally.complete && (pull.merge?.commit !== undefined || voting.pull?.merged))
    return voided(approval, 'somebody whose vote it needs may not say yes any more', now)
  const changed = { tally: shown, eligibleThen, teams: voting.teams ?? approval.teams ?? {} }
  const waitFor = (...findings: Finding[]) => ({ is: 'waiting' as const, changed: { ...changed, findings } })
  // Looked at once more on the requester's word, or because all have said yes: what it found is what it waits for.
  if (reading && reading.kind !== 'decided') return { ...waitFor(...reading.findings), isUndecided: true }
  if (!tally.complete) {
    const call = callFor(approval, pull, tally, now)
    if (!reading) return { is: 'waiting', changed, call }
    const waits = { ...waitFor(), call }
    if (reading.decision.policy === approval.decision?.policy) return waits
    const { decision } = reading
    return {
      ...waits,
      changed: { ...waits.changed, decision },
      renewed: { event: decidedEvent(now, reading), reading },
    }
  }
  if (!reading) return { is: 'waiting', changed }
  // What was voted on is what is granted: the digest says so once more, whatever else was looked at.
  if (reading.digest !== approval.digest) return voided(approval, 'the request reads differently by now', now)
  const key = keyOf(reading)
  if (!key.ok) return waitFor(key.finding)
  const { filled } = tally
  const { unguarded = [] } = voting
  const facts = {
    by: filled.map((slot) => slot.person.id),
    slots: filled.map((slot) => slot.slot),
    reviews: filled.map((slot) => slot.review),
    bases: basesOf(seen, filled),
    ...askedBy(reading),
    ...memberSince(seen, filled),
    ...(unguarded.length > 0 ? { unguarded: [...unguarded] } : {}),
  }
  return { is: 'approved', changed, event: eventOf(approval, now, 'approved', facts), reading, key }
}

/** What makes the pull request another one than Daypass opened; undefined: nothing. */
export function flawOf(ours: GrantPull, seen: SeenPull): string | undefined {
  if (seen.merged && !(seen.mergedByUs && ours.merge?.intended)) return 'it was merged by somebody else than Daypass'
  if (seen.head !== ours.head) return 'its branch no longer ends in the commit that Daypass wrote'
  if (seen.baseRef !== ledgerBranch) return 'it was pointed at another branch'
  return undefined
}

export function isDisturbed(ours: GrantPull, seen: SeenPull): boolean {
  return seen.open && (!seen.textIntact || seen.disturbances > ours.disturbances)
}

/** Closed without a merge: by somebody who may say no it is a no, by the requester it is taken back, by anybody else it is interference. */
export function decideClosing(approval: Approval, { pull, slots }: Voting, now: Date): Verdict {
  const by = pull?.closedBy
  if (by !== undefined && by === approval.request?.requester)
    return { is: 'takenBack', event: eventOf(approval, now, 'closed', { outcome: 'cancelled' }, by) }
  if (by !== undefined && slots.some((slot) => isAmong(slot.eligible, by)))
    return { is: 'declined', event: eventOf(approval, now, 'rejected', { how: 'closed the pull request' }, by) }
  return voided(approval, 'it was closed by somebody who has no say in it', now)
}

function voided(approval: Approval, why: string, now: Date): Verdict {
  return { is: 'void', why, event: eventOf(approval, now, 'voided', { why }) }
}

/** Nobody answered for a while: two more are asked for each open slot, and once those who were asked are reminded. */
function callFor(approval: Approval, pull: GrantPull, { open }: Tally, now: Date): Call | undefined {
  const due = nextAsking(pull, approval.lapsesAt)
  if (!due || now < due.at) return undefined
  if (due.what === 'remind') {
    const people = pull.asked.filter((person) => open.some((slot) => isAmong(slot.canFill, person.id)))
    return { pull: { ...pull, reminded: now }, people, escalateTo: approval.escalateTo ?? [] }
  }
  const widened = pull.widened + 1
  const asked = pull.asked.map((person) => person.id)
  const { issue } = approval.key
  const people = whomToAsk({ open, asked, requester: requesterOf(approval), issue, widened })
  return { pull: { ...pull, widened }, people, escalateTo: [] }
}

type Due = { at: Date; what: 'widen' | 'remind' }

/** When to ask again, and what: widened once, reminded once. */
export function nextAsking(pull: GrantPull, lapsesAt: Date | undefined): Due | undefined {
  if (!lapsesAt) return undefined
  const { widen, remind } = whenToAskMore(pull.opened, lapsesAt)
  const due: Due[] = []
  if (widen && pull.widened === 0) due.push({ at: widen, what: 'widen' })
  if (remind && !pull.reminded) due.push({ at: remind, what: 'remind' })
  return due.sort((a, b) => a.at.getTime() - b.at.getTime())[0]
}
