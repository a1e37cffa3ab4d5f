import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>

beforeEach(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice' },
      { login: 'bob' },
      { login: 'wendy', permission: 'write' },
      { login: 'otto', permission: 'write', teams: ['orders'] },
      { login: 'mallory', member: false },
    ],
    teamPermissions: { orders: 'write' },
    files: { '.github/CODEOWNERS': '/owned/ @otto\n/team/ @acme/orders\n' },
  })
  app = new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
})

afterEach(() => github.stop())

/** What somebody was told since the last look. */
let seen = 0
beforeEach(() => {
  seen = 0
})
function news() {
  const fresh = github.notifications.slice(seen)
  seen = github.notifications.length
  return fresh.map(({ login, event, reason }) => `${login} ${event} ${reason}`).toSorted()
}
const open = async (body = '') => (await github.as('alice').openIssue({ title: 'x', body })).number
const say = (issue_number: number, body: string) =>
  app.rest.issues.createComment({ owner: 'acme', repo: 'access', issue_number, body })

describe('who is told', () => {
  it('nobody of an issue, but who watches and who is mentioned', async () => {
    github.watch('bob')
    await open('please, @wendy and @acme/orders')
    expect(news()).toEqual([
      'bob issues.opened subscribed',
      'otto issues.opened team_mention',
      'wendy issues.opened mention',
    ])
  })

  it('the author, of each comment of the app and of the end', async () => {
    const number = await open()
    await say(number, 'one')
    await say(number, 'two')
    await app.rest.issues.update({ owner: 'acme', repo: 'access', issue_number: number, state: 'closed' })
    expect(news()).toEqual([
      'alice issue_comment.created author',
      'alice issue_comment.created author',
      'alice issues.closed author',
    ])
  })

  it('nobody of edits, labels and titles', async () => {
    const number = await open()
    const { data } = await say(number, 'one')
    news()
    await app.rest.issues.updateComment({ owner: 'acme', repo: 'access', comment_id: data.id, body: 'other' })
    await app.rest.issues.update({ owner: 'acme', repo: 'access', issue_number: number, labels: ['a'], title: 'y' })
    expect(news()).toEqual([])
  })

  it('whom an edit mentions that did not before', async () => {
    const { data } = await say(await open(), 'for @bob')
    news()
    const body = 'for @bob and @wendy'
    await app.rest.issues.updateComment({ owner: 'acme', repo: 'access', comment_id: data.id, body })
    expect(news()).toEqual(['wendy issue_comment.edited mention'])
  })

  it('who took part, of what comes later, and never of what they do themselves', async () => {
    const number = await open()
    await github.as('bob').comment(number, 'me too')
    expect(news()).toEqual(['alice issue_comment.created author'])
    await github.as('alice').closeIssue(number)
    expect(news()).toEqual(['bob issues.closed comment'])
    github.subscribe('wendy', number)
    await say(number, 'x')
    expect(news()).toEqual([
      'alice issue_comment.created author',
      'bob issue_comment.created comment',
      'wendy issue_comment.created manual',
    ])
  })

  it.each(['`@bob`', '```\n@bob\n```', '<!-- @bob -->', 'bob@bob', 'x/@bob', '@bobby', '@nobody/bob'])(
    'nobody by %j',
    async (text) => {
      await open(text)
      expect(news()).toEqual([])
    },
  )

  it('a team that the app mentions, only where the app may read members (github.F11)', async () => {
    const number = await open()
    await say(number, '@acme/orders')
    expect(news()).toContain('otto issue_comment.created team_mention')
    const other = await open()
    github.accept({ permissions: { issues: 'write', metadata: 'read' } })
    await say(other, '@acme/orders')
    expect(news()).toEqual(['alice issue_comment.created author'])
  })

  it('nobody who cannot read the repository', async () => {
    await open('@mallory')
    expect(news()).toEqual([])
  })

  it('who is asked for a review, alone or in a team, and then of what happens there', async () => {
    await github.as('wendy').push('topic', { 'owned/x': 'x' }, { createFrom: 'main' })
    const { number } = await github.as('wendy').openPull({ title: 'x', head: 'topic', base: 'main' })
    expect(news()).toEqual(['otto pull_request.review_requested review_requested'])
    await github.as('otto').review(number, 'APPROVE')
    expect(news()).toEqual(['wendy pull_request_review.submitted author'])
    await github.as('wendy').mergePull(number)
    expect(news()).toEqual(['otto pull_request.closed review_requested'])
    await github.as('wendy').push('other', { 'team/x': 'x' }, { createFrom: 'main' })
    await github.as('wendy').openPull({ title: 'y', head: 'other', base: 'main' })
    expect(news()).toEqual(['otto pull_request.review_requested review_requested'])
  })
})

describe('GET /notifications', () => {
  it('has one thread for each issue, with the last reason and the newest first', async () => {
    const [first, second] = [await open('@bob'), await open()]
    await say(second, '@bob')
    await say(first, 'more, @acme/orders')
    const threads = (await github.as('bob').request('GET', '/notifications')).data as Record<string, unknown>[]
    expect(threads).toHaveLength(2)
    const subjects = threads.map(({ subject }) => (subject as { url: string }).url.split('/').at(-1))
    expect(subjects.toSorted()).toEqual([String(first), String(second)].toSorted())
    expect(threads[0]).toMatchObject({ reason: 'mention', unread: true, subject: { type: 'Issue', title: 'x' } })
    expect((await github.as('alice').request('GET', '/notifications')).data).toHaveLength(2)
    expect((await github.as('wendy').request('GET', '/notifications')).data).toEqual([])
  })

  it('is for people', async () => {
    await expect(app.request('GET /notifications')).rejects.toMatchObject({ status: 403 })
    expect((await fetch(`${github.url}/notifications`)).status).toBe(401)
  })
})
