import type { Kysely } from 'kysely'
import type { RequestKey } from '../../core/request-key.ts'
import type { LedgerFacts } from '../../ports/request-store.ts'
import type { Tables } from '../database/tables.ts'

export type LedgerRow = { id: string; resource: string; scope: string; begins: Date; ends: Date; ended: Date | null }

/** What these grants of one person come to; `others`: how many other people have access to the resource. */
export function ledgerOf(rows: readonly LedgerRow[], others: number, since: Date): LedgerFacts {
  const live = rows.filter(({ ended }) => ended === null)
  const inOrder = live.sort((a, b) => a.ends.getTime() - b.ends.getTime() || (a.id < b.id ? -1 : 1))
  const seconds = rows.map(({ begins, ends, ended }) => {
    const from = Math.max(begins.getTime(), since.getTime())
    return Math.max(0, (ended ?? ends).getTime() - from) / 1_000
  })
  return {
    grants: inOrder.map(({ resource, scope, ends }) => ({ resource, scopes: scope.split(' ').filter(Boolean), ends })),
    seconds: Math.floor(seconds.reduce((sum, one) => sum + one, 0)),
    others,
  }
}

/** See the port. */
export async function ledgerFor(
  db: Kysely<Tables>,
  { repository, issue }: RequestKey,
  person: number,
  resource: string,
  since: Date,
): Promise<LedgerFacts> {
  const rows = await db
    .selectFrom('grants')
    .select(['id', 'resource', 'scope', 'begins', 'ends', 'ended'])
    .where('repository', '=', repository)
    .where('issue', '!=', issue)
    .where('requester', '=', person)
    .where((eb) => eb.or([eb('ended', 'is', null), eb('ended', '>', since)]))
    .execute()
  const { others } = await db
    .selectFrom('grants')
    .select((eb) => eb.fn.count<number>('requester').distinct().as('others'))
    .where('repository', '=', repository)
    .where('resource', '=', resource)
    .where('requester', '!=', person)
    .where('ended', 'is', null)
    .executeTakeFirstOrThrow()
  return ledgerOf(rows, Number(others), since)
}
