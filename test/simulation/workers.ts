import { Worker } from 'node:worker_threads'
import { createTally, type Seeds, type Shown, type SimulateOptions, type Summary } from './simulate.ts'
import type { StoreChoice } from './stores.ts'

/** What a worker is started with; it then gets seeds, one by one, and answers each with what was shown. */
export type WorkerTask = { choice: StoreChoice; whole: boolean; heap: boolean; thread: number }

/** Plays the runs of these seeds on so many threads, each with its own stores; what comes out does not depend on how many they are. */
export async function simulateOnWorkers(
  count: number,
  choice: StoreChoice,
  seeds: Seeds,
  options: SimulateOptions = {},
): Promise<Summary> {
  const tally = createTally(seeds, options)
  const { whole = false, heap = false } = options
  const workers = Array.from({ length: Math.min(count, seeds.count) }, (_, thread) => {
    const workerData: WorkerTask = { choice, whole, heap, thread }
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData })
    return { worker, gone: new Promise((resolve) => worker.once('exit', resolve)) }
  })
  try {
    await new Promise<void>((resolve, reject) => {
      if (tally.isOver()) resolve()
      for (const { worker } of workers) {
        const give = () => {
          const seed = tally.next()
          if (seed !== undefined) worker.postMessage(seed)
        }
        worker.on('error', reject)
        worker.on('message', (shown: Shown) => {
          tally.add(shown)
          if (tally.isOver()) resolve()
          else give()
        })
        give()
      }
    })
  } finally {
    // One that is in the middle of a run closes its stores after it.
    for (const { worker } of workers) worker.postMessage('stop')
    for (const { gone } of workers) await gone
  }
  return tally.summary()
}
