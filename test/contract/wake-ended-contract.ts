import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { grantOf, key, noWakeUps, wake } from './store-contract.ts'

/** What every store must do with requests whose grants were ended in the ledger, all at once. */
export function wakeEndedContract(open: () => Promise<ContractStore>): void {
  let test: ContractStore
  beforeAll(async () => {
    test = await open()
  })
  afterAll(() => test?.close())
  let jobs: { issues: number[]; urgent: boolean }[]
  beforeEach(async () => {
    await test.empty()
    jobs = []
    test.store.useWakeUps({
      ...noWakeUps,
      scheduleAll: async (_unit, keys, _at, urgent) =>
        void jobs.push({ issues: keys.map(({ issue }) => issue), urgent }),
    })
  })
  afterEach(() => test.store.useWakeUps(noWakeUps))

  const of = (issue: number): RequestKey => ({ ...key, issue })
  /** A request whose grant lives for an hour, and that nothing wakes before. */
  const lives = async (issue: number, state: 'active' | 'granting' = 'active') => {
    const ends = new Date(test.clock.now().getTime() + 3_600_000)
    const grant = { ...grantOf(`g${issue}`), ends, digest: String(issue).padStart(64, '0') }
    await test.store.enqueue(wake({ key: of(issue) }))
    const claim = await test.store.requests.claim(of(issue), test.clock.now())
    if (!claim) throw new Error('the request could not be claimed')
    await test.store.grants.open(of(issue), grant)
    const saved = await test.store.requests.save(claim, { set: fitting({ state, grant }) })
    await test.store.requests.release(saved, ends)
  }
  const end = (...issues: number[]) =>
    Promise.all(issues.map((issue) => test.store.grants.end(`g${issue}`, test.clock.now())))
  const due = async () =>
    (await test.store.requests.due(test.clock.now(), 5_000)).map(({ issue }) => issue).sort((a, b) => a - b)

  it('leaves nothing asleep after a crash between the end in the ledger and the wake', async () => {
    for (const issue of [1, 2, 4]) await lives(issue)
    await lives(3, 'granting')
    test.clock.advance(60)
    await end(1, 2, 3)
    // Here the process died: their own timers are an hour away.
    expect(await due()).toStrictEqual([])
    expect(await test.store.wakeEnded()).toBe(3)
    expect(await due()).toStrictEqual([1, 2, 3])
    const waiting = await test.store.records.waiting([of(1), of(2), of(3)], test.clock.now())
    expect(waiting.map(({ due, urgent }) => ({ due, urgent }))).toStrictEqual(
      Array.from({ length: 3 }, () => ({ due: true, urgent: true })),
    )
    expect(jobs).toStrictEqual([{ issues: [1, 2, 3], urgent: true }])
  })

  it('finds nothing twice, and nothing that lives', async () => {
    for (const issue of [1, 2]) await lives(issue)
    await end(1)
    expect([await test.store.wakeEnded(), await test.store.wakeEnded()]).toStrictEqual([1, 0])
    expect(await due()).toStrictEqual([1])
  })

  it('goes on where it was cut off', async () => {
    const crowd = Array.from({ length: 501 }, (_, at) => at + 1)
    for (const issue of crowd) await lives(issue)
    test.clock.advance(60)
    await end(...crowd)
    let batches = 0
    const cutOff = async () => {
      batches += 1
      if (batches === 2) throw new Error('the process died')
    }
    test.store.useWakeUps({ ...noWakeUps, scheduleAll: cutOff })
    await expect(test.store.wakeEnded(crowd.map(of))).rejects.toThrow('the process died')
    // What was woken has its job; what was not is as it was.
    expect(await due()).toHaveLength(500)
    test.store.useWakeUps(noWakeUps)
    expect(await test.store.wakeEnded()).toBe(1)
    expect(await due()).toStrictEqual(crowd)
  })

  it('wakes a crowd in batches', async () => {
    const crowd = Array.from({ length: 501 }, (_, at) => at + 1)
    for (const issue of crowd) await test.store.enqueue(wake({ key: of(issue) }))
    await test.stored.change('requests', {}, { wake_at: null })
    expect(await test.store.wakeEnded(crowd.map(of))).toBe(501)
    expect(jobs.map(({ issues }) => issues.length)).toStrictEqual([500, 1])
    expect(await due()).toStrictEqual(crowd)
  })

  it('passes over a request that is not there', async () => {
    await lives(1)
    test.clock.advance(60)
    await end(1)
    await test.store.wakeEnded([of(1), of(99)])
    expect(await due()).toStrictEqual([1])
    expect(await test.store.records.request(of(99))).toBeUndefined()
  })

  it('is heard by whoever works on the request, who looks again', async () => {
    await lives(1)
    test.clock.advance(3_600)
    const own = await test.store.requests.claim(of(1), test.clock.now())
    if (!own) throw new Error('the request could not be claimed')
    await test.store.wakeEnded([of(1)])
    expect(await test.store.requests.release(own, null)).toBe(true)
  })
}
