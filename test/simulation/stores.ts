import { openEmbedded, openMemory, type SimulatedStore } from './store.ts'

export const storeChoices = ['memory', 'embedded', 'mixed'] as const

/** On which store runs are played; `mixed`: each tenth seed on the embedded one, and the others in memory. */
export type StoreChoice = (typeof storeChoices)[number]

/** The stores of one process, each opened when a seed needs it first. */
export type Stores = { of(seed: number): Promise<SimulatedStore>; close(): Promise<void> }

const embeddedEach = 10

export function createStores(choice: StoreChoice): Stores {
  const opened = new Map<StoreChoice, Promise<SimulatedStore>>()
  return {
    of(seed) {
      const kind = choice === 'mixed' ? (seed % embeddedEach === 0 ? 'embedded' : 'memory') : choice
      const store = opened.get(kind) ?? (kind === 'embedded' ? openEmbedded() : openMemory())
      opened.set(kind, store)
      return store
    },
    async close() {
      for (const store of opened.values()) await (await store).close()
    },
  }
}
