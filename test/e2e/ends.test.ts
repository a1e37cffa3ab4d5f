import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { type Held, holds, lives, refused, times } from './ends-play.ts'
import { ended, labelled, look, lookedAgain, shows } from './play.ts'

/**
 * rita asks, otto owns the resource, nora the organisation, sam neither; each of the others is somebody to whom something happens.
 */
const requesters = ['rita', 'tom', 'lea', 'ren', 'gus']
const clis = new Map<string, Stage['daypass']>()
let stage: Stage

beforeAll(async () => {
  const team = requesters.map((login) => ({ login, teams: ['orders'], permission: 'write' as const }))
  const others = [
    { login: 'otto', teams: ['owners'], permission: 'write' as const },
    { login: 'nora', owner: true },
    { login: 'sam', permission: 'write' as const },
  ]
  stage = await stageHere({
    files: { '.github/CODEOWNERS': '/requests/orders-api/ @acme/owners\n' },
    github: {
      people: [...team, ...others],
      teams: ['orders', 'owners', 'security'],
      teamPermissions: { orders: 'write', owners: 'write' },
    },
  })
  for (const login of requesters) clis.set(login, await stage.equip(login))
})
afterAll(() => stage?.stop())

function hold(login = 'rita', duration = '30m'): Promise<Held> {
  return holds(stage, login, clis.get(login) ?? stage.daypass, { duration })
}

describe.concurrent('a grant ends', () => {
  test.each([
    ['its requester', 'rita', 'done', 'closed by the requester'],
    ['an owner of the resource', 'otto', 'revoked', 'revoked by an owner'],
    ['an owner of the organisation', 'nora', 'revoked', 'revoked by an owner'],
  ])('when %s closes the issue', async (_, login, outcome, words) => {
    const held = await hold()
    await stage.github.as(login).closeIssue(held.asked.number)
    const shown = await ended(stage, held.asked, outcome)
    expect(shown.receipt).toContain(words)
    expect(times(shown.ours, 'Open again')).toBe(0)
    await refused(stage, held)
  })

  test('when its issue is deleted', async () => {
    const held = await hold()
    await stage.github.deleteIssue(held.asked.number)
    await refused(stage, held)
  })

  test('when its issue is transferred', async () => {
    const held = await hold()
    await stage.github.transferIssue(held.asked.number)
    await refused(stage, held)
  })

  test.each([
    ['the team', 'tom', (login: string) => stage.github.removeFromTeam(login, 'orders')],
    ['the organisation', 'lea', (login: string) => stage.github.removeFromOrganisation(login)],
  ])('when its requester leaves %s', async (_, login, leave) => {
    const held = await hold(login)
    leave(login)
    await refused(stage, held)
    const shown = await ended(stage, held.asked, 'revoked')
    expect(shown.receipt).toContain('the requester is no member any more')
  })

  test("when its requester's account is deleted, so that the issue shows a ghost", async () => {
    const held = await hold('gus')
    await becomes(held, null)
    await refused(stage, held)
    expect((await ended(stage, held.asked, 'revoked')).receipt).toContain('the requester is no member any more')
  })
})

describe.concurrent('a grant goes on', () => {
  test('when somebody else closes the issue: it is opened again, with one word', async () => {
    const held = await hold()
    for (const time of [1, 2]) {
      await stage.github.as('sam').closeIssue(held.asked.number)
      const path = new RegExp(`/issues/${held.asked.number}$`)
      const reopenings = () =>
        stage.github.calls.filter(
          ({ by, method, path: called }) => by === 'app' && method === 'PATCH' && path.test(called),
        )
      await shows(stage, held.asked, 'the issue opened again', ({ open }) => open && reopenings().length > time)
    }
    const shown = await look(stage, held.asked)
    expect(shown).toMatchObject({ labels: expect.arrayContaining(['daypass:active']), receipt: '' })
    expect(times(shown.ours, '### Open again')).toBe(1)
    await lives(stage, held)
    await stage.github.as('rita').closeIssue(held.asked.number)
    await ended(stage, held.asked, 'done')
    await refused(stage, held)
  })

  test('when the issue is locked, and ends on time', async () => {
    const held = await hold('rita', '15s')
    await lookedAgain(stage, held.asked, () => stage.github.lockIssue(held.asked.number))
    await lives(stage, held)
    const shown = await ended(stage, held.asked, 'expired')
    expect(shown.status).toContain('### Ended')
    await refused(stage, held)
  })

  test('when its requester is renamed', async () => {
    const held = await hold('ren')
    await lookedAgain(stage, held.asked, () => becomes(held, 'renate'))
    await lookedAgain(stage, held.asked, () => stage.github.as('sam').comment(held.asked.number, 'still there?'))
    await lives(stage, held)
    expect(await look(stage, held.asked)).toMatchObject({ open: true, receipt: '' })
  })

  test('when somebody else leaves', async () => {
    const held = await hold()
    await lookedAgain(stage, held.asked, async () => {
      stage.github.removeFromTeam('rita', 'security')
      stage.github.addToTeam('rita', 'security')
    })
    await lives(stage, held)
    await labelled(stage, held.asked, 'daypass:active')
  })
})

/** From now on GitHub shows the issue as opened by this login; `null`: by an account that is gone. What the local GitHub cannot do by itself. */
async function becomes({ asked, login }: Held, now: string | null): Promise<void> {
  const { github } = stage
  const person = github.as(login)
  const issue = await person.issue(asked.number)
  const user = now === null ? null : { ...issue.user, login: now }
  github.faults.add(
    { by: 'app', method: 'GET', path: new RegExp(`/issues/${asked.number}$`) },
    { status: 200, body: { ...issue, user } },
  )
  const old = { by: 'app', method: 'GET' } as const
  const gone = { status: 404, body: { message: 'Not Found' } }
  github.faults.add({ ...old, path: new RegExp(`/(?:users|memberships|members)/${login}(?:[/?]|$)`) }, gone)
  if (user) {
    github.faults.add({ ...old, path: new RegExp(`/users/${user.login}$`) }, { status: 200, body: user })
    github.faults.add(
      { ...old, path: new RegExp(`/memberships/${user.login}$`) },
      { status: 200, body: { state: 'active', role: 'member', user } },
    )
  }
  await github.as('sam').comment(asked.number, 'something to look at')
}
