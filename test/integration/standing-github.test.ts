import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { createStandingGitHub, type StandingGitHub } from '../../src/cli/github/standing-github.ts'

// What stands on the local GitHub, by the calls that are made to the real one.
let github: LocalGitHub
let standing: StandingGitHub

beforeAll(async () => {
  github = await startLocalGitHub({
    repositories: ['shop'],
    teams: ['orders', 'readers'],
    teamPermissions: { orders: 'write', readers: 'read' },
    people: [
      { login: 'rita', permission: 'write' },
      { login: 'otto', teams: ['orders'] },
      { login: 'ext', member: false, permission: 'admin' },
      { login: 'nora', owner: true },
    ],
  })
  standing = createStandingGitHub(github.as('nora').token, github.url, fetch, 'test')
})
afterAll(() => github?.stop())

const organisation = () => github.organisation

describe('what stands on GitHub', () => {
  test('owners of the organisation', async () => {
    expect(await standing.ofOrganisation(organisation())).toContainEqual({
      on: organisation(),
      who: '@nora',
      right: 'admin',
    })
  })

  test('members of teams', async () => {
    expect(await standing.ofTeams(organisation())).toEqual([
      { on: `@${organisation()}/orders`, who: '@otto', right: 'write' },
    ])
  })

  test('repositories, and whoever can write there by a role or a team; what only reads is left out', async () => {
    const { owner, name } = github.repository
    expect(await standing.repositories(owner)).toEqual([name, 'shop'])
    const on = `${owner}/${name}`
    expect(await standing.ofRepository(owner, name)).toEqual({
      rights: [
        { on, who: '@rita', right: 'write' },
        { on, who: '@ext', right: 'admin' },
        { on, who: `@${owner}/orders`, right: 'write' },
      ],
      // The local GitHub has no deploy keys: it says that there is nothing at that address.
      unseen: [`which keys may push of ${on}: GitHub shows it to its administrators`],
    })
  })

  test('what GitHub does not show is said, and not taken for nothing', async () => {
    const { owner, name } = github.repository
    github.faults.add(
      { method: 'GET', path: /collaborators/ },
      { status: 403, body: { message: 'Must have push access' } },
    )
    const { rights, unseen } = await standing.ofRepository(owner, name)
    github.faults.clear()
    expect(rights.map(({ who }) => who)).toEqual([`@${owner}/orders`])
    expect(unseen).toContain(`who was given a role of ${owner}/${name}: GitHub shows it to its administrators`)
  })

  test('GitHub away is an error, and no empty list', async () => {
    const nowhere = createStandingGitHub('token', 'http://127.0.0.1:9', fetch, 'test')
    await expect(nowhere.ofRepository('acme', 'access')).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})
