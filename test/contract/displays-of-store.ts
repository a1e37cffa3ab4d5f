import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import type { TestDisplays } from './display-contract.ts'
import { repository, wake } from './store-contract.ts'

/** The displays of a store, ordered as requests order them: words and orders to compare by a save, all else when they are given back. */
export async function openDisplays(open: () => Promise<ContractStore>): Promise<TestDisplays> {
  const { store, clock, empty, close } = await open()
  return {
    displays: store.displays,
    clock,
    empty,
    close,
    async order(key, { state, say, compare, reopen }) {
      await store.enqueue(wake({ key, repository: { ...repository, id: key.repository } }))
      const claim = await store.requests.claim(key, clock.now())
      if (!claim) throw new Error('the request could not be claimed')
      const change = {
        ...(state ? { set: fitting({ state }) } : {}),
        ...(say ? { say } : {}),
        ...(compare ? { compare } : {}),
      }
      const isOrderedApart = (say || compare) && reopen === undefined
      await store.requests.release(
        await store.requests.save(claim, change),
        null,
        isOrderedApart ? undefined : reopen === undefined ? {} : { reopen },
      )
    },
  }
}
