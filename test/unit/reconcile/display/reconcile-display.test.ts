import { beforeEach, describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import type { Person } from '../../../../src/ports/issues.ts'
import type { LookEnd } from '../../../../src/ports/looks.ts'
import { reconcileDisplay } from '../../../../src/reconcile/display/reconcile-display.ts'
import { createFakeDisplays, type FakeDisplays } from '../../../fakes/display-store.ts'
import { createFakeGrants, type FakeGrantStore } from '../../../fakes/grant-store.ts'
import { bot, createFakeIssues, type FakeIssues } from '../../../fakes/issues.ts'
import { silentLog, type TestClock, testClock } from '../../../open-test-store.ts'
import { begins, decided, granted } from '../../core/record-samples.ts'

const rita = { id: 7, login: 'rita', type: 'User' } as const
const otto = { id: 8, login: 'otto', type: 'User' } as const
const pending: RequestRecord = { ...decided('pending', 'review'), labels: ['help wanted'] }
const active = granted('active')
const { key } = pending

let clock: TestClock
let displays: FakeDisplays
let github: FakeIssues
let grants: FakeGrantStore
let woken: number

beforeEach(() => {
  clock = testClock(begins.toISOString())
  displays = createFakeDisplays(clock.now)
  github = createFakeIssues(key.issue, clock.now)
  grants = createFakeGrants()
  woken = 0
})

function look(): Promise<void> {
  const marks = { of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }) }
  const wake = async () => void woken++
  const ports = { displays, grants, issues: github, marks, wake, cli: 'daypass', now: clock.now, log: silentLog }
  return reconcileDisplay(ports, key)
}

/** Looks whenever one is due, as the queue does, for ten minutes; a look that throws is a process that died. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    for (const _ of await displays.due(clock.now(), 1)) await look().catch(() => undefined)
    clock.advance(31)
  }
  expect(await displays.due(clock.now(), 1)).toEqual([])
}

const settleBySeconds = async (seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second += 1) {
    for (const _ of await displays.due(clock.now(), 1)) await look()
    clock.advance(1)
  }
}

/** What people see: the first line of each comment that is shown, here and on the pull request. */
function seen() {
  const firstLine = (body: string) =>
    body
      .split('\n')
      .find((line) => !line.startsWith('<!--'))
      ?.slice(0, 40) ?? ''
  const lines = (issue: number) => (github.said.get(issue) ?? []).map(({ body }) => firstLine(body))
  const { title, labels, open } = github.issue
  return { title, labels, open, comments: lines(key.issue), onPull: lines(90) }
}

const fail = (
  code: 'GITHUB_UNAVAILABLE' | 'GITHUB_LIMITED' | 'GITHUB_REFUSED' | 'GITHUB_NOT_FOUND' | 'STORE_UNAVAILABLE',
) => {
  throw new DaypassError(code, 'not now')
}

const words = { say: [{ body: 'first' }, { body: 'there', on: 90 }, { body: 'second' }] }

describe('what is shown of a request', () => {
  test('is written once, and not again while nothing changes', async () => {
    displays.order(pending, words)
    await settle()
    expect(seen()).toMatchObject({ comments: ['first', 'second', expect.stringContaining('### ')], onPull: ['there'] })
    expect(seen().labels).toEqual(['daypass:pending', 'resource:orders-db', 'sensitivity:critical', 'help wanted'])
    const { calls } = github
    expect(calls).toEqual(['comment', 'comment', 'comment', 'comment', 'change'])
    displays.order(pending)
    await settle()
    expect(calls).toHaveLength(5)
  })

  test('skips what it has been in between', async () => {
    displays.order(pending)
    displays.order(active)
    displays.order(granted('ended'))
    await settle()
    expect(github.calls).toEqual(['comment', 'comment', 'change'])
    expect(github.issue.open).toBe(false)
  })

  test('counts our own comments, so that requests know which are others’', async () => {
    displays.order(pending, words)
    await settle()
    expect((await displays.find(key)).said).toBe(3)
  })
})

describe('nothing is lost and nothing is said twice', () => {
  const undisturbed = async () => {
    displays.order(pending, words)
    await settle()
    displays.order(granted('ended'), { say: [{ body: 'third' }] })
    await settle()
    return seen()
  }

  test.each(Array.from({ length: 16 }, (_, at) => at + 1))('where save %i fails', async (at) => {
    const expected = await undisturbed()
    for (const isCrash of [false, true]) {
      displays = createFakeDisplays(clock.now)
      github = createFakeIssues(key.issue, clock.now)
      let saves = 0
      displays.before = (call) => {
        saves += call === 'save' ? 1 : 0
        // A process that dies saves nothing more; its claim runs out.
        if (call === 'save' && (saves === at || (isCrash && saves === at + 1))) fail('STORE_UNAVAILABLE')
      }
      expect(await undisturbed()).toEqual(expected)
    }
  })

  test.each(
    Array.from({ length: 8 }, (_, at) => at + 1).flatMap((at) => [
      ['refused', at] as const,
      ['done, and its answer is lost,', at] as const,
    ]),
  )('where what is written is %s at call %i', async (how, at) => {
    const expected = await undisturbed()
    displays = createFakeDisplays(clock.now)
    github = createFakeIssues(key.issue, clock.now)
    let writes = 0
    const disturb = (call: string) => {
      if (!['comment', 'edit', 'change'].includes(call)) return
      writes += 1
      if (writes === at) fail('GITHUB_UNAVAILABLE')
    }
    if (how === 'refused') github.before = disturb
    else github.after = disturb
    const found = await undisturbed()
    expect({ ...found, comments: [...found.comments].sort() }).toEqual({
      ...expected,
      comments: [...expected.comments].sort(),
    })
  })
})

describe('a comment whose answer was lost', () => {
  const first = (how: 'before' | 'after', code: Parameters<typeof fail>[0]) => {
    let isFirst = true
    github[how] = (call) => {
      if (call !== 'comment' || !isFirst) return
      isFirst = false
      fail(code)
    }
  }
  /** Looks each second at what is due, and returns after how many there are so many comments. */
  const secondsUntil = async (count: number): Promise<number> => {
    for (let seconds = 0; seconds < 60; seconds += 1) {
      for (const _ of await displays.due(clock.now(), 1)) await look()
      if (seen().comments.length === count) return seconds
      clock.advance(1)
    }
    return expect.fail('it is never there')
  }

  test('is not written again where listings are behind for a few seconds (simulation, seed 5)', async () => {
    github.lag = 4
    first('after', 'GITHUB_UNAVAILABLE')
    displays.order(pending)
    await settleBySeconds(60)
    expect(seen().comments).toHaveLength(1)
    expect((await displays.find(key)).status?.comment).toBe(github.said.get(key.issue)?.[0]?.id)
  })

  test('nor is a word', async () => {
    github.lag = 4
    first('after', 'GITHUB_UNAVAILABLE')
    displays.order(pending, { say: [{ body: 'first' }] })
    await settleBySeconds(60)
    expect(seen().comments).toEqual(['first', expect.stringContaining('### ')])
  })

  test('is written once it would have been listed', async () => {
    first('before', 'GITHUB_UNAVAILABLE')
    displays.order(pending)
    expect(await secondsUntil(1)).toBe(6)
  })

  test('is not looked for where GitHub has surely not taken it', async () => {
    first('before', 'GITHUB_LIMITED')
    displays.order(pending)
    expect(await secondsUntil(1)).toBe(2)
    expect(github.calls).not.toContain('comments')
  })
})

describe('a credential', () => {
  beforeEach(() => grants.open(active.key, active.grant ?? expect.fail()))
  const isPosted = () => [...github.said.values()].flat().some(({ body }) => body.includes('AGE ENCRYPTED'))

  test('is posted while its grant lives', async () => {
    displays.order(active)
    await look()
    expect(isPosted()).toBe(true)
  })

  test('comes before what is said', async () => {
    displays.order(active, words)
    await look()
    expect(seen().comments.slice(1)).toEqual(['first', 'second'])
  })

  test('is not posted once the ledger has ended the grant, whatever the record says yet', async () => {
    displays.order(active, words)
    await grants.end(active.grant?.id ?? '', clock.now())
    await settle()
    expect(isPosted()).toBe(false)
    expect(seen().comments).toEqual(['first', 'second'])
  })

  test('is not posted at its end or later', async () => {
    displays.order(active)
    clock.advance(7200)
    await settle()
    expect(github.calls).toEqual([])
  })
})

describe('what GitHub refuses', () => {
  test('keeps nothing else from being shown, and is tried again', async () => {
    displays.order(pending)
    github.before = (call) => call === 'comment' && fail('GITHUB_REFUSED')
    await look()
    expect(seen().labels).toContain('daypass:pending')
    github.before = () => undefined
    await settle()
    expect(seen().comments).toHaveLength(1)
  })

  test('is not said later, when nobody would know what it is about', async () => {
    displays.order(pending, words)
    github.before = (call) => call === 'comment' && fail('GITHUB_REFUSED')
    await look()
    github.before = () => undefined
    await settle()
    expect(seen()).toMatchObject({ comments: [expect.stringContaining('###')], onPull: [] })
  })

  test('does not find is for the request to look at', async () => {
    displays.order(pending)
    github.before = () => fail('GITHUB_NOT_FOUND')
    await settle()
    expect({ woken, calls: github.calls.length }).toEqual({ woken: 1, calls: 1 })
  })

  test('is not asked for again and again, though the request finds it each time', async () => {
    displays.order(pending)
    github.before = () => fail('GITHUB_NOT_FOUND')
    for (let turn = 0; turn < 50; turn += 1) {
      const before = woken
      for (const _ of await displays.due(clock.now(), 1)) await look()
      if (woken > before) displays.order(pending)
      clock.advance(1)
    }
    expect(woken).toBe(3)
    expect(github.calls.length).toBeLessThan(10)
  })
})

describe('a process that stood still while it wrote a comment', () => {
  /** Stops before its comment is created, until another one has done this. */
  const stalled = (meanwhile: () => Promise<void>) => {
    const comment: FakeIssues['comment'] = async (...given) => {
      await meanwhile()
      return github.comment(...given)
    }
    const marks = { of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }) }
    const ports = {
      displays,
      grants,
      issues: { ...github, comment },
      marks,
      wake: async () => undefined,
      cli: 'daypass',
    }
    return reconcileDisplay({ ...ports, now: clock.now, log: silentLog }, key)
  }

  test('leaves one status (simulation, seed 2672)', async () => {
    displays.order(pending)
    await stalled(async () => {
      clock.advance(3600)
      await settle()
    })
    expect(seen().comments).toEqual([expect.stringContaining('Waiting'), '### Written twice'])
    displays.order(active)
    await settle()
    expect(seen().comments).toEqual([expect.stringContaining('Ready until'), '### Written twice'])
  })

  test('has been overtaken all the same where the second one cannot be marked', async () => {
    displays.order(pending)
    await stalled(async () => {
      clock.advance(3600)
      await settle()
      github.before = (call) => {
        if (call === 'edit') fail('GITHUB_UNAVAILABLE')
      }
    })
    expect(github.calls).toContain('edit')
    expect(seen().comments).toHaveLength(2)
  })

  test('is content with what another one has taken for its own', async () => {
    displays.order(pending)
    await stalled(async () => {
      clock.advance(3600)
      await displays.claim(key, clock.now())
    })
    clock.advance(3600)
    await settle()
    expect(seen().comments).toEqual([expect.stringContaining('Waiting')])
  })
})

describe('what others changed', () => {
  const shown = async (record: RequestRecord) => {
    displays.order(record)
    await settle()
  }
  const compared = async (record: RequestRecord) => {
    displays.order(record, { compare: true })
    await settle()
  }
  const ours = () => (github.said.get(key.issue) ?? []).filter(({ author }) => author === bot)

  test('is written again, and said three times at most', async () => {
    await shown(pending)
    const status = ours()[0] ?? expect.fail()
    const text = status.body
    for (let times = 0; times < 5; times += 1) {
      status.body = 'Approved!'
      await compared(pending)
      expect(status.body).toBe(text)
    }
    expect(seen().comments.slice(1)).toEqual(Array(3).fill('### Put back · somebody changed what sto'))
  })

  test('is written anew where it was deleted', async () => {
    await shown(pending)
    github.said.set(key.issue, [])
    github.issue.labels = ['help wanted']
    await compared(pending)
    expect(seen().comments).toHaveLength(2)
    expect(seen().labels).toContain('daypass:pending')
  })

  test('is written anew where it was deleted, though no webhook told (simulation, seed 1070)', async () => {
    await shown(pending)
    github.said.set(key.issue, [])
    await shown(active)
    await shown(active)
    expect(ours().filter(({ body }) => body.includes('daypass:status'))).toHaveLength(1)
  })

  test('is a repair to the end where it was deleted, whatever comes in between', async () => {
    await shown(active)
    github.said.set(key.issue, [])
    github.creations.length = 0
    const limits = (until: Date) => {
      throw new DaypassError('GITHUB_LIMITED', 'not now', { until })
    }
    let tries = 0
    github.before = (call) => call === 'comment' && tries++ === 1 && limits(new Date(clock.now().getTime() + 300_000))
    await compared(active)
    expect(github.creations).toEqual([
      { for: 'open', by: 'repair' },
      { for: 'open', by: 'repair' },
    ])
    expect(seen().comments).toHaveLength(2)
    expect((await displays.find(key)).status).toStrictEqual({ intended: true, comment: expect.any(Number) })
  })

  test('is no news where GitHub shows what was written', async () => {
    await shown(pending)
    const before = github.calls.length
    github.hear(key.issue, 'Thank you', otto)
    await compared(pending)
    // It is looked at once more, since GitHub may be behind.
    expect(github.calls.slice(before)).toEqual(['read', 'comments', 'read', 'comments'])
  })

  test('is found where GitHub showed at first what was there before (simulation, seed 969)', async () => {
    await shown(granted('ended'))
    const status = ours()[0] ?? expect.fail()
    const text = status.body
    const { comments } = github
    let isBehind = true
    github.comments = async (of) => {
      const all = await comments(of)
      return isBehind ? all.map((one) => (one.id === status.id ? { ...one, body: text } : one)) : all
    }
    status.body = 'Approved!'
    displays.order(granted('ended'), { compare: true })
    await look()
    isBehind = false
    expect(status.body).toBe('Approved!')
    await settle()
    expect(status.body).toBe(text)
  })

  test('is not what was only just created, and is not listed yet (simulation, seed 2)', async () => {
    github.lag = 4
    displays.order(pending)
    await look()
    clock.advance(2)
    await displays.order(pending, { compare: true })
    await settleBySeconds(60)
    expect(seen().comments).toEqual([expect.stringContaining('### Waiting')])
  })

  test('is found where it was deleted as soon as it was there', async () => {
    displays.order(pending)
    await look()
    github.said.set(key.issue, [])
    displays.order(pending, { compare: true })
    await settleBySeconds(60)
    expect(seen().comments).toHaveLength(2)
  })

  test('is not what is being written: only what was written is compared', async () => {
    github.before = (call) => call === 'change' && fail('GITHUB_UNAVAILABLE')
    displays.order(pending)
    await look()
    github.before = () => undefined
    await compared(granted('ended'))
    expect(seen().comments.some((line) => line.includes('Put back'))).toBe(false)
  })
})

test.each([
  ['later than it would try by itself', 300, 300],
  ['sooner than it would try by itself', 1, 2],
])('where GitHub takes nothing more for now it is tried again when it does: %s', async (_, seconds, expected) => {
  const until = new Date(clock.now().getTime() + seconds * 1000)
  github.before = () => {
    throw new DaypassError('GITHUB_LIMITED', 'not now', { until })
  }
  displays.order(pending)
  await look()
  github.before = () => undefined
  const [waiting] = await displays.waiting([key], clock.now())
  expect(waiting).toMatchObject({ due: false, wakeAt: new Date(clock.now().getTime() + expected * 1000) })
  await settle()
  expect(seen().comments).toHaveLength(1)
})

describe('whether the issue is open', () => {
  const closedBy = (person: Person) => Object.assign(github.issue, { open: false, closedBy: person })

  test('is the requester’s to say while nobody has decided otherwise', async () => {
    displays.order(pending)
    await settle()
    closedBy(rita)
    displays.order({ ...pending, findings: [{ code: 'POLICY_INVALID', message: 'news' }] })
    await settle()
    expect(github.issue.open).toBe(false)
  })

  test('is put right where somebody without a say has closed it, as often as they do', async () => {
    displays.order(pending)
    await settle()
    for (let times = 0; times < 2; times += 1) {
      closedBy(otto)
      displays.order(pending, { reopen: otto.id })
      await settle()
      expect(github.issue.open).toBe(true)
    }
  })

  test('is not put right over the head of somebody else who has closed it since', async () => {
    displays.order(pending)
    await settle()
    closedBy(otto)
    displays.order(pending, { reopen: otto.id })
    closedBy(rita)
    await settle()
    expect(github.issue.open).toBe(false)
    displays.order(active)
    await settle()
    expect(github.issue.open).toBe(false)
  })

  test('is closed again where what is over was opened, with a word the first time', async () => {
    const ended = granted('ended')
    displays.order(ended)
    await settle()
    for (let times = 0; times < 2; times += 1) {
      github.issue.open = true
      displays.order(ended, { compare: true })
      await settle()
      expect(github.issue.open).toBe(false)
    }
    expect(seen().comments.filter((line) => line.startsWith('### Over'))).toHaveLength(1)
  })

  test('is opened again where what was closed begins anew', async () => {
    displays.order(granted('ended'))
    await settle()
    displays.order(pending)
    await settle()
    expect(github.issue.open).toBe(true)
  })
})

describe('each look is named and told as it ended', () => {
  const ended = async (more: { again?: boolean } = {}) => {
    const ends: LookEnd[] = []
    const lines: object[] = []
    let names = 0
    const log = { ...silentLog, error: (facts: object) => void lines.push(facts) }
    const marks = { of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }) }
    if (more.again) displays.before = (call) => void (call === 'save' && ends.length === 0 && displays.order(active))
    const ports = { displays, grants, issues: github, marks, wake: async () => undefined, cli: 'daypass' }
    const looks = { begin: () => `look-${++names}`, ended: (end: LookEnd) => void ends.push(end) }
    await reconcileDisplay({ ...ports, now: clock.now, log }, key, looks)
    return { ends, lines }
  }

  test('that nobody ordered', async () => {
    expect((await ended()).ends).toEqual([{ outcome: 'busy' }])
  })

  test('that is done, and asked for again meanwhile', async () => {
    displays.order(pending)
    expect((await ended({ again: true })).ends).toEqual([{ outcome: 'again' }, { outcome: 'done' }])
  })

  test.each([
    ['GITHUB_UNAVAILABLE', 'unreachable'],
    ['GITHUB_REFUSED', 'refused'],
    ['GITHUB_NOT_FOUND', 'absent'],
  ] as const)('that fails with %s', async (code, failure) => {
    displays.order(pending)
    github.before = () => fail(code)
    const { ends, lines } = await ended()
    expect(ends).toEqual([{ outcome: 'failed', failure }])
    expect(lines).toMatchObject([{ look: 'look-1', code }])
  })

  test('that another worker took', async () => {
    displays.order(pending)
    displays.before = (call) => {
      if (call === 'save') throw new DaypassError('FENCED_OFF', 'taken over')
    }
    expect((await ended()).ends).toEqual([{ outcome: 'fenced' }])
  })
})
