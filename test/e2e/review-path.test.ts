import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownCalls, withoutRepeats } from '../../demo/own-calls.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { ended, labelled, look, shows, tokenOf, unswept } from './play.ts'
import {
  approves,
  branchGone,
  counted,
  deliveries,
  fileOf,
  granted,
  ledger,
  proposed,
  stageFor,
} from './review-play.ts'

let stage: Stage

beforeAll(async () => {
  stage = await stageFor({
    warm: { owners: '@acme/orders' },
    one: { owners: '@acme/orders' },
    again: { owners: '@acme/orders' },
    three: { owners: '@acme/orders', sensitivity: 'critical' },
    atonce: { owners: '@acme/orders' },
    crowd: { owners: '@otto' },
    ruled: { owners: '@acme/orders' },
    slow: { owners: '@acme/orders' },
  })
})
afterAll(() => stage?.stop())

/** What the application answers to a token where no scope is asked for. */
async function whoami(token: string): Promise<number> {
  const response = await fetch(`${stage.application.url}/whoami`, { headers: { authorization: `Bearer ${token}` } })
  return response.status
}

test('one review: pull request, vote, merge, credential, end, within 22 calls and 6 creations', async () => {
  const { github } = stage
  // What requests share, such as the branch of the ledger, is there already.
  const warm = await proposed(stage, 'warm')
  await github.settled()
  const { calls: made } = await unswept(stage, async (again) => {
    await liveByOneReview(again ? 'again' : 'one')
    await github.settled()
  })
  const ofWarm = new RegExp(`/issues/${warm.asked.number}(?:/|$)|/pulls/${warm.pull}(?:/|$)`)
  const calls = ownCalls(made, ['orders']).filter((call) => !ofWarm.test(call.path))
  const lines = calls.map(({ method, path, status }) => `${method} ${path} ${status}`).join('\n')
  // A merge is counted apart: it makes a commit, but nothing that was not there to be read before.
  const creations = calls.filter(({ creation, path: asked }) => creation && !asked.endsWith('/merge'))
  console.info(`${calls.length} calls, ${creations.length} creations and a merge`)
  expect(withoutRepeats(calls).length, lines).toBeLessThanOrEqual(22)
  // A read that is behind its webhook is made once more.
  expect(calls.length, lines).toBeLessThanOrEqual(33)
  expect(creations.length, lines).toBeLessThanOrEqual(6)
})

/** Everything that happens to a request that one person approves, looked at on the way. */
async function liveByOneReview(resource: string): Promise<void> {
  const { github } = stage
  const before = await ledger(stage, resource)
  const { asked, pull, branch } = await proposed(stage, resource, '20s')
  const { path, text } = await fileOf(stage, pull)
  expect(path).toMatch(new RegExp(`^requests/${resource}/[0-9a-f]{64}\\.yml$`))
  expect(text).toContain(`issue: ${asked.number}\n`)
  expect(text).not.toContain('incident')
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
  expect(await whoami(await tokenOf(stage.daypass, asked))).toBe(200)
  await branchGone(stage, branch)
  expect([before, await ledger(stage, resource)]).toEqual([[], [path.split('/').at(-1)]])
  const merged = await github.as('rita').pull(pull)
  expect(merged).toMatchObject({ merged: true, merged_by: { login: `${github.slug}[bot]` }, base: { ref: 'requests' } })
  const { receipt } = await ended(stage, asked, 'expired')
  expect(receipt).toContain('approved by `otto`')
}

test('CODEOWNERS of the default branch is mirrored to the ledger, and GitHub asks the owners by itself', async () => {
  const { pull } = await proposed(stage, 'warm')
  const { owner, name } = stage.github.repository
  const { data } = await stage.github
    .as('rita')
    .request('GET', `/repos/${owner}/${name}/contents/.github/CODEOWNERS?ref=requests`)
  expect(Buffer.from((data as { content: string }).content, 'base64').toString()).toContain(
    '/requests/warm/ @acme/orders',
  )
  const { requested_teams } = await stage.github.as('rita').pull(pull)
  expect(requested_teams?.map(({ slug }) => slug)).toEqual(['orders'])
})

test('three reviews for what is critical, in any order; the status always says who is still needed', async () => {
  const { asked, pull } = await proposed(stage, 'three')
  const first = await look(stage, asked)
  expect(first.status).toContain('Waiting for 3 approvals')
  expect(first.status).toMatch(/Lapses/)
  await approves(stage, 'sam', pull)
  const waiting = await shows(stage, asked, 'the first vote', ({ status }) => status.includes('Waiting for 2 of 3'))
  expect(waiting.status).toContain('Already approved: `sam` (security).')
  await approves(stage, 'otto', pull)
  const { status } = await shows(stage, asked, 'the second', (shown) => shown.status.includes('Waiting for 1 of 3'))
  expect(status).toContain('can say yes: `olga`')
  expect(deliveries(await look(stage, asked))).toEqual([])
  await approves(stage, 'olga', pull)
  await granted(stage, asked, ['olga', 'otto', 'sam'])
})

test('two approvals at once bring one grant, and one delivery', async () => {
  const { asked, pull, branch } = await proposed(stage, 'atonce')
  await Promise.all([approves(stage, 'otto', pull), approves(stage, 'olga', pull)])
  const shown = await shows(stage, asked, 'the grant', ({ labels }) => labels.includes('daypass:active'))
  await branchGone(stage, branch)
  await stage.github.settled()
  expect(deliveries(await look(stage, asked))).toEqual(deliveries(shown))
  expect(await ledger(stage, 'atonce')).toHaveLength(1)
  expect(shown.ours).toHaveLength(2)
})

test('of 101 reviews the decisive one is on the second page', async () => {
  const { asked, pull } = await proposed(stage, 'crowd')
  const olga = stage.github.as('olga')
  for (let count = 0; count < 10; count++)
    await Promise.all(Array.from({ length: 10 }, () => olga.review(pull, 'COMMENT', 'I am thinking.')))
  expect(await olga.reviews(pull)).toHaveLength(100)
  await counted(stage, pull, () => approves(stage, 'otto', pull))
  await granted(stage, asked, ['otto'])
})

test('a vote after the end does nothing', async () => {
  const { asked, pull } = await proposed(stage, 'one', '2s')
  await approves(stage, 'otto', pull)
  await ended(stage, asked, 'expired')
  const before = await look(stage, asked)
  await approves(stage, 'olga', pull)
  await stage.github.as('sam').review(pull, 'REQUEST_CHANGES', 'too late')
  await stage.github.settled()
  expect(await look(stage, asked)).toEqual(before)
})

test('from the last vote to the credential in at most 12 calls, however long each may take', async () => {
  const { github } = stage
  const { asked, pull } = await proposed(stage, 'slow')
  await github.settled()
  const before = github.calls.length
  await approves(stage, 'otto', pull)
  const calls = await eventually('the credential', async () => {
    const since = ownCalls(github.calls.slice(before), ['orders'])
    const posted = since.findIndex(
      ({ method, path }) => method === 'POST' && path.endsWith(`/${asked.number}/comments`),
    )
    return posted < 0 ? undefined : since.slice(0, posted + 1)
  })
  const lines = calls.map(({ method, path }) => `${method} ${path}`)
  expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(12)
  await granted(stage, asked, ['otto'])
})

test('with branch rules that name only the app, the same path works, and others cannot even try', async () => {
  const { github } = stage
  for (const pattern of ['requests', 'daypass/**/*', 'daypass/*']) github.setRules(pattern, { onlyApp: true })
  const { asked, pull, branch } = await proposed(stage, 'ruled')
  const mallory = github.as('nora')
  github.setPermission('nora', 'write')
  const pushes = [
    mallory.push(branch, { 'x.yml': 'x' }),
    mallory.push('requests', { 'requests/ruled/x.yml': 'x' }),
    mallory.createBranch('daypass/999'),
    mallory.mergePull(pull),
    mallory.deleteBranch(branch),
  ]
  const answers = await Promise.allSettled(pushes)
  expect(
    answers.map((answer) => answer.status === 'rejected' && /rule violations/.test(String(answer.reason))),
  ).toEqual(pushes.map(() => true))
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
  await branchGone(stage, branch)
  for (const pattern of ['requests', 'daypass/**/*', 'daypass/*']) github.setRules(pattern, null)
  await labelled(stage, asked, 'daypass:active')
})
