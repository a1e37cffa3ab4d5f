import { describe, expect, test } from 'vitest'
import { createIssues } from '../../../../src/github/issues/issues.ts'
import { createDirectory } from '../../../../src/github/people/directory.ts'
import { Identities } from '../../../../src/github/people/identities.ts'
import { scripted } from '../scripted-github.ts'

const ann = { id: 501, login: 'ann' }
const teams = ['@acme/developers']

/** A look: the issue is read, and then its author is asked about. `author` is whom GitHub shows as such. */
function look(author: object | null) {
  const issue = {
    number: 3,
    html_url: 'https://github.example/acme/access/issues/3',
    title: 'Access',
    user: author,
    state: 'open',
    labels: [],
    comments: 0,
    created_at: '2026-11-21T12:00:00Z',
    updated_at: '2026-11-21T12:00:00Z',
  }
  const fake = scripted(({ path }) => {
    if (path.endsWith('/issues/3')) return { body: issue }
    if (path.endsWith('/memberships/ann')) return { body: { state: 'active' } }
    if (path.endsWith('/keys')) return { body: [{ key: 'ssh-ed25519 AAAA' }] }
    return path === '/users/ann' ? { body: { ...ann, type: 'User' } } : undefined
  })
  const now = () => fake.clock.now
  const identities = new Identities(fake.repositories, now)
  const issues = createIssues(fake.repositories, { id: 1, slug: 'daypass' }, identities)
  const directory = createDirectory(fake.repositories, now, identities)
  const asksWho = () => fake.paths().includes('GET /users/ann')
  return { ...fake, directory, asksWho, read: () => issues.read({ repository: 7, issue: 3 }) }
}

describe('who wrote the issue', () => {
  test('is not asked for again within the same look', async () => {
    const { read, directory, asksWho } = look({ ...ann, login: 'Ann', type: 'User' })
    await read()
    expect(await directory.teamsOf(7, ann, teams)).toEqual(teams)
    expect(asksWho()).toBe(false)
  })

  test('is asked for when the issue was read half a minute ago, or not at all', async () => {
    const earlier = look({ ...ann, type: 'User' })
    await earlier.read()
    earlier.later(30)
    expect(await earlier.directory.teamsOf(7, ann, teams)).toEqual(teams)
    expect(earlier.asksWho()).toBe(true)
    const never = look(null)
    expect(await never.directory.teamsOf(7, ann, teams)).toEqual(teams)
    expect(never.asksWho()).toBe(true)
  })

  test('is nobody else, though somebody has the login now', async () => {
    const { read, directory } = look({ id: 999, login: 'ann', type: 'User' })
    await read()
    expect(await directory.teamsOf(7, ann, teams)).toEqual([])
  })

  test('is not taught by the ghost of a deleted account', async () => {
    const { read, directory } = look(null)
    expect((await read()).author).toEqual({ id: 0, login: 'ghost', type: 'Bot' })
    expect(await directory.sshKeys(7, { id: 0, login: 'ghost' })).toEqual([])
  })
})
