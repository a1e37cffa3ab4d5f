import { describe, expect, test } from 'vitest'
import { daypassApp, moveOf, wakeOf } from '../../src/app.ts'
import { sha256 } from '../../src/core/digest.ts'
import { changedRepositories } from '../../src/core/proposal/proposals-in-event.ts'
import type { Wake } from '../../src/ports/wake.ts'
import { scripted } from './github/scripted-github.ts'

const body = '### Resource\n\npublic-api\n'
const ann = { id: 501, login: 'ann', type: 'User' }
const bob = { id: 502, login: 'bob', type: 'User' }
const ourBot = { id: 900, login: 'daypass[bot]', type: 'Bot' }
const base = {
  action: 'opened',
  issue: { number: 3, body, user: ann },
  repository: { id: 7, name: 'access', owner: { login: 'acme' }, default_branch: 'main' },
  installation: { id: 11 },
  sender: ann,
}
const wake = (change: object, event = 'issues') => wakeOf(event, { ...base, ...change }, 'daypass[bot]')
const writtenBy = (person: number) => ({ person, body: sha256(body) })

test('an event of an issue names the request to look at', () => {
  expect(wake({})).toEqual({
    key: { repository: 7, issue: 3 },
    repository: { id: 7, owner: 'acme', name: 'access', installation: 11 },
    looksLikeRequest: true,
    writtenBy: writtenBy(501),
  })
})

test('an issue of ours is no request, whatever somebody makes of it; a pull request of ours may be about one', () => {
  const issue = { number: 3, body, user: ourBot, labels: [{ name: 'daypass:alert' }] }
  for (const action of ['opened', 'edited', 'labeled', 'closed'])
    expect(wake({ issue, action, changes: { body: { from: '' } } })).toBeUndefined()
  expect(
    wake({ issue, action: 'created', comment: { id: 5, body: '/done', user: ann } }, 'issue_comment'),
  ).toBeUndefined()
  expect(wake({ issue: { ...issue, labels: [] } })).toBeUndefined()
  const pull = { ...issue, labels: [], pull_request: {} }
  expect(
    wake({ issue: pull, action: 'created', comment: { id: 5, body: '/done', user: ann } }, 'issue_comment'),
  ).toBeDefined()
  // Nobody keeps a request from being one by a label, and other apps may ask.
  expect(wake({ issue: { ...issue, user: ann } })).toBeDefined()
  expect(wake({ issue: { ...issue, user: { ...ourBot, login: 'other[bot]' } } })).toBeDefined()
  // Before GitHub has said who this app is, the label tells.
  expect(wakeOf('issues', { ...base, issue }, undefined)).toBeUndefined()
  expect(wakeOf('issues', { ...base, issue: { ...issue, labels: [] } }, undefined)).toBeDefined()
})

describe('who wrote the body', () => {
  test.each<[string, object, string, number | undefined]>([
    ['opened', {}, 'issues', 501],
    ['edited by the author', { action: 'edited', changes: { body: { from: '' } } }, 'issues', 501],
    ['edited by another one', { action: 'edited', changes: { body: { from: '' } }, sender: bob }, 'issues', 502],
    [
      'edited by another app',
      { action: 'edited', changes: { body: {} }, sender: { ...ourBot, id: 9, login: 'x[bot]' } },
      'issues',
      9,
    ],
    ['another title', { action: 'edited', changes: { title: { from: '' } } }, 'issues', undefined],
    ['edited without saying what', { action: 'edited' }, 'issues', undefined],
    ['closed', { action: 'closed' }, 'issues', undefined],
    [
      'labeled, and changes that do not belong there',
      { action: 'labeled', changes: { body: {} } },
      'issues',
      undefined,
    ],
    ['a comment', { action: 'created', comment: { body: '/done' } }, 'issue_comment', undefined],
    ['an edited comment', { action: 'edited', changes: { body: {} }, comment: {} }, 'issue_comment', undefined],
    ['opened by a transfer', { changes: { old_issue: {}, old_repository: {} } }, 'issues', undefined],
    ['no sender', { sender: undefined }, 'issues', undefined],
    ['a sender without an id', { sender: { login: 'ann' } }, 'issues', undefined],
  ])('%s', (_, change, event, person) => {
    const found = wake(change, event)
    expect(found).toBeDefined()
    expect(found?.writtenBy?.person).toBe(person)
  })
})

describe('an unknown issue may become a request', () => {
  test.each<[string, object, boolean]>([
    ['begins like one', {}, true],
    ['does not', { issue: { ...base.issue, body: 'hello' } }, false],
    ['has no body', { issue: { ...base.issue, body: null } }, false],
    ['came from another repository', { changes: { old_issue: {} } }, false],
    ['leaves for another repository', { action: 'transferred' }, false],
    ['is deleted', { action: 'deleted' }, false],
  ])('%s', (_, change, expected) => {
    expect(wake(change)?.looksLikeRequest).toBe(expected)
  })
})

describe('no request is meant by', () => {
  test.each<[string, object, string]>([
    ['our own doing', { sender: ourBot }, 'issues'],
    ['our own comment', { action: 'created', sender: ourBot }, 'issue_comment'],
    ['a pull request', { issue: { ...base.issue, pull_request: { url: 'x' } } }, 'issues'],
    ['an action without meaning here', { action: 'milestoned' }, 'issues'],
    ["another event's action", { action: 'opened' }, 'issue_comment'],
    ['another event', {}, 'push'],
    ['no installation', { installation: undefined }, 'issues'],
    ['no issue', { issue: undefined }, 'issues'],
    ['an issue that is a list', { issue: [3] }, 'issues'],
    ['a number as text', { issue: { ...base.issue, number: '3' } }, 'issues'],
    ['a negative number', { issue: { ...base.issue, number: -3 } }, 'issues'],
    ['no repository', { repository: undefined }, 'issues'],
    ['a repository without an owner', { repository: { ...base.repository, owner: null } }, 'issues'],
    ['no action', { action: undefined }, 'issues'],
  ])('%s', (_, change, event) => {
    expect(wake(change, event)).toBeUndefined()
  })

  test("but a person who is called like our bot is not it, nor is another's bot", () => {
    expect(wake({ sender: { ...ann, login: 'daypass[bot]' } })).toBeDefined()
    expect(wake({ sender: { ...ourBot, login: 'other[bot]' } })).toBeDefined()
    expect(wakeOf('issues', { ...base, sender: ourBot }, undefined)).toBeDefined()
  })
})

describe('governance is looked at again after', () => {
  const pushOf = (...commits: object[]) => ({
    ref: 'refs/heads/main',
    commits: commits.map((commit) => ({ added: [], modified: [], removed: [], ...commit })),
  })
  test.each<[string, string, object, number[]]>([
    ['a push to the default branch', 'push', { ref: 'refs/heads/main' }, [7]],
    ['not a push to another one', 'push', { ref: 'refs/heads/requests' }, []],
    ['a push of CODEOWNERS (field.D21)', 'push', pushOf({ modified: ['.github/CODEOWNERS'] }), [7]],
    ['a push of the other place of CODEOWNERS', 'push', pushOf({ removed: ['docs/CODEOWNERS'] }), [7]],
    ['a push of the settings', 'push', pushOf({ added: ['.github/daypass.yml'] }), [7]],
    ['a push of the catalog', 'push', pushOf({ added: ['a'] }, { added: ['catalog/a.yml'] }), [7]],
    ['a push of a policy', 'push', pushOf({ modified: ['policies/a/b.rego'] }), [7]],
    ['a push of a folder that became a link', 'push', pushOf({ added: ['policies'] }), [7]],
    ['a push that names no file', 'push', pushOf({}), [7]],
    ['a push that names no commit', 'push', pushOf(), [7]],
    ['a push by force', 'push', { ...pushOf({ added: ['a'] }), forced: true }, [7]],
    ['a push of more than is listed', 'push', pushOf(...Array(2048).fill({ added: ['a'] })), [7]],
    ['a push whose files cannot be read', 'push', pushOf({ added: [{}] }), [7]],
    ['not a push of other files', 'push', pushOf({ added: ['README.md'], removed: ['catalogue/a', 'docs/a'] }), []],
    ['not a push of a tag of that name', 'push', { ref: 'refs/tags/main' }, []],
    ['publication', 'repository', { action: 'publicized' }, [7]],
    ['renaming', 'repository', { action: 'renamed' }, [7]],
    [
      'the end of the installation',
      'installation',
      { action: 'deleted', repository: undefined, repositories: [{ id: 7 }, { id: 8 }, {}] },
      [7, 8],
    ],
    [
      'a repository taken out of it',
      'installation_repositories',
      { repository: undefined, repositories_removed: [{ id: 7 }] },
      [7],
    ],
    ['not an issue', 'issues', {}, []],
  ])('%s', (_, event, change, expected) => {
    expect(changedRepositories(event, { ...base, ...change })).toEqual(expected)
  })
})

describe('a move', () => {
  const organisation = { membership: { user: { id: 5 } } }
  test.each<[string, string, object, ReturnType<typeof moveOf>]>([
    ['into a team', 'membership', { action: 'added' }, { installation: 11, team: 77, joined: true }],
    ['out of a team', 'membership', { action: 'removed' }, { installation: 11, team: 77, joined: false }],
    [
      'out of the organisation',
      'organization',
      { ...organisation, action: 'member_removed' },
      { installation: 11, joined: false },
    ],
    ['none: into the organisation', 'organization', { ...organisation, action: 'member_added' }, undefined],
    ['none: another action', 'membership', { action: 'edited' }, undefined],
    ['none: no team', 'membership', { action: 'added', team: {} }, undefined],
    ['none: no installation', 'membership', { action: 'added', installation: {} }, undefined],
    ['none: another event', 'team', { action: 'added' }, undefined],
  ])('%s', (_, event, change, expected) => {
    const payload = { scope: 'team', member: { id: 5 }, team: { id: 77 }, installation: { id: 11 }, ...change }
    expect(moveOf(event, payload)).toEqual(expected)
  })
})

describe('the app', () => {
  async function loaded(options: { failing?: boolean } = {}) {
    const { github } = scripted(() => undefined)
    const wakes: Wake[] = []
    const changed: number[] = []
    const told: unknown[] = []
    const formless: number[] = []
    const owners: unknown[] = []
    const app = daypassApp({
      enqueue: async (one) => {
        if (options.failing) throw new Error('no store')
        wakes.push(one)
      },
      enrolled: (repository) => repository === 7,
      ownLogin: () => 'daypass[bot]',
      repositoryChanged: async (repository) => void changed.push(repository),
      personChanged: async () => undefined,
      proposed: async () => undefined,
      pushed: async (push) => void owners.push(push),
      ownersChanged: async (installation) => void owners.push(installation),
      withoutForm: async ({ issue }) => void formless.push(issue),
      log: { info: () => undefined, warn: (what: unknown) => void told.push(what) },
    })
    await github.probot.load(app)
    const send = (event: string, change: object) =>
      github.receive({ id: 'guid', event, body: JSON.stringify({ ...base, ...change }) })
    return { send, wakes, changed, told, formless, owners }
  }

  test('tells of issues that a person opened without any form, and of nothing else (people.U8)', async () => {
    const { send, formless } = await loaded()
    const issue = { ...base.issue, body: 'let me in, please' }
    await send('issues', { issue })
    expect(formless).toEqual([3])
    await send('issues', { issue: { ...issue, body: null } })
    expect(formless).toEqual([3, 3])
    await send('issues', {})
    await send('issues', { issue, sender: ourBot })
    await send('issues', { issue, sender: { id: 9, login: 'x[bot]', type: 'Bot' } })
    await send('issues', { issue, action: 'edited', changes: { body: {} } })
    await send('issues', { issue, changes: { old_issue: {}, old_repository: {} } })
    await send('issues', { issue: { ...issue, pull_request: {} } })
    await send('issues', { issue: { ...issue, body: '### Bug\n\nx' } })
    await send('issues', { issue, repository: { ...base.repository, id: 8 } })
    await send('issue_comment', { issue, action: 'created', comment: {} })
    expect(formless).toEqual([3, 3])
  })

  test('tells who pushed, where it is enrolled, and of which organisation memberships changed', async () => {
    const { send, owners } = await loaded()
    const push = { ref: 'refs/heads/change', after: 'a'.repeat(40), deleted: false, commits: [] }
    await send('push', push)
    await send('push', { ...push, repository: { ...base.repository, id: 8 } })
    await send('membership', { action: 'added', member: { id: 4 }, team: { id: 5 } })
    await send('organization', { action: 'member_removed', membership: { user: { id: 4 } } })
    const { id } = base.installation
    expect(owners).toMatchObject([{ commit: 'a'.repeat(40), person: base.sender.id }, id, id])
  })

  test('enqueues what is enrolled, and tells once of what is not', async () => {
    const { send, wakes, changed, told } = await loaded()
    await send('issues', {})
    await send('issue_comment', { action: 'created', comment: {} })
    await send('push', { ref: 'refs/heads/main' })
    const foreign = { repository: { ...base.repository, id: 8 } }
    await send('issues', foreign)
    await send('issues', foreign)
    await send('push', { ...foreign, ref: 'refs/heads/main' })
    expect(wakes.map(({ key }) => key.repository)).toEqual([7, 7])
    expect(changed).toEqual([7])
    expect(told).toEqual([{ repository: 8 }])
  })

  test('lets a delivery fail that could not be enqueued', async () => {
    const { send } = await loaded({ failing: true })
    await expect(send('issues', {})).rejects.toThrow('no store')
  })

  test('does nothing at any other event, whatever its body says', async () => {
    const { send, wakes, changed } = await loaded()
    for (const event of ['ping', 'star', 'pull_request', 'check_run', 'membership', 'marketplace_purchase'])
      await send(event, {})
    expect([wakes, changed]).toEqual([[], []])
  })
})
