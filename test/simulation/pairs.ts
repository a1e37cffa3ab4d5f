// Every state in which something may befall what is looked at, by its kind: requests, pull requests against the default branch, and what is in
// force.
import type { GovernanceRecord } from '../../src/core/governance/governance-record.ts'
import type { ProposalRecord } from '../../src/core/proposal/proposal-record.ts'
import type { RequestState } from '../../src/core/record.ts'
import { type deliveredEvents, type EventKind, eventKinds, faultKinds, proposalKinds } from './events.ts'

const states = {
  submitted: 1,
  invalid: 1,
  undecided: 1,
  pending: 1,
  granting: 1,
  active: 1,
  ending: 1,
  denied: 1,
  ended: 1,
  rejected: 1,
  cancelled: 1,
  lapsed: 1,
  failed: 1,
} satisfies Record<RequestState, 1>

/** Every state of the record; one that is missing does not compile. */
export const requestStates = Object.keys(states) as RequestState[]

const begun: readonly RequestState[] = ['granting', 'active', 'ending']

type Impossible<State> = { kinds: readonly EventKind[]; states: readonly State[]; why: string }

/** Pairs of a request that cannot be, each with its reason. */
const impossible: readonly Impossible<RequestState>[] = [
  {
    kinds: ['issue-opened', 'note-opened', 'request-pull-opened'],
    states: requestStates,
    why: 'opening an issue is what makes the request',
  },
  {
    kinds: ['failed:target.grant', 'target-loses-answer'],
    states: requestStates.filter((state) => !begun.includes(state)),
    why: 'the target is asked for access once it is decided',
  },
  {
    kinds: ['failed:target.end', 'failed:target.probe', 'target-refuses-end'],
    states: requestStates.filter((state) => state !== 'ending'),
    why: 'the target is asked for an end once the end has been stored',
  },
  {
    kinds: ['end', 'bulk-end'],
    states: ['submitted', 'invalid', 'undecided', 'pending', 'denied', 'rejected', 'lapsed', 'failed', 'cancelled'],
    why: 'there is nothing to end',
  },
  {
    kinds: ['failed:pulls.commit', 'failed:pulls.open', 'failed:pulls.merge', 'failed:pulls.rewrite'],
    states: requestStates.filter((state) => state !== 'pending' && state !== 'active'),
    why: 'what is put to the vote is pending, or active with more time asked for',
  },
  {
    kinds: ['failed:pulls.close', 'failed:pulls.deleteBranch', 'pull-text-changed', 'pull-pushed-by-other'],
    states: ['failed'],
    why: 'the only pull request there is the one by which it was asked, and it is merged',
  },
  {
    kinds: [
      ...(['pull-closed-by-other', 'pull-merged-by-other', 'branch-deleted-by-other', 'issue-reopened'] as const),
      ...(['issue-closed', 'issue-closed-by-other', 'issue-edited', 'issue-edited-by-other'] as const),
    ],
    states: ['failed'],
    why: 'a merged pull request can neither be merged, closed or opened again, nor does what is pushed belong to it',
  },
  {
    kinds: ['issue-deleted', 'issue-transferred', 'vote-yes-by-requester'],
    states: ['failed'],
    why: 'a pull request can neither be deleted nor transferred, and nobody can say yes to their own',
  },
]

/** `waits`: for owners; `over`: it is closed, and nothing is left to be done. */
export const proposalStates = ['unjudged', 'judging', 'green', 'waits', 'red', 'over'] as const
export type ProposalState = (typeof proposalStates)[number]

export function proposalState({ over, run }: ProposalRecord): ProposalState {
  if (over) return 'over'
  if (!run) return 'unjudged'
  if (run.conclusion === 'success') return 'green'
  if (run.conclusion === 'action_required') return 'waits'
  return run.conclusion === 'failure' ? 'red' : 'judging'
}

/** `nothing`: nobody has looked; the others but `in-force`: something else stands on the default branch. */
export const rulesStates = ['nothing', 'in-force', 'unread', 'broken', 'held', 'guarded'] as const
export type RulesState = (typeof rulesStates)[number]

export function rulesState(record: GovernanceRecord | undefined): RulesState {
  if (!record?.inForce) return 'nothing'
  return record.newest?.state ?? 'in-force'
}

const ofPlace = [
  ...(['repository-renamed', 'repository-archived', 'repository-unarchived', 'repository-published'] as const),
  ...(['repository-hidden', 'app-suspended', 'app-unsuspended', 'app-removed', 'app-added'] as const),
]
const ofRules = ['policy-changed', 'policy-broken', 'policy-mended', 'rules-pushed', 'rules-reverted'] as const
const ofProcess = [
  ...(['crash', 'process-stalls', 'github-down', 'webhooks-lost', 'clock-forward', 'clock-wrong'] as const),
  ...(['member-left', 'member-back', 'due-search', 'sweep'] as const),
]
const merging = ['proposal-merged', 'proposal-merged-by-admin'] as const
const checked = ['check_run', 'check_suite'] as const satisfies readonly (typeof deliveredEvents)[number][]

/** What befalls pull requests against the default branch. */
const proposalEvents: readonly EventKind[] = [
  ...[...proposalKinds, ...ofPlace, ...ofRules, ...ofProcess, ...faultKinds],
  ...(['judging-fails', 'proposal', 'failed:checks.create', 'failed:checks.update', 'failed:judging'] as const),
  ...([...checked, 'push', 'pull_request', 'pull_request_review'] as const).map((name) => `delivery:${name}` as const),
]

/** What befalls what is in force. */
const rulesEvents: readonly EventKind[] = [
  ...[...merging, ...ofPlace, ...ofRules, ...ofProcess, ...faultKinds],
  ...(['rules-released', 'governance', 'delivery:push', 'delivery:pull_request'] as const),
  ...(['delivery:pull_request_review', 'delivery:check_run'] as const),
]

/** What befalls requests: all that is not about pull requests against the default branch alone, which ask for nothing. */
const requestEvents: readonly EventKind[] = eventKinds.filter((kind) => {
  const isOfProposals = proposalKinds.some((one) => one === kind) || checked.some((one) => kind === `delivery:${one}`)
  const isOfJudging = /^(failed:(checks|judging)|judging-fails|proposal$|governance$)/.test(kind)
  return !isOfProposals && !isOfJudging
})

const impossibleOfProposals: readonly Impossible<ProposalState>[] = [
  { kinds: ['proposal-opened'], states: proposalStates, why: 'opening it is what makes it' },
  {
    kinds: ['proposal-rerun', 'failed:checks.update', 'failed:judging', 'delivery:check_run', 'delivery:check_suite'],
    states: ['unjudged'],
    why: 'there is no run yet that could be changed, or asked for once more',
  },
  {
    kinds: ['failed:checks.create', 'failed:judging'],
    states: ['over'],
    why: 'what is over is not judged',
  },
]

const impossibleOfRules: readonly Impossible<RulesState>[] = [
  {
    kinds: ['rules-released'],
    states: ['nothing', 'in-force', 'unread', 'broken'],
    why: 'nothing waits for a word of an operator, or nobody can let it in',
  },
]

/** A kind of what is looked at, with all that may befall it. `prefix`: how its pairs are named. */
type Keys<State extends string> = {
  prefix: string
  states: readonly State[]
  events: readonly EventKind[]
  impossible: readonly Impossible<State>[]
}

export const requestKeys: Keys<RequestState> = { prefix: '', states: requestStates, events: requestEvents, impossible }
export const proposalKeys: Keys<ProposalState> = {
  ...{ prefix: 'pull request: ', states: proposalStates, events: proposalEvents, impossible: impossibleOfProposals },
}
export const rulesKeys: Keys<RulesState> = {
  ...{ prefix: 'rules: ', states: rulesStates, events: rulesEvents, impossible: impossibleOfRules },
}

const names = new Map<Keys<never>, Map<string, string | undefined>>()

/** The name of a pair; undefined: it cannot be. */
export function pairOf<State extends string>(keys: Keys<State>, state: State, kind: EventKind): string | undefined {
  const known = names.get(keys as Keys<never>) ?? new Map<string, string | undefined>()
  names.set(keys as Keys<never>, known)
  const pair = `${state} × ${kind}`
  if (!known.has(pair)) known.set(pair, nameOf(keys, state, kind))
  return known.get(pair)
}

function nameOf<State extends string>(keys: Keys<State>, state: State, kind: EventKind): string | undefined {
  const cannot = keys.impossible.some((row) => row.kinds.includes(kind) && row.states.includes(state))
  return cannot || !keys.events.includes(kind) ? undefined : `${keys.prefix}${state} × ${kind}`
}

const pairsOf = <State extends string>(keys: Keys<State>): string[] =>
  keys.states.flatMap((state) => keys.events.flatMap((kind) => pairOf(keys, state, kind) ?? []))

const sizeOf = ({ states: all, events }: { states: readonly string[]; events: readonly EventKind[] }): number =>
  all.length * events.length

export const possiblePairs: readonly string[] = [requestKeys, proposalKeys, rulesKeys].flatMap((keys) =>
  pairsOf(keys as Keys<string>),
)
/** How many pairs there are, with those that cannot be. */
export const allPairs = sizeOf(requestKeys) + sizeOf(proposalKeys) + sizeOf(rulesKeys)
