import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { createWorld, type Fault, type World } from './world.ts'

type Live = (w: World) => Promise<unknown>

const hours = (count: number) => count * 3600
const asked: Live = async () => undefined
const granted: Live = async (w) => {
  await w.ask('allow')
  await w.settle()
}
const proposed: Live = async (w) => {
  await w.ask('review')
  await w.settle()
}
const moreAsked: Live = async (w) => {
  await granted(w)
  Object.assign(w.state, { says: 'review', yes: false })
  await w.say('/extend 1h the import still runs')
  await w.settle()
}
const after = (seconds: number) => async (w: World) => {
  await w.settle()
  w.clock.advance(seconds)
}
const voted = (how: Parameters<World['vote']>[0], goes: Live) => async (w: World) => {
  await w.vote(how)
  await w.settle()
  await goes(w)
}

/**
 * Whole lives: how each begins, what happens then, and what the request has come to at its end. `whole`: its beginning is disturbed, too,
 * which it has in common with others.
 */
const lives: { name: string; end: string; begins: Live; goes: Live; whole?: true }[] = [
  { name: 'invalid', end: 'invalid', begins: asked, goes: (w) => w.ask('allow', '### Resource\n\nnothing-such\n') },
  { name: 'denied', end: 'denied', begins: asked, goes: (w) => w.ask('deny') },
  { name: 'allowed, granted, ended by time', end: 'ended', begins: granted, goes: after(hours(2)), whole: true },
  {
    name: 'allowed, granted, ended in bulk',
    end: 'ended',
    begins: granted,
    goes: async (w) => {
      w.clock.advance(hours(2))
      await w.endDue()
    },
  },
  { name: 'allowed, granted, /done', end: 'ended', begins: granted, goes: (w) => w.say('/done') },
  { name: 'allowed, granted, handed in', end: 'ended', begins: granted, goes: (w) => w.handIn() },
  {
    name: 'allowed, granted, ended under lockdown',
    end: 'ended',
    begins: granted,
    goes: async (w) => {
      w.ledger.locked = true
      w.clock.advance(hours(2))
    },
  },
  {
    name: 'allowed under lockdown, granted after it',
    end: 'active',
    begins: asked,
    goes: async (w) => {
      w.ledger.locked = true
      await w.ask('allow')
      await w.wait(150)
      w.ledger.locked = false
    },
  },
  { name: 'allowed, granted, the issue is gone', end: 'ended', begins: granted, goes: (w) => w.vanish() },
  {
    name: 'reviewed, approved, merged, granted, /done',
    end: 'ended',
    begins: proposed,
    goes: voted('APPROVED', (w) => w.say('/done')),
    whole: true,
  },
  { name: 'reviewed, declined', end: 'rejected', begins: proposed, goes: (w) => w.vote('closes') },
  { name: 'reviewed, cancelled', end: 'cancelled', begins: proposed, goes: (w) => w.say('/cancel') },
  { name: 'reviewed, lapsed', end: 'lapsed', begins: proposed, goes: after(hours(24)) },
  { name: 'reviewed, the issue is gone', end: 'cancelled', begins: proposed, goes: (w) => w.vanish() },
  {
    name: 'granted, more time approved, ended by time',
    end: 'ended',
    begins: moreAsked,
    goes: voted('APPROVED', after(hours(3))),
    whole: true,
  },
  {
    name: 'granted, more time declined, ended by time',
    end: 'ended',
    begins: moreAsked,
    goes: voted('closes', after(hours(2))),
  },
  { name: 'granted, more time never approved, ended by time', end: 'ended', begins: moreAsked, goes: after(hours(2)) },
  {
    name: 'granted, revoked by somebody who may not, /done',
    end: 'ended',
    begins: granted,
    goes: async (w) => {
      await w.say('/revoke', { id: 9, login: 'mallory', type: 'User' })
      await w.settle()
      await w.say('/done')
    },
  },
]

const instants = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z| UTC)?|to \d\d:\d\d UTC/g
/** What was looked at a minute later is a minute late, and a credential that was replaced has another number. */
const lateness = /\\"(?:lateness_ms|attempts)\\":\d+|(?:on time \(\d+\.\d s\)|\d+ s late)|\\n\d+\\n(?=-----END)/g
const names = /\b(?:[0-9a-f]{64}|c{10,}[0-9a-f]+|g{15,}\d+)\b/g
/** What depends on when a look came, and on nothing that it did. */
const passing = ['lateness_ms', 'attempts', 'wakeAt', 'comments', 'tries', 'labels', 'changedAt']

/** What is the same whenever it happened, and whatever its commits and its lease are called. */
function timeless(value: unknown): unknown {
  const text = JSON.stringify(value, (member, one) => (passing.includes(member) ? undefined : one))
  return JSON.parse(text.replace(instants, 'then').replace(lateness, 'in time').replace(names, 'name'))
}

/** All that is left of a life. */
async function traces(w: World) {
  const { title, labels, open } = w.issues.issue
  const said = [...w.issues.said].map(([place, words]) => [place, words.map(({ body }) => body).sort()] as const)
  return {
    record: timeless(w.record()),
    trail: (await w.requests.trailOf(w.key)).map(({ event: { kind, actor, facts } }) =>
      timeless({ kind, actor, facts }),
    ),
    leases: w.ledger.all().map(({ ended }) => (ended ? 'ended' : 'lives')),
    said: timeless(said),
    issue: { title, labels, open },
    opens: w.opens(),
    breaches: w.breaches,
  }
}

async function lived({ begins, goes }: (typeof lives)[number], fault?: Fault) {
  const w = createWorld(fault)
  await begins(w)
  const from = w.state.calls
  await goes(w)
  await w.settle()
  return { w, from }
}

const faults: [name: string, how: Omit<Fault, 'at'>][] = [
  ['fails', { when: 'before', dies: false }],
  ['is done, and its answer is lost', { when: 'after', dies: false }],
  ['is not done, and the process dies', { when: 'before', dies: true }],
  ['is done, and the process dies', { when: 'after', dies: true }],
]

/** A claim, a save or a release, of the request or of its display, each in turn. */
describe.each(lives)('$name', (life) => {
  test('comes to its end', async () => {
    const { w } = await lived(life)
    expect([w.record().state, w.breaches]).toEqual([life.end, []])
    expect(w.opens()).toBe(life.end === 'active')
  })

  test.each(faults)('is the same life where a call of a store %s', async (_, how) => {
    const { w, from } = await lived(life)
    const expected = await traces(w)
    const last = w.state.calls
    expect(last).toBeGreaterThan(from)
    for (let at = life.whole ? 1 : from + 1; at <= last; at += 1) {
      const found = await traces((await lived(life, { at, ...how })).w)
      expect(found, `call ${at} of ${last}`).toEqual(expected)
    }
  })
})

test('what failed once is forgotten with the first look that does all (simulation, seed 515)', async () => {
  const w = createWorld()
  await proposed(w)
  // Interfered with, it waits for its requester, and is looked at each minute.
  w.pulls.closeAs(w.record().pull?.number ?? 0, { id: 9, login: 'mallory', type: 'User' })
  await w.wake()
  await w.wait(30)
  expect(w.record().findings.map(({ code }) => code)).toEqual(['PULL_TAMPERED'])
  let reads = 0
  w.issues.before = () => {
    reads += 1
    if (reads === 1) throw new DaypassError('GITHUB_UNAVAILABLE', 'not now')
  }
  await w.wake()
  await w.wait(300)
  expect(w.record().tries).toBe(0)
  expect(reads).toBeLessThan(20)
})
