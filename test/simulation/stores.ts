import { openEmbedded, openMemory, type SimulatedStore } from './store.ts'

export const storeChoices = ['memory', 'embedded', 'mixed'] as const

/** On which store runs are played; `mixed`: each tenth seed on the embedded one, and the others in memory. */
export type StoreChoice = (typeof storeChoices)[number]

/** The stores of one process, each opened when a seed needs it first. */
export type Stores = {
  /** Where the run of this seed is played. */
  of(seed: number): Promise<SimulatedStore>
  /** Where the same run costs least. */
  quick(): Promise<SimulatedStore>
  close(): Promise<void>
}

const embeddedEach = 10

export function createStores(choice: StoreChoice): Stores {
  const opened = new Map<StoreChoice, Promise<SimulatedStore>>()
  const open = (kind: 'memory' | 'embedded'): Promise<SimulatedStore> => {
    const store = opened.get(kind) ?? (kind === 'embedded' ? openEmbedded() : openMemory())
    opened.set(kind, store)
    return store
  }
  const isEmbedded = (seed: number) => choice === 'embedded' || (choice === 'mixed' && seed % embeddedEach === 0)
  return {
    of: (seed) => open(isEmbedded(seed) ? 'embedded' : 'memory'),
    quick: () => open(choice === 'embedded' ? 'embedded' : 'memory'),
    async close() {
      for (const store of opened.values()) await (await store).close()
    },
  }
}
