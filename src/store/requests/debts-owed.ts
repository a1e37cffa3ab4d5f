import { type Kysely, sql, type Transaction } from 'kysely'
import { DaypassError } from '../../core/error.ts'
import { changedRecord } from '../../core/lifecycle/change.ts'
import { formatKey, type RequestKey } from '../../core/request-key.ts'
import type { Change, Claim, DebtFacts } from '../../ports/request-store.ts'
import type { Tables } from '../database/tables.ts'

export type DebtRow = { issue: number; owes_since: Date | null; broke_glass: Date | null }

/** What these requests of one person come to, all of which were given in an emergency. */
export function debtsOf(rows: readonly DebtRow[], since: Date): DebtFacts {
  const owed = rows.flatMap(({ issue, owes_since }) => (owes_since ? [{ issue, since: owes_since }] : []))
  return {
    owed: owed.sort((a, b) => a.since.getTime() - b.since.getTime() || a.issue - b.issue),
    count: rows.filter(({ broke_glass }) => broke_glass !== null && broke_glass >= since).length,
  }
}

/** See the port. */
export async function debtsFor(
  db: Kysely<Tables>,
  { repository, issue }: RequestKey,
  person: number,
  since: Date,
): Promise<DebtFacts> {
  const rows = await db
    .selectFrom('requests')
    .select(['issue', 'owes_since', 'broke_glass'])
    .where('repository', '=', repository)
    .where('issue', '!=', issue)
    .where('requester', '=', person)
    .where('broke_glass', 'is not', null)
    .execute()
  return debtsOf(rows, since)
}

type Saving = { held: Claim; change: Change }

/** Who would owe a review by this change, as no two of one transaction may be; undefined: nobody. */
export function debtorOf({ held, change }: Saving): string | undefined {
  const { key, requester } = changedRecord(held.record, change)
  return change.owing && requester ? `debtor ${key.repository} ${requester.id}` : undefined
}

/**
 * Which of these changes take on a debt whose requester owes another one by now than its policy was told of, each with its error. Until the
 * transaction is over nobody else takes one on for the same person in the same repository.
 */
export async function debtsMeanwhile(
  trx: Transaction<Tables>,
  savings: readonly Saving[],
): Promise<Map<string, DaypassError>> {
  const found = new Map<string, DaypassError>()
  const debtors = savings.flatMap((saving) => {
    const name = debtorOf(saving)
    return name === undefined ? [] : [{ name, ...saving }]
  })
  // Always in the same order, and before any row: who waits here holds nothing that anybody waits for.
  for (const { name } of debtors.sort((a, b) => (a.name < b.name ? -1 : 1)))
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx)
  for (const { held, change } of debtors) {
    const { key, requester } = changedRecord(held.record, change)
    const { owed } = await debtsFor(trx, key, requester?.id ?? 0, new Date(0))
    const error = debtMeanwhile(key, owed, change.owing)
    if (error) found.set(formatKey(key), error)
  }
  return found
}

/** The error of a change that takes on a debt, by what its requester owes by now. */
export function debtMeanwhile(
  key: RequestKey,
  owed: DebtFacts['owed'],
  told: readonly number[] = [],
): DaypassError | undefined {
  const other = owed.find(({ issue }) => !told.includes(issue))
  if (!other) return undefined
  const message = `the requester of ${formatKey(key)} was given access in the emergency of issue ${other.issue} meanwhile, which has to be reviewed first: it is decided again`
  return new DaypassError('DEBT_MEANWHILE', message)
}
