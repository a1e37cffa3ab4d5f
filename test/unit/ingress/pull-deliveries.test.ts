import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import { addSeconds } from '../../../src/core/instant.ts'
import { createPull } from '../../../src/ingress/pull-deliveries.ts'
import type { Delivery } from '../../../src/ports/inbox.ts'
import type { SentDelivery } from '../../../src/ports/sent-deliveries.ts'

const start = new Date('2026-12-01T10:00:00Z')
const issue = (number: number | bigint) => ({
  action: 'opened',
  issue: { number: 7, id: number },
  repository: { id: 9 },
})

type Event = { guid: string; event?: string; at?: Date; payload?: object | undefined }

/** GitHub's list, and what has come of it. */
function world() {
  const list: (SentDelivery & { payload: object | undefined })[] = []
  const inbox = new Map<string, Delivery>()
  const seen = { since: [] as Date[], fetched: [] as string[], nudges: 0, told: [] as string[] }
  let now = start
  /** Which of them GitHub fails at. */
  let away: (guid: string) => boolean = () => false
  const pull = createPull({
    sent: {
      since: async (instant) => {
        seen.since.push(instant)
        return list.filter(({ at }) => at >= instant).map(({ payload: _, ...one }) => one)
      },
      payloadOf: async ({ guid }) => {
        if (away(guid)) throw new DaypassError('GITHUB_UNAVAILABLE', 'GitHub has a bad day.')
        seen.fetched.push(guid)
        return list.find((one) => one.guid === guid)?.payload
      },
    },
    inbox: {
      accept: async (delivery) => {
        if (inbox.has(delivery.id)) return false
        inbox.set(delivery.id, delivery)
        return true
      },
      known: async (ids) => new Set(ids.filter((id) => inbox.has(id))),
    },
    nudge: () => {
      seen.nudges += 1
    },
    now: () => now,
    log: {
      info: () => undefined,
      warn: (facts: object) => void seen.told.push((facts as { delivery: string }).delivery),
      error: () => undefined,
    },
  })
  return {
    ...{ pull, inbox, seen },
    sends: (...events: Event[]) =>
      list.push(
        ...events.map(({ guid, event = 'issues', at = now, ...more }, place) => ({
          ...{ id: String(list.length + place + 1), guid, event, at },
          payload: 'payload' in more ? more.payload : issue(1),
        })),
      ),
    later: (seconds: number) => {
      now = addSeconds(now, seconds)
    },
    failsAt: (which: (guid: string) => boolean) => {
      away = which
    },
  }
}

describe('pulling deliveries', () => {
  test('takes over what is new, once, and says that there is something', async () => {
    const { pull, inbox, seen, sends, later } = world()
    sends({ guid: 'a' }, { guid: 'b' })
    await pull()
    expect([...inbox.keys()]).toEqual(['a', 'b'])
    expect(inbox.get('a')).toMatchObject({
      event: 'issues',
      body: JSON.stringify(issue(1)),
      bodySha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    later(15)
    sends({ guid: 'c' })
    await pull()
    expect(seen).toMatchObject({ fetched: ['a', 'b', 'c'], nudges: 3, told: [] })
  })

  test('looks back three days at first, and then as far as a delivery may be listed late', async () => {
    const { pull, seen, later } = world()
    await pull()
    later(15)
    await pull()
    expect(seen.since).toEqual([addSeconds(start, -3 * 86_400), addSeconds(start, -600)])
  })

  test.each<[string, Event]>([
    ['what is no event of ours', { guid: 'x', event: 'star' }],
    ['what GitHub does not have any more', { guid: 'x', payload: undefined }],
    ['what is not one of its event', { guid: 'x', event: 'issue_comment' }],
  ])('leaves out %s, fetches it at most once, and goes on', async (_, event) => {
    const { pull, inbox, seen, sends, later } = world()
    sends(event, { guid: 'y' })
    await pull()
    later(15)
    await pull()
    expect([...inbox.keys()]).toEqual(['y'])
    expect(seen.fetched.filter((guid) => guid === 'x').length).toBeLessThan(2)
  })

  test('is not held up by one that cannot be fetched, and tries it again at each turn', async () => {
    const { pull, inbox, sends, later, failsAt } = world()
    sends({ guid: 'a' }, { guid: 'b' })
    failsAt((guid) => guid === 'a')
    await pull()
    later(3_600)
    sends({ guid: 'c' })
    await pull()
    expect([...inbox.keys()]).toEqual(['b', 'c'])
    failsAt(() => false)
    later(15)
    await pull()
    expect([...inbox.keys()]).toEqual(['b', 'c', 'a'])
  })

  test('goes on where it was when GitHub fails at all of them', async () => {
    const { pull, inbox, seen, sends, later, failsAt } = world()
    const guids = ['a', 'b', 'c', 'd', 'e']
    sends(...guids.map((guid) => ({ guid })))
    failsAt(() => true)
    await expect(pull()).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    expect(seen.told).toEqual(['a', 'b'])
    failsAt(() => false)
    later(3_600)
    await pull()
    expect([...inbox.keys()].sort()).toEqual(guids)
  })

  test('takes a long list in turns, the oldest first', async () => {
    const { pull, inbox, seen, sends, later } = world()
    sends(...Array.from({ length: 450 }, (_, index) => ({ guid: `g${index}` })))
    for (const expected of [200, 400, 450, 450]) {
      await pull()
      expect(inbox.size).toBe(expected)
      later(15)
    }
    expect(seen.fetched).toEqual(Array.from({ length: 450 }, (_, index) => `g${index}`))
  })

  test('keeps every digit of a number that JavaScript does not hold', async () => {
    const { pull, inbox, sends } = world()
    sends({ guid: 'a', payload: issue(12_345_678_901_234_567_890n) })
    await pull()
    expect(inbox.get('a')?.body).toContain('"id":12345678901234567890}')
  })
})
