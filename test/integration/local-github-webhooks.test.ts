import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { startReceiver } from '../fixtures/github/webhook-receiver.ts'
import shapes from '../fixtures/github/webhook-shapes.json' with { type: 'json' }

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

beforeAll(async () => {
  door = await startReceiver(SECRET)
  github = await startLocalGitHub({
    webhook: { url: door.url, secret: SECRET },
    permissions,
    people: [
      { login: 'alice', teams: ['orders'] },
      { login: 'bob', permission: 'write' },
      { login: 'carol', teams: ['orders'] },
    ],
  })
})

afterAll(async () => {
  await github.stop()
  await door[Symbol.asyncDispose]()
})

beforeEach(async () => {
  github.deliver.normal()
  door.answer(202)
  await github.settled()
  door.received.length = 0
})

const issue = { title: 'Access', body: '### Resource\n\norders-db' }

describe('what an act raises', () => {
  const acts: {
    name: string
    act: (number: number, comment: number) => Promise<unknown> | unknown
    raises: string[]
    by: string
  }[] = [
    {
      name: 'opening an issue',
      act: () => github.as('alice').openIssue(issue),
      raises: ['issues.opened'],
      by: 'alice',
    },
    {
      name: 'editing it',
      act: (n) => github.as('alice').editIssue(n, { body: 'else' }),
      raises: ['issues.edited'],
      by: 'alice',
    },
    {
      name: 'saving it unchanged',
      act: (n) => github.as('alice').editIssue(n, { body: issue.body }),
      raises: [],
      by: 'alice',
    },
    { name: 'closing it', act: (n) => github.as('alice').closeIssue(n), raises: ['issues.closed'], by: 'alice' },
    {
      name: 'one call that retitles, labels twice and closes',
      act: (n) => github.as('bob').editIssue(n, { title: 'orders-db', labels: ['a', 'b'], state: 'closed' }),
      raises: ['issues.edited', 'issues.labeled', 'issues.labeled', 'issues.closed'],
      by: 'bob',
    },
    {
      name: 'commenting',
      act: (n) => github.as('bob').comment(n, '/explain'),
      raises: ['issue_comment.created'],
      by: 'bob',
    },
    {
      name: 'editing a comment',
      act: (_, c) => github.as('alice').editComment(c, 'new'),
      raises: ['issue_comment.edited'],
      by: 'alice',
    },
    {
      name: "deleting another's comment",
      act: (_, c) => github.as('bob').deleteComment(c),
      raises: ['issue_comment.deleted'],
      by: 'bob',
    },
    { name: 'locking', act: (n) => github.lockIssue(n, 'bob'), raises: ['issues.locked'], by: 'bob' },
    { name: 'deleting an issue', act: (n) => github.deleteIssue(n, 'bob'), raises: ['issues.deleted'], by: 'bob' },
    {
      name: 'transferring an issue',
      act: (n) => github.transferIssue(n, 'bob'),
      raises: ['issues.transferred'],
      by: 'bob',
    },
    {
      name: 'a commit',
      act: () => github.commitFiles({ 'catalog/a.yml': 'resources: []' }),
      raises: ['push'],
      by: 'org-keeper',
    },
    {
      name: 'joining a team',
      act: () => github.addToTeam('bob', 'orders'),
      raises: ['membership.added'],
      by: 'org-keeper',
    },
    {
      name: 'leaving a team',
      act: () => github.removeFromTeam('bob', 'orders'),
      raises: ['membership.removed'],
      by: 'org-keeper',
    },
    {
      name: 'leaving the organisation',
      act: () => github.removeFromOrganisation('carol'),
      raises: ['membership.removed', 'organization.member_removed'],
      by: 'org-keeper',
    },
    { name: 'going public', act: () => github.setPrivate(false), raises: ['repository.publicized'], by: 'org-keeper' },
    { name: 'going private', act: () => github.setPrivate(true), raises: ['repository.privatized'], by: 'org-keeper' },
    { name: 'suspension', act: () => github.suspendInstallation(), raises: ['installation.suspend'], by: 'org-keeper' },
    {
      name: 'its end',
      act: () => github.unsuspendInstallation(),
      raises: ['installation.unsuspend'],
      by: 'org-keeper',
    },
  ]

  it.each(acts)('$name', async ({ act, raises, by }) => {
    const { number } = await github.as('alice').openIssue(issue)
    const { id } = await github.as('alice').comment(number, 'a comment')
    await github.settled()
    door.received.length = 0
    await act(number, id)
    await github.settled()
    expect(door.names()).toEqual(raises)
    for (const { event, payload, signed } of door.received) {
      expect(signed).toBe(true)
      expect(payload.sender).toMatchObject({ login: by, type: 'User', id: expect.any(Number) })
      expect(payload.installation).toMatchObject({ id: github.installationId })
      const name = payload.action === undefined ? event : `${event}.${payload.action}`
      expect(missing(shapeOf(name), payload), name).toEqual([])
    }
  })

  it('a repository’s whole life', async () => {
    await using other = await startLocalGitHub({ webhook: { url: door.url, secret: SECRET } })
    await other.setArchived(true)
    await other.setArchived(false)
    await other.renameRepository('grants')
    await other.deleteRepository()
    other.deleteInstallation()
    await other.settled()
    const names = [
      'repository.archived',
      'repository.unarchived',
      'repository.renamed',
      'repository.deleted',
      'installation.deleted',
    ]
    expect(door.names()).toEqual(names)
    expect(door.received.flatMap(({ payload }, i) => missing(shapeOf(names[i] ?? ''), payload))).toEqual([])
    expect(door.received[2]?.payload).toMatchObject({
      changes: { repository: { name: { from: 'access' } } },
      repository: { id: other.repository.id, full_name: 'acme/grants' },
    })
  })

  it('stops while the installation is suspended', async () => {
    github.suspendInstallation()
    await github.as('alice').openIssue(issue)
    github.unsuspendInstallation()
    await github.settled()
    expect(door.names()).toEqual(['installation.suspend', 'installation.unsuspend'])
  })

  it('says what a field was before', async () => {
    const { number } = await github.as('alice').openIssue(issue)
    await github.as('alice').editIssue(number, { title: 'New', body: 'new' })
    await github.settled()
    expect(door.received.at(-1)?.payload.changes).toEqual({ title: { from: issue.title }, body: { from: issue.body } })
  })

  it('lists the files of a commit', async () => {
    await github.commitFiles({ 'a/one.yml': '1', 'a/two.yml': '2' })
    await github.commitFiles({ 'a/one.yml': '3', 'a/two.yml': null }, 'Second')
    await github.settled()
    const files = { added: [], modified: ['a/one.yml'], removed: ['a/two.yml'] }
    expect(door.received.at(-1)?.payload).toMatchObject({
      ref: 'refs/heads/main',
      commits: [{ ...files, message: 'Second' }],
    })
  })
})

describe('deliveries', () => {
  it('are sent again with the same GUID and the same bytes, by hand and over the API', async () => {
    await github.as('alice').openIssue(issue)
    await github.settled()
    const [first] = door.received
    github.deliver.redeliver(first?.guid ?? '')
    await github.settled()
    expect(door.received).toHaveLength(2)
    expect(door.received[1]).toEqual(first)
    expect(github.deliveries.slice(-2).map(({ redelivery }) => redelivery)).toEqual([false, true])
    expect(new Set(github.deliveries.map(({ id }) => id)).size).toBe(github.deliveries.length)
  })

  it('can be lost, by predicate and by a repeatable draw, and are recorded as failed', async () => {
    github.deliver.lose(({ event }) => event === 'issue_comment')
    const { number } = await github.as('alice').openIssue(issue)
    await github.as('alice').comment(number, 'lost')
    await github.settled()
    expect(door.names()).toEqual(['issues.opened'])
    expect(github.deliveries.at(-1)).toMatchObject({ event: 'issue_comment', status: 502 })
    github.deliver.lose(0.5)
    for (let i = 0; i < 20; i++) await github.as('alice').comment(number, `number ${i}`)
    await github.settled()
    const arrived = door.received.length - 1
    expect(arrived).toBeGreaterThan(3)
    expect(arrived).toBeLessThan(17)
  })

  it('can arrive several times', async () => {
    github.deliver.duplicate(5)
    await github.as('alice').openIssue(issue)
    await github.settled()
    expect(door.received).toHaveLength(5)
    expect(new Set(door.received.map(({ guid }) => guid)).size).toBe(1)
  })

  it.each([
    { order: 'fifo' as const, arrives: ['one', 'two', 'three'] },
    { order: 'reverse' as const, arrives: ['three', 'two', 'one'] },
    { order: { shuffle: 4 }, arrives: expect.arrayContaining(['one', 'two', 'three']) },
  ])('can be kept back and released: $order', async ({ order, arrives }) => {
    const { number } = await github.as('alice').openIssue(issue)
    await github.settled()
    door.received.length = 0
    github.deliver.hold()
    for (const body of ['one', 'two', 'three']) await github.as('alice').comment(number, body)
    await github.settled()
    expect(door.received).toEqual([])
    expect(github.deliver.held).toBe(3)
    github.deliver.release(order)
    await github.settled()
    expect(door.received.map(({ payload }) => (payload.comment as { body: string }).body)).toEqual(arrives)
  })

  it('keep the receiver’s status', async () => {
    door.answer(500)
    await github.as('alice').openIssue(issue)
    await github.settled()
    expect(github.deliveries.at(-1)?.status).toBe(500)
  })

  it('carry a signature that a changed byte breaks', async () => {
    github.setWebhook(door.url, 'another secret')
    await github.as('alice').openIssue(issue)
    await github.settled()
    github.setWebhook(door.url, SECRET)
    expect(door.received.at(-1)?.signed).toBe(false)
  })
})

type Shape = number | string | Shape[] | { [key: string]: Shape }
const definitions: Record<string, Shape> = shapes.definitions
const events: Record<string, Shape> = shapes.events

function shapeOf(name: string): Shape {
  const shape = events[name]
  if (shape === undefined) throw new Error(`The fixture has no shape of ${name}.`)
  return shape
}

/** Paths that GitHub's description requires and the value does not have. A null stands for any value. */
function missing(shape: Shape, value: unknown, path = ''): string[] {
  if (typeof shape === 'string') return missing(definitions[shape.slice(1)] ?? 1, value, path)
  if (value === undefined) return [path]
  if (typeof shape === 'number' || value === null) return []
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [path]
    return value.flatMap((item, i) => missing(shape[0] ?? 1, item, `${path}[${i}]`))
  }
  return Object.entries(shape).flatMap(([key, inner]) =>
    missing(inner, (value as Record<string, unknown>)[key], `${path}.${key}`),
  )
}
