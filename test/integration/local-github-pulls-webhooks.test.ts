import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { missingFields } from '../fixtures/github/payload-shape.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'
import shapes from '../fixtures/github/webhook-shapes-pulls.json' with { type: 'json' }

const SECRET = 'it is only a test'
/** Without checks, which are told of with each push: those are in `local-github-checks-webhooks`. */
const permissions = {
  contents: 'write',
  issues: 'write',
  members: 'read',
  metadata: 'read',
  pull_requests: 'write',
} as const
let github: LocalGitHub
let door: Awaited<ReturnType<typeof startReceiver>>
let count = 0

beforeAll(async () => {
  door = await startReceiver(SECRET)
  github = await startLocalGitHub({
    webhook: { url: door.url, secret: SECRET },
    permissions,
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'bob', teams: ['orders'] },
      { login: 'rita', permission: 'write' },
    ],
    files: { '.github/CODEOWNERS': '/owned/ @acme/orders @rita\n' },
  })
})

afterAll(async () => {
  await github.stop()
  await door[Symbol.asyncDispose]()
})

beforeEach(() => github.setRules('~ALL', null))

type Given = { number: number; branch: string; review: number }

/** A pull request by alice with one file and a review by rita. */
async function given(file = 'free/x.yml'): Promise<Given> {
  const branch = `topic/${++count}`
  await github.as('alice').push(branch, { [file]: `number: ${count}\n` }, { createFrom: 'main' })
  const { number } = await github.as('alice').openPull({ title: 'Title', head: branch, base: 'main', body: 'body' })
  const { id } = await github.as('rita').review(number, 'APPROVE', 'fine')
  await github.settled()
  door.received.length = 0
  return { number, branch, review: id }
}

type Act = { name: string; act: (it: Given) => Promise<unknown> | unknown; raises: string[]; by: string }

const acts: Act[] = [
  {
    name: 'making a branch',
    act: () => github.as('rita').createBranch(`new/${++count}`),
    raises: ['create', 'push'],
    by: 'rita',
  },
  {
    name: 'opening a pull request',
    act: async () => {
      await github.as('alice').push(`new/${++count}`, { 'free/y': 'y' }, { createFrom: 'main' })
      await github.as('alice').openPull({ title: 'x', head: `new/${count}`, base: 'main' })
    },
    raises: ['create', 'push', 'pull_request.opened'],
    by: 'alice',
  },
  {
    name: 'opening one that has owners',
    act: async () => {
      await github.as('alice').push(`new/${++count}`, { 'owned/y': 'y' }, { createFrom: 'main' })
      await github.as('alice').openPull({ title: 'x', head: `new/${count}`, base: 'main' })
    },
    raises: ['create', 'push', 'pull_request.opened', ...Array(2).fill('pull_request.review_requested')],
    by: 'alice',
  },
  {
    name: 'pushing to it',
    act: ({ branch }) => github.as('rita').push(branch, { 'free/z': 'z' }),
    raises: ['push', 'pull_request.synchronize'],
    by: 'rita',
  },
  {
    name: 'pushing something owned to it, which rita has reviewed',
    act: ({ branch }) => github.as('alice').push(branch, { 'owned/z': 'z' }),
    raises: ['push', 'pull_request.synchronize', 'pull_request.review_requested'],
    by: 'alice',
  },
  {
    name: 'forcing it',
    act: ({ branch }) => github.as('rita').push(branch, { 'free/z': 'z' }, { createFrom: 'main', force: true }),
    raises: ['push', 'pull_request.synchronize'],
    by: 'rita',
  },
  {
    name: 'forcing it back to its base',
    act: async ({ branch }) => {
      await github.as('rita').moveBranch(branch, (await github.as('rita').branch('main')) ?? '', true)
    },
    raises: ['push', 'pull_request.synchronize', 'pull_request.closed'],
    by: 'rita',
  },
  {
    name: 'editing title and body',
    act: ({ number }) => github.as('rita').editPull(number, { title: 'New', body: 'new' }),
    raises: ['pull_request.edited'],
    by: 'rita',
  },
  {
    name: 'editing nothing',
    act: ({ number }) => github.as('alice').editPull(number, { title: 'Title' }),
    raises: [],
    by: 'alice',
  },
  {
    name: 'retitling and labelling it as an issue',
    act: ({ number }) => github.as('rita').editIssue(number, { title: 'New', labels: ['a'] }),
    raises: ['pull_request.edited', 'pull_request.labeled'],
    by: 'rita',
  },
  {
    name: 'closing it',
    act: ({ number }) => github.as('alice').closePull(number),
    raises: ['pull_request.closed'],
    by: 'alice',
  },
  {
    name: 'closing it as an issue, and opening it again',
    act: async ({ number }) => {
      await github.as('alice').closeIssue(number)
      await github.as('alice').reopenIssue(number)
    },
    raises: ['pull_request.closed', 'pull_request.reopened'],
    by: 'alice',
  },
  {
    name: 'deleting its branch',
    act: ({ branch }) => github.as('rita').deleteBranch(branch),
    raises: ['delete', 'push', 'pull_request.closed'],
    by: 'rita',
  },
  {
    name: 'merging it',
    act: ({ number }) => github.as('rita').mergePull(number),
    raises: ['push', 'pull_request.closed'],
    by: 'rita',
  },
  {
    name: 'pushing its commits to its base',
    act: async ({ branch }) => {
      await github.as('rita').mergePull((await given()).number)
      await github.as('rita').push(branch, { 'free/2': '2' }, { createFrom: 'main', force: true })
      await github.settled()
      door.received.length = 0
      await github.as('rita').moveBranch('main', (await github.as('rita').branch(branch)) ?? '')
    },
    raises: ['push', 'pull_request.closed'],
    by: 'rita',
  },
  {
    name: 'asking somebody',
    act: ({ number }) => github.as('alice').requestReview(number, { people: ['bob'], teams: ['orders'] }),
    raises: ['pull_request.review_requested', 'pull_request.review_requested'],
    by: 'alice',
  },
  {
    name: 'reviewing',
    act: ({ number }) => github.as('bob').review(number, 'REQUEST_CHANGES', 'no'),
    raises: ['pull_request_review.submitted'],
    by: 'bob',
  },
  {
    name: 'editing a review',
    act: ({ number, review }) => github.as('rita').editReview(number, review, 'else'),
    raises: ['pull_request_review.edited'],
    by: 'rita',
  },
  {
    name: 'dismissing a review',
    act: ({ number, review }) => github.as('alice').dismiss(number, review, 'stale'),
    raises: ['pull_request_review.dismissed'],
    by: 'alice',
  },
  {
    name: 'pushing where that voids approvals',
    act: ({ branch }) => {
      github.setRules('main', { reviews: { count: 1, dismissStale: true }, bypass: ['owners'] })
      const pushed = github.as('alice').push(branch, { 'free/z': 'z' })
      return pushed.finally(() => github.setRules('main', null))
    },
    raises: ['push', 'pull_request_review.dismissed', 'pull_request.synchronize'],
    by: 'alice',
  },
  {
    name: 'a team from its making to its end',
    act: async () => {
      await github.createTeam('fresh', { members: ['bob'] })
      github.renameTeam('fresh', 'stale')
      github.setTeamPermission('stale', 'write')
      github.setTeamPermission('stale', null)
      github.deleteTeam('stale')
    },
    raises: [
      'team.created',
      'membership.added',
      'team.edited',
      'team.added_to_repository',
      'team.removed_from_repository',
      'team.deleted',
    ],
    by: 'org-keeper',
  },
  {
    name: 'giving somebody a role',
    act: () => {
      github.setPermission('bob', 'triage')
      github.setPermission('bob', 'read')
    },
    raises: ['member.added', 'member.edited'],
    by: 'org-keeper',
  },
]

describe('what an act raises', () => {
  it.each(acts)('$name', async ({ act, raises, by }) => {
    await act(await given())
    await github.settled()
    expect(door.names()).toEqual(raises)
    for (const { event, payload, signed } of door.received) {
      expect(signed).toBe(true)
      expect(payload.sender).toMatchObject({ login: by, type: 'User', id: expect.any(Number) })
      expect(payload.installation).toMatchObject({ id: github.installationId })
      const name = payload.action === undefined ? event : `${event}.${payload.action}`
      expect(missingFields(shapes, name, payload), name).toEqual([])
    }
  })
})

it('raises only what the app subscribes to', async () => {
  await using other = await startLocalGitHub({
    webhook: { url: door.url, secret: SECRET },
    permissions,
    people: [{ login: 'eve', permission: 'write' }],
    events: ['push'],
  })
  await other.settled()
  door.received.length = 0
  await other.as('eve').createBranch('new')
  other.suspendInstallation()
  await other.settled()
  expect(door.names()).toEqual(['push', 'installation.suspend'])
})

describe('what an event says', () => {
  const last = () => door.received.at(-1)?.payload

  it('a push: what it moved, and whether by force', async () => {
    const { branch } = await given()
    const before = await github.as('alice').branch(branch)
    const { sha } = await github.as('alice').push(branch, { 'free/z': 'z' }, { message: 'More' })
    await github.settled()
    expect(door.received[0]?.payload).toMatchObject({
      ref: `refs/heads/${branch}`,
      before,
      after: sha,
      forced: false,
      created: false,
      commits: [{ id: sha, message: 'More', added: ['free/z'] }],
    })
    expect(last()).toMatchObject({ before, after: sha, pull_request: { head: { sha } } })
    await github.as('alice').push(branch, { 'free/w': 'w' }, { createFrom: 'main', force: true })
    await github.settled()
    expect(door.received[2]?.payload).toMatchObject({ before: sha, forced: true })
  })

  it('a review: its state in small letters', async () => {
    const { number, review } = await given()
    await github.as('bob').review(number, 'REQUEST_CHANGES', 'no')
    await github.settled()
    const { head } = await github.as('bob').pull(number)
    expect(last()).toMatchObject({
      review: { state: 'changes_requested', commit_id: head.sha, user: { login: 'bob' }, body: 'no' },
      pull_request: { number, head: { sha: head.sha } },
    })
    expect(Object(last()?.pull_request)).not.toHaveProperty('merged')
    await github.as('rita').editReview(number, review, 'hm')
    await github.as('alice').dismiss(number, review, 'stale')
    await github.settled()
    expect(door.received[1]?.payload).toMatchObject({ changes: { body: { from: 'fine' } } })
    expect(last()).toMatchObject({ review: { id: review, state: 'dismissed', body: 'hm' } })
  })

  it('a merge: by whom, and that it was one', async () => {
    const { number } = await given()
    const { sha } = await github.as('rita').mergePull(number)
    await github.settled()
    expect(last()).toMatchObject({
      number,
      pull_request: { merged: true, merged_by: { login: 'rita' }, merge_commit_sha: sha, state: 'closed' },
    })
  })

  it('a request for review: who is asked', async () => {
    const { number } = await given('owned/x.yml')
    expect(await github.as('bob').pull(number)).toMatchObject({
      requested_reviewers: [],
      requested_teams: [{ slug: 'orders' }],
    })
    await github.as('alice').requestReview(number, { people: ['bob'] })
    await github.settled()
    expect(last()).toMatchObject({ requested_reviewer: { login: 'bob' } })
  })

  it('a comment on a pull request: that it is one', async () => {
    const { number } = await given()
    await github.as('bob').comment(number, '/explain')
    await github.settled()
    expect(last()).toMatchObject({
      action: 'created',
      issue: { number, pull_request: { url: `${github.url}/repos/acme/access/pulls/${number}` } },
      comment: { html_url: expect.stringContaining(`/acme/access/pull/${number}#issuecomment-`) },
    })
  })

  it('a new name of a team: the old one', async () => {
    await github.settled()
    door.received.length = 0
    const { id } = await github.createTeam('first')
    github.renameTeam('first', 'second')
    await github.settled()
    expect(last()).toMatchObject({ team: { id, slug: 'second' }, changes: { name: { from: 'first' } } })
  })
})
