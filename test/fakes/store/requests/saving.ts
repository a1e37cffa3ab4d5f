import type { Alert } from '../../../../src/core/alerts/alert.ts'
import { isGrave } from '../../../../src/core/alerts/alert-kinds.ts'
import { historyAlerts, historyOf, needsHistory } from '../../../../src/core/alerts/history.ts'
import { requestAlerts } from '../../../../src/core/alerts/request-alerts.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { changedRecord } from '../../../../src/core/lifecycle/change.ts'
import { isVotedInRequestPull, type RequestRecord } from '../../../../src/core/record.ts'
import { formatKey } from '../../../../src/core/request-key.ts'
import type { NewEvent } from '../../../../src/core/trail/entry.ts'
import { sealedReceipt } from '../../../../src/core/trail/receipt-of-decision.ts'
import type { Change, Claim } from '../../../../src/ports/request-store.ts'
import { debtMeanwhile } from '../../../../src/store/requests/debts-owed.ts'
import { endsAt, requestColumns } from '../../../../src/store/requests/request-rows.ts'
import { type Appending, withoutRequest } from '../../../../src/store/trail/append.ts'
import { pseudonymiserOf } from '../../../../src/store/trail/pseudonym-keys.ts'
import { copyOf } from '../database/copy.ts'
import { type MemoryTables, type StoreParts, unit } from '../database/parts.ts'
import type { RequestRow } from '../database/tables.ts'
import { wakeDisplay } from '../displays/waking-displays.ts'
import { noteAlerts } from '../notices.ts'
import { secretsOf } from '../trail/people.ts'
import type { StoreId } from '../trail/store-id.ts'
import { append } from '../trail/trail.ts'
import { debtsFor, earlierAccess } from './counts.ts'

export type SavingParts = Pick<StoreParts, 'tables' | 'sign' | 'wakeUps' | 'now' | 'randomBytes' | 'common'> & {
  id: StoreId
}

/** A change as it will be written; what the record has come to is a text already. */
export type Saving = { held: Claim; record: RequestRecord; columns: ReturnType<typeof requestColumns>; change: Change }

/** Throws RECORD_INVALID, TypeError. */
export function savingOf(held: Claim, change: Change): Saving {
  const record = changedRecord(held.record, change)
  const { set, ...rest } = change
  return { held, record, columns: copyOf(requestColumns(record)), change: { ...copyOf(rest), ...(set ? { set } : {}) } }
}

/** Commits a change whose claim still holds, with its events and its decision. Throws FENCED_OFF, DEBT_MEANWHILE, TypeError. */
export async function save(parts: SavingParts, { held, record, columns, change }: Saving): Promise<Claim> {
  const { tables, wakeUps, now } = parts
  const { key, fence } = held
  const before = tables.requests.get(formatKey(key))
  if (before?.fence !== fence) throw fencedOff(held)
  const { owing } = change
  const debts = owing && record.requester && debtsFor(tables, key, record.requester.id, new Date(0))
  const refused = debts && debtMeanwhile(key, debts.owed, owing)
  if (refused) throw refused
  const entries = before.entries + (change.events?.length ?? 0)
  const row = tables.requests.change(before, { ...columns, entries })
  await append(tables, appendingsOf(tables, row, record, change), parts)
  keepDecision(tables, row, change, parts)
  const alerts = alertsOf(parts, held.record, record, change.events)
  await noteAlerts(
    parts,
    alerts.map((alert) => ({ repository: key.repository, alert, shared: false })),
    now(),
  )
  if (change.set?.pull || change.set?.extension?.pull || change.set?.debt?.pull) noteGrantPulls(tables, row, record)
  const [was, ends] = [endsAt(held.record), endsAt(record)]
  // An end has a timer of its own from the moment at which it is known.
  if (ends !== null && ends.getTime() !== was?.getTime()) await wakeUps.schedule(unit, key, ends, true)
  const { say, compare } = change
  if (say !== undefined || compare)
    await wakeDisplay(parts, { record, say: say ?? [], compare: compare === true }, now())
  return { ...held, record }
}

function alertsOf(
  { tables, common = [] }: SavingParts,
  before: RequestRecord,
  record: RequestRecord,
  events: readonly NewEvent[] = [],
): Alert[] {
  const found = requestAlerts(before, record, events).filter(({ kind }) => isGrave(kind) || common.includes(kind))
  const { key, request, requester } = record
  const at = events.at(-1)?.at
  if (!request || !requester || at === undefined || !needsHistory(record, events, common)) return found
  const earlier = earlierAccess(tables, key, requester.id, request.resource, new Date(at))
  return [...found, ...historyAlerts(record, events, historyOf(earlier), common)]
}

function fencedOff({ key }: Claim): DaypassError {
  return new DaypassError('FENCED_OFF', `request ${formatKey(key)} was taken over by another worker`)
}

/** What the request tells, and before it, where other governed files than before have decided, that they did. */
function appendingsOf(
  tables: MemoryTables,
  { repository, installation, entries }: RequestRow,
  record: RequestRecord,
  { events: news = [], decision }: Change,
): Appending[] {
  const governed = decision && governedNow(tables, repository, decision)
  const own = news.length === 0 ? [] : [{ record, installation, news, step: entries - news.length + 1 }]
  return governed ? [withoutRequest(repository, installation, [governed]), ...own] : own
}

function governedNow(
  { stated }: MemoryTables,
  repository: number,
  { decision: { at, policy: to }, texts }: NonNullable<Change['decision']>,
): NewEvent | undefined {
  const kind = 'governed'
  const from = stated.get(`${repository} ${kind}`)?.what ?? null
  if (from === to) return undefined
  stated.put({ repository, kind, what: to })
  const facts = { verdict: 'in-force', from, to, commit: texts.commit ?? null, pull: null, approvers: [] }
  return { at, kind, actor: { kind: 'daypass' }, facts }
}

function keepDecision(
  tables: MemoryTables,
  { repository, issue, installation }: RequestRow,
  { decision: made }: Change,
  { randomBytes }: SavingParts,
): void {
  if (!made) return
  const { decisions, policies } = tables
  const { input, decision, texts, why, receipt: draft } = made
  const at = new Date(decision.at)
  // Texts are written once for all decisions that they make.
  policies.add({ digest: texts.digest, files: JSON.stringify([...texts.files]), first_at: at })
  const documents = { input: JSON.stringify(input), decision: JSON.stringify(decision) }
  const id = decisions.number()
  const known = draft ? [{ installation, person: draft.requester }] : []
  const secrets = secretsOf(tables, known, randomBytes)
  const sealed = draft && sealedReceipt(draft, pseudonymiserOf(secrets, installation, draft.requester))
  const receipt = sealed ? JSON.stringify(sealed) : null
  decisions.put({ id, repository, issue, installation, ...documents, at, why, policy: texts.digest, receipt })
}

/** Which pull requests of ours belong to the request, those of extensions too; they are never forgotten. */
function noteGrantPulls(
  { grant_pulls }: MemoryTables,
  { repository, issue, installation }: RequestRow,
  record: RequestRecord,
): void {
  const own = isVotedInRequestPull(record) ? undefined : record.pull?.number
  const pulls = [own, record.extension?.pull?.number, record.debt?.pull?.number]
  for (const pull of pulls) if (pull) grant_pulls.add({ repository, pull, issue, installation })
}
