import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { type ConnectorParts, kinds } from '../../src/connectors/kinds.ts'
import { createRegistry } from '../../src/connectors/registry.ts'
import type { Lendable } from '../../src/core/lending/loans.ts'
import { createLending } from '../../src/github/lending/open-lending.ts'
import type { Lending } from '../../src/ports/lending.ts'
import { connectorContract, type KindUnderTest, type World } from '../contract/connector-contract.ts'
import { createFakeGrants } from '../fakes/grant-store.ts'
import { silentLog, testClock } from '../open-test-store.ts'

// The contract of connectors on the local GitHub, by the calls that are made to the real one.
let github: LocalGitHub
let teams = 0

beforeAll(async () => {
  github = await startLocalGitHub({
    repositories: ['shop'],
    teams: ['dev'],
    people: [
      { login: 'rita' },
      { login: 'nora', owner: true },
      { login: 'mallory', member: false, permission: 'read' },
    ],
  })
})
afterAll(() => github?.stop())

const app = () => ({
  app_id: github.lendingApp.id,
  private_key: github.privateKey,
  organisation: github.lendingApp.organisation,
})

function lendingAt(
  now = () => new Date(),
  over: Partial<ReturnType<typeof app>> & { installation_id?: number; secrets?: number[] } = {},
): Lending {
  const log = { ...silentLog, child: () => log } as never
  return createLending(
    { ...app(), ...over },
    { baseUrl: github.url, userAgent: 'daypass/test', log, now, pause: 1, fetch },
  )
}

async function worldOf(slug: string | undefined): Promise<World> {
  const what: Lendable =
    slug === undefined ? { repository: github.repositoryId('shop'), permission: 'push' } : { team: github.teamId(slug) }
  const place = slug === undefined ? '/repos/acme/shop/collaborators/rita' : `/orgs/acme/teams/${slug}/memberships/rita`
  const clock = testClock()
  const grants = createFakeGrants()
  const isThere = () => (slug === undefined ? github.roleOf('rita', 'shop') === 'write' : github.isInTeam('rita', slug))
  const settings = { type: 'github', ...app(), roles: { read: what, dump: what }, repositories: [7] }
  const parts = { openLending: () => lendingAt(clock.now), ledger: grants, now: clock.now } as unknown as ConnectorParts
  return {
    ...{ grants, clock, repository: 7, store: 'o'.repeat(22), requester: github.as('rita').id },
    registry: (dropped) =>
      createRegistry({ connectors: dropped ? {} : { orders: settings } }, { github: kinds.github }, parts),
    letsIn: async () => isThere(),
    enter: async () => isThere,
    target: {
      fails: (how) => {
        github.faults.add({ by: 'app', applied: how === 'deaf' }, { status: 502 })
        return () => github.faults.clear()
      },
      backUp: () => () => undefined,
      plant: async () => void (await github.as('nora').request('PUT', place, { permission: 'push' })),
      holds: isThere,
    },
  }
}

const kind: KindUnderTest = {
  ...{ hasTarget: true, endsDropped: false, connectorType: 'github' },
  ...{ givesCredential: false, expires: false, marks: false, drilled: false },
} as const

connectorContract('a team of the local GitHub', kind, async () => {
  const slug = `team-${++teams}`
  await github.createTeam(slug)
  return worldOf(slug)
})
connectorContract('a role on the local GitHub', kind, async () => {
  const { status } = await github.as('nora').request('DELETE', '/repos/acme/shop/collaborators/rita')
  expect(status).toBe(204)
  return worldOf(undefined)
})

describe('the App of a connector', () => {
  const team = () => ({ team: github.teamId('dev') })
  const shop = () => ({ repository: github.repositoryId('shop'), permission: 'push' as const })

  test('is found in its organisation, and says whether it may do what it has to', async () => {
    const delivers = { secrets: [github.repositoryId('shop')] }
    expect(await lendingAt(undefined, delivers).health([team(), shop()])).toEqual([
      {
        state: 'well',
        message: 'It lends @acme/dev, acme/shop (push), and other connectors deliver into secrets by it.',
      },
    ])
    expect(await lendingAt().health([team(), shop()])).toEqual([
      { state: 'well', message: 'It lends @acme/dev, acme/shop (push).' },
      { state: 'note', message: expect.stringContaining(': environments, secrets.') },
    ])
    expect(
      await lendingAt(undefined, { installation_id: github.lendingApp.installationId }).health([team()]),
    ).toMatchObject([{ state: 'well' }, { state: 'note', message: expect.stringContaining('administration') }])
    expect(await lendingAt().health([{ team: 999_999 }])).toMatchObject([{ state: 'note' }, { state: 'wrong' }])
    expect(await lendingAt(undefined, { organisation: 999 }).health([team()])).toMatchObject([
      { state: 'wrong', code: 'GITHUB_SHUT_OUT' },
    ])
    expect(await lendingAt(undefined, { app_id: github.appId }).health([team()])).toMatchObject([
      { state: 'wrong', message: expect.stringContaining('may not write members') },
      { state: 'note' },
    ])
  })

  test('knows active members by their numbers', async () => {
    const lending = lendingAt()
    const of = (login: string) => lending.memberOf(github.as(login).id)
    expect([await of('rita'), await of('nora'), await of('mallory')]).toEqual([
      { isOwner: false },
      { isOwner: true },
      undefined,
    ])
    expect(await lending.memberOf(999_999)).toBeUndefined()
  })

  test('takes an invitation that came instead for what it is, and takes it back', async () => {
    const lending = lendingAt()
    const mallory = github.as('mallory').id
    expect(await lending.give(team(), mallory)).toBe('invited')
    expect(await lending.give(shop(), mallory)).toBe('invited')
    expect(await lending.standing(shop(), mallory)).toMatchObject({ own: 'invited' })
    await lending.take(shop(), mallory)
    expect(await lending.standing(shop(), mallory)).toMatchObject({ own: 'none' })
  })

  test('tells what is theirs from what they have by a team below, by a team on a repository, or as everybody', async () => {
    const lending = lendingAt()
    const rita = github.as('rita').id
    await github.createTeam('dev-web', { parent: 'dev', members: ['rita'] })
    expect(await lending.standing(team(), rita)).toEqual({
      name: '@acme/dev',
      own: 'unclear',
      also: ['through @acme/dev-web'],
    })
    github.removeFromTeam('rita', 'dev-web')
    expect(await lending.standing(team(), rita)).toEqual({ name: '@acme/dev', own: 'none', also: [] })
    const pull = { ...shop(), permission: 'pull' as const }
    await lending.take(pull, rita)
    expect(await lending.standing(pull, rita)).toEqual({
      ...{ name: 'acme/shop', own: 'none' },
      also: ['as everybody in the organisation, or as one of its owners'],
    })
    expect(await lending.standing({ team: 999_999 }, rita)).toBeUndefined()
    expect(await lending.standing({ ...pull, repository: 999_999 }, rita)).toBeUndefined()
  })

  test.each(['', '/members'])('does not take a 404%s for an end while GitHub still lists them', async (rest) => {
    const lending = lendingAt()
    const rita = github.as('rita').id
    await lending.give(team(), rita)
    if (rest === '') {
      github.faults.add({ method: 'GET', path: /memberships/, by: 'app' }, { status: 404 })
      await expect(lending.standing(team(), rita)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    } else {
      github.faults.add({ method: 'GET', path: /\/user\//, by: 'app' }, { status: 404 })
      expect(await lending.standing(team(), rita)).toMatchObject({ own: 'member' })
    }
    github.faults.clear()
    await lending.take(team(), rita)
  })

  test('takes back at once what it gave to whoever has the login by then', async () => {
    const lending = lendingAt()
    const rita = github.as('rita').id
    for (const what of [team(), shop()]) {
      github.faults.before({ method: 'PUT', path: /memberships|collaborators/, by: 'app' }, async () => {
        const body = { id: rita, type: 'User', login: 'rita-by-now' }
        github.faults.add({ method: 'GET', path: /\/user\//, times: 1 }, { status: 200, body })
      })
      await expect(lending.give(what, rita)).rejects.toMatchObject({
        code: 'GITHUB_REFUSED',
        message: expect.stringContaining('changed hands'),
      })
      github.faults.clear()
      expect(await lending.standing(what, rita)).toMatchObject({ own: 'none' })
    }
  })
})
