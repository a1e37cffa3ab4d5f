// The store in memory: what src/store does with a database, one transaction after the other. It is held to the same contract.
import { randomBytes as chance } from 'node:crypto'
import type { AlertKind } from '../../../src/core/alerts/alert-kinds.ts'
import type { Log } from '../../../src/ports/log.ts'
import type { WakeUps } from '../../../src/ports/unit-of-work.ts'
import type { Store } from '../../../src/store/open-store.ts'
import type { SignTrail } from '../../../src/store/trail/append.ts'
import { createCheckpoints } from '../../../src/store/trail/checkpoints.ts'
import { createCursors } from './cursors.ts'
import { createMemoryDatabase } from './database/memory-database.ts'
import type { MemoryTables, RandomBytes } from './database/parts.ts'
import { createForgetDecisions } from './decisions.ts'
import { createDeposits } from './deposits.ts'
import { createDisplays } from './displays/displays.ts'
import { createDrills } from './drills.ts'
import { createForget } from './erasure.ts'
import { createFormAnswers } from './form-answers.ts'
import { createGovernances } from './governances.ts'
import { createGrants } from './grants.ts'
import { createIdentity } from './identity.ts'
import { createInbox } from './inbox.ts'
import { createLockdowns } from './lockdowns.ts'
import { createNotices } from './notices.ts'
import { createForgetOldTexts } from './old-texts.ts'
import { createProposals } from './proposals.ts'
import { createRecords } from './records.ts'
import { createEnqueue } from './requests/enqueue.ts'
import { createRequests } from './requests/requests.ts'
import { createWakeEnded, createWakeWaiting } from './requests/waking.ts'
import { createRoster } from './roster.ts'
import { createSeenKeys } from './seen-keys.ts'
import { createTokenLeases } from './token-leases.ts'
import { createCheckpointRows } from './trail/checkpoint-rows.ts'
import { createPlacements } from './trail/placements.ts'
import { createSelfStatement } from './trail/self-statement.ts'
import { createStoreId } from './trail/store-id.ts'

export type MemoryStoreOptions = {
  now: () => Date
  signTrail?: SignTrail
  /** Where secrets come from; absent: chance. */
  randomBytes?: RandomBytes
  log?: Log
  common?: readonly AlertKind[]
  /** Where checkpoints are kept beside the tables. */
  checkpointFile?: string
  /** Where the places in the status lists begin. */
  firstPlace?: number
}

/** All of the store but its database, which is nobody's but its own here. */
export type PortsOfStore = Omit<Store, 'database'>

export type MemoryStore = PortsOfStore & {
  /** What is stored, for arranging what a test needs and for seeing what is there. */
  tables: MemoryTables
  /** Takes everything out, as `emptyStore` does: it stays the same store. */
  empty(): void
}

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }

export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const { now, log = silent, checkpointFile: file = '', firstPlace, randomBytes = chance, common = [] } = options
  const { signTrail: sign = async (bytes) => `signature of ${bytes.length}` } = options
  let connected: WakeUps | undefined
  const wakeUps: WakeUps = {
    schedule: async (...wakeUp) => connected?.schedule(...wakeUp),
    scheduleAll: async (...wakeUp) => connected?.scheduleAll(...wakeUp),
    scheduleDisplay: async (...wakeUp) => connected?.scheduleDisplay(...wakeUp),
    scheduleProposal: async (...wakeUp) => connected?.scheduleProposal(...wakeUp),
    scheduleGovernance: async (...wakeUp) => connected?.scheduleGovernance(...wakeUp),
    scheduleNotice: async (...wakeUp) => connected?.scheduleNotice(...wakeUp),
  }
  const { tables, transaction } = createMemoryDatabase(firstPlace)
  const without = { tables, transaction, sign, wakeUps, now, randomBytes, log, common, grown: () => undefined }
  const records = createRecords(without)
  const rows = createCheckpointRows(without)
  const checkpoints = createCheckpoints({ rows, sign, trail: records.trail, file, now, log })
  const parts = { ...without, id: createStoreId(randomBytes), grown: checkpoints.grown }
  return {
    ...{ tables, records, checkpoints },
    requests: createRequests(parts),
    displays: createDisplays(parts),
    proposals: createProposals(parts),
    governances: createGovernances(parts),
    grants: createGrants(parts),
    leases: createTokenLeases(parts),
    lockdowns: createLockdowns(parts),
    inbox: createInbox(parts),
    enqueue: createEnqueue(parts),
    wakeWaiting: createWakeWaiting(parts),
    wakeEnded: createWakeEnded(parts),
    cursors: createCursors(parts),
    roster: createRoster(parts),
    identity: createIdentity(parts),
    seenKeys: createSeenKeys(parts),
    formAnswers: createFormAnswers(parts),
    placements: createPlacements(parts),
    drills: createDrills(parts),
    deposits: createDeposits(parts),
    notices: createNotices(parts),
    recordSelfStatement: createSelfStatement(parts),
    forget: createForget(parts),
    forgetDecisions: createForgetDecisions(parts),
    forgetOldTexts: createForgetOldTexts(parts),
    useWakeUps(given) {
      connected = given
    },
    ping: () => transaction(() => undefined),
    close: () => checkpoints.idle(),
    empty() {
      const { adopted_stores: _stay, ...all } = tables
      for (const table of Object.values(all)) table.empty()
    },
  }
}
