import type { LooseningVotes } from './loosening-votes.ts'
import type { ProposalRecord, RunRecord } from './proposal-record.ts'

/**
 * What GitHub shows of a pull request. `elsewhere`: it is against another branch; `untried`: GitHub has not tried the merge
 * yet. `identity`: what is to be judged; `touches`: whether the merge would change a governed file, its tests or the form; `merge`: the
 * commit that it would make; `onto`: the one in force; `votes`: what owners have said.
 */
export type ProposalSeen =
  | { kind: 'elsewhere' }
  | { kind: 'closed' }
  | { kind: 'untried' }
  | { kind: 'conflict'; head: string; base: string; identity: string }
  | { kind: 'open'; head: string; base: string; identity: string; touches: false }
  | {
      kind: 'open'
      head: string
      base: string
      identity: string
      touches: true
      merge: string
      onto: string
      votes: LooseningVotes
    }

/** `begin`: a run that says that the rest is on its way; `judge`: ends with the conclusion; `conclude`: says what needs no judgement. */
export type ProposalStep =
  | { do: 'cancel'; run: RunRecord }
  | { do: 'begin'; run: RunRecord }
  | { do: 'judge'; run: RunRecord; merge: string; onto: string; votes: LooseningVotes }
  | { do: 'conclude'; run: RunRecord; what: 'untouched' | 'conflict' }
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
  if (seen.kind === 'untried') return []
  if (seen.kind === 'closed' || seen.kind === 'elsewhere')
    return record.over ? [] : [...underWay, { do: 'note', set: { over: true } }]
  const same = run?.identity === seen.identity && run.head === seen.head ? run : undefined
  // One that was cancelled says nothing of what is open again.
  const isAsked = reruns > (record.rerun ?? 0) || run?.conclusion === 'cancelled'
  const isVoted = seen.kind === 'open' && seen.touches && same?.votes !== undefined && same.votes !== seen.votes.key
  const isKnown = !record.over && record.base === seen.base
  if (same?.conclusion !== undefined && !isAsked && !isVoted)
    return isKnown ? [] : [{ do: 'note', set: { over: false, base: seen.base } }]
  // What is asked for once more, or may have been sent in part, gets a run of its own.
  const goesOn = same !== undefined && same.conclusion === undefined && !isAsked && !same.sent
  const next = goesOn ? same : begun(seen, same)
  const others = goesOn ? [] : underWay
  const note: ProposalStep = { do: 'note', set: { rerun: reruns, over: false, base: seen.base } }
  if (seen.kind === 'conflict') return [...others, { do: 'conclude', run: next, what: 'conflict' }, note]
  if (!seen.touches) return [...others, { do: 'conclude', run: next, what: 'untouched' }, note]
  return [
    ...others,
    { do: 'begin', run: next },
    { do: 'judge', run: next, merge: seen.merge, onto: seen.onto, votes: seen.votes },
    note,
  ]
}

function begun({ head, identity }: Pick<RunRecord, 'head' | 'identity'>, before: RunRecord | undefined): RunRecord {
  return { head, identity, attempt: (before?.attempt ?? 0) + 1 }
}
