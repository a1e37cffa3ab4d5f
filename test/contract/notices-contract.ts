import { beforeEach, describe, expect, it } from 'vitest'
import { type Alert, everywhere, noticeId } from '../../src/core/alerts/alert.ts'
import { addSeconds } from '../../src/core/instant.ts'
import { type NoticeClaim, type NoticeStore, noticeKey } from '../../src/ports/notices.ts'
import type { ContractStore } from '../open-test-store.ts'
import { fitting } from '../record-of.ts'
import { event, grantOf, key, noWakeUps, repository, wake } from './store-contract.ts'

const drill: Alert = { kind: 'drill-failed', subject: 'orders', spell: 'a', about: 'orders' }
const here = (alert: Alert) => ({ repository: repository.id, alert, shared: false })
const turn = noticeKey(repository.id)

/** What holds wherever it is kept what is told to people. */
export function noticesContract(open: () => Promise<ContractStore>): void {
  let world: ContractStore
  let notices: NoticeStore
  let at: Date
  let woken: string[]
  beforeEach(async () => {
    world = await open()
    await world.empty()
    notices = world.store.notices
    at = world.clock.now()
    woken = []
    world.store.useWakeUps({
      ...noWakeUps,
      scheduleNotice: async (_unit, { repository: of }, when) =>
        void woken.push(`${of} ${(when.getTime() - at.getTime()) / 1000}`),
    })
    await world.store.enqueue(wake())
  })
  const claimed = async (when = at): Promise<NoticeClaim> => {
    const claim = await notices.claim(turn, when)
    if (!claim) throw new Error('nothing is to be told')
    return claim
  }
  const told = async () => (await notices.open(await claimed(addSeconds(at, 3600)), 100)).map(({ kind }) => kind)

  it('notes an alert once, and wakes whoever sends it', async () => {
    await notices.note([here(drill), here(drill)], at)
    await notices.note([here(drill)], addSeconds(at, 60))
    expect(woken).toEqual([`${repository.id} 0`])
    expect(await notices.due(at, 10)).toEqual([turn])
    const claim = await claimed()
    const id = noticeId(repository.id, drill)
    expect(await notices.open(claim, 10)).toEqual([
      { ...drill, id, repository: repository.id, at, shared: false, told: {} },
    ])
    expect(await notices.count()).toBe(1)
  })

  it.each<[what: string, other: Partial<Alert>]>([
    ['another spell', { spell: 'b' }],
    ['another subject', { subject: 'b' }],
    ['another kind', { kind: 'lockdown' }],
  ])('%s is another alert', async (_, other) => {
    await notices.note([here(drill), here({ ...drill, ...other })], at)
    expect(await notices.count()).toBe(2)
  })

  it('tells nothing to a repository that no event was seen of', async () => {
    await notices.note([{ ...here(drill), repository: 999 }], at)
    expect(await notices.count()).toBe(0)
    expect(await notices.claim(noticeKey(999), at)).toBeUndefined()
  })

  it('gives all back as it was noted', async () => {
    const full: Alert = {
      ...{ kind: 'break-glass', subject: '71#4', spell: 'x', resource: 'orders-db', sensitivity: 'high' },
      ...{ who: { id: 5, login: 'rita' }, about: 'y', url: 'https://github.example/acme/access/issues/4' },
    }
    await notices.note([here(full)], at)
    expect((await notices.open(await claimed(), 10))[0]).toMatchObject(full)
  })

  it('one sends at a time; the other one looks again', async () => {
    await notices.note([here(drill)], at)
    const claim = await claimed()
    expect(await notices.claim(turn, at)).toBeUndefined()
    expect(await notices.release(claim, null)).toBe(true)
    const again = await claimed()
    expect(await notices.release(again, null)).toBe(false)
    expect(await notices.due(at, 10)).toEqual([])
  })

  it('what is noted while it is sent is looked at again', async () => {
    await notices.note([here(drill)], at)
    const claim = await claimed()
    await notices.note([here({ ...drill, spell: 'b' })], at)
    expect(await notices.release(claim, null)).toBe(true)
  })

  it('keeps what became of each, and how sending went', async () => {
    await notices.note([here(drill), here({ ...drill, spell: 'b' })], at)
    const claim = await claimed()
    const [first, second] = await notices.open(claim, 10)
    await notices.tell(claim, first?.id ?? '', { told: { issue: 'delivered' }, over: true })
    await notices.tell(claim, second?.id ?? '', { told: { issue: 'begun' }, over: false })
    const pace = { places: { issue: { tries: 1, again: addSeconds(at, 2).toISOString() } }, issues: { lockdown: 7 } }
    claim.pace = pace
    woken = []
    await notices.release(claim, addSeconds(at, 2))
    expect(woken).toEqual([`${repository.id} 2`])
    expect(await notices.waiting([turn], at)).toMatchObject([{ key: turn, due: false, wakeAt: addSeconds(at, 2) }])
    expect(await notices.due(at, 10)).toEqual([])
    const again = await claimed(addSeconds(at, 2))
    expect(again.pace).toEqual(pace)
    expect(await notices.open(again, 10)).toMatchObject([{ id: second?.id, told: { issue: 'begun' } }])
    expect(await notices.count()).toBe(1)
  })

  it('whoever was overtaken writes nothing more', async () => {
    await notices.note([here(drill)], at)
    const late = await claimed()
    const [notice] = await notices.open(late, 10)
    const newer = await claimed(addSeconds(at, 61))
    await expect(
      notices.tell(late, notice?.id ?? '', { told: { issue: 'delivered' }, over: true }),
    ).rejects.toMatchObject({ code: 'FENCED_OFF' })
    late.pace = { places: {}, issues: { lockdown: 1 } }
    expect(await notices.release(late, null)).toBe(false)
    expect(await notices.open(newer, 10)).toMatchObject([{ told: {} }])
    await notices.release(newer, null)
    expect((await claimed(addSeconds(at, 62))).pace).toEqual({ places: {}, issues: {} })
  })

  describe('is written with what makes it true', () => {
    it('a lockdown, and the kill switch', async () => {
      await world.store.enqueue(wake({ key: { repository: 72, issue: 1 }, repository: { ...repository, id: 72 } }))
      await world.store.lockdowns.lock({ of: 'resource', name: 'orders-db' }, 'incident')
      await world.store.lockdowns.lock({ of: 'everything' }, 'revoke-all')
      const found = await notices.open(await claimed(), 10)
      expect(found.map(({ kind, about, shared }) => [kind, about, shared]).sort()).toEqual([
        ['kill-switch', 'lockdown 2', false],
        ['lockdown', 'resource orders-db (lockdown 1)', false],
      ])
      const other = await notices.claim(noticeKey(72), at)
      if (!other) throw new Error('nothing is told there')
      expect((await notices.open(other, 10)).map(({ shared }) => shared)).toEqual([true, true])
      await world.store.lockdowns.lift('all', 'over')
      expect(await notices.count()).toBe(4)
    })

    it('nothing of it where the transaction fails', async () => {
      world.store.useWakeUps({ ...noWakeUps, scheduleNotice: async () => Promise.reject(new Error('no queue')) })
      await expect(world.store.lockdowns.lock({ of: 'everything' }, 'x')).rejects.toThrow('no queue')
      world.store.useWakeUps(noWakeUps)
      expect(await world.store.lockdowns.list()).toEqual([])
      expect(await notices.count()).toBe(0)
    })

    it('access in an emergency', async () => {
      const claim = await world.store.requests.claim(key, at)
      if (!claim) throw new Error('somebody else has it')
      const set = fitting({ state: 'active', grant: grantOf('g1'), requester: { id: 5, login: 'rita' } })
      const saved = await world.store.requests.save(claim, { set, events: [event('break-glass')] })
      await world.store.requests.save(saved, { set: { tries: 1 } })
      const [found, ...others] = await notices.open(await claimed(), 10)
      expect(found).toMatchObject({ kind: 'break-glass', who: { id: 5, login: 'rita' } })
      expect(others).toEqual([])
    })

    it('a claim that was lost tells nothing', async () => {
      const claim = await world.store.requests.claim(key, at)
      if (!claim) throw new Error('somebody else has it')
      await world.store.requests.claim(key, addSeconds(at, 61))
      await expect(world.store.requests.save(claim, { events: [event('break-glass')] })).rejects.toMatchObject({
        code: 'FENCED_OFF',
      })
      expect(await notices.count()).toBe(0)
    })

    it('a comment of ours that somebody changed', async () => {
      const request = await world.store.requests.claim(key, at)
      if (!request) throw new Error('somebody else has it')
      await world.store.requests.save(request, { compare: true })
      const claim = await world.store.displays.claim(key, at)
      if (!claim) throw new Error('somebody else has it')
      await world.store.displays.save(claim, { set: {}, alert: { kind: 'tampering', subject: 'x', spell: 'y' } })
      expect(await told()).toEqual(['tampering'])
    })

    it('rules that are not in force, and those that nobody judged; no others', async () => {
      const { governances } = world.store
      await governances.wake(repository)
      const claim = await governances.claim({ repository: repository.id, issue: 0 }, at)
      if (!claim) throw new Error('somebody else has it')
      const digest = 'a'.repeat(64)
      const facts = { from: null, to: digest, commit: null, pull: null, approvers: [] }
      const inForce = (verdict: 'first' | 'unreviewed') => ({
        ...{ inForce: { digest, since: at.toISOString(), verdict }, tries: 0 },
      })
      const governed = (verdict: string) => ({ event: event('governed', { ...facts, verdict }) })
      await governances.save(claim, inForce('first'), governed('in-force'))
      expect(await notices.count()).toBe(0)
      await governances.save(claim, inForce('unreviewed'), governed('in-force'))
      await governances.save(claim, inForce('first'), governed('held'))
      expect((await told()).sort()).toEqual(['rules-not-in-force', 'rules-unjudged'])
    })
  })

  it('what a person had and asked for before, by other requests of the repository', async () => {
    const { requests, grants } = world.store
    const earlier = (issue: number, person = 5, resource = 'orders-db') =>
      requests.earlierAccess({ ...key, issue }, person, resource, at)
    expect(await earlier(4)).toEqual({ grants: 0, requests: 0, denials: 0 })
    const asks = async (issue: number, ago: number, state: 'denied' | 'submitted', resource = 'orders-db') => {
      const of = { ...key, issue }
      await world.store.enqueue(wake({ key: of }))
      const claim = await requests.claim(of, at)
      if (!claim) throw new Error('somebody else has it')
      const request = { resource } as never
      const submittedAt = addSeconds(at, -ago)
      const set = fitting({ state, request, submittedAt, requester: { id: 5, login: 'rita' } })
      await requests.release(await requests.save(claim, { set }), null)
    }
    await asks(11, 60, 'denied')
    await asks(12, 3_601, 'denied')
    await asks(13, 86_401, 'denied')
    await asks(14, 60, 'denied', 'wiki')
    await asks(15, 60, 'submitted')
    expect(await earlier(4)).toEqual({ grants: 0, requests: 3, denials: 2 })
    expect(await earlier(11)).toEqual({ grants: 0, requests: 2, denials: 1 })
    expect(await earlier(4, 6)).toEqual({ grants: 0, requests: 0, denials: 0 })
    const given = (id: string, days: number) => ({
      ...grantOf(id),
      ...{ begins: addSeconds(at, -days * 86_400), ends: addSeconds(at, 60) },
    })
    await grants.open({ ...key, issue: 15 }, given('g1', 89))
    await grants.open({ ...key, issue: 13 }, given('g2', 91))
    expect((await earlier(4)).grants).toBe(1)
    expect((await earlier(15)).grants).toBe(0)
    expect((await earlier(4, 5, 'wiki')).grants).toBe(0)
  })

  it('forgets what has long been over, and nothing that waits', async () => {
    await notices.note([here(drill), here({ ...drill, spell: 'b' })], at)
    const claim = await claimed()
    const [first, second] = await notices.open(claim, 10)
    await notices.tell(claim, first?.id ?? '', { told: { issue: 'delivered' }, over: true })
    const ids = async () => (await world.stored.rows('notices')).map(({ id }) => id)
    await notices.forget(at)
    expect(await ids()).toHaveLength(2)
    await notices.forget(addSeconds(at, 1))
    expect(await ids()).toEqual([second?.id])
  })

  it('forgets whom it named', async () => {
    await notices.note([here({ ...drill, who: { id: 5, login: 'rita' } })], at)
    await world.store.forget(5)
    expect((await notices.open(await claimed(), 10))[0]).not.toHaveProperty('who')
  })

  it('of the whole deployment, one repository tells its places', () => {
    expect(everywhere([9, 3, 5], drill).map(({ repository: of, shared }) => [of, shared])).toEqual([
      [9, true],
      [3, false],
      [5, true],
    ])
    expect(everywhere([], drill)).toEqual([])
  })
}
