import type { LooseningVotes } from './loosening-votes.ts'
import { keptRun, type ProposalRecord, type RunRecord } from './proposal-record.ts'

/**
 * What GitHub shows of a pull request. `elsewhere`: it is against another branch; `untried`: GitHub has not tried the merge
 * yet; `same`: all of it is as it was when it was judged. `identity`: what is to be judged; `tried`: the merge that was tried, and what judges; `touches`: whether the merge would change a governed file, its tests or the form; `merge`: the
 * commit that it would make; `onto`: the one in force; `public`: everybody could read what is found; `voting`: whose word counts; `votes`: by which it stands, where owners' votes decide.
 */
export type ProposalSeen =
  | { kind: 'elsewhere' }
  | { kind: 'closed' }
  | { kind: 'untried' }
  | { kind: 'same' }
  | ({ kind: 'conflict' } & Looked)
  | ({ kind: 'open'; touches: false } & Looked)
  | ({ kind: 'open'; touches: true; votes?: Pick<LooseningVotes, 'key'>; public?: true } & Looked & Judging)

type Looked = { head: string; base: string; identity: string; tried: Tried }

type Tried = Pick<ProposalRecord, 'merge' | 'standing'> & { judgedBy: string }

/** The commits to compare, where, and by whom what gets looser is approved: owners of these paths, with a word on this head. */
export type Judging = {
  merge: string
  onto: string
  voting: { head: string; author: number; paths: readonly string[] }
  repository: { id: number; fullName: string; private: boolean }
  /** What the default branch has and is not in force: it would come into force with the rest. */
  held?: readonly string[]
}

/** `begin`: a run that says that the rest is on its way; `judge`: ends with the conclusion; `conclude`: says what needs no judgement. */
export type ProposalStep =
  | { do: 'cancel'; run: RunRecord }
  | { do: 'begin'; run: RunRecord }
  | ({ do: 'judge'; run: RunRecord } & Judging)
  | { do: 'conclude'; run: RunRecord; what: 'untouched' | 'conflict' | 'other' | 'behind' }
  | { do: 'note'; set: Partial<ProposalRecord> }

/** `reruns`: how often somebody has asked for another run. */
export type ProposalFile = { record: ProposalRecord; seen: ProposalSeen; reruns: number }

/**
 * What is to be done so that GitHub shows one completed run for the head of a pull request that is open, and none under way for any other.
 * Empty: nothing, or GitHub has to be waited for.
 */
export function decideProposal({ record, seen, reruns }: ProposalFile): ProposalStep[] {
  const { run } = record
  const underWay: ProposalStep[] = run && run.conclusion === undefined ? [{ do: 'cancel', run }] : []
  if (seen.kind === 'untried' || seen.kind === 'same') return []
  if (seen.kind === 'closed' || seen.kind === 'elsewhere') {
    const left = [...underWay, ...queuedUnderWay(record)]
    // A run may have begun once it was open again, before that was noted.
    return record.over && left.length === 0 ? [] : [...left, { do: 'note', set: { over: true } }]
  }
  const same = run?.identity === seen.identity && run.head === seen.head ? run : undefined
  // One that was cancelled says nothing of what is open again.
  const isAsked = reruns > (record.rerun ?? 0) || run?.conclusion === 'cancelled'
  const isVoted = seen.kind === 'open' && seen.touches && same?.votes !== undefined && same.votes !== seen.votes?.key
  const isShownAgain = seen.kind === 'open' && seen.touches && same?.public === true && !seen.public
  const { base, tried } = seen
  const set = { over: false, base, ...tried }
  const isKnown = !record.over && record.base === base && isAsTried(record, tried)
  if (same?.conclusion !== undefined && !isAsked && !isVoted && !isShownAgain)
    return isKnown ? [] : [{ do: 'note', set }]
  // What is asked for once more, or may have been sent in part, gets a run of its own.
  const goesOn = same !== undefined && same.conclusion === undefined && !isAsked && !same.sent
  const next = goesOn ? same : begun(seen, run)
  const others = goesOn ? [] : underWay
  const note: ProposalStep = { do: 'note', set: { ...set, rerun: reruns } }
  if (seen.kind === 'conflict') return [...others, { do: 'conclude', run: next, what: 'conflict' }, note]
  if (!seen.touches) return [...others, { do: 'conclude', run: next, what: 'untouched' }, note]
  return [...others, { do: 'begin', run: next }, { do: 'judge', run: next, ...judging(seen) }, note]
}

const isAsTried = (record: ProposalRecord, { merge, judgedBy, standing }: Tried): boolean =>
  record.merge === merge && record.judgedBy === judgedBy && record.standing === standing

const queuedUnderWay = ({ queued = [] }: ProposalRecord): ProposalStep[] =>
  queued.flatMap((run) => (run.conclusion === undefined ? [{ do: 'cancel' as const, run }] : []))

/**
 * What is seen of a commit that a merge queue made. `judge`: it is what merging the pull request there would make; `other`: it is not;
 * `waits`, `behind`: what stands before it in the queue has no run of ours that is complete, or one that is not green.
 */
export type QueuedSeen = { commit: string; identity: string } & (
  | { kind: 'untouched' | 'other' | 'waits' | 'behind' }
  | ({ kind: 'judge' } & Judging)
)

/** What is to be done so that GitHub shows one completed run for a commit of a merge queue. */
export function decideQueued(record: ProposalRecord, seen: QueuedSeen): ProposalStep[] {
  const { kind, commit, identity } = seen
  const asked: RunRecord = { head: commit, identity, attempt: 1, queue: true }
  const known = keptRun(record, asked)
  if (known?.conclusion !== undefined || kind === 'waits') return []
  const goesOn = known !== undefined && !known.sent && known.identity === identity
  const run = goesOn ? known : { ...asked, attempt: (known?.attempt ?? 0) + 1 }
  const left: ProposalStep[] = known && !goesOn ? [{ do: 'cancel', run: known }] : []
  if (kind !== 'judge') return [...left, { do: 'conclude', run, what: kind }]
  return [...left, { do: 'begin', run }, { do: 'judge', run, ...judging(seen) }]
}

const judging = ({ merge, onto, voting, repository, held }: Judging): Judging => ({
  ...{ merge, onto, voting, repository },
  ...(held ? { held } : {}),
})

/** Its number is none that one of this pull request had before: what is judged may be what was judged once already, as after a revert. */
function begun({ head, identity }: Pick<RunRecord, 'head' | 'identity'>, before: RunRecord | undefined): RunRecord {
  return { head, identity, attempt: (before?.attempt ?? 0) + 1 }
}
