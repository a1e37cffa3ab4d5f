import { asError } from '../../../src/core/error.ts'
import { addSeconds } from '../../../src/core/instant.ts'
import type { Delivery } from '../../../src/ports/inbox.ts'
import type { InboxStore } from '../../../src/store/inbox/inbox.ts'
import { inTransactions } from './database/memory-database.ts'
import type { StoreParts } from './database/parts.ts'
import type { InboxRow } from './database/tables.ts'

const batch = 50
const takenSeconds = 60
const lastTry = 8

type Handling = (delivery: Delivery) => Promise<void>

export function createInbox({ tables: { inbox }, transaction, log }: StoreParts): InboxStore {
  const change = (row: InboxRow, set: Partial<InboxRow>) => transaction(() => inbox.change(row, set))
  const take = (now: Date) =>
    transaction(() =>
      inbox
        .where(({ state, next_try }) => state === 'waiting' && next_try <= now)
        .sort((a, b) => a.place - b.place)
        .slice(0, batch)
        .map((row) => inbox.change(row, { tries: row.tries + 1, next_try: addSeconds(now, takenSeconds) })),
    )
  const postpone = async (row: InboxRow, err: Error, now: Date) => {
    const isAside = row.tries >= lastTry
    log.error({ err, delivery: row.delivery }, isAside ? 'delivery set aside' : 'delivery failed')
    const next_try = addSeconds(now, 2 ** row.tries)
    await change(row, { state: isAside ? 'aside' : 'waiting', next_try, problem: err.message.slice(0, 500) })
  }
  /** Says whether it was handled. */
  const handleOne = async (row: InboxRow, handle: Handling, now: () => Date): Promise<boolean> => {
    const { delivery: id, event, body, body_sha: bodySha256 } = row
    try {
      await handle({ id, event, body: body ?? '', bodySha256 })
    } catch (thrown) {
      await postpone(row, asError(thrown), now())
      return false
    }
    await change(row, { state: 'done', body: null, problem: null })
    return true
  }
  const calls = inTransactions<Omit<InboxStore, 'drain'>>(transaction, {
    async accept({ id, event, body, bodySha256 }, received) {
      if (inbox.find(({ delivery }) => delivery === id)) return false
      const row = { delivery: id, event, body_sha: bodySha256, body, state: 'waiting' as const, received }
      inbox.put({ place: inbox.number(), ...row, tries: 0, next_try: received, problem: null })
      return true
    },
    async known(ids) {
      return new Set(inbox.where(({ delivery }) => ids.includes(delivery)).map(({ delivery }) => delivery))
    },
    async forget(before) {
      const done = inbox.where(({ state, received }) => state === 'done' && received < before)
      for (const row of done) inbox.delete(row)
      return done.length
    },
    async counts() {
      const of = (wanted: InboxRow['state']) => inbox.where(({ state }) => state === wanted).length
      return { waiting: of('waiting'), aside: of('aside') }
    },
  })
  return {
    ...calls,
    async drain(now, handle, enough: () => boolean = () => false) {
      let handled = 0
      for (;;) {
        const taken = enough() ? [] : await take(now())
        if (taken.length === 0) return handled
        for (const row of taken)
          if (enough()) await change(row, { tries: row.tries - 1, next_try: row.received })
          else if (await handleOne(row, handle, now)) handled += 1
      }
    },
  }
}
