import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBoss } from '../../src/queue/boss.ts'
import { startInboxWorker } from '../../src/queue/inbox-worker.ts'
import { createQueues, queueNames } from '../../src/queue/queues.ts'
import { startQueue } from '../../src/queue/start-queue.ts'
import { openTestStore, silentLog, type TestStore } from '../open-test-store.ts'
import { queueContract } from './queue-contract.ts'

let shared: TestStore
beforeAll(async () => {
  shared = await openTestStore({ now: () => new Date() })
})
afterAll(() => shared?.close())

const open = async (): Promise<TestStore> => {
  await shared.empty()
  return { ...shared, close: async () => undefined }
}

describe('the queue on the embedded database', () => queueContract(open))

it('sweeps again after a crash in the middle of a sweep', async () => {
  const { store } = await open()
  const { database } = store
  const boss = createBoss(database, silentLog)
  await boss.start()
  await createQueues(boss, false)
  await boss.send(queueNames.sweep)
  // It was begun, and nobody is left who could end it.
  expect(await boss.fetch(queueNames.sweep)).toHaveLength(1)
  await boss.stop({ graceful: false })
  let sweeps = 0
  const queue = await startQueue({
    database,
    requests: { due: store.requests.due, waiting: store.records.waiting, reconcile: async () => undefined },
    displays: { ...store.displays, reconcile: async () => undefined },
    proposals: { ...store.proposals, reconcile: async () => undefined },
    governances: { ...store.governances, reconcile: async () => undefined },
    notices: { ...store.notices, reconcile: async () => undefined },
    sweep: async () => void sweeps++,
    place: async () => undefined,
    useWakeUps: () => undefined,
    now: () => new Date(),
    log: silentLog,
  })
  await expect.poll(() => sweeps).toBe(1)
  await queue.stop()
})

describe('the inbox worker', () => {
  const delivery = (id: string) => ({ id, event: 'issues', body: '{}', bodySha256: id })
  const now = () => new Date()

  it('hands over what is stored: at its start, after a nudge, and by its poll', async () => {
    const { store } = await open()
    const seen: string[] = []
    await store.inbox.accept(delivery('before'), now())
    const receive = async ({ id }: { id: string }) => void seen.push(id)
    const nudged = startInboxWorker({ inbox: store.inbox, receive, now, log: silentLog, pollEvery: 3_600_000 })
    await expect.poll(() => seen).toStrictEqual(['before'])
    await store.inbox.accept(delivery('nudged'), now())
    nudged.nudge()
    await expect.poll(() => seen).toStrictEqual(['before', 'nudged'])
    await nudged.stop()
    const polling = startInboxWorker({ inbox: store.inbox, receive, now, log: silentLog, pollEvery: 20 })
    await store.inbox.accept(delivery('polled'), now())
    await expect.poll(() => seen).toStrictEqual(['before', 'nudged', 'polled'])
    await polling.stop()
  })

  it('goes on after the inbox could not be read', async () => {
    let calls = 0
    const drain = async () => {
      calls += 1
      if (calls === 1) throw new Error('the database is away')
      return 0
    }
    const worker = startInboxWorker({
      inbox: { drain },
      receive: async () => undefined,
      now,
      log: silentLog,
      pollEvery: 5,
    })
    await expect.poll(() => calls).toBeGreaterThan(1)
    await worker.stop()
  })

  it('stops after the delivery at hand, and leaves the rest for the next start', async () => {
    const { store } = await open()
    for (const id of ['a', 'b', 'c']) await store.inbox.accept(delivery(id), now())
    const seen: string[] = []
    let stopping: Promise<void> | undefined
    const receive = async ({ id }: { id: string }) => {
      seen.push(id)
      stopping = worker.stop()
    }
    const worker = startInboxWorker({ inbox: store.inbox, receive, now, log: silentLog })
    await expect.poll(() => stopping !== undefined).toBe(true)
    await stopping
    expect(seen).toStrictEqual(['a'])
    expect(await store.inbox.counts()).toStrictEqual({ waiting: 2, aside: 0 })
  })
})
