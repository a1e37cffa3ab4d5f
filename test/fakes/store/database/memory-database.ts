import { copyOf } from './copy.ts'
import type { Journal } from './table.ts'
import { createTables, type MemoryTables } from './tables.ts'

/** Does a piece of work as a transaction: all of it, or, where it throws, nothing. One after the other, in the order in which they were asked for. */
export type Transaction = <Result>(work: () => Result | Promise<Result>) => Promise<Result>

export type MemoryDatabase = { tables: MemoryTables; transaction: Transaction }

/** Tables with transactions, which wait for each other as those of one connection do. */
export function createMemoryDatabase(firstPlace?: number): MemoryDatabase {
  const journal: Journal = []
  const tables = createTables(journal, firstPlace)
  let tail: Promise<unknown> = Promise.resolve()
  return {
    tables,
    transaction(work) {
      const turn = tail.then(async () => {
        journal.length = 0
        try {
          return await work()
        } catch (error) {
          for (const takeBack of journal.reverse()) takeBack()
          throw error
        }
      })
      tail = turn.catch(() => undefined)
      return turn
    },
  }
}

/** A port of which every call is a transaction. What goes in and what comes out are copies: nobody outside holds what is stored. */
export function inTransactions<Port extends object>(transaction: Transaction, port: Port): Port {
  const calls = Object.entries(port).map(([name, call]) => [
    name,
    async (...given: unknown[]) => {
      const taken = given.map(copyOf)
      return copyOf(await transaction(() => call(...taken)))
    },
  ])
  return Object.fromEntries(calls) as Port
}
