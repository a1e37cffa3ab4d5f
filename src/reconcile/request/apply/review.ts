import { sha256 } from '../../../core/digest.ts'
import { DaypassError } from '../../../core/error.ts'
import { countNow } from '../../../core/lifecycle/count-votes.ts'
import type { Seen, Step } from '../../../core/lifecycle/plan.ts'
import { isVotedInRequestPull, type RequestRecord } from '../../../core/record.ts'
import { grantPullOf } from '../../../core/rendering/grant-pull.ts'
import { renderReminder } from '../../../core/rendering/reminder.ts'
import type { Claim } from '../../../ports/request-store.ts'
import type { Ports } from '../ports.ts'
import { saying } from './saying.ts'

type Pull = NonNullable<RequestRecord['pull']>

export type ReviewStep = Extract<Step, { do: 'propose' | 'rewrite' | 'tell' | 'recount' | 'merge' | 'withdraw' }>

/** Does one step to the pull request of the claim's record; `seen`: what the look that planned it saw of the votes. */
export async function applyReview(ports: Ports, claim: Claim, step: ReviewStep, seen: Seen): Promise<Claim> {
  switch (step.do) {
    case 'propose':
      return propose(ports, claim, step, seen)
    case 'rewrite':
      return rewrite(ports, claim, step.late)
    case 'tell':
      return ports.requests.save(claim, saying(step.change, step.body, pullOf(claim.record).number))
    case 'recount':
      await recount(ports, claim.record, seen)
      return claim
    case 'merge':
      return merge(ports, claim, step.recount, seen)
    case 'withdraw':
      return withdraw(ports, claim)
    default:
      return step satisfies never
  }
}

/** Puts the request to the vote: in a grant pull request, or in the one by which it was asked. */
async function propose(
  ports: Ports,
  claim: Claim,
  { ask, anew }: Extract<Step, { do: 'propose' }>,
  seen: Seen,
): Promise<Claim> {
  const { key } = claim.record
  const { pull: disturbances } = await ports.requests.notices(key)
  const draft: Pull = {
    number: key.issue,
    url: claim.record.url ?? '',
    head: '',
    base: '',
    opened: ports.now(),
    asked: ask,
    widened: 0,
    voidedUpTo: 0,
    disturbances,
  }
  const pull = claim.record.ownPull
    ? await ownPull(ports, claim.record, draft, anew)
    : await openPull(ports, claim.record, draft)
  const unguarded = await ports.guards.openTo(key.repository)
  const facts = {
    pull: pull.number,
    head: pull.head,
    asked: ask.map((person) => person.id),
    ...(unguarded.length > 0 ? { unguarded: [...unguarded] } : {}),
  }
  const event = { at: pull.opened.toISOString(), kind: 'proposed' as const, actor: { kind: 'daypass' as const }, facts }
  const saved = await ports.requests.save(claim, {
    // What kept it from being put to the vote before is over.
    set: { pull, eligibleThen: {}, findings: [] },
    events: [{ ...event, ...(claim.record.digest ? { digest: claim.record.digest } : {}) }],
  })
  // The status calls who is asked, but GitHub tells nobody of a comment that was there before.
  const isShown = seen.kind === 'issue' && seen.isShown === true
  const isUnheard = isVotedInRequestPull(saved.record) && isShown && ask.length > 0
  return isUnheard ? ports.requests.save(saved, saying({}, renderReminder(saved.record, ask), pull.number)) : saved
}

/**
 * Opens the grant pull request: the one file in one commit on a branch of its own. Done again after a crash, the branch is put
 * back onto its base and the open pull request is found by it.
 */
async function openPull(ports: Ports, record: RequestRecord, draft: Pull): Promise<Pull> {
  const { key } = record
  const governance = await ports.repository.read(key.repository)
  const base = await ports.pulls.prepare(key.repository, governance.codeowners)
  const proposal = grantPullOf({ ...record, pull: draft })
  const head = await ports.pulls.commit(key, proposal, base)
  const { number, url } = await ports.pulls.open(key, proposal)
  return { ...draft, base, head, number, url }
}

/** Nothing is opened: what the requester opened is voted on, at the head that was read. */
async function ownPull(ports: Ports, { key, ownPull: own }: RequestRecord, draft: Pull, anew = false): Promise<Pull> {
  if (!own?.file) throw new TypeError('a pull request was put to the vote that was not read')
  const before = anew ? await ports.pulls.reviews(key, key.issue) : []
  return { ...draft, head: own.file.head, voidedUpTo: Math.max(own.voidedUpTo, ...before.map(({ id }) => id)) }
}

/**
 * Writes title and body as they must be; those of the requester's own pull request are theirs. Whoever said yes since the votes were read
 * said it to what stood there before.
 */
async function rewrite(ports: Ports, claim: Claim, late: string | undefined): Promise<Claim> {
  const { key } = claim.record
  const pull = pullOf(claim.record)
  const { title, body } = grantPullOf(claim.record)
  if (!isVotedInRequestPull(claim.record)) await ports.pulls.rewrite(key, pull.number, { title, body })
  const reviews = await ports.pulls.reviews(key, pull.number)
  const voidedUpTo = Math.max(pull.voidedUpTo, ...reviews.map(({ id }) => id))
  if (voidedUpTo === pull.voidedUpTo) return claim
  const change = { set: { pull: { ...pull, voidedUpTo } } }
  return ports.requests.save(claim, late === undefined ? change : saying(change, late, pull.number))
}

/**
 * Reads the reviews again and counts them by who could vote when this look began: a word that came since counts. Throws VOTES_CHANGED
 * when they no longer say yes; the next look sees why.
 */
async function recount(ports: Ports, record: RequestRecord, seen: Seen): Promise<void> {
  const voting = seen.kind === 'issue' ? seen.voting : undefined
  if (!voting?.pull) throw new TypeError('votes were to be counted again that nobody had counted')
  const reviews = await ports.pulls.reviews(record.key, pullOf(record).number)
  if (countNow(record, { ...voting, pull: { ...voting.pull, reviews } }).tally.complete) return
  const message = 'Somebody took back their yes, or said no, in the last moment. The votes are counted again.'
  throw new DaypassError('VOTES_CHANGED', message)
}

/**
 * Merges at the very head that was voted on, then reads the file back from the merge commit: what the ledger says is what was
 * approved. A merge is no access yet, so a no that came with it still counts. Throws VOTES_CHANGED, PULL_MOVED, PULL_NOT_MERGEABLE;
 * the grant that would follow is then not begun.
 */
async function merge(ports: Ports, claim: Claim, again: boolean, seen: Seen): Promise<Claim> {
  const { key } = claim.record
  const pull = pullOf(claim.record)
  if (again) await recount(ports, claim.record, seen)
  const intended = await ports.requests.save(claim, { set: { pull: { ...pull, merge: { intended: true } } } })
  const commit = await mergedCommit(ports, intended.record, pull)
  const { path, digest } = votedFile(claim.record)
  const [merged] = await Promise.all([ports.pulls.fileAt(key, commit, path), recount(ports, claim.record, seen)])
  if (merged === undefined || sha256(merged) !== digest) {
    const message = `The file ${path} in the merge commit ${commit} is not the one that was approved. Nothing was granted; find out who changed it.`
    throw new DaypassError('PULL_TAMPERED', message)
  }
  const own = isVotedInRequestPull(claim.record) && claim.record.ownPull
  return ports.requests.save(intended, {
    set: {
      pull: { ...pull, merge: { intended: true, commit } },
      ...(own ? { ownPull: { ...own, merged: true } } : {}),
    },
  })
}

/** The one file that was voted on, with the SHA-256 of its text. */
function votedFile(record: RequestRecord): { path: string; digest: string } {
  const own = isVotedInRequestPull(record) ? record.ownPull?.file : undefined
  if (own) return own
  const { path, file } = grantPullOf(record)
  return { path, digest: sha256(file) }
}

/** After a crash the merge may have happened already: ours, at our head. */
async function mergedCommit(ports: Ports, record: RequestRecord, pull: Pull): Promise<string> {
  if (pull.merge?.intended) {
    const seen = await ports.pulls.read(record.key, pull.number)
    if (seen.merged && seen.mergedByUs && seen.head === pull.head && seen.mergeCommit) return seen.mergeCommit
  }
  const landing = isVotedInRequestPull(record) ? 'one-commit' : 'merge'
  return ports.pulls.merge(record.key, pull.number, pull.head, landing)
}

/** The pull request is closed if it was not merged, and its branch goes away; the requester's own branch is theirs. */
async function withdraw(ports: Ports, claim: Claim): Promise<Claim> {
  const { record } = claim
  const pull = pullOf(record)
  if (pull.merge?.commit === undefined) await ports.pulls.close(record.key, pull.number)
  if (!isVotedInRequestPull(record)) await ports.pulls.deleteBranch(record.key, grantPullOf(record).branch)
  return ports.requests.save(claim, { set: { pull: { ...pull, closed: true } } })
}

function pullOf(record: RequestRecord): Pull {
  if (!record.pull) throw new TypeError('a step that needs a pull request was planned for a request without one')
  return record.pull
}
