import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { deployment } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { ask, ended, labelled, look, shows } from './play.ts'
import { counted, pullOf } from './review-play.ts'

// Memberships and roles of the local GitHub, through a second app. rita borrows, otto has a standing membership, olga owns what is asked for.
let stage: Stage

const resource = (id: string, connector: string, action: string, sensitivity = 'low') => `  - id: ${id}
    title: ${id}
    kind: team
    sensitivity: ${sensitivity}
    connector: ${connector}
    actions:
      ${action}: { scope: "${id}:${action}", max_duration: 1h }
`

beforeAll(async () => {
  stage = await stageHere({
    deployment: `${deployment}
  lending:
    type: github
    app_id: {lending-app}
    private_key: "\${LENDING_KEY}"
    organisation: {organisation}
    roles:
      join: { team: {team:night-shift} }
      patrol: { team: {team:patrol} }
      push: { repository: {repository:shop}, permission: push }
    repositories: [{repository}]
`,
    files: {
      'catalog/example.yml': `resources:\n${[
        resource('night-shift', 'lending', 'join'),
        resource('patrol', 'lending', 'patrol'),
        resource('shop', 'lending', 'push'),
        resource('reports', 'orders-api', 'read', 'medium'),
      ].join('')}`,
      '.github/CODEOWNERS': '/requests/ @acme/orders\n/policies/ @acme/security\n',
    },
    github: {
      repositories: ['shop'],
      teams: ['orders', 'security', 'night-shift', 'patrol'],
      people: [
        { login: 'rita', permission: 'write' },
        { login: 'otto', teams: ['night-shift', 'patrol'], permission: 'write' },
        { login: 'olga', teams: ['orders'], permission: 'write' },
        { login: 'nora', owner: true },
        { login: 'sam', teams: ['security'], permission: 'write' },
      ],
    },
  })
  await stage.equip('olga')
})
afterAll(() => stage?.stop())

const membership = async (team: string, login: string) =>
  (await stage.github.as('nora').request('GET', `/orgs/acme/teams/${team}/memberships/${login}`)).data
const isIn = async (team: string, login: string) =>
  ((await membership(team, login)) as { state?: string }).state === 'active'
const roleOn = async (repository: string, login: string) => {
  const { data } = await stage.github
    .as('nora')
    .request('GET', `/repos/acme/${repository}/collaborators/${login}/permission`)
  return (data as { role_name: string }).role_name
}
const done = (number: number, login = 'rita') => stage.github.as(login).comment(number, '/done')

describe('a loan', () => {
  test('of a team is in effect at once, needs no key, and is taken away and read back', async () => {
    const asked = await ask(stage, 'rita', { resource: 'night-shift', actions: 'join' })
    const shown = await labelled(stage, asked, 'daypass:active')
    expect(await isIn('night-shift', 'rita')).toBe(true)
    expect(shown.ours.some(({ body }) => body?.includes('BEGIN AGE'))).toBe(false)
    await done(asked.number)
    const { receipt } = await ended(stage, asked, 'done')
    expect(await isIn('night-shift', 'rita')).toBe(false)
    expect(receipt).toMatch(/no entry of theirs in `?@acme\/night-shift`? any more/)
  })

  test('of a team to somebody who is in it does nothing, and says so', async () => {
    const asked = await ask(stage, 'otto', { resource: 'night-shift', actions: 'join' })
    await labelled(stage, asked, 'daypass:active')
    await done(asked.number, 'otto')
    const { receipt } = await ended(stage, asked, 'done')
    expect(await isIn('night-shift', 'otto')).toBe(true)
    expect(receipt).toMatch(/nothing was given, since they were in `?@acme\/night-shift`? before, and still are/)
  })

  test('of a role on a repository ends with that role alone', async () => {
    const before = await roleOn('shop', 'rita')
    const asked = await ask(stage, 'rita', { resource: 'shop', actions: 'push' })
    const { status } = await labelled(stage, asked, 'daypass:active')
    expect(await roleOn('shop', 'rita')).toBe('write')
    expect(status).toContain('private forks')
    await done(asked.number)
    const { receipt } = await ended(stage, asked, 'done')
    expect([before, await roleOn('shop', 'rita')]).toEqual(['read', 'read'])
    expect(receipt).toMatch(/no entry of theirs in `?acme\/shop`? any more/)
  })

  test('that GitHub fails at comes out right all the same', async () => {
    stage.github.faults.add({ method: 'PUT', path: /memberships/, times: 1, applied: true }, { status: 502 })
    stage.github.faults.add({ method: 'DELETE', path: /memberships/, times: 3 }, { status: 503 })
    const asked = await ask(stage, 'rita', { resource: 'night-shift', actions: 'join' })
    await labelled(stage, asked, 'daypass:active')
    await done(asked.number)
    await ended(stage, asked, 'done')
    expect(await isIn('night-shift', 'rita')).toBe(false)
  })
})

test('whoever borrowed their way into a team has no say, and no such team is lent any more', async () => {
  const loan = await ask(stage, 'rita', { resource: 'patrol', actions: 'patrol' })
  await labelled(stage, loan, 'daypass:active')
  stage.github.setTeamPermission('patrol', 'write')
  stage.github.setTeamPermission('orders', 'write')
  stage.github.setTeamPermission('security', 'write')
  await stage.github.commitFiles({ '.github/CODEOWNERS': '/requests/ @acme/patrol\n/policies/ @acme/security\n' })
  const asked = await ask(stage, 'olga', { resource: 'reports' })
  const pull = await pullOf(stage, asked)
  await counted(stage, pull, () => stage.github.as('rita').review(pull, 'APPROVE'))
  expect((await look(stage, asked)).labels).toContain('daypass:pending')

  const refused = await ask(stage, 'sam', { resource: 'patrol', actions: 'patrol' })
  const shown = await shows(stage, refused, 'the refusal', ({ status }) =>
    status.includes('A loan makes nobody a voter'),
  )
  expect(shown.status).toMatch(/`?@acme\/patrol`? has a say \(`?\.github\/CODEOWNERS:1`?\)/)
  expect(await isIn('patrol', 'sam')).toBe(false)

  await stage.github.as('otto').review(pull, 'APPROVE')
  await labelled(stage, asked, 'daypass:active')
  await done(loan.number)
  await ended(stage, loan, 'done')
  await eventually('the end of the membership', async () => ((await isIn('patrol', 'rita')) ? undefined : true))
})
