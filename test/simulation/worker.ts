// One thread of a simulation: plays the runs of the seeds that it is given.
import { parentPort, workerData } from 'node:worker_threads'
import { createHeapMeter } from './heap.ts'
import { simulateSeed } from './simulate.ts'
import { createStores } from './stores.ts'
import type { WorkerTask } from './workers.ts'

const { choice, whole, heap, thread } = workerData as WorkerTask
const measure = heap ? createHeapMeter(thread, 50) : () => undefined
const stores = createStores(choice)

let turn: Promise<unknown> = Promise.resolve()

async function take(seed: number | 'stop'): Promise<void> {
  if (seed !== 'stop') {
    const shown = await simulateSeed(stores, seed, whole)
    const kept = measure(shown.looks)
    parentPort?.postMessage(kept ? { ...shown, heap: kept } : shown)
    return
  }
  await stores.close()
  parentPort?.close()
}

// What fails ends this thread, and with it the simulation.
parentPort?.on('message', (seed: number | 'stop') => {
  turn = turn.then(() => take(seed))
})
