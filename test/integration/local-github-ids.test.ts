import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'

const SECRET = 'it is only a test'
let github: LocalGitHub
let receiver: Awaited<ReturnType<typeof startReceiver>>
let jwt: string

beforeAll(async () => {
  receiver = await startReceiver(SECRET)
  github = await startLocalGitHub({
    people: [{ login: 'alice' }, { login: 'wendy', permission: 'write' }],
    webhook: { url: receiver.url, secret: SECRET },
  })
  const auth = { appId: github.appId, privateKey: github.privateKey }
  const app = new ProbotOctokit({ baseUrl: github.url, auth })
  jwt = ((await app.auth({ type: 'app' })) as { token: string }).token
})

afterAll(async () => {
  await github.stop()
  await receiver[Symbol.asyncDispose]()
})

/** The bytes of an answer to the app: what JSON.parse makes of large numbers is part of what is looked at. */
async function text(path: string, method = 'GET') {
  const response = await fetch(path.startsWith('http') ? path : `${github.url}${path}`, {
    method,
    headers: { authorization: `bearer ${jwt}` },
  })
  return { status: response.status, link: response.headers.get('link') ?? '', text: await response.text() }
}

const idsIn = (answer: { text: string }) => [...answer.text.matchAll(/"id":(\d+),"guid"/g)].map(([, id]) => id ?? '')

describe('delivery ids of 19 digits (github.F2)', () => {
  it('are numbers in the JSON, and two that follow each other are one to JSON.parse', async () => {
    await github.as('alice').openIssue({ title: 'one', body: '' })
    await github.as('alice').openIssue({ title: 'two', body: '' })
    await github.settled()
    const answer = await text('/app/hook/deliveries')
    expect(idsIn(answer)).toEqual(github.deliveries.map(({ id }) => String(id)).toReversed())
    expect(idsIn(answer)[0]).toMatch(/^\d{19}$/)
    const parsed = (JSON.parse(answer.text) as { id: number }[]).map(({ id }) => id)
    expect(parsed.some(Number.isSafeInteger)).toBe(false)
    expect(new Set(parsed).size).toBeLessThan(parsed.length)
  })

  it('lead from page to page, to one delivery, and to its redelivery', async () => {
    const first = await text('/app/hook/deliveries?per_page=1')
    const next = /<([^>]+)>; rel="next"/.exec(first.link)?.[1] ?? ''
    expect(next).toMatch(/cursor=v1_\d{19}$/)
    const [second = ''] = idsIn(await text(next))
    expect([...idsIn(first), second]).toEqual(
      github.deliveries
        .map(({ id }) => String(id))
        .toReversed()
        .slice(0, 2),
    )
    expect((await text(`/app/hook/deliveries/${second}`)).text).toContain(`"id":${second},`)
    const before = github.deliveries.length
    expect((await text(`/app/hook/deliveries/${second}/attempts`, 'POST')).status).toBe(202)
    await github.settled()
    expect(github.deliveries.slice(before)).toMatchObject([{ redelivery: true, guid: github.deliveries.at(-3)?.guid }])
  })

  it.each(['1', 'x', String(Number.MAX_SAFE_INTEGER)])('%s is none', async (id) => {
    expect((await text(`/app/hook/deliveries/${id}`)).status).toBe(404)
    expect((await text(`/app/hook/deliveries/${id}/attempts`, 'POST')).status).toBe(404)
  })

  it('can be listed by how they went, each with its status code', async () => {
    github.deliver.lose(1)
    await github.as('alice').openIssue({ title: 'three', body: '' })
    await github.settled()
    github.deliver.normal()
    const read = async (status: string) =>
      (JSON.parse((await text(`/app/hook/deliveries?status=${status}`)).text) as { status_code: number }[]).map(
        ({ status_code }) => status_code,
      )
    expect(await read('failure')).toEqual([502])
    expect(await read('success')).toEqual(Array(github.deliveries.length - 1).fill(202))
  })
})

it('the webhook tells its address and form, and not its secret', async () => {
  expect(JSON.parse((await text('/app/hook/config')).text)).toEqual({
    content_type: 'json',
    insecure_ssl: '0',
    secret: '********',
    url: receiver.url,
  })
})

describe('ids of comments and reviews', () => {
  it('are beyond 32 bits, the same wherever they are told, and lead to what they name', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'x', body: '' })
    const { id } = await github.as('alice').comment(number, 'first')
    expect(id).toBeGreaterThan(2 ** 33)
    expect(Number.isSafeInteger(id)).toBe(true)
    const path = `/repos/acme/access/issues/comments/${id}`
    const [listed] = await github.as('alice').comments(number)
    expect(listed).toMatchObject({ id, url: `${github.url}${path}` })
    expect(listed?.html_url).toContain(`#issuecomment-${id}`)
    await github.as('alice').editComment(id, 'second')
    expect(await github.as('alice').request('GET', path)).toMatchObject({ status: 200, data: { id, body: 'second' } })
    await github.settled()
    const told = github.deliveries.filter(({ event }) => event === 'issue_comment')
    expect(told.map(({ body }) => JSON.parse(body).comment.id)).toEqual([id, id])
    await github.as('alice').deleteComment(id)
    expect(await github.as('alice').comments(number)).toEqual([])
  })

  it('small ones name nothing', async () => {
    const { number } = await github.as('alice').openIssue({ title: 'x', body: '' })
    await github.as('alice').comment(number, 'x')
    for (const id of [1, 13, 14, 15]) {
      expect((await github.as('alice').request('GET', `/repos/acme/access/issues/comments/${id}`)).status).toBe(404)
    }
  })

  it('reviews have such ids too', async () => {
    await github.as('wendy').push('topic', { x: 'x' }, { createFrom: 'main' })
    const { number } = await github.as('wendy').openPull({ title: 'x', head: 'topic', base: 'main' })
    const { id } = await github.as('alice').review(number, 'APPROVE')
    expect(id).toBeGreaterThan(2 ** 33)
    expect((await github.as('alice').reviews(number)).map((one) => one.id)).toEqual([id])
  })
})
