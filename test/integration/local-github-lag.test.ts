import { ProbotOctokit } from 'probot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const repo = '/repos/acme/access'
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let now: Date

beforeEach(async () => {
  now = new Date('2026-11-28T12:00:00Z')
  github = await startLocalGitHub({
    people: [{ login: 'alice' }, { login: 'wendy', permission: 'write' }],
    now: () => now,
    lag: { reads: 1 },
  })
  app = new ProbotOctokit({
    baseUrl: github.url,
    auth: { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId },
    retry: { enabled: false },
    throttle: { enabled: false },
  })
})

afterEach(() => github.stop())

/** What the app is answered: the status where it is an error, else the data. */
const read = (path: string) =>
  app.request(`GET ${repo}/${path}`).then(
    ({ data }) => data,
    ({ status }) => status,
  )
const open = async () => (await github.as('alice').openIssue({ title: 'old', body: 'x' })).number

async function openPull() {
  await github.as('wendy').push('topic', { x: 'x' }, { createFrom: 'main' })
  return (await github.as('wendy').openPull({ title: 'old', head: 'topic', base: 'main' })).number
}

describe('a read behind the webhook (github.F1)', () => {
  it('does not find what is new, once', async () => {
    const number = await open()
    expect(await read(`issues/${number}`)).toBe(404)
    expect(await read(`issues/${number}`)).toMatchObject({ number, title: 'old' })
  })

  it('does not find what belongs to what is new', async () => {
    const number = await open()
    expect(await read(`issues/${number}/comments`)).toBe(404)
    expect(await read(`issues/${number}/comments`)).toEqual([])
  })

  it('misses what is new in a list', async () => {
    const number = await open()
    expect(await read('issues')).toEqual([])
    expect(await read('issues')).toMatchObject([{ number }])
  })

  it('shows what was changed as it was', async () => {
    const number = await open()
    await read(`issues/${number}`)
    await github.as('wendy').editIssue(number, { title: 'new', labels: ['a', 'b'] })
    expect(await read(`issues/${number}`)).toMatchObject({ title: 'old', labels: [] })
    expect(await read(`issues/${number}`)).toMatchObject({ title: 'new', labels: [{ name: 'a' }, { name: 'b' }] })
  })

  it('misses a comment, then shows its edit late, and never shows a deleted one', async () => {
    const number = await open()
    await read(`issues/${number}`)
    const { id } = await github.as('alice').comment(number, 'first')
    expect(await read(`issues/${number}/comments`)).toEqual([])
    expect(await read(`issues/${number}/comments`)).toMatchObject([{ id, body: 'first' }])
    await github.as('alice').editComment(id, 'second')
    expect(await read(`issues/comments/${id}`)).toMatchObject({ body: 'first' })
    expect(await read(`issues/comments/${id}`)).toMatchObject({ body: 'second' })
    await github.as('alice').deleteComment(id)
    expect(await read(`issues/comments/${id}`)).toBe(404)
  })

  it('is of pull requests and reviews too', async () => {
    const number = await openPull()
    expect(await read(`pulls/${number}`)).toBe(404)
    expect(await read(`issues/${number}`)).toBe(404)
    expect(await read(`pulls/${number}`)).toMatchObject({ title: 'old', state: 'open' })
    const { id } = await github.as('alice').review(number, 'APPROVE')
    expect(await read(`pulls/${number}/reviews`)).toEqual([])
    expect(await read(`pulls/${number}/reviews`)).toMatchObject([{ id, state: 'APPROVED' }])
    await github.as('wendy').dismiss(number, id, 'no')
    expect(await read(`pulls/${number}/reviews`)).toMatchObject([{ id, state: 'APPROVED' }])
    expect(await read(`pulls/${number}/reviews`)).toMatchObject([{ id, state: 'DISMISSED' }])
  })

  it('is not one of what the app wrote itself', async () => {
    const number = await open()
    await read(`issues/${number}`)
    const { data } = await app.rest.issues.createComment({
      owner: 'acme',
      repo: 'access',
      issue_number: number,
      body: 'x',
    })
    expect(await read(`issues/comments/${data.id}`)).toMatchObject({ body: 'x' })
  })

  it('is nothing that people see', async () => {
    const number = await open()
    expect(await github.as('alice').issue(number)).toMatchObject({ number })
    expect(await read(`issues/${number}`)).toBe(404)
  })

  it('ends after a time, however often it is read before', async () => {
    github.setLag({ ms: 2_000 })
    const number = await open()
    for (let i = 0; i < 3; i++) expect(await read(`issues/${number}`)).toBe(404)
    now = new Date(now.getTime() + 1_999)
    expect(await read(`issues/${number}`)).toBe(404)
    now = new Date(now.getTime() + 1)
    expect(await read(`issues/${number}`)).toMatchObject({ number })
  })

  it('is of what it is asked to be alone', async () => {
    github.setLag({ reads: 1, of: ['comment'] })
    const number = await open()
    expect(await read(`issues/${number}`)).toMatchObject({ number })
    await github.as('alice').comment(number, 'x')
    expect(await read(`issues/${number}/comments`)).toEqual([])
    expect(await read(`issues/${number}/comments`)).toMatchObject([{ body: 'x' }])
  })

  it('is of what is new alone where that is asked for', async () => {
    github.setLag({ reads: 1, onlyNew: true })
    const number = await open()
    expect(await read(`issues/${number}`)).toBe(404)
    await github.as('wendy').editIssue(number, { title: 'new' })
    expect(await read(`issues/${number}`)).toMatchObject({ title: 'new' })
  })

  it('is none when nobody asked for it', async () => {
    github.setLag(undefined)
    expect(await read(`issues/${await open()}`)).toMatchObject({ title: 'old' })
  })
})

describe('a blip', () => {
  it.each([
    ['not-found', 404, 'Not Found'],
    ['bad-credentials', 401, 'Bad credentials'],
    ['server-error', 502, 'Server Error'],
    ['unavailable', 503, 'No server is currently available to service your request. Sorry about that.'],
  ] as const)('%s is %d, once, in the words of GitHub', async (name, status, message) => {
    github.faults.blip(name, { path: /\/issues$/ })
    const list = () => github.as('alice').request('GET', `${repo}/issues`)
    expect(await list()).toMatchObject({ status, data: { message } })
    expect((await list()).status).toBe(200)
  })
})
