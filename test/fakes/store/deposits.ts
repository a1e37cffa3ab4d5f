import { DaypassError } from '../../../src/core/error.ts'
import { addSeconds } from '../../../src/core/instant.ts'
import { placeKey, type SecretPlace } from '../../../src/core/lending/secret-place.ts'
import { secretTaken } from '../../../src/core/lending/secret-taken.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import type { DepositClaim, Deposits, StoredDeposit } from '../../../src/ports/deposits.ts'
import { woken } from './database/claiming.ts'
import { inTransactions } from './database/memory-database.ts'
import { type StoreParts, unit } from './database/parts.ts'
import type { DepositRow } from './database/tables.ts'

const claimSeconds = 60

export function createDeposits({
  tables,
  transaction,
  wakeUps,
}: Pick<StoreParts, 'tables' | 'transaction' | 'wakeUps'>): Deposits {
  const { deposits: rows, grants } = tables
  const ended = (grant: string) =>
    new DaypassError('GRANT_ENDED', `grant ${grant} has ended, or its secret was cleared: nothing is put there`)
  const isLive = (grant: string) => grants.get(grant)?.ended === null
  const holder = (place: SecretPlace) =>
    rows.find(({ deposit }) => deposit.over === null && placeKey(deposit.place) === placeKey(place))
  const told = ({ grant_id }: DepositRow) => {
    const { request_url: requestUrl, ends } = grants.get(grant_id) ?? { request_url: '', ends: new Date(0) }
    return { grant: grant_id, requestUrl, ends }
  }
  const heldRow = ({ deposit: { grant }, fence }: DepositClaim) => {
    const row = rows.get(grant)
    return row?.fence === fence ? row : undefined
  }
  return inTransactions<Deposits>(transaction, {
    async holderOf(place) {
      const row = holder(place)
      return row && told(row)
    },
    async take(grant, place, at) {
      const before = rows.get(grant)
      const other = holder(place)
      const live = grants.get(grant)
      if (!before && !other && live && isLive(grant)) {
        const { repository, issue } = live
        const deposit: StoredDeposit = {
          ...{ grant, key: { repository, issue }, place, intended: null, answered: null, updated: null },
          ...{ taken: false, tries: 0, why: null, over: null },
        }
        rows.put({ grant_id: grant, deposit, due: at, fence: 0, claimed_until: null })
      }
      const own = rows.get(grant)?.deposit
      if (own?.over) throw ended(grant)
      if (own && placeKey(own.place) === placeKey(place)) return own
      if (other) throw secretTaken(place, told(other))
      throw ended(grant)
    },
    async intend(grant, at) {
      const row = rows.get(grant)
      if (!row || row.deposit.over || !isLive(grant)) throw ended(grant)
      rows.change(row, { deposit: { ...row.deposit, intended: at, answered: null, updated: null } })
    },
    async put(grant, answered, updated) {
      const row = rows.get(grant)
      const other = row && holder(row.deposit.place)
      if (!row || (other && other.grant_id !== grant)) return
      const deposit = { ...row.deposit, answered, updated, over: null, taken: false }
      rows.change(row, { deposit, due: answered, fence: row.fence + 1, claimed_until: null })
    },
    async find(grant) {
      return rows.get(grant)?.deposit
    },
    async claim(now) {
      const due = rows.where(
        (row) =>
          row.deposit.over === null &&
          !isLive(row.grant_id) &&
          row.due <= now &&
          (row.claimed_until === null || row.claimed_until <= now),
      )
      const [first] = due.sort((a, b) => a.due.getTime() - b.due.getTime() || (a.grant_id < b.grant_id ? -1 : 1))
      if (!first) return undefined
      const { deposit, fence } = rows.change(first, {
        fence: first.fence + 1,
        claimed_until: addSeconds(now, claimSeconds),
      })
      return { deposit, fence }
    },
    async release(claim, { due, tries, taken, why = null }) {
      const row = heldRow(claim)
      if (!row) return
      const deposit = { ...row.deposit, tries, why, ...(taken === undefined ? {} : { taken }) }
      rows.change(row, { deposit, due, claimed_until: null })
    },
    async settle(claim, over) {
      const row = heldRow(claim)
      if (!row) return
      rows.change(row, { deposit: { ...row.deposit, over, why: null }, claimed_until: null })
      const request = tables.requests.get(formatKey(row.deposit.key))
      if (!request) return
      tables.requests.change(request, woken(request, over.at))
      await wakeUps.schedule(unit, row.deposit.key, over.at, false)
    },
  })
}
