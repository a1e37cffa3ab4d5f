import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { form, govern, labelled, look, lookedAgain, type Shown, shows } from './play.ts'
import {
  approves,
  branchGone,
  counted,
  fileOf,
  granted,
  nothingGranted,
  ownersFile,
  proposed,
  pullOf,
  stageFor,
  wants,
} from './review-play.ts'

const orders = { owners: '@acme/orders' }
const pair = { owners: '@acme/orders', sensitivity: 'critical' as const }
const resources = {
  declined: orders,
  cancelled: orders,
  edited: pair,
  mistaken: orders,
  broken: orders,
  unowned: orders,
  tightened: orders,
  denied: pair,
  lapses: orders,
  late: orders,
}

let stage: Stage

beforeAll(async () => {
  stage = await stageFor(resources)
})
afterAll(() => stage?.stop())

/** Waits for the end of a request that was never granted: its outcome, its closed issue, no pull request and no branch left. */
async function over(asked: Parameters<typeof look>[1], pull: number, outcome: string): Promise<Shown> {
  const shown = await labelled(stage, asked, `outcome:${outcome}`)
  expect(shown.open).toBe(false)
  await branchGone(stage, `daypass/${asked.number}`)
  expect((await stage.github.as('rita').pull(pull)).state).toBe('closed')
  return nothingGranted(stage, asked, pull)
}

describe.concurrent('without a grant', () => {
  test('an owner who closes the pull request says no', async () => {
    const { asked, pull } = await proposed(stage, 'declined')
    await stage.github.as('otto').closePull(pull)
    const { status } = await over(asked, pull, 'denied')
    expect(status).toContain('Declined by review')
    // What is over stays over.
    await stage.github.as('olga').request('PATCH', `/repos/acme/access/pulls/${pull}`, { state: 'open' })
    await stage.github.as('rita').comment(asked.number, '/retry')
    await stage.github.settled()
    await over(asked, pull, 'denied')
  })

  const ways: [string, (issue: number, pull: number) => Promise<unknown>][] = [
    ['closes the issue', (issue) => stage.github.as('rita').closeIssue(issue)],
    ['comments /cancel', (issue) => stage.github.as('rita').comment(issue, '/cancel')],
    ['closes the pull request', (_, pull) => stage.github.as('rita').closePull(pull)],
  ]
  test.each(ways)('the requester takes it back: %s', async (_, act) => {
    const { asked, pull } = await proposed(stage, 'cancelled')
    await act(asked.number, pull)
    const { status } = await over(asked, pull, 'cancelled')
    expect(status).toContain('Cancelled before it began')
  })

  test('somebody without a say who closes the issue closes nothing, and nobody else cancels', async () => {
    const { asked, pull } = await proposed(stage, 'cancelled')
    await stage.github.as('sam').comment(asked.number, '/cancel')
    await lookedAgain(stage, asked, () => stage.github.as('sam').closeIssue(asked.number))
    await shows(stage, asked, 'the open issue', ({ open }) => open)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('edited while it waits: a new digest, a new pull request, votes void', async () => {
    const { asked, pull } = await proposed(stage, 'edited')
    await approves(stage, 'otto', pull)
    await shows(stage, asked, 'the vote', ({ status }) => status.includes('Waiting for 2 of 3'))
    const before = await fileOf(stage, pull)
    const body = form({ resource: 'edited', duration: '20m', ticket: 'OPS-1' })
    await stage.github.as('rita').editIssue(asked.number, { body })
    const next = await pullOf(stage, asked, pull)
    const shown = await look(stage, asked)
    expect(shown.status).toContain('Waiting for 3 approvals')
    expect((await fileOf(stage, next)).path).not.toBe(before.path)
    await expect(approves(stage, 'olga', pull)).rejects.toThrow('422')
    for (const login of ['olga', 'sam']) await approves(stage, login, next)
    await shows(stage, asked, 'two votes', ({ status }) => status.includes('Waiting for 1 of 3'))
    await nothingGranted(stage, asked, next)
  })

  test('edited into something wrong: the pull request closes; mended, it is voted on anew', async () => {
    const { asked, pull } = await proposed(stage, 'mistaken')
    const rita = stage.github.as('rita')
    await rita.editIssue(asked.number, { body: form({ resource: 'mistaken', duration: '0h' }) })
    await labelled(stage, asked, 'daypass:invalid')
    await eventually('the closed pull request', async () =>
      (await rita.pull(pull)).state === 'closed' ? true : undefined,
    )
    await rita.editIssue(asked.number, { body: form({ resource: 'mistaken', duration: '30m' }) })
    const next = await pullOf(stage, asked, pull)
    await approves(stage, 'otto', next)
    await granted(stage, asked, ['otto'])
  })
})

/** Replaces a file of the default branch, as its owners would. */
async function change(path: string, text: string): Promise<void> {
  await govern(stage, { [path]: text })
}

describe('while it waits', () => {
  test('an error in CODEOWNERS closes the path, and the status says what to mend', async () => {
    const before = ownersFile(resources)
    await change('.github/CODEOWNERS', before.replace('/requests/broken/', '/requests/bro[ken]/'))
    const asked = await wants(stage, 'broken')
    const { status } = await shows(stage, asked, 'the mistake', (shown) => shown.status.includes('nobody'))
    expect(status).toContain('bro[ken]')
    const pull = await pullOf(stage, asked)
    await counted(stage, pull, () => approves(stage, 'otto', pull))
    await nothingGranted(stage, asked, pull)
    await change('.github/CODEOWNERS', before)
    // Who voted while the path was closed was nobody then.
    await counted(stage, pull, () => approves(stage, 'sam', pull))
    await shows(stage, asked, 'the owners', (shown) => shown.status.includes('can say yes: `otto`, `olga`'))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('nobody owns a path that CODEOWNERS does not name', async () => {
    const before = ownersFile(resources)
    await change('.github/CODEOWNERS', before.replace('/requests/unowned/ @acme/orders\n', ''))
    const asked = await wants(stage, 'unowned')
    const { status } = await shows(stage, asked, 'the gap', (shown) => shown.status.includes('nobody'))
    expect(status).toContain('`requests/unowned/`')
    const pull = await pullOf(stage, asked)
    await counted(stage, pull, () => approves(stage, 'otto', pull))
    await nothingGranted(stage, asked, pull)
    await change('.github/CODEOWNERS', before)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('a policy that wants more by now is what reviewers read and vote on', async () => {
    const rules = await fileAtMain('policies/sensitivity.rego')
    const { asked, pull } = await proposed(stage, 'tightened')
    await change(
      'policies/sensitivity.rego',
      rules.replace('approvals := [owners(1)] if level in', 'approvals := [owners(2)] if level in'),
    )
    // Nobody has to vote first: what waits is decided by the new rules as soon as they are in force.
    await shows(stage, asked, 'two slots', ({ status }) => status.includes('Waiting for 2 approvals'))
    await eventually('the new text', async () =>
      (await stage.github.as('rita').pull(pull)).body?.includes('owners: 2 of') ? true : undefined,
    )
    await approves(stage, 'olga', pull)
    await shows(stage, asked, 'one vote', ({ status }) => status.includes('Waiting for 1 of 2'))
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['olga', 'otto'])
    await change('policies/sensitivity.rego', rules)
  })

  test('a policy that says no by now outweighs every yes', async () => {
    const rules = await fileAtMain('policies/admission.rego')
    const { asked, pull } = await proposed(stage, 'denied')
    for (const login of ['otto', 'olga']) await approves(stage, login, pull)
    await shows(stage, asked, 'two votes', ({ status }) => status.includes('Waiting for 1 of 3'))
    await change('policies/admission.rego', `${rules}\ndeny contains "Not this week." if resource.id == "denied"\n`)
    const { status } = await over(asked, pull, 'denied')
    expect(status).toContain('Not this week.')
    await change('policies/admission.rego', rules)
  })

  test('nobody decides in time: it lapses, and a vote afterwards does nothing', async () => {
    const settings = await fileAtMain('.github/daypass.yml')
    await change('.github/daypass.yml', `${settings}lapse_after: 3s\n`)
    const { asked, pull } = await proposed(stage, 'lapses')
    const { status } = await over(asked, pull, 'lapsed')
    expect(status).toContain('Lapsed · nobody decided in time')
    await approves(stage, 'otto', pull).catch(() => undefined)
    await stage.github.settled()
    expect((await over(asked, pull, 'lapsed')).status).toBe(status)
  })

  test('a vote that nobody heard of is seen when reviewers are reminded', async () => {
    const { deliver } = stage.github
    const { asked, pull } = await proposed(stage, 'late')
    deliver.lose(({ event }) => event === 'pull_request_review')
    await approves(stage, 'otto', pull)
    await stage.github.settled()
    deliver.normal()
    await granted(stage, asked, ['otto'])
  })
})

async function fileAtMain(path: string): Promise<string> {
  const { owner, name } = stage.github.repository
  const { data } = await stage.github.as('rita').request('GET', `/repos/${owner}/${name}/contents/${path}?ref=main`)
  return Buffer.from((data as { content: string }).content, 'base64').toString()
}
