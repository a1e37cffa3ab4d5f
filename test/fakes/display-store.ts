import { type DisplayRecord, nothingShown, type WaitingWord, type Word } from '../../src/core/display/display-record.ts'
import { urgencyOf } from '../../src/core/display/urgency.ts'
import { DaypassError } from '../../src/core/error.ts'
import type { RequestRecord } from '../../src/core/record.ts'
import { formatKey, type RequestKey } from '../../src/core/request-key.ts'
import type { TrailEntry } from '../../src/core/trail/entry.ts'
import type { DisplayClaim, DisplayOrders, DisplayStore } from '../../src/ports/display-store.ts'

type Row = {
  key: RequestKey
  record: RequestRecord
  entries: TrailEntry[]
  display: DisplayRecord
  orders: DisplayOrders
  words: WaitingWord[]
  urgency: number
  wakeAt: Date | null
  wanted: number
  seen: number
  fence: number
  claimedUntil: Date | null
}

export type DisplayCall = 'claim' | 'save' | 'release'

/**
 * The displays in memory. `before` runs before a claim, a save or a release is done, and `after` when it is, with its name; both may throw:
 * nothing is written then, or the answer is lost.
 */
export type FakeDisplays = DisplayStore & {
  order(record: RequestRecord, order?: { say?: Word[]; compare?: true; reopen?: number; entries?: TrailEntry[] }): void
  /** What a request has come to, without an order to show it. */
  follow(record: RequestRecord, entries: TrailEntry[]): void
  calls: DisplayCall[]
  before: (call: DisplayCall) => void
  after: (call: DisplayCall) => void
}

export function createFakeDisplays(now: () => Date): FakeDisplays {
  const rows = new Map<string, Row>()
  let words = 0
  const row = (key: RequestKey) => rows.get(formatKey(key))
  const isFree = ({ claimedUntil }: Row, at: Date) => claimedUntil === null || claimedUntil <= at
  const isDue = (one: Row, at: Date) => one.wakeAt !== null && one.wakeAt <= at
  const earliest = (a: Date | null, b: Date) => (a !== null && a < b ? a : b)
  async function call<Result>(name: DisplayCall, work: () => Result): Promise<Result> {
    displays.calls.push(name)
    displays.before(name)
    const result = work()
    displays.after(name)
    return result
  }
  const displays: FakeDisplays = {
    calls: [],
    before: () => undefined,
    after: () => undefined,
    follow(record, entries) {
      const known = row(record.key)
      if (known) Object.assign(known, { record, entries })
    },
    order(record, { say = [], compare, reopen, entries = [] } = {}) {
      const known = row(record.key)
      const urgency = urgencyOf(record)
      const orders: DisplayOrders = known?.orders ?? { compare: 0, reopen: 0 }
      const begun = { display: nothingShown, words: [], wanted: 0, seen: 0, fence: 0, claimedUntil: null, wakeAt: null }
      rows.set(formatKey(record.key), {
        ...(known ?? { ...begun, key: record.key }),
        record,
        entries,
        orders: {
          ...orders,
          compare: orders.compare + (compare ? 1 : 0),
          ...(reopen === undefined ? {} : { reopen: orders.reopen + 1, closedBy: reopen }),
        },
        words: [...(known?.words ?? []), ...say.map((word) => ({ ...word, id: ++words, begun: false }))],
        urgency: known?.wakeAt ? Math.min(known.urgency, urgency) : urgency,
        wakeAt: earliest(known?.wakeAt ?? null, now()),
        wanted: (known?.wanted ?? 0) + 1,
      })
    },
    claim: (key, at) =>
      call('claim', () => {
        const found = row(key)
        if (!found) return undefined
        if (!isFree(found, at)) {
          found.wanted += 1
          found.wakeAt = earliest(found.wakeAt, at)
          return undefined
        }
        found.fence += 1
        found.seen = found.wanted
        found.claimedUntil = new Date(at.getTime() + 60_000)
        found.wakeAt = earliest(found.wakeAt, at)
        return { key, fence: found.fence, orders: { ...found.orders }, display: found.display }
      }),
    save: (claim, { set, begun, said }) =>
      call('save', () => {
        const found = row(claim.key)
        if (found?.fence !== claim.fence) throw new DaypassError('FENCED_OFF', 'Another worker writes it.')
        found.display = { ...claim.display, ...set }
        found.words = found.words
          .filter(({ id }) => id !== said)
          .map((word) => (word.id === begun ? { ...word, begun: true } : word))
        return { ...claim, display: found.display } satisfies DisplayClaim
      }),
    release: (claim, wakeAt) =>
      call('release', () => {
        const found = row(claim.key)
        if (found?.fence !== claim.fence) return false
        found.claimedUntil = null
        const again = found.wanted !== found.seen
        if (!again) found.wakeAt = wakeAt
        return again
      }),
    find: async (key) => row(key)?.display ?? nothingShown,
    async wanted(key) {
      const found = row(key)
      return found && { record: found.record, entries: found.entries, words: [...found.words] }
    },
    due: async (at, limit) =>
      [...rows.values()]
        .filter((one) => isDue(one, at) && isFree(one, at))
        .sort((a, b) => a.urgency - b.urgency || Number(a.wakeAt) - Number(b.wakeAt))
        .slice(0, limit)
        .map(({ key }) => key),
    waiting: async (keys, at) =>
      keys.flatMap((key) => {
        const found = row(key)
        if (!found?.wakeAt || !isFree(found, at)) return []
        return [{ key, due: isDue(found, at), wakeAt: found.wakeAt, urgency: found.urgency }]
      }),
  }
  return displays
}
