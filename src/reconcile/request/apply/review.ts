import { sha256 } from '../../../core/digest.ts'
import { unknownPerson } from '../../../core/display/creation.ts'
import { DaypassError } from '../../../core/error.ts'
import { changedRecord } from '../../../core/lifecycle/change.ts'
import { countNow } from '../../../core/lifecycle/count-votes.ts'
import type { Seen, Step, Voting } from '../../../core/lifecycle/plan.ts'
import { type GrantPull, isVotedInRequestPull } from '../../../core/record.ts'
import { grantPullOf } from '../../../core/rendering/grant-pull.ts'
import { renderReminder } from '../../../core/rendering/reminder.ts'
import { type Approval, approvalOf, keptWith, type VotedOn } from '../../../core/review/approval.ts'
import type { Claim } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import { announcing } from './extension.ts'
import { saying } from './saying.ts'

export type ReviewStep = Extract<
  Step,
  { do: 'openPull' | 'rewrite' | 'commentOnPull' | 'recount' | 'merge' | 'closePull' }
>

/** Does one step to the pull request of a request, or of more time for it; `seen`: what the look that planned it saw of the votes. */
export async function applyReview(ports: Ports, claim: Claim, step: ReviewStep, seen: Seen): Promise<Claim> {
  switch (step.do) {
    case 'openPull':
      return propose(ports, claim, step, seen)
    case 'rewrite':
      return rewrite(ports, claim, step)
    case 'commentOnPull':
      return ports.requests.save(
        claim,
        saying(step.change, step.body, pullOf(approvalOf(claim.record, step.on)).number),
      )
    case 'recount':
      await recount(ports, approvalOf(claim.record, step.on), votingIn(seen, step.on))
      return claim
    case 'merge':
      return merge(ports, claim, step, seen)
    case 'closePull':
      return withdraw(ports, claim, step.on)
    default:
      return step satisfies never
  }
}

/** Puts it to the vote: in a grant pull request, or in the one by which it was asked. */
async function propose(
  ports: Ports,
  claim: Claim,
  { ask, anew, on }: Extract<Step, { do: 'openPull' }>,
  seen: Seen,
): Promise<Claim> {
  const { key, url = '' } = claim.record
  const approval = approvalOf(claim.record, on)
  const { pull: disturbances } = await ports.requests.notices(key)
  const draft: GrantPull = {
    number: key.issue,
    url,
    head: '',
    base: '',
    opened: ports.now(),
    asked: ask,
    widened: 0,
    voidedUpTo: 0,
    disturbances,
  }
  const pull = approval.ownPull ? await ownPull(ports, approval, draft, anew) : await openPull(ports, approval, draft)
  const unguarded = await ports.guards.openTo(key.repository)
  const facts = {
    pull: pull.number,
    head: pull.head,
    asked: ask.map((person) => person.id),
    ...(unguarded.length > 0 ? { unguarded: [...unguarded] } : {}),
  }
  const event = { at: pull.opened.toISOString(), kind: 'proposed' as const, actor: { kind: 'daypass' as const }, facts }
  const change = {
    // What kept it from being put to the vote before is over.
    set: keptWith(claim.record, on, { pull, eligibleThen: {}, findings: [] }),
    events: [{ ...event, ...(approval.digest ? { digest: approval.digest } : {}) }],
  }
  // The words are saved with it: what is proposed once is not announced again.
  if (on === 'debt') return ports.requests.save(claim, change)
  if (on) return ports.requests.save(claim, announcing(change, claim.record, pull.number))
  // The status calls who is asked, but GitHub tells nobody of a comment that was there before.
  const isShown = seen.kind === 'issue' && seen.isShown === true
  const proposed = changedRecord(claim.record, change)
  const isUnheard = isVotedInRequestPull(proposed) && isShown && ask.length > 0
  const words = isUnheard ? saying(change, renderReminder(proposed, ask), pull.number) : change
  return ports.requests.save(claim, words)
}

/**
 * Opens the grant pull request: the one file in one commit on a branch of its own. Done again after a crash, that commit stays where it is
 * on the same base, or else the branch is put back onto it; the open pull request is found by its branch.
 */
async function openPull(ports: Ports, approval: Approval, draft: GrantPull): Promise<GrantPull> {
  const { key } = approval
  const governance = await ports.repository.read(key.repository)
  const base = await ports.pulls.prepare(key.repository, governance.codeowners)
  const proposal = { ...grantPullOf({ ...approval, pull: draft }), by: approval.requester?.id ?? unknownPerson }
  const head = await ports.pulls.commit(key, proposal, base)
  const { number, url } = await ports.pulls.open(key, proposal)
  return { ...draft, base, head, number, url }
}

/** Nothing is opened: what the requester opened is voted on, at the head that was read. */
async function ownPull(
  ports: Ports,
  { key, ownPull: own }: Approval,
  draft: GrantPull,
  anew = false,
): Promise<GrantPull> {
  if (!own?.file) throw new TypeError('a pull request was put to the vote that was not read')
  const before = anew ? await ports.pulls.reviews(key, key.issue) : []
  return { ...draft, head: own.file.head, voidedUpTo: Math.max(own.voidedUpTo, ...before.map(({ id }) => id)) }
}

/**
 * Writes title and body as they must be; those of the requester's own pull request are theirs. Whoever said yes since the votes were read
 * said it to what stood there before.
 */
async function rewrite(
  ports: Ports,
  claim: Claim,
  { late, keeps, on }: Extract<Step, { do: 'rewrite' }>,
): Promise<Claim> {
  const approval = approvalOf(claim.record, on)
  const { key } = approval
  const pull = pullOf(approval)
  const { title, body } = grantPullOf(approval)
  if (!isVotedInRequestPull(approval)) await ports.pulls.rewrite(key, pull.number, { title, body })
  if (keeps) return claim
  const reviews = await ports.pulls.reviews(key, pull.number)
  const voidedUpTo = Math.max(pull.voidedUpTo, ...reviews.map(({ id }) => id))
  if (voidedUpTo === pull.voidedUpTo) return claim
  const change = { set: keptWith(claim.record, on, { pull: { ...pull, voidedUpTo } }) }
  return ports.requests.save(claim, late === undefined ? change : saying(change, late, pull.number))
}

/**
 * Reads the reviews again and counts them by who could vote when this look began: a word that came since counts. Throws VOTES_CHANGED
 * when they no longer say yes; the next look sees why.
 */
async function recount(ports: Ports, approval: Approval, voting: Voting | undefined): Promise<void> {
  if (!voting?.pull) throw new TypeError('votes were to be counted again that nobody had counted')
  const reviews = await ports.pulls.reviews(approval.key, pullOf(approval).number)
  if (countNow(approval, { ...voting, pull: { ...voting.pull, reviews } }).tally.complete) return
  const message = 'Somebody took back their yes, or said no, in the last moment. The votes are counted again.'
  throw new DaypassError('VOTES_CHANGED', message)
}

/**
 * Merges at the very head that was voted on, then reads the file back from the merge commit: what the ledger says is what was
 * approved. A merge is no access yet, so a no that came with it still counts. Throws VOTES_CHANGED, PULL_MOVED, PULL_NOT_MERGEABLE;
 * the grant that would follow is then not begun.
 */
async function merge(
  ports: Ports,
  claim: Claim,
  { recount: again, on }: Extract<Step, { do: 'merge' }>,
  seen: Seen,
): Promise<Claim> {
  const approval = approvalOf(claim.record, on)
  const pull = pullOf(approval)
  const voting = votingIn(seen, on)
  if (again) await recount(ports, approval, voting)
  const intent = keptWith(claim.record, on, { pull: { ...pull, merge: { intended: true } } })
  const intended = await ports.requests.save(claim, { set: intent })
  const commit = await mergedCommit(ports, approvalOf(intended.record, on), pull)
  const { path, digest } = votedFile(approval)
  const [merged] = await Promise.all([ports.pulls.fileAt(approval.key, commit, path), recount(ports, approval, voting)])
  if (merged === undefined || sha256(merged) !== digest) {
    const message = `The file ${path} in the merge commit ${commit} is not the one that was approved. Nothing was granted; find out who changed it.`
    throw new DaypassError('PULL_TAMPERED', message)
  }
  const own = isVotedInRequestPull(approval) && approval.ownPull
  const landed = keptWith(intended.record, on, { pull: { ...pull, merge: { intended: true, commit } } })
  return ports.requests.save(intended, { set: { ...landed, ...(own ? { ownPull: { ...own, merged: true } } : {}) } })
}

/** The one file that was voted on, with the SHA-256 of its text. */
function votedFile(approval: Approval): { path: string; digest: string } {
  const own = isVotedInRequestPull(approval) ? approval.ownPull?.file : undefined
  if (own) return own
  const { path, file } = grantPullOf(approval)
  return { path, digest: sha256(file) }
}

/** After a crash the merge may have happened already: ours, at our head. */
async function mergedCommit(ports: Ports, approval: Approval, pull: GrantPull): Promise<string> {
  if (pull.merge?.intended) {
    const seen = await ports.pulls.read(approval.key, pull.number)
    if (seen.merged && seen.mergedByUs && seen.head === pull.head && seen.mergeCommit) return seen.mergeCommit
  }
  const landing = isVotedInRequestPull(approval) ? 'one-commit' : 'merge'
  return ports.pulls.merge(approval.key, pull.number, pull.head, approval.requester?.id ?? unknownPerson, landing)
}

/** The pull request is closed if it was not merged, and its branch goes away; the requester's own branch is theirs. */
async function withdraw(ports: Ports, claim: Claim, on: VotedOn): Promise<Claim> {
  const { record } = claim
  const approval = approvalOf(record, on)
  const pull = pullOf(approval)
  if (pull.merge?.commit === undefined) await ports.pulls.close(approval.key, pull.number)
  if (!isVotedInRequestPull(approval)) await ports.pulls.deleteBranch(approval.key, grantPullOf(approval).branch)
  return ports.requests.save(claim, { set: keptWith(record, on, { pull: { ...pull, closed: true } }) })
}

function votingIn(seen: Seen, on: VotedOn): Voting | undefined {
  if (on === 'debt') return 'owed' in seen ? seen.owed : undefined
  return seen.kind === 'issue' ? seen.voting : undefined
}

function pullOf({ pull }: Approval): GrantPull {
  if (!pull) throw new TypeError('a step that needs a pull request was planned for what has none')
  return pull
}
