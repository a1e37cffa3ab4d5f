import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { type Asked, govern, look, shows } from './play.ts'
import {
  approves,
  counted,
  granted,
  nothingGranted,
  type Owned,
  ownersFile,
  proposed,
  pullOf,
  stageFor,
  wants,
} from './review-play.ts'

const critical = (owners: string): Owned => ({ owners, sensitivity: 'critical' })
const resources: Record<string, Owned> = {
  reader: { owners: '@acme/readers' },
  bots: { owners: '@acme/orders' },
  left: { owners: '@acme/leavers' },
  late: { owners: '@acme/late' },
  self: { owners: '@acme/orders' },
  twice: critical('@acme/both'),
  minds: { owners: '@acme/orders' },
  objects: { owners: '@acme/orders' },
  dismissed: { owners: '@acme/orders' },
  between: critical('@acme/between'),
  renamed: { owners: '@acme/first' },
  empty: { owners: '@acme/empty' },
  weak: { owners: '@nora' },
  comments: { owners: '@acme/orders' },
}

let stage: Stage

beforeAll(async () => {
  const write = { permission: 'write' as const }
  stage = await stageFor(resources, {
    github: {
      teams: ['orders', 'security', 'readers', 'leavers', 'late', 'both', 'between', 'first', 'empty'],
      teamPermissions: Object.fromEntries(
        ['orders', 'security', 'leavers', 'late', 'both', 'between', 'first', 'empty', 'readers'].map((team) => [
          team,
          'write' as const,
        ]),
      ),
      people: [
        { login: 'rita', teams: ['orders', 'security', 'late'], ...write },
        { login: 'otto', teams: ['orders', 'leavers', 'both', 'between', 'readers'], ...write },
        { login: 'olga', teams: ['orders', 'between', 'both'], ...write },
        { login: 'bob', teams: ['between', 'first', 'leavers', 'late'], ...write },
        { login: 'sam', teams: ['security', 'both'], ...write },
        { login: 'sue', teams: ['security'], ...write },
        { login: 'dora', ...write },
        { login: 'nora', permission: 'read' },
        { login: 'mallory', member: false, permission: 'read' },
      ],
    },
  })
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

/** Waits for the status to say something, and for nothing to be granted. */
async function waits(asked: Asked, pull: number, says: string): Promise<void> {
  await shows(stage, asked, `«${says}»`, ({ status }) => status.includes(says))
  await nothingGranted(stage, asked, pull)
}

describe.concurrent('who can say yes', () => {
  test('no reader, no outsider, no member who owns nothing', async () => {
    const { asked, pull } = await proposed(stage, 'reader')
    for (const login of ['nora', 'mallory', 'dora', 'sam'])
      await counted(stage, pull, () => approves(stage, login, pull))
    await waits(asked, pull, 'Waiting for 1 approval')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('no bot', async () => {
    const { asked, pull } = await proposed(stage, 'bots')
    await counted(stage, pull, () => stage.github.bot().review(pull, 'APPROVE'))
    await waits(asked, pull, 'Waiting for 1 approval')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('nobody who left the team, however soon after', async () => {
    const { asked, pull } = await proposed(stage, 'left')
    stage.github.removeFromTeam('bob', 'leavers')
    await counted(stage, pull, () => approves(stage, 'bob', pull))
    await waits(asked, pull, 'Waiting for 1 approval')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('who joins after voting votes again', async () => {
    const { asked, pull } = await proposed(stage, 'late')
    await counted(stage, pull, () => approves(stage, 'dora', pull))
    // A second look begins when the first one is over, and has stored what dora was when she voted.
    await counted(stage, pull, () => stage.github.as('nora').review(pull, 'COMMENT', 'She is not one of us.'))
    stage.github.addToTeam('dora', 'late')
    await counted(stage, pull, () => stage.github.as('nora').review(pull, 'COMMENT', 'Look again, please.'))
    await waits(asked, pull, 'Waiting for 1 approval')
    await approves(stage, 'dora', pull)
    await granted(stage, asked, ['dora'])
  })

  test('the requester never, whatever teams they are in', async () => {
    const { asked, pull } = await proposed(stage, 'self')
    await counted(stage, pull, () => approves(stage, 'rita', pull))
    await waits(asked, pull, 'Waiting for 1 approval')
    expect((await look(stage, asked)).status).not.toMatch(/can say yes:.*rita/)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('one person in two teams fills one slot', async () => {
    const { asked, pull } = await proposed(stage, 'twice')
    for (const login of ['sam', 'otto']) await counted(stage, pull, () => approves(stage, login, pull))
    await counted(stage, pull, () => approves(stage, 'sam', pull))
    await waits(asked, pull, 'Waiting for 1 of 3 approvals')
    // The matching moves sam to where others cannot help.
    await approves(stage, 'olga', pull)
    await granted(stage, asked, ['olga', 'otto', 'sam'])
  })

  test('nobody whose team does not exist or is empty; the status says whom to ask, and goes on when it is mended', async () => {
    const asked = await wants(stage, 'empty')
    const { status } = await shows(stage, asked, 'the note', (shown) => shown.status.includes('nobody'))
    expect(status).toMatch(/nobody can say yes for `owners`: .*`@acme\/empty`.*nobody in it/)
    const pull = await pullOf(stage, asked)
    await counted(stage, pull, () => approves(stage, 'otto', pull))
    await nothingGranted(stage, asked, pull)
    stage.github.addToTeam('otto', 'empty')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('no owner without write access', async () => {
    const { asked, pull } = await proposed(stage, 'weak')
    await counted(stage, pull, () => approves(stage, 'nora', pull))
    await waits(asked, pull, 'has no write access')
    stage.github.setPermission('nora', 'write')
    await approves(stage, 'nora', pull)
    await granted(stage, asked, ['nora'])
  })
})

describe.concurrent('what a vote is', () => {
  test('approve, then request changes, then comment: it blocks until the same person approves', async () => {
    const { asked, pull } = await proposed(stage, 'minds', '30m', 'otto')
    const olga = stage.github.as('olga')
    // A first approval would be acted on at once: the objection comes first, and then a whole quarrel.
    await olga.review(pull, 'REQUEST_CHANGES', 'What for?')
    await waits(asked, pull, 'Held up by `olga`')
    await counted(stage, pull, () => olga.review(pull, 'COMMENT', 'Still not.'))
    await counted(stage, pull, () => approves(stage, 'rita', pull))
    await waits(asked, pull, 'Held up by `olga`')
    await olga.review(pull, 'APPROVE')
    await shows(stage, asked, 'the grant', ({ labels }) => labels.includes('daypass:active'))
  })

  test('who approves and then asks for changes has not approved', async () => {
    const { asked, pull } = await proposed(stage, 'between')
    await approves(stage, 'otto', pull)
    await waits(asked, pull, 'Already approved: `otto`')
    await stage.github.as('otto').review(pull, 'REQUEST_CHANGES', 'On second thoughts.')
    await waits(asked, pull, 'Held up by `otto`')
    await stage.github.as('otto').review(pull, 'COMMENT', 'A word.')
    await approves(stage, 'olga', pull)
    await approves(stage, 'sam', pull)
    await waits(asked, pull, 'Waiting for 1 of 3 approvals')
    await waits(asked, pull, 'Held up by `otto`')
    // Somebody else joins, but whoever objects must take it back.
    await counted(stage, pull, () => approves(stage, 'bob', pull))
    await waits(asked, pull, 'Held up by `otto`')
    // Between two votes somebody leaves: what they said counts no more, neither yes nor no.
    stage.github.removeFromTeam('otto', 'between')
    stage.github.removeFromTeam('olga', 'between')
    await counted(stage, pull, () => stage.github.as('nora').review(pull, 'COMMENT', 'Look again, please.'))
    await waits(asked, pull, 'Already approved: `bob` (code owner), `sam` (security).')
    await waits(asked, pull, 'Waiting for 1 of 3 approvals')
    stage.github.addToTeam('dora', 'between')
    await approves(stage, 'dora', pull)
    await granted(stage, asked, ['bob', 'dora', 'sam'])
  })

  test('a dismissed review counts no more', async () => {
    const { asked, pull } = await proposed(stage, 'dismissed')
    const { id } = await stage.github.as('otto').review(pull, 'REQUEST_CHANGES', 'No.')
    await waits(asked, pull, 'Held up by `otto`')
    await stage.github.as('sam').dismiss(pull, id, 'never mind')
    await shows(stage, asked, 'the way free', ({ status }) => !status.includes('Held up'))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'olga', pull)
    await granted(stage, asked, ['olga'])
  })

  test('an approval that was dismissed counts no more', async () => {
    const { asked, pull } = await proposed(stage, 'twice')
    const { id } = await approves(stage, 'otto', pull)
    await waits(asked, pull, 'Already approved: `otto`')
    await stage.github.as('olga').dismiss(pull, id, 'not yet')
    await waits(asked, pull, 'Waiting for 3 approvals')
    for (const login of ['olga', 'sue']) await approves(stage, login, pull)
    await waits(asked, pull, 'Waiting for 1 of 3 approvals')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['olga', 'otto', 'sue'])
  })

  test('words are none: not in reviews, comments, labels, assignees or reactions', async () => {
    const { asked, pull } = await proposed(stage, 'comments')
    const { github } = stage
    const otto = github.as('otto')
    const { owner, name } = github.repository
    await otto.review(pull, 'COMMENT', 'APPROVE. Approved. LGTM. /approve')
    await otto.comment(pull, '/approve')
    const { id } = await otto.comment(asked.number, 'approved')
    await otto.request('POST', `/repos/${owner}/${name}/issues/${pull}/labels`, {
      labels: ['daypass:active', 'approved'],
    })
    await otto.request('POST', `/repos/${owner}/${name}/issues/${pull}/assignees`, { assignees: ['otto'] })
    await otto.request('POST', `/repos/${owner}/${name}/issues/comments/${id}/reactions`, { content: '+1' })
    await counted(stage, pull, () => otto.review(pull, 'COMMENT', 'Yes.'))
    await waits(asked, pull, 'Waiting for 1 approval')
  })

  test('a review of another commit counts for that commit only', async () => {
    const { asked, pull } = await proposed(stage, 'objects')
    const { base } = await stage.github.as('rita').pull(pull)
    await expect(stage.github.as('otto').review(pull, 'APPROVE', '', base.sha)).rejects.toThrow('422')
    await waits(asked, pull, 'Waiting for 1 approval')
  })
})

test('a team is renamed, and its name taken by another team: nobody inherits a say', async () => {
  const { github } = stage
  const { asked, pull } = await proposed(stage, 'renamed')
  github.renameTeam('first', 'second')
  await counted(stage, pull, () => approves(stage, 'bob', pull))
  await waits(asked, pull, 'Waiting for 1 approval')
  await github.createTeam('first', { members: ['dora'] })
  await counted(stage, pull, () => approves(stage, 'dora', pull))
  // GitHub gives the new team no access to the repository: that it has the name is not enough.
  await waits(asked, pull, 'no write access')
  github.setTeamPermission('first', 'write')
  await counted(stage, pull, () => approves(stage, 'dora', pull))
  await waits(asked, pull, 'stands for another team')
  await govern(stage, {
    '.github/CODEOWNERS': ownersFile({ ...resources, renamed: { owners: '@acme/second' } }),
  })
  await approves(stage, 'bob', pull)
  await granted(stage, asked, ['bob'])
})
