import { DaypassError } from '../core/error.ts'
import type { Change, Step } from '../core/plan.ts'
import type { RequestRecord } from '../core/record.ts'
import { grantPullOf } from '../core/rendering/grant-pull.ts'
import type { Claim } from '../ports/request-book.ts'
import type { Ports } from './ports.ts'

type Pull = NonNullable<RequestRecord['pull']>

export type ReviewStep = Extract<Step, { do: 'propose' | 'rewrite' | 'tell' | 'merge' | 'withdraw' }>

/** Does one step to the pull request of the claim's record. */
export async function applyReview(ports: Ports, claim: Claim, step: ReviewStep): Promise<Claim> {
  switch (step.do) {
    case 'propose':
      return propose(ports, claim, step.ask)
    case 'rewrite':
      return rewrite(ports, claim)
    case 'tell':
      return tell(ports, claim, step.body, step.change)
    case 'merge':
      return merge(ports, claim)
    case 'withdraw':
      return withdraw(ports, claim)
    default:
      return step satisfies never
  }
}

/**
 * Opens the grant pull request: the one file in one commit on a branch of its own. Done again after a crash, the branch is put
 * back onto its base and the open pull request is found by it.
 */
async function propose(ports: Ports, claim: Claim, ask: Pull['asked']): Promise<Claim> {
  const { key } = claim.record
  const governance = await ports.repository.read(key.repository)
  const base = await ports.pulls.prepare(key.repository, governance.codeowners)
  const opened = ports.now()
  const { pull: disturbances } = await ports.book.notices(key)
  const draft: Pull = {
    number: 0,
    url: '',
    head: '',
    base,
    opened,
    asked: ask,
    widened: 0,
    voidedUpTo: 0,
    disturbances,
  }
  const proposal = grantPullOf({ ...claim.record, pull: draft })
  const head = await ports.pulls.commit(key, proposal, base)
  const { number, url } = await ports.pulls.open(key, proposal)
  const unguarded = ports.guards.openTo(key.repository)
  const facts = {
    pull: number,
    head,
    asked: ask.map((person) => person.id),
    ...(unguarded.length > 0 ? { unguarded: [...unguarded] } : {}),
  }
  const event = { at: opened.toISOString(), kind: 'proposed' as const, actor: { kind: 'daypass' as const }, facts }
  return ports.book.save(claim, {
    set: { pull: { ...draft, number, url, head }, eligibleThen: {} },
    events: [{ ...event, ...(claim.record.digest ? { digest: claim.record.digest } : {}) }],
  })
}

/** Writes title and body as they must be. */
async function rewrite(ports: Ports, claim: Claim): Promise<Claim> {
  const { title, body } = grantPullOf(claim.record)
  await ports.pulls.rewrite(claim.record.key, pullOf(claim.record).number, { title, body })
  return claim
}

async function tell(ports: Ports, claim: Claim, body: string, change: Change): Promise<Claim> {
  // Noted first: saying it twice after a crash would be worse than once too little.
  const told = await ports.book.save(claim, change)
  await ports.pulls.comment(claim.record.key, pullOf(claim.record).number, body)
  return told
}

/**
 * Merges at the very head that was voted on, then reads the file back from the merge commit: what the ledger says is what was
 * approved. Throws PULL_MOVED, PULL_NOT_MERGEABLE; the grant that would follow is then not begun.
 */
async function merge(ports: Ports, claim: Claim): Promise<Claim> {
  const { key } = claim.record
  const pull = pullOf(claim.record)
  const intended = await ports.book.save(claim, { set: { pull: { ...pull, merge: { intended: true } } } })
  const commit = await mergedCommit(ports, intended.record, pull)
  const { path, file } = grantPullOf(claim.record)
  if ((await ports.pulls.fileAt(key, commit, path)) !== file) {
    const message = `The file ${path} in the merge commit ${commit} is not the one that was approved. Nothing was granted; find out who changed it.`
    throw new DaypassError('PULL_TAMPERED', message)
  }
  return ports.book.save(intended, { set: { pull: { ...pull, merge: { intended: true, commit } } } })
}

/** After a crash the merge may have happened already: ours, at our head. */
async function mergedCommit(ports: Ports, record: RequestRecord, pull: Pull): Promise<string> {
  if (pull.merge?.intended) {
    const seen = await ports.pulls.read(record.key, pull.number)
    if (seen.merged && seen.mergedByUs && seen.head === pull.head && seen.mergeCommit) return seen.mergeCommit
  }
  return ports.pulls.merge(record.key, pull.number, pull.head)
}

/** The pull request is closed if it was not merged, and its branch goes away. */
async function withdraw(ports: Ports, claim: Claim): Promise<Claim> {
  const { record } = claim
  const pull = pullOf(record)
  if (pull.merge?.commit === undefined) await ports.pulls.close(record.key, pull.number)
  await ports.pulls.deleteBranch(record.key, grantPullOf(record).branch)
  return ports.book.save(claim, { set: { pull: { ...pull, closed: true } } })
}

function pullOf(record: RequestRecord): Pull {
  if (!record.pull) throw new TypeError('a step that needs a pull request was planned for a request without one')
  return record.pull
}
