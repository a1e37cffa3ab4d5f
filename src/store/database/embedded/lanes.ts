import { setImmediate } from 'node:timers/promises'
import type { PGlite } from '@electric-sql/pglite'

/** The part of PGlite that Kysely and pg-boss use. */
export type EmbeddedDatabase = Pick<
  PGlite,
  'query' | 'exec' | 'transaction' | 'listen' | 'close' | 'closed' | 'ready' | 'waitReady'
>

type Lane = <T>(work: () => Promise<T>) => Promise<T>

/** So many times in a row the others let the express go first; then one of them has its turn. */
const courtesy = 4

/**
 * Two ways to the one connection of the embedded database. Work of the common lane goes one by one and lets the express go
 * first, so that an express statement waits for the piece of work under way and for no queue behind it.
 *
 * After each piece of work the event loop turns: the database runs on this thread and resolves without ever waiting for
 * anything, so that a worker with a backlog would leave the door's sockets unread for as long as the backlog lasts.
 */
export function createLanes(pglite: PGlite): { common: EmbeddedDatabase; express: EmbeddedDatabase } {
  let tail: Promise<unknown> = Promise.resolve()
  let expected = 0
  let settled: Promise<unknown> = Promise.resolve()

  const common: Lane = (work) => {
    const turn = tail.then(async () => {
      for (let times = 0; expected > 0 && times < courtesy; times += 1) await settled
      return work().finally(() => setImmediate())
    })
    tail = turn.catch(() => undefined)
    return turn
  }

  const express: Lane = (work) => {
    expected += 1
    const done = work().finally(() => {
      expected -= 1
      return setImmediate()
    })
    settled = done.catch(() => undefined)
    return done
  }
  return { common: through(common, pglite), express: through(express, pglite) }
}

function through(lane: Lane, pglite: PGlite): EmbeddedDatabase {
  return {
    query: (...args) => lane(() => pglite.query(...args)),
    exec: (...args) => lane(() => pglite.exec(...args)),
    transaction: (work) => lane(() => pglite.transaction(work)),
    listen: (...args) => pglite.listen(...args),
    close: () => pglite.close(),
    get closed() {
      return pglite.closed
    },
    get ready() {
      return pglite.ready
    },
    get waitReady() {
      return pglite.waitReady
    },
  }
}
