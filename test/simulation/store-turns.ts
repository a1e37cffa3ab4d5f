import { nextTick } from 'node:process'
import type { PortsOfStore } from '../fakes/store/memory-store.ts'

/**
 * A store of which every call has a turn of its own, in the order in which they are made: the next one begins when whatever follows from
 * the last one has been done. So a run is the same on any store, however many statements a call takes there.
 */
export type StoreInTurns = {
  store: PortsOfStore
  /** Resolves when no call is left. */
  idle(): Promise<void>
}

/** Resolves when all that follows from what is settled has been done; whatever waits for the event loop waits on. */
const rest = (): Promise<void> => new Promise((resolve) => nextTick(resolve))

type Call = (...given: unknown[]) => Promise<unknown>

export function inTurns(store: PortsOfStore): StoreInTurns {
  let tail: Promise<unknown> = Promise.resolve()
  let left = 0
  const over = async (result: Promise<unknown>): Promise<void> => {
    await result.catch(() => undefined)
    // A checkpoint is cut beside what made it due.
    await store.checkpoints.idle()
    await rest()
    left -= 1
  }
  const turn = (work: () => Promise<unknown>): Promise<unknown> => {
    left += 1
    const result = tail.then(work)
    tail = over(result)
    return result
  }
  const through =
    (call: Call): Call =>
    (...given) =>
      turn(() => call(...given))
  const portInTurns = (port: object): object =>
    Object.fromEntries(Object.entries(port).map(([name, call]) => [name, through(call as Call)]))
  const { database: _nobodys, useWakeUps, close, ...ports } = store as PortsOfStore & { database?: unknown }
  const { forget, accept } = store.inbox
  const all = Object.entries(ports).map(([name, port]) => [
    name,
    typeof port === 'function' ? through(port as Call) : portInTurns(port),
  ])
  return {
    // Whoever is handed a delivery asks the store itself.
    store: {
      ...Object.fromEntries(all),
      ...{ inbox: { ...store.inbox, ...portInTurns({ forget, accept }) }, useWakeUps, close },
    } as PortsOfStore,
    async idle() {
      do {
        await tail
        await rest()
      } while (left > 0)
    },
  }
}
