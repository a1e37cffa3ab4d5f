// One thread of a simulation: plays the runs of the seeds that it is given.
import { parentPort, workerData } from 'node:worker_threads'
import { simulateSeed } from './simulate.ts'
import { createStores } from './stores.ts'
import type { WorkerTask } from './workers.ts'

const { choice, whole } = workerData as WorkerTask
const stores = createStores(choice)

let turn: Promise<unknown> = Promise.resolve()

async function take(seed: number | 'stop'): Promise<void> {
  if (seed !== 'stop') {
    parentPort?.postMessage(await simulateSeed(stores, seed, whole))
    return
  }
  await stores.close()
  parentPort?.close()
}

// What fails ends this thread, and with it the simulation.
parentPort?.on('message', (seed: number | 'stop') => {
  turn = turn.then(() => take(seed))
})
