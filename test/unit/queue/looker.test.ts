import { describe, expect, it } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { RequestKey } from '../../../src/core/request-key.ts'
import { createSlots } from '../../../src/queue/concurrency.ts'
import { createLooker, type Looker, type Looking, type Waiting } from '../../../src/queue/looker.ts'
import { silentLog } from '../../open-test-store.ts'

const noon = new Date('2026-11-21T12:00:00Z')
const later = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000)

type Sent = { issue: number; at: Date; urgency: number; tries: number }

/** A looker over rows that the test sets; looks wait until the test ends them, unless `free`. */
function arrange({
  slots = 2,
  free = false,
  rows = {} as Record<number, Partial<Waiting>>,
  first = undefined as Looking['first'] | undefined,
} = {}) {
  const begun: number[] = []
  const sent: Sent[] = []
  const endings = new Map<number, (error?: Error) => void>()
  const reconcile = (key: RequestKey): Promise<void> => {
    begun.push(key.issue)
    if (free) return Promise.resolve()
    return new Promise((resolve, reject) => endings.set(key.issue, (error) => (error ? reject(error) : resolve())))
  }
  /** Held: the next question to the store is answered, as the rows are then, when the test lets go. */
  let held: Promise<void> | undefined
  const answered = async (): Promise<void> => {
    const until = held
    held = undefined
    await until
  }
  const hold = (): (() => Promise<void>) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    held = promise
    return async () => {
      resolve()
      await turns()
    }
  }
  const waiting = async (keys: readonly RequestKey[]): Promise<Waiting[]> => {
    const found = keys.flatMap((key) => {
      const row = rows[key.issue]
      return row === undefined ? [] : [{ key, due: true, wakeAt: noon, urgency: 1, ...row }]
    })
    await answered()
    return found
  }
  const send = async (key: RequestKey, at: Date, urgency: number, tries: number): Promise<void> => {
    sent.push({ issue: key.issue, at, urgency, tries })
    await answered()
  }
  const together = first ? { first } : {}
  const looking = { reconcile, waiting, send, ...together, now: () => noon, log: silentLog }
  const looker = createLooker(looking, createSlots(slots))
  const end = async (issue: number, error?: Error): Promise<void> => {
    endings.get(issue)?.(error)
    await turns()
  }
  return { looker, begun, sent, rows, end, hold }
}

async function turns(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve()
}

const job = (issue: number, more: { at?: number; tries?: number } = {}) => ({ repository: 71, issue, ...more })

/** Whether `begin` has come back, without waiting for it. */
async function hasBegun(looker: Looker, jobs: ReturnType<typeof job>[]): Promise<() => boolean> {
  let done = false
  void looker.begin(jobs).then(() => {
    done = true
  })
  await turns()
  return () => done
}

describe('a looker', () => {
  it('looks once for many jobs, and not at requests that nobody waits for', async () => {
    const { looker, begun } = arrange({ free: true, rows: { 1: {}, 2: { due: false, wakeAt: later(60) } } })
    await looker.begin([job(1), job(1), job(2), job(3)])
    expect(begun).toStrictEqual([1])
  })

  it('puts a timer back that comes early, and drops any other job for a request that is not due', async () => {
    const rows = { 1: { due: false, wakeAt: later(1), urgency: 0 }, 2: { due: false, wakeAt: later(9) } }
    const { looker, sent, begun } = arrange({ rows })
    await looker.begin([job(1, { at: later(1).getTime() }), job(2, { at: later(1).getTime() }), job(2)])
    expect([sent, begun]).toStrictEqual([[{ issue: 1, at: later(1), urgency: 0, tries: 0 }], []])
  })

  it('puts back the timer of an end that comes early while somebody looks at the request', async () => {
    const { looker, sent, begun } = arrange()
    await looker.begin([job(1, { at: later(1).getTime() }), job(2, { at: noon.getTime() }), job(3)])
    expect([sent, begun]).toStrictEqual([[{ issue: 1, at: later(1), urgency: 0, tries: 0 }], []])
  })

  describe('what can be done together', () => {
    const crowd = Array.from({ length: 16 }, (_, index) => index + 1)

    it('is done before any of them is looked at, once for all who come meanwhile', async () => {
      const rows: Record<number, Partial<Waiting>> = Object.fromEntries(crowd.map((issue) => [issue, {}]))
      let done = (): void => undefined
      let times = 0
      const first = () => {
        times += 1
        return new Promise<void>((resolve) => {
          done = resolve
        })
      }
      const { looker, begun } = arrange({ rows, first, free: true, slots: 20 })
      const all = [looker.begin(crowd.map((issue) => job(issue))), looker.begin(crowd.map((issue) => job(issue)))]
      await turns()
      expect([times, begun]).toStrictEqual([1, []])
      for (const issue of crowd.slice(1)) rows[issue] = { due: false }
      done()
      await Promise.all(all)
      expect(begun).toStrictEqual([1])
    })

    it('is looked at one by one where one of them keeps the others from being done', async () => {
      const rows = Object.fromEntries(crowd.map((issue) => [issue, {}]))
      const first = () => Promise.reject(new Error('a record that cannot be written'))
      const { looker, begun } = arrange({ rows, first, free: true, slots: 20 })
      await looker.begin(crowd.map((issue) => job(issue)))
      expect(begun).toStrictEqual(crowd)
    })

    it('is looked at one by one where there are few', async () => {
      const rows = Object.fromEntries(crowd.map((issue) => [issue, {}]))
      const first = async () => expect.unreachable('a few are as fast one by one')
      const { looker, begun } = arrange({ rows, first, free: true, slots: 20 })
      await looker.begin(crowd.slice(1).map((issue) => job(issue)))
      expect(begun).toStrictEqual(crowd.slice(1))
    })
  })

  it('does not look at what was seen to while its look waited for a place', async () => {
    const { looker, begun, rows, end } = arrange({ slots: 1, rows: { 1: {}, 2: {}, 3: {} } })
    const isDone = await hasBegun(looker, [job(1), job(2), job(3)])
    rows[2] = { due: false }
    await end(1)
    expect([isDone(), begun]).toStrictEqual([true, [1, 3]])
  })

  it('does not look at what was seen to while another look waited for a place', async () => {
    const { looker, begun, rows, end } = arrange({ slots: 2, rows: { 1: {}, 2: {}, 3: {}, 4: {} } })
    const isDone = await hasBegun(looker, [job(1), job(2), job(3), job(4)])
    rows[4] = { due: false }
    // Both at once, so that there is a place when it comes to the last.
    await Promise.all([end(1), end(2)])
    expect([isDone(), begun]).toStrictEqual([true, [1, 2, 3]])
  })

  it('is done with a job when its look has begun, and waits when all places are taken', async () => {
    const { looker, begun, end } = arrange({ rows: { 1: {}, 2: {}, 3: {} } })
    const isDone = await hasBegun(looker, [job(1), job(2)])
    expect([isDone(), begun]).toStrictEqual([true, [1, 2]])
    const isNextDone = await hasBegun(looker, [job(3)])
    expect([isNextDone(), begun]).toStrictEqual([false, [1, 2]])
    await end(1)
    expect([isNextDone(), begun]).toStrictEqual([true, [1, 2, 3]])
  })

  it.each([
    ['looks again when a running request is due once more', true, [1, 1]],
    ['does not when the look has seen to it', false, [1]],
  ])('%s', async (_case, due, expected) => {
    const { looker, begun, rows, end } = arrange({ rows: { 1: {} } })
    await looker.begin([job(1)])
    await looker.begin([job(1)])
    expect(begun).toStrictEqual([1])
    rows[1] = { due }
    await end(1)
    expect(begun).toStrictEqual(expected)
  })

  describe('loses nobody who asks', () => {
    it('while the row is read after a look', async () => {
      const { looker, begun, rows, end, hold } = arrange({ rows: { 1: {} } })
      await looker.begin([job(1)])
      await looker.begin([job(1)])
      rows[1] = { due: false }
      const letGo = hold()
      await end(1)
      rows[1] = {}
      await looker.begin([job(1)])
      await letGo()
      expect(begun).toStrictEqual([1, 1])
    })

    it('while the row is read before a look that had to wait for a place', async () => {
      const { looker, begun, rows, end, hold } = arrange({ slots: 1, rows: { 1: {}, 2: {} } })
      await hasBegun(looker, [job(1), job(2)])
      rows[2] = { due: false }
      const letGo = hold()
      await end(1)
      rows[2] = {}
      await looker.begin([job(2)])
      await letGo()
      expect(begun).toStrictEqual([1, 2])
    })

    it('while a look that failed sends for the next one', async () => {
      const { looker, begun, end, hold } = arrange({ rows: { 1: {} } })
      await looker.begin([job(1)])
      const letGo = hold()
      await end(1, new Error('GitHub is away'))
      await looker.begin([job(1)])
      expect(begun).toStrictEqual([1, 1])
      await letGo()
      // What the failed look leaves behind does not let in a third one beside it.
      await looker.begin([job(1)])
      expect(begun).toStrictEqual([1, 1])
    })

    it.each(Array.from({ length: 20 }, (_, turn) => turn))('as a look ends %i turns later', async (later) => {
      const { looker, begun, end } = arrange({ rows: { 1: {} } })
      await looker.begin([job(1)])
      const asking = looker.begin([job(1)])
      for (let turn = 0; turn < later; turn += 1) await Promise.resolve()
      await end(1)
      await asking
      expect(begun).toStrictEqual([1, 1])
    })
  })

  it.each([
    [0, 2],
    [1, 4],
    [4, 32],
    [5, 60],
    [7, 60],
  ])('after %i failures in a row tries again in %i seconds', async (tries, seconds) => {
    const { looker, sent, end } = arrange({ rows: { 1: { urgency: 0 } } })
    await looker.begin([job(1, { tries })])
    await end(1, new Error('GitHub is away'))
    expect(sent).toStrictEqual([{ issue: 1, at: later(seconds), urgency: 0, tries: tries + 1 }])
  })

  it.each([
    ['after eight failures', 8, new Error('GitHub is away')],
    ['when another worker took over', 0, new DaypassError('FENCED_OFF', 'taken over')],
  ])('sends nothing %s, and looks again when asked', async (_case, tries, error) => {
    const { looker, sent, begun, end } = arrange({ rows: { 1: {} } })
    await looker.begin([job(1, { tries })])
    await end(1, error)
    expect(sent).toStrictEqual([])
    await looker.begin([job(1)])
    expect(begun).toStrictEqual([1, 1])
  })

  it('names the look that failed in its one line, and tells how it ended', async () => {
    const lines: object[] = []
    const ended: unknown[] = []
    const log = { ...silentLog, error: (facts: object, message: string) => void lines.push({ ...facts, message }) }
    const error = new DaypassError('STORE_UNAVAILABLE', 'the store is away')
    const looker = createLooker(
      {
        reconcile: async (_key, looks) => {
          looks.begin()
          looks.ended({ outcome: 'again' })
          looks.begin()
          throw error
        },
        waiting: async ([key]) => (key ? [{ key, due: true, wakeAt: noon, urgency: 1 }] : []),
        send: async () => undefined,
        watch: { freshName: () => `look-${ended.length}`, ended: (end) => void ended.push(end) },
        now: () => noon,
        log,
      },
      createSlots(1),
    )
    await looker.begin([job(1)])
    await looker.stop()
    expect(ended).toStrictEqual([{ outcome: 'again' }, { outcome: 'failed', failure: 'passing' }])
    const message = 'looking at a request failed; it is tried again'
    expect(lines).toStrictEqual([{ look: 'look-1', err: error, request: '71#1', tries: 0, message }])
  })

  it('begins no look any more once it was stopped, whatever the row says', async () => {
    const { looker, begun, end, hold } = arrange({ slots: 1, rows: { 1: {}, 2: {} } })
    await hasBegun(looker, [job(1), job(2)])
    const letGo = hold()
    await end(1)
    await looker.stop()
    await letGo()
    await hasBegun(looker, [job(1)])
    expect(begun).toStrictEqual([1])
  })

  it('stops after the looks that run, and begins none of those that wait', async () => {
    const { looker, begun, end } = arrange({ slots: 1, rows: { 1: {}, 2: {} } })
    const isDone = await hasBegun(looker, [job(1), job(2)])
    let stopped = false
    void looker.stop().then(() => {
      stopped = true
    })
    await turns()
    expect(stopped).toBe(false)
    await end(1)
    expect([stopped, isDone(), begun]).toStrictEqual([true, true, [1]])
  })
})
