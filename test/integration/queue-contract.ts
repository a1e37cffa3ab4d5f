import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RequestKey } from '../../src/core/request-key.ts'
import { type QueueOptions, type RunningQueue, startQueue } from '../../src/queue/start-queue.ts'
import type { Store } from '../../src/store/open-store.ts'
import { grantOf, repository, wake } from '../contract/store-contract.ts'
import { silentLog, type TestStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { runSql } from '../store-sql.ts'

const keyOf = (issue: number): RequestKey => ({ repository: repository.id, issue })

/** pg-boss goes by the clock of the database, so that here the clock is the real one. */
const now = (): Date => new Date()

const soon = { timeout: 60_000, interval: 10 }

/** What the queue must do, whichever database is below it. `open` gives an empty store. */
export function queueContract(open: () => Promise<TestStore>): void {
  let test: TestStore
  let store: Store
  let queue: RunningQueue | undefined
  let looks: number[]

  beforeEach(async () => {
    test = await open()
    store = test.store
    looks = []
  })
  afterEach(async () => {
    await queue?.stop()
    queue = undefined
    await runSql(store, 'delete from pgboss.job')
    await test.close()
  })

  type Overrides = Partial<QueueOptions & QueueOptions['requests']>

  const start = async ({
    due = store.requests.due,
    reconcile = lookOnce,
    ...overrides
  }: Overrides = {}): Promise<void> => {
    queue = await startQueue({
      database: store.database,
      requests: { due, waiting: store.records.waiting, reconcile },
      displays: { ...store.displays, reconcile: async () => undefined },
      proposals: { ...store.proposals, reconcile: async () => undefined },
      governances: { ...store.governances, reconcile: async () => undefined },
      notices: { ...store.notices, reconcile: async () => undefined },
      useWakeUps: store.useWakeUps,
      sweep: async () => undefined,
      place: async () => undefined,
      now,
      log: silentLog,
      ...overrides,
    })
  }

  /** What a request's first look makes of it: it shall wait for an instant, `active` with a grant that ends then. */
  const plans = new Map<number, { wakeAt: Date; active: boolean }>()

  /** Carries out what is planned for the request; without a plan, notes the look and lets the request rest. */
  async function lookOnce(key: RequestKey): Promise<void> {
    const claim = await store.requests.claim(key, now())
    if (claim === undefined) return
    const plan = plans.get(key.issue)
    plans.delete(key.issue)
    if (plan === undefined) looks.push(key.issue)
    const saved = plan?.active
      ? await store.requests.save(claim, { set: fitting({ state: 'active', grant: grantOf(`g${key.issue}`) }) })
      : claim
    if (await store.requests.release(saved, plan?.wakeAt ?? null)) await lookOnce(key)
  }

  async function waitingRequest(issue: number, wakeAt: Date, active = false): Promise<void> {
    plans.set(issue, { wakeAt, active })
    await store.enqueue(wake({ key: keyOf(issue) }))
    if (queue === undefined) await lookOnce(keyOf(issue))
    await expect.poll(() => plans.has(issue), soon).toBe(false)
  }

  it('looks at a request after a wake, and once for many wakes', async () => {
    let leave = (): void => undefined
    const first = new Promise<void>((resolve) => {
      leave = resolve
    })
    let entered = 0
    await start({
      reconcile: async (key) => {
        entered += 1
        await first
        await lookOnce(key)
      },
    })
    await store.enqueue(wake({ key: keyOf(1) }))
    await expect.poll(() => entered, soon).toBe(1)
    for (let copy = 0; copy < 20; copy += 1) await store.enqueue(wake({ key: keyOf(1) }))
    leave()
    await store.enqueue(wake({ key: keyOf(2) }))
    await expect.poll(() => looks.includes(2) && looks.includes(1), soon).toBe(true)
    await expect.poll(() => store.requests.due(now(), 10), soon).toStrictEqual([])
    expect(looks.filter((issue) => issue === 1).length).toBeLessThanOrEqual(3)
  })

  it('keeps the job only if the change was committed', async () => {
    await start()
    await expect(store.enqueue(wake({ key: keyOf(1), writtenBy: { person: Number.NaN, body: 'x' } }))).rejects.toThrow()
    const jobs = await runSql<{ count: number | string }>(
      store,
      "select count(*) as count from pgboss.job where name = 'look'",
    )
    expect(Number(jobs[0]?.count)).toBe(0)
  })

  it('wakes a request at its instant and not before', async () => {
    const wakeAt = new Date(Date.now() + 700)
    let early = false
    const reconcile = async (key: RequestKey): Promise<void> => {
      early ||= !plans.has(key.issue) && Date.now() < wakeAt.getTime()
      await lookOnce(key)
    }
    await start({ reconcile })
    await waitingRequest(1, wakeAt, true)
    await expect.poll(() => looks, soon).toStrictEqual([1])
    expect(early).toBe(false)
  })

  it('does not look at a request whose time has not come, whatever jobs say', async () => {
    await start()
    await waitingRequest(1, new Date(Date.now() + 3_600_000))
    await waitingRequest(2, new Date(Date.now() + 3_600_000), true)
    const rush = "update pgboss.job set start_after = now() where name in ('look', 'end')"
    await runSql(store, rush)
    await store.enqueue(wake({ key: keyOf(3) }))
    await expect.poll(() => looks, soon).toStrictEqual([3])
    const left =
      "select id from pgboss.job where name in ('look', 'end') and state in ('created', 'active') and start_after < now()"
    await expect.poll(() => runSql(store, left), soon).toStrictEqual([])
    expect(looks).toStrictEqual([3])
    // A timer that came too early was put back.
    const timers = "select id from pgboss.job where name in ('look', 'end') and state = 'created'"
    expect(await runSql(store, timers)).toHaveLength(2)
  })

  it('looks again after a look that failed', async () => {
    let failures = 0
    await start({
      reconcile: async (key) => {
        if (failures++ === 0) throw new Error('GitHub is away')
        await lookOnce(key)
      },
    })
    await store.enqueue(wake({ key: keyOf(1) }))
    await expect.poll(() => looks, soon).toStrictEqual([1])
  })

  it('never looks at one request twice at a time, nor at more than it may', async () => {
    const inside = new Map<number, number>()
    let most = 0
    let doubled = false
    const reconcile = async (key: RequestKey): Promise<void> => {
      doubled ||= inside.has(key.issue)
      inside.set(key.issue, 1)
      most = Math.max(most, inside.size)
      await lookOnce(key)
      inside.delete(key.issue)
    }
    await start({ reconcile, concurrency: { look: 3, end: 3 } })
    const issues = Array.from({ length: 60 }, (_, index) => (index % 20) + 1)
    await Promise.all(issues.map((issue) => store.enqueue(wake({ key: keyOf(issue) }))))
    await expect.poll(() => new Set(looks).size, soon).toBe(20)
    await expect.poll(() => store.requests.due(now(), 10), soon).toStrictEqual([])
    expect([doubled, most <= 3]).toStrictEqual([false, true])
  })

  it('ends grants while every worker for requests is busy', async () => {
    let free = (): void => undefined
    const busy = new Promise<void>((resolve) => {
      free = resolve
    })
    const reconcile = async (key: RequestKey): Promise<void> => {
      if (key.issue !== 100) await busy
      await lookOnce(key)
    }
    await start({ reconcile, concurrency: { look: 2, end: 2 } })
    await waitingRequest(100, new Date(Date.now() + 300), true)
    for (let issue = 1; issue <= 10; issue += 1) await store.enqueue(wake({ key: keyOf(issue) }))
    await expect.poll(() => looks, soon).toStrictEqual([100])
    free()
    await expect.poll(() => looks.length, soon).toBe(11)
  })

  describe('wake-ups that were lost', () => {
    it('are found at the start', async () => {
      store.useWakeUps({
        schedule: async () => undefined,
        scheduleAll: async () => undefined,
        scheduleDisplay: async () => undefined,
        scheduleProposal: async () => undefined,
        scheduleGovernance: async () => undefined,
        scheduleNotice: async () => undefined,
      })
      await store.enqueue(wake({ key: keyOf(1) }))
      await waitingRequest(2, new Date(Date.now() - 1000), true)
      await start()
      await expect.poll(() => looks.toSorted(), soon).toStrictEqual([1, 2])
    })

    it('are found by the regular search, which does not pile up jobs', async () => {
      let free = (): void => undefined
      const busy = new Promise<void>((resolve) => {
        free = resolve
      })
      let searches = 0
      const due: QueueOptions['requests']['due'] = async (...search) => {
        searches += 1
        return store.requests.due(...search)
      }
      const reconcile = async (key: RequestKey): Promise<void> => {
        await busy
        await lookOnce(key)
      }
      await start({ dueEvery: 0.02, due, reconcile })
      store.useWakeUps({
        schedule: async () => undefined,
        scheduleAll: async () => undefined,
        scheduleDisplay: async () => undefined,
        scheduleProposal: async () => undefined,
        scheduleGovernance: async () => undefined,
        scheduleNotice: async () => undefined,
      })
      await store.enqueue(wake({ key: keyOf(1) }))
      const before = searches
      await expect.poll(() => searches, soon).toBeGreaterThan(before + 8)
      expect((await runSql(store, "select id from pgboss.job where name = 'look'")).length).toBeLessThanOrEqual(2)
      free()
      await expect.poll(() => looks, soon).toStrictEqual([1])
      expect(await store.requests.due(now(), 10)).toStrictEqual([])
    })
  })

  it('runs the sweep at the start', async () => {
    let sweeps = 0
    await start({
      sweep: async () => {
        sweeps += 1
      },
    })
    await expect.poll(() => sweeps, soon).toBe(1)
  })

  it('finishes what it is doing before it stops', async () => {
    let entered = false
    const reconcile = async (key: RequestKey): Promise<void> => {
      entered = true
      await new Promise((resolve) => setImmediate(resolve))
      await store.ping()
      await lookOnce(key)
    }
    await start({ reconcile })
    await store.enqueue(wake({ key: keyOf(1) }))
    await expect.poll(() => entered, { ...soon, interval: 1 }).toBe(true)
    await queue?.stop()
    queue = undefined
    expect(looks).toStrictEqual([1])
    const active = await runSql(store, "select id from pgboss.job where name = 'look' and state = 'active'")
    expect(active).toStrictEqual([])
  })
}
