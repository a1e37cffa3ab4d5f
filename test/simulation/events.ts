import { subscribedEvents, unaskedEvents } from '../../src/app.ts'
import type { RequestState } from '../../src/core/record.ts'

/** What people do, in the order of a schedule. */
export const personKinds = [
  'issue-opened',
  'note-opened',
  'request-pull-opened',
  'issue-edited',
  'issue-edited-by-other',
  'issue-closed',
  'issue-closed-by-other',
  'issue-reopened',
  'issue-deleted',
  'issue-transferred',
  'issue-locked',
  'issue-unlocked',
  'command-done',
  'command-cancel',
  'command-revoke',
  'command-revoke-by-stranger',
  'command-extend',
  'command-extend-hidden',
  'command-extend-nul',
  'command-extend-wrong',
  'command-explain',
  'command-retry',
  'comment-edited-by-other',
  'comment-made-extend',
  'comment-made-retry',
  'comment-deleted',
  'status-deleted',
  'label-taken-away',
  'status-edited-by-other',
  'vote-yes',
  'vote-yes-by-stranger',
  'vote-yes-by-requester',
  'vote-no',
  'vote-dismissed',
  'vote-comment',
  'pull-closed-by-other',
  'pull-merged-by-other',
  'pull-text-changed',
  'pull-pushed-by-other',
  'branch-deleted-by-other',
] as const

/** What people do that concerns every request that it may concern. */
export const worldKinds = [
  'member-left',
  'member-back',
  'team-left',
  'team-back',
  'key-removed',
  'key-back',
  'policy-changed',
  'policy-broken',
  'policy-mended',
  'repository-renamed',
  'repository-archived',
  'repository-unarchived',
  'repository-published',
  'repository-hidden',
  'app-suspended',
  'app-unsuspended',
  'app-removed',
  'app-added',
] as const

/** What operators order of Daypass itself. */
export const orderKinds = ['lockdown', 'lockdown-lifted', 'grants-killed'] as const

/** What befalls the process and what it reaches, in the order of a schedule. */
export const disturbanceKinds = [
  'crash',
  'process-stalls',
  'github-down',
  'webhooks-lost',
  'target-refuses-end',
  'target-loses-answer',
  'target-restored',
  'clock-forward',
  'clock-wrong',
] as const

/** What the schedule's weather does to single calls, deliveries and jobs. */
export const faultKinds = [
  'read-behind',
  'read-not-found',
  'read-shut-out',
  'listing-cut',
  'call-unavailable',
  'call-limited',
  'written-and-unavailable',
  'delivery-lost',
  'delivery-doubled',
  'delivery-late',
  'job-lost',
] as const

/** Every event of app.yml, and those that GitHub sends to every app. */
export const deliveredEvents = [...subscribedEvents, ...unaskedEvents] as const

/** What drives the engine. */
export const driveKinds = ['look', 'end', 'display', 'bulk-end', 'due-search', 'sweep', 'drill'] as const

/** Every call of which the failure is an event of its own: one for each effect on GitHub and on a target. */
export const failingCalls = [
  'pulls.prepare',
  'pulls.commit',
  'pulls.open',
  'pulls.rewrite',
  'pulls.merge',
  'pulls.close',
  'pulls.deleteBranch',
  'issues.comment',
  'issues.editComment',
  'issues.change',
  'target.grant',
  'target.end',
  'target.probe',
] as const

export type PersonKind = (typeof personKinds)[number]
export type WorldKind = (typeof worldKinds)[number]
export type OrderKind = (typeof orderKinds)[number]
export type DisturbanceKind = (typeof disturbanceKinds)[number]
export type FaultKind = (typeof faultKinds)[number]
export type DriveKind = (typeof driveKinds)[number]
export type DeliveryKind = `delivery:${(typeof deliveredEvents)[number]}`
export type FailedKind = `failed:${(typeof failingCalls)[number]}`

/** All that can happen to a request in a simulated run. */
export type EventKind =
  | PersonKind
  | WorldKind
  | OrderKind
  | DisturbanceKind
  | FaultKind
  | DriveKind
  | DeliveryKind
  | FailedKind

export const eventKinds: readonly EventKind[] = [
  ...personKinds,
  ...worldKinds,
  ...orderKinds,
  ...disturbanceKinds,
  ...faultKinds,
  ...driveKinds,
  ...deliveredEvents.map((name): DeliveryKind => `delivery:${name}`),
  ...failingCalls.map((name): FailedKind => `failed:${name}`),
]

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

type Impossible = { kinds: readonly EventKind[]; states: readonly RequestState[]; why: string }

/** Pairs that cannot be, each with its reason. */
const impossible: readonly Impossible[] = [
  {
    kinds: ['delivery:check_run', 'delivery:check_suite'],
    states: requestStates,
    why: 'checks are of pull requests against the default branch, which ask for nothing',
  },
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

export function isPossible(state: RequestState, kind: EventKind): boolean {
  return !impossible.some((row) => row.kinds.includes(kind) && row.states.includes(state))
}

export const possiblePairs = requestStates.flatMap((state) =>
  eventKinds.filter((kind) => isPossible(state, kind)).map((kind) => `${state} × ${kind}`),
)

const among =
  <Kind extends string>(kinds: readonly Kind[]) =>
  (kind: string): kind is Kind =>
    kinds.some((one) => one === kind)

export const isDisturbance = among<DisturbanceKind>(disturbanceKinds)
export const isOrder = among<OrderKind>(orderKinds)
export const isOfPerson = among<PersonKind>(personKinds)
export const isOfWorld = among<WorldKind>(worldKinds)
