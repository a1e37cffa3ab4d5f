import type { Generated } from 'kysely'
import type { DecisionReceipt } from '../../generated/decision-receipt.ts'
import type { BoundOperation } from '../../generated/stored-request.ts'
import type { LeaseState } from '../../ports/lease-state.ts'
import type { Instant, Json } from './columns.ts'
import type { DepositsTable } from './deposit-table.ts'
import type { DisplaysTable, WordsTable } from './display-tables.ts'
import type { DrillsTable } from './drill-table.ts'
import type { GovernancesTable } from './governance-table.ts'
import type { NoticesTable, NoticeTurnsTable } from './notice-tables.ts'
import type { GivenUpTable, PlacementsTable } from './placement-tables.ts'
import type { ProposalsTable, PushesTable } from './proposal-table.ts'

export type RepositoriesTable = { id: number; installation: number; owner: string; name: string }

export type RequestsTable = {
  repository: number
  issue: number
  installation: number
  state: string
  record: Json<unknown>
  requester: number | null
  resource: string | null
  submitted: Instant | null
  wake_at: Instant | null
  /** An end is among what this request waits for: such rows go first. */
  urgent: boolean
  /** When the end of what lives is due: no later than that, whoever is looking. */
  ends_at: Instant | null
  /** Since when an end is to be proved; null: none is. */
  ending_since: Instant | null
  /** Counts the wakes; `seen` is what it was when the claim was made. */
  wanted: number
  seen: number
  fence: number
  claimed_until: Instant | null
  created: Instant
  /** How often each kind of thing was noticed. They only ever grow. */
  disturbances: Generated<number>
  comment_notices: Generated<number>
  person_notices: Generated<number>
  word_notices: Generated<number>
  gone_notices: Generated<number>
  /** Read from the record at each save, for whoever looks at many requests: a record is only ever read by itself. */
  changed_at: string | null
  /** The pull request whose votes are waited for. */
  voted: number | null
  connector: string | null
  connector_type: string | null
  /** The newest that webhooks have told of; reads may be behind. */
  newest_review: number | null
  told_change: Instant | null
  /** Since when a review of it is owed that was given in an emergency; null: none is. */
  owes_since: Instant | null
  /** When it was given in an emergency. */
  broke_glass: Instant | null
  /** Another store looks after it, as GitHub shows. */
  foreign_store: string | null
}

/** Which column counts which kind of notice. */
export const noticeColumns = {
  pull: 'disturbances',
  comments: 'comment_notices',
  person: 'person_notices',
  words: 'word_notices',
  gone: 'gone_notices',
} as const

export type HandsTable = { repository: number; issue: number; installation: number; body_sha: string; person: number }

/** Who wrote a comment, as the webhook of its creation said; `edited`: another one said that it is not what it was. */
export type CommentHandsTable = {
  repository: number
  issue: number
  comment: number
  installation: number
  person: number | null
  body_sha: string | null
  edited: boolean
}

/** Which request a pull request of Daypass's is, or was, about: what is said there may be said to the request. */
export type GrantPullsTable = { repository: number; pull: number; issue: number; installation: number }

export type GrantsTable = {
  id: string
  repository: number
  issue: number
  installation: number
  place: Generated<number>
  connector: string
  connector_type: string
  resource: string
  audience: string
  scope: string
  requester: number
  digest: string
  policy: string
  request_url: string
  begins: Instant
  ends: Instant
  ended: Instant | null
  renewal: string | null
  last_token: Instant | null
  /** How many tokens were noted, when first and last, and for which scopes; null: nobody counted when it was opened. */
  uses: number | null
  first_use: Instant | null
  last_use: Instant | null
  used_scopes: string | null
  /** What the connector noted of its target before it changed anything there; null: nothing was noted. */
  lease: Json<LeaseState> | null
  /** What it is bound to; null: nothing, or it was opened before that was kept. */
  operation: Json<BoundOperation> | null
}

/** Lockdowns in force: all access, or, where one of the three is set, that within it. A lifted one is not here any more. */
export type LockdownsTable = {
  id: Generated<number>
  connector: string | null
  resource: string | null
  person: number | null
  why: string
  since: Instant
}

export type DecisionsTable = {
  id: Generated<number>
  repository: number
  issue: number
  installation: number
  input: Json<unknown>
  decision: Json<unknown>
  at: Instant | null
  why: string | null
  /** The digest of the texts that decided; null: they were not kept then. */
  policy: string | null
  /** By what it was decided; null: an older version wrote none. */
  receipt: Json<DecisionReceipt> | null
}

/** Texts of policies that decided; `files`: [path, text] in the order of the paths, the very text that the digest covers. */
export type PoliciesTable = { digest: string; files: Json<[string, string][]>; first_at: Instant }

/** What the chain of a repository says last, by kind of event: the same again is not told again. */
export type StatedTable = { repository: number; kind: string; what: string }

export type TrailTable = {
  repository: number
  seq: number
  issue: number
  installation: number
  /** The canonical JSON that was hashed, byte for byte. */
  event: string
  hash: string
  signature: string
}

/** The last entry of each chain; `at` is its instant, empty before the first. */
export type ChainsTable = { repository: number; installation: number; seq: number; hash: string; at: string }

/** What ties a person to the chain's keyed hashes: beside the chain, so that it can be deleted. */
export type PeopleTable = { installation: number; person: number; login: string | null; key: string }

/** How many changes of rosters were noted; `departure`: which of them was the last of somebody who left the organisation. */
export type RostersTable = { installation: number; changes: number; departure: number }

/** Teams that were heard of; `change`: the last one of it, as `rosters` counts them; `listed`: whether GitHub has ever listed it. */
export type TeamsTable = { team: number; installation: number; change: number; listed: boolean }

/** Who is in a team; `since`: by when they had come, null where they were there when it was first listed. */
export type MembersTable = { team: number; person: number; installation: number; since: Instant | null }

/** Keys on people's accounts, and since when they were seen there. */
export type SeenKeysTable = { person: number; fingerprint: string; since: Instant }

/** Issues without the form that were answered. */
export type FormAnswersTable = { repository: number; issue: number; person: number; at: Instant }

/** Signed sightings of a chain's end. */
export type CheckpointsTable = {
  repository: number
  seq: number
  installation: number
  hash: string
  at: string
  signature: string
}

export type InboxTable = {
  place: Generated<number>
  delivery: string
  event: string
  body_sha: string
  /** Null once it is done: what remains is what tells a replay. */
  body: string | null
  state: 'waiting' | 'done' | 'aside'
  received: Instant
  tries: number
  next_try: Instant
  problem: string | null
}

/** Who this store is, made once. */
export type StoreTable = { id: Generated<string>; sole: Generated<boolean> }

/** Other stores of this app, of which an operator has said that this one ends what they began. */
export type AdoptedStoresTable = { store: string; at: Instant }

export type CursorsTable = { name: string; value: string }

export type Tables = {
  repositories: RepositoriesTable
  requests: RequestsTable
  displays: DisplaysTable
  proposals: ProposalsTable
  governances: GovernancesTable
  words: WordsTable
  hands: HandsTable
  pushes: PushesTable
  comment_hands: CommentHandsTable
  grant_pulls: GrantPullsTable
  grants: GrantsTable
  lockdowns: LockdownsTable
  decisions: DecisionsTable
  policies: PoliciesTable
  stated: StatedTable
  trail: TrailTable
  chains: ChainsTable
  people: PeopleTable
  rosters: RostersTable
  teams: TeamsTable
  members: MembersTable
  seen_keys: SeenKeysTable
  form_answers: FormAnswersTable
  checkpoints: CheckpointsTable
  placements: PlacementsTable
  given_up: GivenUpTable
  drills: DrillsTable
  deposits: DepositsTable
  notices: NoticesTable
  notice_turns: NoticeTurnsTable
  inbox: InboxTable
  cursors: CursorsTable
  store: StoreTable
  adopted_stores: AdoptedStoresTable
}

/** Everything of ours lies in one schema, so that a database can be shared; the queue's tables lie in another. */
export const schema = 'daypass'
