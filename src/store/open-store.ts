import { join } from 'node:path'
import { sql } from 'kysely'
import type { AlertKind } from '../core/alerts/alert-kinds.ts'
import type { Deposits } from '../ports/deposits.ts'
import type { DisplayStore } from '../ports/display-store.ts'
import type { Drills } from '../ports/drills.ts'
import type { FormAnswers } from '../ports/form-answers.ts'
import type { GovernanceStore } from '../ports/governance-store.ts'
import type { GrantStore } from '../ports/grants.ts'
import type { Lockdowns } from '../ports/lockdowns.ts'
import type { Log } from '../ports/log.ts'
import type { NoticeStore } from '../ports/notices.ts'
import type { Placements } from '../ports/placements.ts'
import type { ProposalStore } from '../ports/proposal-store.ts'
import type { RequestStore } from '../ports/request-store.ts'
import type { Roster } from '../ports/roster.ts'
import type { SeenKeys } from '../ports/seen-keys.ts'
import type { TokenLeases } from '../ports/token-leases.ts'
import type { WakeUps } from '../ports/unit-of-work.ts'
import type { Enqueue, WakeEnded, WakeWaiting } from '../ports/wake.ts'
import { type Cursors, createCursors } from './cursors.ts'
import { type Connection, connectEmbedded, connectServer, createSchema, type Database } from './database/connect.ts'
import { inStore } from './database/database-error.ts'
import { migrate } from './database/migrations.ts'
import { forgetDecisions } from './decisions.ts'
import { createDeposits } from './deposits.ts'
import { createDisplayStore } from './displays/display-store.ts'
import { createDrills } from './drills.ts'
import { type Forgotten, forget } from './erasure.ts'
import { createFormAnswers } from './form-answers.ts'
import { createGovernanceStore } from './governances/governance-store.ts'
import { createGrantStore } from './grants.ts'
import { createIdentity, type StoreIdentity } from './identity.ts'
import { createInbox, type InboxStore } from './inbox/inbox.ts'
import { createLockdowns } from './lockdowns.ts'
import { createNoticeStore } from './notices/notice-store.ts'
import { forgetOldTexts } from './old-texts.ts'
import { createProposalStore } from './proposals/proposal-store.ts'
import { createRecords, type Records } from './queries.ts'
import { createEnqueue } from './requests/enqueue.ts'
import { createRequestStore } from './requests/request-store.ts'
import { createWakeEnded } from './requests/wake-ended.ts'
import { createWakeWaiting } from './requests/wake-waiting.ts'
import { createRoster } from './roster.ts'
import { createSeenKeys } from './seen-keys.ts'
import { createTokenLeases } from './token-leases.ts'
import type { SignTrail } from './trail/append.ts'
import { createCheckpointRows } from './trail/checkpoint-rows.ts'
import { type Checkpoints, createCheckpoints } from './trail/checkpoints.ts'
import { createPlacements } from './trail/placements.ts'
import { recordSelfStatement, type SelfStatement } from './trail/self-statement.ts'

export type StoreOptions = {
  /** A PostgreSQL to connect to; absent: the embedded one in `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  signTrail: SignTrail
  /** Where checkpoints are kept beside the database; default `checkpoints.jsonl` in `dataDir`. */
  checkpointFile?: string
  now: () => Date
  log: Log
  /** The common kinds of alerts that somebody wants to hear of; default: none. */
  common?: readonly AlertKind[]
}

export type Store = {
  requests: RequestStore
  displays: DisplayStore
  proposals: ProposalStore
  governances: GovernanceStore
  grants: GrantStore
  leases: TokenLeases
  lockdowns: Lockdowns
  inbox: InboxStore
  enqueue: Enqueue
  wakeWaiting: WakeWaiting
  wakeEnded: WakeEnded
  cursors: Cursors
  records: Records
  roster: Roster
  identity: StoreIdentity
  seenKeys: SeenKeys
  formAnswers: FormAnswers
  checkpoints: Checkpoints
  placements: Placements
  drills: Drills
  deposits: Deposits
  notices: NoticeStore
  /** Says in every chain what of this server holds now, unless it says so already (see recordSelfStatement). */
  recordSelfStatement(statement: SelfStatement, which: 'all' | 'new'): Promise<number>
  /** Blanks a person's names, numbers and reasons in what is over; the trail goes on fitting. */
  forget(person: number): Promise<Forgotten>
  /** Forgets decisions made before then, but for those of requests that live, with the texts that no other needs. Returns how many. */
  forgetDecisions(before: Date): Promise<number>
  /** Blanks the texts of what is over, and of which nothing was noted since then. Returns of how many requests. */
  forgetOldTexts(before: Date): Promise<number>
  /** What the queue, which lives in the same database, connects to. */
  database: Database
  /** From now on wake-ups ride in the store's transactions. Until then rows only become due, and the queue's first search for due rows finds them. */
  useWakeUps(wakeUps: WakeUps): void
  /** Throws STORE_UNAVAILABLE. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Opens the store and brings its tables up to date. Throws STORE_LOCKED, STORE_UNAVAILABLE. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl, log } = options
  const connection =
    databaseUrl === undefined
      ? await connectEmbedded(options.dataDir)
      : connectServer(databaseUrl, ({ message }) => log.warn({ message }, 'lost an idle database connection'))
  try {
    await prepare(connection)
  } catch (error) {
    await connection.close()
    throw error
  }
  return assemble(connection, options)
}

async function prepare({ db, database }: Connection): Promise<void> {
  await inStore(() => createSchema(db))
  await inStore(() => migrate(db))
  if (database.kind === 'server') return
  // The directory's lock is ours, so whoever claimed or took anything before is dead.
  for (const table of [
    'requests',
    'displays',
    'proposals',
    'governances',
    'drills',
    'deposits',
    'notice_turns',
  ] as const)
    await db.updateTable(table).set({ claimed_until: null }).where('claimed_until', 'is not', null).execute()
  await sql`update daypass.inbox set next_try = received where state = 'waiting'`.execute(db)
}

function assemble({ db, express, database, close }: Connection, options: StoreOptions): Store {
  const { signTrail, now, log, common = [], checkpointFile = join(options.dataDir, 'checkpoints.jsonl') } = options
  let connected: WakeUps | undefined
  const wakeUps: WakeUps = {
    schedule: async (...wakeUp) => connected?.schedule(...wakeUp),
    scheduleAll: async (...wakeUp) => connected?.scheduleAll(...wakeUp),
    scheduleDisplay: async (...wakeUp) => connected?.scheduleDisplay(...wakeUp),
    scheduleProposal: async (...wakeUp) => connected?.scheduleProposal(...wakeUp),
    scheduleGovernance: async (...wakeUp) => connected?.scheduleGovernance(...wakeUp),
    scheduleNotice: async (...wakeUp) => connected?.scheduleNotice(...wakeUp),
  }
  const records = createRecords(db)
  const { trail } = records
  const checkpoints = createCheckpoints({
    rows: createCheckpointRows(db),
    sign: signTrail,
    trail,
    file: checkpointFile,
    now,
    log,
  })
  return {
    requests: createRequestStore(db, { sign: signTrail, wakeUps, now, grown: checkpoints.grown, common }),
    displays: createDisplayStore(db, wakeUps, now),
    proposals: createProposalStore(db, wakeUps, now),
    governances: createGovernanceStore(db, { sign: signTrail, wakeUps, now }),
    grants: createGrantStore(db),
    leases: createTokenLeases(db),
    lockdowns: createLockdowns(db, { sign: signTrail, wakeUps, now, log }),
    inbox: createInbox(db, express, log),
    enqueue: createEnqueue(db, wakeUps, now),
    wakeWaiting: createWakeWaiting(db, wakeUps, now),
    wakeEnded: createWakeEnded(db, wakeUps, now),
    cursors: createCursors(db),
    records,
    roster: createRoster(db),
    identity: createIdentity(db),
    seenKeys: createSeenKeys(db),
    formAnswers: createFormAnswers(db),
    checkpoints,
    placements: createPlacements(db),
    drills: createDrills(db, { sign: signTrail, wakeUps }),
    deposits: createDeposits(db, wakeUps),
    notices: createNoticeStore(db, wakeUps, now),
    recordSelfStatement: (statement, which) => recordSelfStatement(db, statement, which, { sign: signTrail, now }),
    forget: (person) => inStore(() => forget(db, person, { sign: signTrail, at: now() })),
    forgetDecisions: (before) => inStore(() => forgetDecisions(db, before)),
    forgetOldTexts: (before) => inStore(() => forgetOldTexts(db, before)),
    database,
    useWakeUps: (wakeUpsOfQueue) => {
      connected = wakeUpsOfQueue
    },
    ping: () =>
      inStore(async () => {
        await sql`select 1`.execute(db)
      }),
    close: async () => {
      await checkpoints.idle()
      await close()
    },
  }
}
