import { beforeEach, expect, test } from 'vitest'
import type { Alert } from '../../../../src/core/alerts/alert.ts'
import type { AlertKind } from '../../../../src/core/alerts/alert-kinds.ts'
import type { Notify, Routing } from '../../../../src/core/alerts/routes.ts'
import { DaypassError } from '../../../../src/core/error.ts'
import { addSeconds } from '../../../../src/core/instant.ts'
import { type NoticePlace, noticeKey } from '../../../../src/ports/notices.ts'
import { type NoticePorts, reconcileNotices } from '../../../../src/reconcile/notice/reconcile-notices.ts'
import { repository, wake } from '../../../contract/store-contract.ts'
import { createMemoryStore, type MemoryStore } from '../../../fakes/store/memory-store.ts'
import { silentLog, testClock } from '../../../open-test-store.ts'

const turn = noticeKey(repository.id)
const day = 86_400

let clock: ReturnType<typeof testClock>
let store: MemoryStore
/** What arrived: place and id. */
let arrived: string[]
/** Places that take nothing, with how they say so. */
let away: Map<string, Error>
/** Places whose answer is lost. */
let mute: Set<string>
let counted: string[]
let routing: Routing
let notify: Notify | undefined

beforeEach(async () => {
  clock = testClock()
  store = createMemoryStore({ now: clock.now })
  arrived = []
  away = new Map()
  mute = new Set()
  counted = []
  notify = undefined
  routing = { places: new Map([['ops', {}]]), routes: [{ to: ['issue', 'ops'] }] }
  await store.enqueue(wake())
})

const placeOf = (name: string): NoticePlace => ({
  async send({ id, kind }, { known }) {
    const error = away.get(name)
    if (error) throw error
    arrived.push(`${name} ${kind} ${id.slice(0, 8)}`)
    if (mute.has(name)) throw new DaypassError('NOTICE_UNDELIVERED', 'no answer')
    return name === 'issue' ? (known ?? 40 + arrived.length) : undefined
  },
})
const ports = (): NoticePorts => ({
  notices: store.notices,
  places: new Map([
    ['issue', placeOf('issue')],
    ['ops', placeOf('ops')],
  ]),
  routing,
  notifyOf: async () => notify,
  noticed: (kind, place, result) => void counted.push(`${kind} ${place} ${result}`),
  now: clock.now,
  log: silentLog,
})
const look = () => reconcileNotices(ports(), turn)
const note = (kind: AlertKind, more: Partial<Alert> = {}) =>
  store.notices.note(
    [{ repository: repository.id, alert: { kind, subject: 's', spell: 'p', ...more }, shared: false }],
    clock.now(),
  )
const next = () => store.tables.notice_turns.rows()[0]?.wake_at
const after = (seconds: number) => clock.advance(seconds)
const until = (at: Date) => clock.advance((at.getTime() - clock.now().getTime()) / 1000)
const refused = new DaypassError('NOTICE_UNDELIVERED', 'it answered 503')

test('tells each place once, and rests', async () => {
  await note('drill-failed')
  await look()
  await look()
  expect(arrived).toEqual([expect.stringMatching(/^issue drill-failed/), expect.stringMatching(/^ops drill-failed/)])
  expect(counted).toEqual(['drill-failed issue delivered', 'drill-failed ops delivered'])
  expect(await store.notices.count()).toBe(0)
  expect(next()).toBeNull()
})

test('a place that is away keeps no other waiting, and is asked again later and later', async () => {
  away.set('ops', refused)
  await note('drill-failed')
  await look()
  expect(arrived).toHaveLength(1)
  const waits: number[] = []
  for (let round = 0; round < 14; round++) {
    const at = next()
    if (!at) throw new Error('it is not tried again')
    waits.push((at.getTime() - clock.now().getTime()) / 1000)
    until(at)
    await look()
  }
  expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600, 3600])
  expect(arrived).toHaveLength(1)
  // Nobody asks before its time, whatever else is told meanwhile.
  const tries = counted.length
  await note('lockdown')
  await look()
  expect(arrived[1]).toMatch(/^issue lockdown/)
  expect(counted.length).toBe(tries + 1)
})

test('with the receiver away for a day nothing is lost or doubled', async () => {
  away.set('ops', refused)
  for (let hour = 0; hour < 24; hour++) {
    await note('drill-failed', { spell: `${hour}` })
    await look()
    after(3600)
  }
  away.clear()
  const at = next()
  if (at && at > clock.now()) until(at)
  await look()
  for (const place of ['ops', 'issue']) {
    const there = arrived.filter((one) => one.startsWith(place))
    expect(there).toHaveLength(24)
    expect(new Set(there).size).toBe(24)
  }
  expect(await store.notices.count()).toBe(0)
  expect(next()).toBeNull()
})

test('what does not arrive within three days is given up at its next failure, and counted', async () => {
  away.set('ops', refused)
  await note('drill-failed')
  await look()
  after(3 * day - 60)
  await note('lockdown')
  await look()
  expect(counted).not.toContain('drill-failed ops given-up')
  after(3601)
  await look()
  expect(counted).toContain('drill-failed ops given-up')
  expect(counted).not.toContain('lockdown ops given-up')
  expect(await store.notices.count()).toBe(1)
})

test('a server that stood still for a week tries before it gives up', async () => {
  await note('drill-failed')
  after(7 * day)
  await look()
  expect(arrived).toHaveLength(2)
})

test('where GitHub says from when on it takes something, nobody asks before', async () => {
  const room = addSeconds(clock.now(), 600)
  away.set('issue', new DaypassError('GITHUB_LIMITED', 'no room', { until: room }))
  await note('drill-failed')
  await look()
  expect(next()).toEqual(room)
})

test('an answer that was lost is told as one that may have arrived', async () => {
  mute.add('issue')
  await note('drill-failed')
  await look()
  const [row] = store.tables.notices.rows()
  expect(JSON.parse(row?.told ?? '')).toEqual({ issue: 'begun', ops: 'delivered' })
  mute.clear()
  const asked: boolean[] = []
  const at = next()
  if (at) until(at)
  const places = new Map([
    ['issue', { send: async (_: unknown, how: { isAgain: boolean }) => void asked.push(how.isAgain) }],
  ])
  await reconcileNotices({ ...ports(), places: places as unknown as NoticePorts['places'] }, turn)
  expect(asked).toEqual([true])
})

test('a worker that dies between sending and saying so sends again, and to nobody else', async () => {
  await note('drill-failed')
  const real = ports()
  const dying = {
    ...store.notices,
    tell: async (...given: Parameters<typeof store.notices.tell>) => {
      if (given[2].told.ops === 'delivered') throw new DaypassError('STORE_UNAVAILABLE', 'gone')
      return store.notices.tell(...given)
    },
  }
  await expect(reconcileNotices({ ...real, notices: dying }, turn)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  after(61)
  await look()
  expect(arrived.map((one) => one.split(' ')[0])).toEqual(['issue', 'ops', 'ops'])
  expect(new Set(arrived.slice(1)).size).toBe(1)
  expect(await store.notices.count()).toBe(0)
})

test('the issue of a kind is remembered', async () => {
  await note('drill-failed')
  await note('lockdown')
  await look()
  const [row] = store.tables.notice_turns.rows()
  const { issues } = JSON.parse(row?.record ?? '') as { issues: Record<string, number> }
  expect(Object.keys(issues).sort()).toEqual(['drill-failed', 'lockdown'])
})

test('what a repository says adds a place; a place that is gone, and what is told elsewhere, is told nowhere', async () => {
  routing = { places: new Map([['ops', {}]]), routes: [] }
  notify = { 'orders-db': ['ops', 'gone'] }
  await note('break-glass', { resource: 'orders-db' })
  await note('break-glass', { subject: 'b', resource: 'wiki' })
  await look()
  expect(arrived.map((one) => one.split(' ')[0]).sort()).toEqual(['issue', 'issue', 'ops'])
  await note('burst')
  await look()
  expect(arrived).toHaveLength(3)
  expect(await store.notices.count()).toBe(0)
})

test('settings that cannot be read keep nothing from being told', async () => {
  await note('drill-failed')
  await reconcileNotices({ ...ports(), notifyOf: async () => Promise.reject(new Error('no')) }, turn)
  expect(arrived).toHaveLength(2)
})
