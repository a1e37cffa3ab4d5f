// The rows of the store in memory: the columns are those of src/store/database/tables.ts, and JSON is the text that it is.
import type { Selectable } from 'kysely'
import type { Drill } from '../../../../src/core/lifecycle/fire-drill.ts'
import { formatKey } from '../../../../src/core/request-key.ts'
import type { StoredDeposit } from '../../../../src/ports/deposits.ts'
import type { DisplaysTable, WordsTable } from '../../../../src/store/database/display-tables.ts'
import type { GovernancesTable } from '../../../../src/store/database/governance-table.ts'
import type { NoticesTable, NoticeTurnsTable } from '../../../../src/store/database/notice-tables.ts'
import type { GivenUpTable, PlacementsTable } from '../../../../src/store/database/placement-tables.ts'
import type { ProposalsTable, PushesTable } from '../../../../src/store/database/proposal-table.ts'
import type * as Columns from '../../../../src/store/database/tables.ts'
import { type Journal, Table, type TableOptions } from './table.ts'

/** JSON is kept as its text, so that nobody holds what is stored. */
type Kept<Columns, Json extends keyof Columns = never> = Omit<Selectable<Columns>, Json> & { [Column in Json]: string }

export type RequestRow = Kept<Columns.RequestsTable, 'record'> & { entries: number }
export type DisplayRow = Kept<DisplaysTable, 'record'>
export type ProposalRow = Kept<ProposalsTable, 'record' | 'queued'>
export type GovernanceRow = Omit<Kept<GovernancesTable, 'record'>, 'texts'> & { texts: string | null }
export type NoticeRow = Kept<NoticesTable, 'told'>
export type NoticeTurnRow = Kept<NoticeTurnsTable, 'record'>
export type WordRow = Kept<WordsTable>
export type GrantRow = Omit<Selectable<Columns.GrantsTable>, 'lease' | 'operation'> & {
  lease: string | null
  operation: string | null
}
export type LockdownRow = Kept<Columns.LockdownsTable>
export type DecisionRow = Omit<Kept<Columns.DecisionsTable, 'input' | 'decision'>, 'receipt'> & {
  receipt: string | null
}
export type PlacementRow = Omit<Selectable<PlacementsTable>, never>
export type InboxRow = Kept<Columns.InboxTable>

/** The row as it is read: nothing asks for its columns. */
export type DrillRow = { connector: string; drill: Drill; fence: number; claimed_until: Date | null }

/** The same of what lies in a secret. */
export type DepositRow = {
  grant_id: string
  deposit: StoredDeposit
  due: Date
  fence: number
  claimed_until: Date | null
}

export type MemoryTables = ReturnType<typeof createTables>

type Place = { repository: number; issue: number }

const ofRequest = ({ repository, issue }: Place): string => formatKey({ repository, issue })

/** `firstPlace`: where the places in the status lists begin. */
export function createTables(journal: Journal, firstPlace = 0) {
  const table = <Row extends object>(keyOf: (row: Row) => string, options: Partial<TableOptions<Row>> = {}) =>
    new Table<Row>({ keyOf, journal, ...options })
  return {
    repositories: table<Columns.RepositoriesTable>(({ id }) => `${id}`),
    requests: table<RequestRow>(ofRequest),
    displays: table<DisplayRow>(ofRequest),
    proposals: table<ProposalRow>(ofRequest),
    governances: table<GovernanceRow>(ofRequest),
    pushes: table<PushesTable>((row) => `${row.repository} ${row.commit} ${row.person}`),
    words: table<WordRow>(({ id }) => `${id}`),
    hands: table<Columns.HandsTable>((row) => `${ofRequest(row)} ${row.body_sha} ${row.person}`),
    comment_hands: table<Columns.CommentHandsTable>((row) => `${ofRequest(row)} ${row.comment}`),
    grant_pulls: table<Columns.GrantPullsTable>(({ repository, pull }) => `${repository} ${pull}`),
    grants: table<GrantRow>(({ id }) => id, { first: firstPlace, check: checkGrant }),
    lockdowns: table<LockdownRow>(({ id }) => `${id}`),
    decisions: table<DecisionRow>(({ id }) => `${id}`),
    policies: table<Kept<Columns.PoliciesTable, 'files'>>(({ digest }) => digest),
    stated: table<Columns.StatedTable>(({ repository, kind }) => `${repository} ${kind}`),
    trail: table<Columns.TrailTable>(({ repository, seq }) => `${repository} ${seq}`),
    chains: table<Columns.ChainsTable>(({ repository }) => `${repository}`),
    people: table<Columns.PeopleTable>(({ installation, person }) => `${installation} ${person}`),
    rosters: table<Columns.RostersTable>(({ installation }) => `${installation}`),
    teams: table<Columns.TeamsTable>(({ team }) => `${team}`),
    members: table<Columns.MembersTable>(({ team, person }) => `${team} ${person}`),
    seen_keys: table<Columns.SeenKeysTable>(({ person, fingerprint }) => `${person} ${fingerprint}`),
    form_answers: table<Columns.FormAnswersTable>(ofRequest),
    checkpoints: table<Columns.CheckpointsTable>(({ repository, seq }) => `${repository} ${seq}`),
    placements: table<PlacementRow>(({ place, repository }) => `${place} ${repository}`),
    given_up: table<GivenUpTable>(({ repository, seq, hash }) => `${repository} ${seq} ${hash}`),
    drills: table<DrillRow>(({ connector }) => connector),
    deposits: table<DepositRow>(({ grant_id }) => grant_id),
    notices: table<NoticeRow>(({ id }) => id),
    notice_turns: table<NoticeTurnRow>(ofRequest),
    inbox: table<InboxRow>(({ place }) => `${place}`),
    cursors: table<Columns.CursorsTable>(({ name }) => name),
    adopted_stores: table<Columns.AdoptedStoresTable>(({ store }) => store),
  }
}

/** What the database refuses of a grant, whatever the code above it does. */
function checkGrant(row: GrantRow, others: () => GrantRow[]): void {
  if (!(row.ends > row.begins)) throw new RangeError('a grant ends at an instant after its beginning')
  if (row.ended && row.renewal) throw new TypeError('what has ended has no renewal credential')
  for (const other of others()) {
    if (other.digest === row.digest) throw new TypeError('a digest is granted once')
    if (row.renewal !== null && other.renewal === row.renewal)
      throw new TypeError('a renewal credential is of one grant')
  }
}
