import { type Earlier, lookedBack } from '../../../../src/core/alerts/history.ts'
import { addSeconds } from '../../../../src/core/instant.ts'
import { isTerminal, type RequestState } from '../../../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../../../src/core/request-key.ts'
import type { DebtFacts, LedgerFacts } from '../../../../src/ports/request-store.ts'
import { debtsOf } from '../../../../src/store/requests/debts-owed.ts'
import { ledgerOf } from '../../../../src/store/requests/ledger-facts.ts'
import type { MemoryTables } from '../database/parts.ts'

/** Open grants of a person on a resource, and the person's requests since an instant, other than this one. */
export function countsFor(
  { grants, requests }: MemoryTables,
  key: RequestKey,
  person: number,
  resource: string,
  since: Date,
): { openGrants: number; requests: number } {
  const isOther = (row: RequestKey & { requester: number | null }) =>
    row.repository === key.repository && row.issue !== key.issue && row.requester === person
  const open = grants.where((row) => isOther(row) && row.resource === resource && row.ended === null)
  const asked = requests.where((row) => isOther(row) && row.submitted !== null && row.submitted >= since)
  return { openGrants: open.length, requests: asked.length }
}

/** What they had of the resource before, what of it was denied, and how often they asked. */
export function earlierAccess(
  { grants, requests }: MemoryTables,
  { repository, issue }: RequestKey,
  person: number,
  resource: string,
  at: Date,
): Earlier {
  const isOther = (row: RequestKey & { requester: number | null }) =>
    row.repository === repository && row.issue !== issue && row.requester === person
  const asked = (seconds: number) =>
    requests.where((row) => isOther(row) && row.submitted !== null && row.submitted > addSeconds(at, -seconds))
  return {
    grants: grants.where(
      (row) => isOther(row) && row.resource === resource && row.begins > addSeconds(at, -lookedBack.grants),
    ).length,
    requests: asked(lookedBack.requests).length,
    denials: asked(lookedBack.denials).filter((row) => row.resource === resource && row.state === 'denied').length,
  }
}

/** What the ledger says of a person's other access, and of others' to the resource. */
export function ledgerFor(
  { grants }: MemoryTables,
  key: RequestKey,
  person: number,
  resource: string,
  since: Date,
): LedgerFacts {
  const here = grants.where((row) => row.repository === key.repository)
  const own = here.filter((row) => row.issue !== key.issue && row.requester === person)
  const others = here.filter((row) => row.resource === resource && row.requester !== person && row.ended === null)
  return ledgerOf(
    own.filter(({ ended }) => ended === null || ended > since),
    new Set(others.map(({ requester }) => requester)).size,
    since,
  )
}

/** What the person owes for other requests that were given in an emergency, and how often since an instant. */
export function debtsFor({ requests }: MemoryTables, key: RequestKey, person: number, since: Date): DebtFacts {
  const given = requests.where(
    (row) =>
      row.repository === key.repository &&
      row.issue !== key.issue &&
      row.requester === person &&
      row.broke_glass !== null,
  )
  return debtsOf(given, since)
}

/** A request that no look has read yet is its opener's, as the signed webhook said. */
export function earlierRequests(
  { requests, grants, hands }: MemoryTables,
  key: RequestKey,
  person: number,
  since: Date,
): { open: number; lastDay: number } {
  const own = requests.get(formatKey(key))
  const isTheirs = (row: RequestKey & { requester: number | null }) =>
    row.requester === null
      ? hands.find((hand) => formatKey(hand) === formatKey(row) && hand.person === person) !== undefined
      : row.requester === person
  const counted = requests
    .where((row) => row.repository === key.repository && row.issue !== key.issue && isTheirs(row))
    .map((row) => {
      const ahead = own ? row.created.getTime() - own.created.getTime() : -1
      const earlier = ahead < 0 || (ahead === 0 && row.issue < key.issue)
      const lives = grants.find((grant) => formatKey(grant) === formatKey(row) && grant.ended === null) !== undefined
      const isOpen = (earlier && !isTerminal(row.state as RequestState)) || lives
      return { isOpen, isNew: (earlier || lives) && (row.submitted ?? row.created) >= since }
    })
  return {
    open: counted.filter(({ isOpen }) => isOpen).length,
    lastDay: counted.filter(({ isNew }) => isNew).length,
  }
}
