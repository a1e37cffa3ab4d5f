import { sql, type Transaction } from 'kysely'
import type { AlertKind } from '../../core/alerts/alert-kinds.ts'
import { DaypassError } from '../../core/error.ts'
import { changedRecord } from '../../core/lifecycle/change.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { Change, Claim } from '../../ports/request-store.ts'
import type { WakeUps } from '../../ports/unit-of-work.ts'
import type { Outcome } from '../database/group-commit.ts'
import { records } from '../database/json-rows.ts'
import type { Tables } from '../database/tables.ts'
import { wakeDisplays } from '../displays/waking.ts'
import { noteAlerts } from '../notices/noting.ts'
import { type Appending, appendToTrails, type SignTrail, withoutRequest } from '../trail/append.ts'
import { governedNow } from '../trail/governed.ts'
import { alertsOf } from './alerts-of-savings.ts'
import { debtsMeanwhile } from './debts-owed.ts'
import { noteGrantPulls } from './grant-pulls.ts'
import { keepDecisions } from './keeping-decisions.ts'
import { endsAt, requestColumns } from './request-rows.ts'

export type Saving = { held: Claim; change: Change }

/** `common`: the common kinds of alerts that somebody wants to hear of. */
export type SavingParts = { sign: SignTrail; wakeUps: WakeUps; now: () => Date; common?: readonly AlertKind[] }

type Written = { installation: number; entries: number }

type Saved = { claim: Claim; change: Change } & Written

/** Commits changes whose claims still hold, with their events and decisions. The others are FENCED_OFF, or DEBT_MEANWHILE. */
export async function saveAll(
  trx: Transaction<Tables>,
  savings: readonly Saving[],
  { sign, wakeUps, now, common = [] }: SavingParts,
): Promise<Outcome<Claim>[]> {
  const claims = savings.map(({ held, change }) => ({ ...held, record: changedRecord(held.record, change) }))
  const refused = await debtsMeanwhile(trx, savings)
  const written = await writeRecords(
    trx,
    claims
      .map((claim, index) => ({ ...claim, news: savings[index]?.change.events?.length ?? 0 }))
      .filter(({ key }) => !refused.has(formatKey(key))),
  )
  const saved = savings.flatMap(({ change }, index): Saved[] => {
    const claim = claims[index]
    const row = claim && written.get(formatKey(claim.key))
    return claim === undefined || row === undefined ? [] : [{ claim, change, ...row }]
  })
  await appendToTrails(trx, await appendingsOf(trx, saved), sign)
  await keepDecisions(trx, saved)
  await noteAlerts(trx, await alertsOf(trx, savings, written, common), now(), wakeUps)
  const withPulls = saved.filter(({ change: { set } }) => set?.pull || set?.extension?.pull || set?.debt?.pull)
  await noteGrantPulls(
    trx,
    withPulls.map(({ claim: { record }, installation }) => ({ record, installation })),
  )
  await scheduleEnds(trx, savings, written, wakeUps)
  const shown = saved.filter(({ change: { say, compare } }) => say !== undefined || compare)
  await wakeDisplays(
    trx,
    shown.map(({ claim: { record }, change: { say = [], compare = false } }) => ({ record, say, compare })),
    now(),
    wakeUps,
  )
  return claims.map((claim) =>
    written.has(formatKey(claim.key))
      ? { result: claim }
      : { error: refused.get(formatKey(claim.key)) ?? fencedOff(claim.key) },
  )
}

/** An end has a timer of its own from the moment at which it is known: whoever looks at the request meanwhile may wait for GitHub. */
async function scheduleEnds(
  trx: Transaction<Tables>,
  savings: readonly Saving[],
  written: ReadonlyMap<string, Written>,
  wakeUps: WakeUps,
): Promise<void> {
  for (const { held, change } of savings) {
    if (!written.has(formatKey(held.key))) continue
    const [before, ends] = [endsAt(held.record), endsAt(changedRecord(held.record, change))]
    if (ends !== null && ends.getTime() !== before?.getTime())
      await wakeUps.schedule({ transaction: trx }, held.key, ends, true)
  }
}

function fencedOff(key: RequestKey): DaypassError {
  return new DaypassError(
    'FENCED_OFF',
    `request ${formatKey(key)} was taken over by another worker while this one was held up; nothing was written, and the other one carries on`,
  )
}

/** Writes what may be written. Returns, by key, whose those requests are and how many trail entries they have with the new ones. */
async function writeRecords(
  trx: Transaction<Tables>,
  claims: readonly (Claim & { news: number })[],
): Promise<Map<string, Written>> {
  const rows = records(
    claims.map(({ key, fence, record, news }) => ({ ...key, fence, news, ...requestColumns(record) })),
    `repository bigint, issue integer, fence bigint, news integer, state text, record text, requester bigint, resource text,
     submitted timestamptz, urgent boolean, changed_at text, voted integer, connector text, connector_type text,
     owes_since timestamptz, broke_glass timestamptz, foreign_store text, ends_at timestamptz, ending_since timestamptz`,
  )
  const written = await sql<RequestKey & Written>`
    update daypass.requests r
    set state = given.state, record = given.record::json, requester = given.requester, resource = given.resource,
        submitted = given.submitted, urgent = given.urgent, entries = r.entries + given.news,
        changed_at = given.changed_at, voted = given.voted, connector = given.connector, connector_type = given.connector_type, owes_since = given.owes_since, broke_glass = given.broke_glass, foreign_store = given.foreign_store, ends_at = given.ends_at,
        ending_since = given.ending_since
    from ${rows} as given
    where r.repository = given.repository and r.issue = given.issue and r.fence = given.fence
    returning r.repository, r.issue, r.installation, r.entries`.execute(trx)
  return new Map(written.rows.map((row) => [formatKey(row), row]))
}

/** What the requests tell, and before it, where other governed files than before have decided, that they did. */
async function appendingsOf(trx: Transaction<Tables>, saved: readonly Saved[]): Promise<Appending[]> {
  const decided = saved.flatMap(({ claim, change: { decision } }) =>
    decision ? [{ key: formatKey(claim.key), repository: claim.key.repository, ...underWhat(decision) }] : [],
  )
  const governed = await governedNow(trx, decided)
  return saved.flatMap(({ claim: { key, record }, change: { events: news = [] }, installation, entries }) => {
    const event = governed.get(decided.findIndex((one) => one.key === formatKey(key)))
    const own = news.length === 0 ? [] : [{ record, installation, news, step: entries - news.length + 1 }]
    return event ? [withoutRequest(key.repository, installation, [event]), ...own] : own
  })
}

function underWhat({ decision: { at, policy: digest }, texts: { commit } }: NonNullable<Change['decision']>) {
  return { at, digest, commit }
}
