import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import type { Word } from '../../src/core/display/display-record.ts'
import type { RequestRecord } from '../../src/core/record.ts'
import { createGitHub } from '../../src/github/api/client.ts'
import { Repositories } from '../../src/github/api/repositories.ts'
import { createIssues } from '../../src/github/issues/issues.ts'
import { createPullRequests } from '../../src/github/pulls/pull-requests.ts'
import type { PullRequests } from '../../src/ports/pull-requests.ts'
import { reconcileDisplay } from '../../src/reconcile/display/reconcile-display.ts'
import { createFakeDisplays, type FakeDisplays } from '../fakes/display-store.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { silentLog, type TestClock, testClock } from '../open-test-store.ts'
import { fitting, recordOf } from '../record-of.ts'
import { begins, decided, granted } from '../unit/core/record-samples.ts'

const budget = { perMinute: 20, perHour: 400 }
/** Of 20, 15 are open to what others cause, and one person alone has a third of them. */
const ofOne = 5

let hub: LocalGitHub
let clock: TestClock
let displays: FakeDisplays
let pulls: PullRequests
let look: () => Promise<void>

beforeAll(async () => {
  hub = await startLocalGitHub({
    files: { 'README.md': 'hello\n' },
    people: [
      { login: 'ann', permission: 'triage' },
      { login: 'olga', permission: 'maintain' },
    ],
  })
})
afterAll(() => hub?.stop())
beforeEach(() => {
  clock = testClock(begins.toISOString())
  displays = createFakeDisplays(clock.now)
  const { appId, privateKey, url: baseUrl, repository, installationId: installation } = hub
  const options = { appId, privateKey, baseUrl, userAgent: 'daypass-test', log: pino({ level: 'silent' }), pause: 0 }
  const github = createGitHub({ ...options, now: clock.now, creationBudget: budget })
  const place = { owner: repository.owner, name: repository.name, installation }
  const repositories = new Repositories(github, async () => place, clock.now)
  const app = { id: appId, slug: hub.slug }
  const issues = createIssues(repositories, app)
  pulls = createPullRequests(repositories, app, clock.now)
  const marks = { of: async () => ({ store: 's'.repeat(22), signature: 'x'.repeat(40) }) }
  const rest = { grants: createFakeGrants(), wake: async () => undefined, cli: 'daypass', now: clock.now }
  // Everything that is due, once, as the queue does it.
  look = async () => {
    for (const key of await displays.due(clock.now(), 1_000))
      await reconcileDisplay({ displays, issues, marks, log: silentLog, ...rest }, key)
  }
})

/** A request of this person has come so far, in an issue of its own. */
async function orders(requester: number, record: RequestRecord, say: Word[] = []): Promise<number> {
  const { number: issue } = await hub.as('ann').openIssue({ title: 'Access, please', body: 'x' })
  const key = { repository: hub.repository.id, issue }
  displays.order(recordOf({ ...fitting(record), key, requester: { id: requester, login: `person-${requester}` } }), {
    say,
  })
  return issue
}
const said = async (issue: number) => (await hub.as('ann').comments(issue)).map(({ body }) => body ?? '')
const many = (count: number, one: () => Promise<number>) => Array.from({ length: count }, one)
const shownOf = async (issues: readonly number[]) =>
  (await Promise.all(issues.map(said))).filter((comments) => comments.length > 0).length

const floods: [what: string, flood: () => Promise<number[]>][] = [
  ['opens issues', () => Promise.all(many(30, () => orders(7, decided('denied', 'deny'))))],
  [
    'is answered in the requests of others',
    async () => {
      // Their statuses were shown before.
      const issues = await Promise.all(
        Array.from({ length: 3 }, (_, i) => orders(20 + i, decided('pending', 'review'))),
      )
      await look()
      clock.advance(61)
      const answers = Array.from({ length: 10 }, (_, i): Word => ({ body: `No. (${i})`, by: 7 }))
      for (const [i, issue] of issues.entries()) {
        const key = { repository: hub.repository.id, issue }
        displays.order(
          { ...decided('pending', 'review'), key, requester: { id: 20 + i, login: `person-${20 + i}` } },
          { say: answers },
        )
      }
      return issues
    },
  ],
  [
    'deletes what was shown',
    async () => {
      const issues: number[] = []
      for (let i = 0; i < 12; i += 1) {
        issues.push(await orders(20 + i, decided('denied', 'deny')))
        await look()
        clock.advance(5)
      }
      clock.advance(61)
      for (const issue of issues) {
        for (const { id } of await hub.as('ann').comments(issue)) await hub.as('olga').deleteComment(id)
        const key = { repository: hub.repository.id, issue }
        const requester = { id: 20 + issues.indexOf(issue), login: 'x' }
        displays.order(recordOf({ ...fitting(decided('denied', 'deny')), key, requester }), { compare: true })
      }
      return issues
    },
  ],
]

test.each(floods)(
  'one who %s gets a share, and keeps nobody from a credential, a receipt or a first answer',
  async (_what, flood) => {
    const issues = await flood()
    const before = (await Promise.all(issues.map(said))).flat().length
    hub.resetCalls()
    await look()
    const made = hub.calls.filter(({ creation, by }) => creation && by === 'app').length
    expect((await Promise.all(issues.map(said))).flat().length).toBe(before + made)
    expect(made).toBe(ofOne)

    const credential = await orders(8, granted('active'))
    const end = await orders(9, granted('ended'))
    const newcomer = await orders(10, decided('pending', 'review'))
    await look()
    expect(await said(credential)).toEqual([expect.stringContaining('BEGIN AGE ENCRYPTED FILE')])
    expect((await said(end)).join()).toContain('### Ended')
    expect(await said(newcomer)).toHaveLength(1)
  },
)

test('what had to wait is shown when its person has a share again, as it was told', async () => {
  const issues = await Promise.all(many(7, () => orders(7, decided('denied', 'deny'))))
  await look()
  expect(await shownOf(issues)).toBe(ofOne)
  clock.advance(59)
  await look()
  expect(await shownOf(issues)).toBe(ofOne)
  clock.advance(1)
  await look()
  expect(await shownOf(issues)).toBe(7)
})

test('together many of them leave the reserve', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, i) => orders(100 + i, decided('denied', 'deny'))))
  hub.resetCalls()
  await look()
  expect(hub.calls.filter(({ creation, by }) => creation && by === 'app')).toHaveLength(14)
  const credential = await orders(8, granted('active'))
  const end = await orders(9, granted('ended'))
  await look()
  expect(await said(credential)).toHaveLength(1)
  expect((await said(end)).join()).toContain('### Ended')
})

test('a grant pull request counts against its requester’s share, and what was approved is merged from the reserve', async () => {
  const key = { repository: hub.repository.id, issue: 900 }
  const proposal = (by: number) => ({
    ...{
      branch: `daypass/${by}`,
      base: 'requests',
      path: `requests/x/${by}.yml`,
      file: 'x\n',
      title: 'T',
      body: 'B',
      by,
    },
  })
  const onto = await pulls.prepare(key.repository, undefined)
  const head = await pulls.commit(key, proposal(8), onto)
  const { number } = await pulls.open(key, proposal(8))
  clock.advance(61)

  await Promise.all(many(30, () => orders(7, decided('denied', 'deny'))))
  await look()
  await expect(pulls.commit(key, proposal(7), onto)).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
  await expect(pulls.open(key, proposal(7))).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })

  await Promise.all(Array.from({ length: 40 }, (_, i) => orders(100 + i, decided('denied', 'deny'))))
  await look()
  await expect(pulls.commit(key, proposal(9), onto)).rejects.toMatchObject({ code: 'GITHUB_LIMITED' })
  expect(await pulls.merge(key, number, head, 8)).toMatch(/^[0-9a-f]{40}$/)
})
