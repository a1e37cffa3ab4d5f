import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { labelled, look, shows } from './play.ts'
import { approves, granted, ledger, proposed, pullOf, stageFor, wants, withWriters } from './review-play.ts'

// One after the other: how the repository is set up is the same for every request in it.
const orders = { owners: '@acme/orders' }
const resources = { squashed: orders, neither: orders, kept: orders, secret: orders, left: orders, longer: orders }

let stage: Stage
beforeAll(async () => {
  stage = await stageFor(resources, withWriters)
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

describe('how pull requests may be merged (github.F3)', () => {
  test('where merge commits are not allowed, one commit lands, with exactly what was approved', async () => {
    await stage.github.setMergeMethods(['squash', 'rebase'])
    const { asked, pull } = await proposed(stage, 'squashed')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
    expect(await ledger(stage, 'squashed')).toHaveLength(1)
    const merges = stage.github.calls.filter(({ path }) => path.endsWith(`/pulls/${pull}/merge`))
    expect(merges.map(({ status }) => status)).toEqual([405, 200])
  })

  test('where neither is, people are told what to allow, by GitHub’s own reason; then it goes on', async () => {
    await stage.github.setMergeMethods(['rebase'])
    const { asked, pull } = await proposed(stage, 'neither')
    await approves(stage, 'otto', pull)
    const { status } = await labelled(stage, asked, 'daypass:attention')
    expect(status).toContain('Squash merges are not allowed on this repository.')
    expect(status).toContain('Allow merge commits or squash merging')
    expect(status).not.toContain('bypass')
    await stage.github.setMergeMethods(['merge'])
    await stage.github.as('rita').comment(asked.number, '/explain')
    await granted(stage, asked, ['otto'])
  })
})

test('what GitHub does not let the app write is said at once, with its reason, and goes on when it may (github.F2b)', async () => {
  const rules = { reviews: { count: 1 } }
  for (const branch of ['requests', 'daypass/*']) stage.github.setRules(branch, rules)
  const asked = await wants(stage, 'kept')
  const { status, ours } = await labelled(stage, asked, 'daypass:attention')
  expect(status).toContain('### Waiting · GitHub does not let Daypass open the pull request')
  expect(status).toContain('`GITHUB_REFUSED`')
  expect(ours).toHaveLength(1)
  for (const branch of ['requests', 'daypass/*']) stage.github.setRules(branch, null)
  await stage.github.as('rita').comment(asked.number, '/explain')
  const pull = await pullOf(stage, asked)
  await labelled(stage, asked, 'daypass:pending')
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
})

test('a pull request that GitHub does not let Daypass close hides no outcome, and is closed when it may', async () => {
  const { asked, pull } = await proposed(stage, 'left')
  const refused = { status: 403, body: { message: 'Resource not accessible by integration' } }
  stage.github.faults.add({ by: 'app', method: 'PATCH', path: new RegExp(`/pulls/${pull}$`) }, refused)
  const rita = stage.github.as('rita')
  await rita.comment(asked.number, '/cancel')
  await shows(stage, asked, 'the outcome', ({ labels, open }) => labels.includes('outcome:cancelled') && !open)
  const told = await shows(stage, asked, 'the word', ({ ours }) =>
    ours.some(({ body }) => body?.includes(`#${pull} is still there`)),
  )
  expect(told.ours.map(({ body }) => body).join()).toContain('Resource not accessible by integration')
  stage.github.faults.clear()
  await eventually('the closed pull request', async () =>
    (await rita.pull(pull)).state === 'closed' ? true : undefined,
  )
  const { ours } = await look(stage, asked)
  expect(ours.filter(({ body }) => body?.includes('is still there'))).toHaveLength(1)
})

test('a secret in what is asked for by `/extend` is for the requester to leave out, too (github.F10)', async () => {
  const { asked, pull } = await proposed(stage, 'longer')
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
  stage.github.faults.add(
    { by: 'app', method: 'PUT', path: /\/contents\/requests%2Flonger/ },
    { status: 409, body: protectedBy },
  )
  const rita = stage.github.as('rita')
  await rita.comment(asked.number, '/extend 10m still needed')
  await shows(stage, asked, 'the word', ({ ours }) =>
    ours.some(({ body }) => body?.includes('holds what looks like a secret')),
  )
  stage.github.faults.clear()
  await rita.comment(asked.number, '/extend 10m still needed')
  await shows(stage, asked, 'its pull request', ({ ours }) =>
    ours.some(({ body }) => body?.includes('Approve or decline') && !body.includes(`#${pull}`)),
  )
})

const protectedBy = {
  message: 'Repository rule violations found',
  metadata: { secret_scanning: { bypass_placeholders: [] } },
}

test('what looks like a secret to GitHub is for the requester to leave out (github.F10)', async () => {
  stage.github.faults.add(
    { by: 'app', method: 'PUT', path: /\/contents\/requests%2Fsecret/ },
    { status: 409, body: protectedBy },
  )
  const asked = await wants(stage, 'secret')
  const { status } = await labelled(stage, asked, 'daypass:invalid')
  expect(status).toContain('holds what looks like a secret')
  stage.github.faults.clear()
  await stage.github.as('rita').comment(asked.number, '/retry')
  await shows(stage, asked, 'its pull request', ({ labels }) => labels.includes('daypass:pending'))
})
