import { sha256 } from '../../core/digest.ts'
import type { ProposalSeen, QueuedSeen } from '../../core/proposal/decide-proposal.ts'
import type { ProposalRecord, Queued } from '../../core/proposal/proposal-record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { ProposalClaim } from '../../ports/proposal-store.ts'
import type { ProposedPull } from '../../ports/proposals.ts'
import type { ProposalPorts } from './proposal-ports.ts'
import { votesOn } from './votes-on-proposal.ts'

/** What a look at a pull request shows: itself, and the commits of merge queues that wait for a run of ours. */
export type Observed = { seen: ProposalSeen; queued: QueuedSeen[] }

/** The commits of merge queues are looked at while it is open, against what it changes by itself. */
export async function observe(ports: ProposalPorts, claim: ProposalClaim): Promise<Observed> {
  const seen = await observeProposal(ports, claim)
  const waiting = claim.queued.filter(({ commit }) => !isConcluded(claim.proposal, commit))
  if (seen.kind !== 'open' || waiting.length === 0) return { seen, queued: [] }
  return { seen, queued: await Promise.all(waiting.map((one) => observeQueued(ports, claim.key, seen, one))) }
}

const isConcluded = ({ queued = [] }: ProposalRecord, commit: string): boolean =>
  queued.some(({ head, conclusion }) => head === commit && conclusion !== undefined)

/**
 * A branch's name says nothing: the commit counts as the queue's where it changes what the pull request changes, on top of what is in force
 * or of such a commit that is green.
 */
async function observeQueued(
  { pulls, checks, judgedBy }: ProposalPorts,
  { repository }: RequestKey,
  seen: Extract<ProposalSeen, { kind: 'open' }>,
  { commit, onto }: Queued,
): Promise<QueuedSeen> {
  const [before, after] = await Promise.all([pulls.listing(repository, onto), pulls.listing(repository, commit)])
  const queued = {
    commit,
    identity: `${queueRun}${sha256(JSON.stringify([commit, judgedBy, before, after])).slice(0, 40)}`,
  }
  if (onto !== seen.base) {
    const runs = await checks.of(repository, onto)
    const last = runs
      .filter(({ name }) => name.startsWith(queueRun))
      .sort((a, b) => a.id - b.id)
      .at(-1)
    if (last?.conclusion === undefined) return { ...queued, kind: 'waits' }
    if (last.conclusion !== 'success') return { ...queued, kind: 'behind' }
  }
  const own = seen.touches ? await Promise.all([seen.base, seen.merge].map((of) => pulls.listing(repository, of))) : []
  const change = own[0] === undefined || own[1] === undefined ? [] : changes(own[0], own[1])
  if (JSON.stringify(changes(before, after)) !== JSON.stringify(change)) return { ...queued, kind: 'other' }
  if (!seen.touches) return { ...queued, kind: 'untouched' }
  const { voting, repository: where, held } = seen
  const judging = { merge: commit, voting, repository: where }
  if (onto !== seen.base) return { ...queued, kind: 'judge', ...judging, onto }
  return { ...queued, kind: 'judge', ...judging, onto: seen.onto, ...(held ? { held } : {}) }
}

/** How the names of runs begin that are a queue's: one of a head says nothing of the head alone. */
const queueRun = 'queue.'

/** What the pull request would put in force beside what is in force: what merging it now would make, never its head alone. */
async function observeProposal(ports: ProposalPorts, claim: ProposalClaim): Promise<ProposalSeen> {
  const { pulls, judgedBy } = ports
  const { key, proposal } = claim
  const [pull, standing] = await Promise.all([pulls.read(key), ports.standing(key.repository)])
  if (standing === proposal.standing && (await isAsBefore(ports, claim, pull))) return { kind: 'same' }
  const governance = await ports.repository.read(key.repository)
  if (pull.base !== governance.repository.defaultBranch) return { kind: 'elsewhere' }
  if (!pull.open) return { kind: 'closed' }
  const { head, author, merge } = pull
  const base = governance.commit ?? ''
  const identityOf = (...what: string[]) => sha256(JSON.stringify([head, judgedBy, ...what])).slice(0, 40)
  if (merge === 'conflict')
    return { kind: 'conflict', head, base, tried: { judgedBy, standing }, identity: identityOf('conflict', base) }
  // A try onto what has moved on says nothing of what merging would make now.
  if (merge === null || merge.onto !== base) return { kind: 'untried' }
  const listing = (commit: string) => pulls.listing(key.repository, commit)
  const [before, after] = await Promise.all([listing(merge.onto), listing(merge.commit)])
  const inForce = standing === undefined ? before : await listing(standing)
  const tried = { merge: merge.commit, judgedBy, standing }
  const looked = { head, base, tried, identity: identityOf(before, after, ...(inForce === before ? [] : [inForce])) }
  if (before === after) return { kind: 'open', ...looked, touches: false }
  const voting = { head, author, paths: changed(inForce, after) }
  // What nobody's vote decides needs none.
  const votes = proposal.run?.votes === undefined ? undefined : await votesOn(ports, key, voting, governance)
  const { id, fullName, private: isPrivate } = governance.repository
  return {
    ...{ kind: 'open', touches: true, ...looked, merge: merge.commit, onto: standing ?? merge.onto, voting },
    repository: { id, fullName, private: isPrivate },
    ...(inForce === before ? {} : { held: changed(inForce, before) }),
    ...(votes ? { votes } : {}),
    ...(isPrivate || ports.allowPublic ? {} : { public: true }),
  }
}

const changed = (before: string, after: string): string[] => changes(before, after).map(([path]) => path)

/** Two calls show that nothing of what was judged has changed; what votes decide is looked at in full. */
async function isAsBefore(
  { pulls, judgedBy }: ProposalPorts,
  { key, proposal, reruns, queued }: ProposalClaim,
  { open, head, base, defaultBranch, merge }: ProposedPull,
): Promise<boolean> {
  const { run } = proposal
  const isDone =
    run?.conclusion !== undefined && run.conclusion !== 'cancelled' && run.votes === undefined && !run.public
  if (!isDone || run.head !== head || proposal.over || reruns > (proposal.rerun ?? 0)) return false
  if (!open || base !== defaultBranch || merge === null || merge === 'conflict') return false
  if (merge.commit !== proposal.merge || merge.onto !== proposal.base || judgedBy !== proposal.judgedBy) return false
  if (queued.some(({ commit }) => !isConcluded(proposal, commit))) return false
  return (await pulls.tip(key.repository, base)) === proposal.base
}

type Listed = [path: string, mode: string, sha: string]

/** What differs between two listings: each path, and what is there then. */
function changes(before: string, after: string): [path: string, then: string | undefined][] {
  const [old, next] = [before, after].map(
    (text) => new Map((JSON.parse(text || '[]') as Listed[]).map(([path, ...rest]) => [path, rest.join(' ')])),
  )
  const paths = new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])])
  return [...paths]
    .filter((path) => old?.get(path) !== next?.get(path))
    .sort()
    .map((path) => [path, next?.get(path)])
}
