import { subscribedEvents, unaskedEvents } from '../../src/app.ts'

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
  'rules-pushed',
  'rules-reverted',
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

/** What people do to a pull request against the default branch. */
export const proposalKinds = [
  'proposal-opened',
  'proposal-pushed',
  'proposal-forced',
  'proposal-approved',
  'proposal-rejected',
  'proposal-dismissed',
  'proposal-merged',
  'proposal-merged-by-admin',
  'proposal-closed',
  'proposal-reopened',
  'proposal-rerun',
] as const

/** What operators order of Daypass itself. */
export const orderKinds = ['lockdown', 'lockdown-lifted', 'grants-killed', 'rules-released'] as const

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
  'judging-fails',
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
export const driveKinds = [
  'look',
  'end',
  'display',
  'bulk-end',
  'due-search',
  'sweep',
  'drill',
  'proposal',
  'governance',
] as const

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
  'checks.create',
  'checks.update',
  'judging',
  'target.grant',
  'target.end',
  'target.probe',
] as const

export type PersonKind = (typeof personKinds)[number]
export type WorldKind = (typeof worldKinds)[number]
export type ProposalKind = (typeof proposalKinds)[number]
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
  | ProposalKind
  | OrderKind
  | DisturbanceKind
  | FaultKind
  | DriveKind
  | DeliveryKind
  | FailedKind

export const eventKinds: readonly EventKind[] = [
  ...personKinds,
  ...worldKinds,
  ...proposalKinds,
  ...orderKinds,
  ...disturbanceKinds,
  ...faultKinds,
  ...driveKinds,
  ...deliveredEvents.map((name): DeliveryKind => `delivery:${name}`),
  ...failingCalls.map((name): FailedKind => `failed:${name}`),
]

const among =
  <Kind extends string>(kinds: readonly Kind[]) =>
  (kind: string): kind is Kind =>
    kinds.some((one) => one === kind)

export const isDisturbance = among<DisturbanceKind>(disturbanceKinds)
export const isOrder = among<OrderKind>(orderKinds)
export const isOfPerson = among<PersonKind>(personKinds)
export const isOfWorld = among<WorldKind>(worldKinds)
export const isOfProposal = among<ProposalKind>(proposalKinds)
