import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

let github: LocalGitHub

beforeAll(async () => {
  github = await startLocalGitHub({ people: [{ login: 'alice' }, { login: 'bob', permission: 'write' }] })
})

afterAll(() => github.stop())

describe('the repository', () => {
  it('is the same by name in any case and by id, with and without the prefix', async () => {
    const { id } = github.repository
    for (const path of [
      '/repos/ACME/Access',
      `/repositories/${id}`,
      '/api/v3/repos/acme/access',
      `/api/v3/repositories/${id}`,
    ]) {
      expect(await github.as('alice').request('GET', path)).toMatchObject({
        status: 200,
        data: { id, full_name: 'acme/access', private: true },
      })
    }
    expect(await github.as('alice').request('GET', '/repos/nobody/nothing')).toMatchObject({ status: 404 })
    expect(await github.as('alice').request('GET', '/_emulate/installation-tokens')).toMatchObject({ status: 404 })
  })

  it('is seen by nobody without a right while private, and by everybody while public', async () => {
    await using other = await startLocalGitHub({ people: [{ login: 'eve', member: false }] })
    const seen = async () => (await other.as('eve').request('GET', '/repos/acme/access/issues')).status
    expect(await seen()).toBe(404)
    await other.setPrivate(false)
    expect(await seen()).toBe(200)
    expect(
      (await other.as('eve').request('PUT', '/repos/acme/access/contents/x', { message: 'x', content: 'eA==' })).status,
    ).toBe(403)
  })

  it('answers under its old name with the way to the new one, and is read-only while archived', async () => {
    await using other = await startLocalGitHub({ people: [{ login: 'eve' }, { login: 'mallory', member: false }] })
    await other.renameRepository('grants')
    const get = (login: string) =>
      fetch(`${other.url}/repos/acme/access/issues?state=all`, {
        headers: { authorization: `token ${other.as(login).token}` },
        redirect: 'manual',
      })
    const moved = await get('eve')
    expect(moved.status).toBe(301)
    expect(moved.headers.get('location')).toBe(`${other.url}/repositories/${other.repository.id}/issues?state=all`)
    expect((await get('mallory')).status).toBe(404)
    expect(await other.as('eve').request('GET', '/repos/acme/access')).toMatchObject({
      status: 200,
      data: { name: 'grants' },
    })
    await other.setArchived(true)
    expect((await other.as('eve').request('POST', '/repos/acme/grants/issues', { title: 'x' })).status).toBe(403)
    await other.deleteRepository()
    expect((await other.as('eve').request('GET', '/repos/acme/grants')).status).toBe(404)
  })

  it('has pages for a browser, in which nothing that people write is markup', async () => {
    const { number, url } = await github
      .as('alice')
      .openIssue({ title: '<b>bold</b>', body: '<script>alert(1)</script>' })
    await github.as('bob').comment(number, 'a "comment" & more')
    const page = await fetch(url, { headers: { accept: 'text/html' } })
    const text = await page.text()
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).toContain('a &quot;comment&quot; &amp; more')
    expect(text).not.toMatch(/<script|<b>bold/)
    const list = await fetch(`${github.url}/acme/access/issues`, { headers: { accept: 'text/html' } })
    expect(await list.text()).toContain(`${url}"`)
  })
})
