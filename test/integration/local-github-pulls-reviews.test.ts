import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let count = 0

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'bob', teams: ['orders'] },
      { login: 'rita', permission: 'write' },
      { login: 'rory' },
      { login: 'mallory', member: false },
    ],
    files: { '.github/CODEOWNERS': '/owned/ @acme/orders @rita @bob @alice\n/owned/open/\n*.md @rita\n' },
    teamPermissions: { orders: 'write' },
    teams: ['readers'],
    bots: ['robot'],
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
})

afterAll(() => github.stop())

const repo = (login: string, method: string, path: string, body?: unknown) =>
  github.as(login).request(method, `/repos/acme/access/${path}`, body)
const review = (login: string, number: number, body: unknown) => repo(login, 'POST', `pulls/${number}/reviews`, body)

async function opened(file = 'free/x') {
  const branch = `topic/${++count}`
  const { sha } = await github.as('alice').push(branch, { [file]: `${count}` }, { createFrom: 'main' })
  const { number } = await github.as('alice').openPull({ title: 'Title', head: branch, base: 'main' })
  return { number, branch, sha }
}

describe('a review', () => {
  const table = [
    { name: 'approval by a reader', login: 'rory', body: { event: 'APPROVE' }, expected: 200, state: 'APPROVED' },
    { name: 'approval by a writer', login: 'rita', body: { event: 'APPROVE' }, expected: 200, state: 'APPROVED' },
    { name: 'approval by the author', login: 'alice', body: { event: 'APPROVE' }, expected: 422 },
    { name: 'approval from outside', login: 'mallory', body: { event: 'APPROVE' }, expected: 404 },
    { name: 'changes asked for', login: 'bob', body: { event: 'REQUEST_CHANGES', body: 'no' }, expected: 200 },
    {
      name: 'changes asked for by the author',
      login: 'alice',
      body: { event: 'REQUEST_CHANGES', body: 'no' },
      expected: 422,
    },
    { name: 'changes asked for without a word', login: 'bob', body: { event: 'REQUEST_CHANGES' }, expected: 422 },
    { name: 'a comment by the author', login: 'alice', body: { event: 'COMMENT', body: 'hm' }, expected: 200 },
    { name: 'a comment without a word', login: 'bob', body: { event: 'COMMENT' }, expected: 422 },
    { name: 'an unknown word', login: 'bob', body: { event: 'YES', body: 'x' }, expected: 422 },
    { name: 'too long a body', login: 'bob', body: { event: 'COMMENT', body: 'x'.repeat(65_537) }, expected: 422 },
    {
      name: 'of a commit of elsewhere',
      login: 'bob',
      body: { event: 'APPROVE', commit_id: 'f'.repeat(40) },
      expected: 422,
    },
    { name: 'of no commit', login: 'bob', body: { event: 'APPROVE', commit_id: 'main' }, expected: 422 },
  ]
  it.each(table)('$name: $expected', async ({ login, body, expected, state }) => {
    const { number, sha } = await opened()
    expect(await review(login, number, body)).toMatchObject({ status: expected })
    const all = await github.as('bob').reviews(number)
    expect(all).toHaveLength(expected === 200 ? 1 : 0)
    if (state) expect(all[0]).toMatchObject({ state, commit_id: sha, user: { login, type: 'User' } })
  })

  it('is by the app what it is by a person, but not of its own pull request', async () => {
    const { number } = await opened()
    const approve = (n: number) => app.rest.pulls.createReview({ ...at, pull_number: n, event: 'APPROVE' })
    expect((await approve(number)).data).toMatchObject({ user: { type: 'Bot' }, state: 'APPROVED' })
    await github.as('alice').push('by-app', { q: 'q' }, { createFrom: 'main' })
    const own = await app.rest.pulls.create({ ...at, title: 'x', head: 'by-app', base: 'main' })
    await expect(approve(own.data.number)).rejects.toThrow('Can not approve your own pull request')
    await github.bot('robot').review(own.data.number, 'APPROVE')
    const [only] = await github.as('bob').reviews(own.data.number)
    expect(only).toMatchObject({ user: { login: 'robot[bot]', type: 'Bot' }, author_association: 'COLLABORATOR' })
  })

  it('says which commit it is of, and still does after others came', async () => {
    const { number, branch, sha } = await opened()
    await github.as('bob').review(number, 'APPROVE')
    const pushed = await github.as('alice').push(branch, { y: 'y' })
    await github.as('rita').review(number, 'APPROVE')
    await github.as('rita').review(number, 'COMMENT', 'of the first', sha)
    const all = await github.as('bob').reviews(number)
    expect(all.map(({ commit_id }) => commit_id)).toEqual([sha, pushed.sha, sha])
    expect(all.map(({ state }) => state)).toEqual(['APPROVED', 'APPROVED', 'COMMENTED'])
  })

  it('is refused of what is closed, and taken of what is merged', async () => {
    const [closed, merged] = [await opened(), await opened(`free/${++count}`)]
    await github.as('alice').closePull(closed.number)
    await github.as('alice').mergePull(merged.number)
    expect(await review('bob', closed.number, { event: 'APPROVE' })).toMatchObject({ status: 422 })
    expect(await review('bob', closed.number, { event: 'COMMENT', body: 'hm' })).toMatchObject({ status: 200 })
    expect(await review('bob', merged.number, { event: 'APPROVE' })).toMatchObject({ status: 200 })
  })

  it('is not for readers where the conversation is locked', async () => {
    const { number } = await opened()
    await github.lockIssue(number)
    expect(await review('rory', number, { event: 'APPROVE' })).toMatchObject({ status: 422 })
    expect(await review('rita', number, { event: 'APPROVE' })).toMatchObject({ status: 200 })
  })

  it('is seen by nobody else while it is pending, and stands where it was submitted', async () => {
    const { number } = await opened()
    const { data } = await review('bob', number, { body: 'soon' })
    const { id } = data as { id: number }
    expect(data).toMatchObject({ state: 'PENDING' })
    expect(data).not.toHaveProperty('submitted_at')
    expect(await github.as('rita').reviews(number)).toEqual([])
    expect(await repo('rita', 'GET', `pulls/${number}/reviews/${id}`)).toMatchObject({ status: 404 })
    expect(await review('bob', number, { event: 'APPROVE' })).toMatchObject({ status: 422 })
    await github.as('rita').review(number, 'APPROVE')
    await repo('bob', 'POST', `pulls/${number}/reviews/${id}/events`, { event: 'APPROVE' })
    const all = await github.as('rita').reviews(number)
    expect(all.map(({ user, body }) => [user?.login, body])).toEqual([
      ['rita', ''],
      ['bob', 'soon'],
    ])
    const other = (await review('bob', number, { body: 'again' })).data as { id: number }
    expect(await repo('bob', 'DELETE', `pulls/${number}/reviews/${other.id}`)).toMatchObject({ status: 200 })
    expect(await repo('bob', 'DELETE', `pulls/${number}/reviews/${id}`)).toMatchObject({ status: 422 })
  })

  it('is edited by its author and by writers, and that changes its text alone', async () => {
    const { number } = await opened()
    const { id } = await github.as('bob').review(number, 'REQUEST_CHANGES', 'no')
    const edit = (login: string) =>
      repo(login, 'PUT', `pulls/${number}/reviews/${id}`, { body: 'yes', state: 'APPROVED' })
    expect(await edit('mallory')).toMatchObject({ status: 404 })
    expect(await edit('rory')).toMatchObject({ status: 403 })
    expect(await edit('bob')).toMatchObject({ status: 200, data: { state: 'CHANGES_REQUESTED', body: 'yes' } })
    expect(await edit('rita')).toMatchObject({ status: 200 })
  })

  it('is dismissed by writers and the app, with a word, and keeps its text', async () => {
    const { number } = await opened()
    const { id } = await github.as('rita').review(number, 'APPROVE', 'fine')
    const dismiss = (login: string, message: string) =>
      repo(login, 'PUT', `pulls/${number}/reviews/${id}/dismissals`, { message }).then(({ status }) => status)
    expect(await dismiss('mallory', 'x')).toBe(404)
    expect(await dismiss('rory', 'x')).toBe(403)
    expect(await dismiss('alice', '')).toBe(422)
    const { data } = await app.rest.pulls.dismissReview({ ...at, pull_number: number, review_id: id, message: 'stale' })
    expect(data).toMatchObject({ state: 'DISMISSED', body: 'fine' })
    expect(await dismiss('alice', 'again')).toBe(422)
    const comment = await github.as('rita').review(number, 'COMMENT')
    await expect(github.as('alice').dismiss(number, comment.id, 'x')).rejects.toThrow('Can not dismiss a commented')
  })

  it('is listed in order, thirty or a hundred at a time', async () => {
    const { number } = await opened()
    for (let i = 0; i < 100; i++) await github.as('bob').review(number, 'COMMENT', `${i}`)
    await github.as('rita').review(number, 'APPROVE', 'the last')
    const one = { ...at, pull_number: number }
    expect((await app.rest.pulls.listReviews(one)).data).toHaveLength(30)
    const first = await app.rest.pulls.listReviews({ ...one, per_page: 500 })
    expect(first.data).toHaveLength(100)
    expect(first.headers.link).toContain('page=2')
    const all = await app.paginate(app.rest.pulls.listReviews, { ...one, per_page: 100 })
    expect(all.at(-1)).toMatchObject({ state: 'APPROVED', body: 'the last' })
    expect((await github.as('bob').reviews(number)).map(({ id }) => id)).toEqual(all.map(({ id }) => id))
  })
})

describe('asking for a review', () => {
  const asked = async (number: number) => {
    const { data } = await app.rest.pulls.listRequestedReviewers({ ...at, pull_number: number })
    return [...data.users.map(({ login }) => login), ...data.teams.map(({ slug }) => slug)]
  }

  it.each([
    { name: 'owners who can write, but the author', file: 'owned/x', expected: ['rita', 'bob', 'orders'] },
    { name: 'nobody where the last line says so', file: 'owned/open/x', expected: [] },
    { name: 'the owner of a kind of file anywhere', file: 'deep/in/it.md', expected: ['rita'] },
    { name: 'nobody for what nobody owns', file: 'free/owned/x', expected: [] },
  ])('happens by itself of $name', async ({ file, expected }) => {
    const { number } = await opened(file)
    expect(await asked(number)).toEqual(expected)
  })

  it('ends with the review, also for the team', async () => {
    const { number } = await opened('owned/x')
    await github.as('bob').review(number, 'APPROVE')
    expect(await asked(number)).toEqual(['rita'])
  })

  it('is by the base alone: what the head says of owners does not count', async () => {
    const { number } = await opened('.github/CODEOWNERS')
    expect(await asked(number)).toEqual([])
  })

  it.each([
    { name: 'a person', login: 'alice', body: { reviewers: ['rita'] }, expected: 201 },
    { name: 'a team', login: 'alice', body: { team_reviewers: ['readers'] }, expected: 201 },
    { name: 'the author', login: 'rita', body: { reviewers: ['alice'] }, expected: 422 },
    { name: 'somebody outside', login: 'alice', body: { reviewers: ['mallory'] }, expected: 422 },
    { name: 'nobody', login: 'alice', body: { reviewers: ['nobody-at-all'] }, expected: 422 },
    { name: 'a team that is not', login: 'alice', body: { team_reviewers: ['nothing'] }, expected: 422 },
    { name: 'from outside', login: 'mallory', body: { reviewers: ['rita'] }, expected: 404 },
  ])('$name: $expected', async ({ login, body, expected }) => {
    const { number } = await opened()
    expect(await repo(login, 'POST', `pulls/${number}/requested_reviewers`, body)).toMatchObject({ status: expected })
    expect(await asked(number)).toHaveLength(expected === 201 ? 1 : 0)
  })

  it('is taken back', async () => {
    const { number } = await opened('owned/x')
    await app.rest.pulls.removeRequestedReviewers({
      ...at,
      pull_number: number,
      reviewers: ['rita', 'bob'],
      team_reviewers: ['orders'],
    })
    expect(await asked(number)).toEqual([])
  })
})
