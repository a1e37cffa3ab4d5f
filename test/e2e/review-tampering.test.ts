import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../demo/github/local-github.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { ask, form, labelled, look, shows } from './play.ts'
import {
  approves,
  branchGone,
  counted,
  deliveries,
  fileOf,
  filesFor,
  granted,
  ledger,
  longer,
  nothingGranted,
  proposed,
  pullOf,
  retried,
  stageFor,
  voided,
  withWriters,
} from './review-play.ts'

const orders = { owners: '@acme/orders' }
const pair = { owners: '@acme/orders', sensitivity: 'critical' as const }
const resources = {
  before: orders,
  after: pair,
  changed: pair,
  forced: orders,
  early: orders,
  detour: orders,
  edited: orders,
  same: pair,
  other: orders,
  text: pair,
  there: pair,
  ours: orders,
  planted: orders,
  exact: orders,
  conflict: orders,
  byhand: orders,
  owners: orders,
  base: pair,
  gone: orders,
}

let stage: Stage
/** Somebody with write access and no say. */
let eve: Person

/** No branch rules stand in the way here: what is tried is whether Daypass notices. */
beforeAll(async () => {
  stage = await stageFor(resources, withWriters)
  await stage.equip('rita')
  eve = stage.github.as('eve')
})
afterAll(() => stage?.stop())

/** Pushes to the ledger, once more when somebody else was faster. */
function pushes(person: Person, files: Record<string, string>): Promise<unknown> {
  return eventually('the push', () => person.push('requests', files).catch(() => undefined))
}

describe.concurrent('somebody with write access', () => {
  test('pushes a policy before the vote', async () => {
    const { asked, pull, branch } = await proposed(stage, 'before')
    await eve.push(branch, { 'policies/decision.rego': 'package daypass' })
    await approves(stage, 'otto', pull).catch(() => undefined)
    await voided(stage, asked, pull, 'no longer ends in the commit')
    await retried(stage, asked, pull)
  })

  test('pushes a changed request after the vote', async () => {
    const { asked, pull, branch } = await proposed(stage, 'after')
    const { path, text } = await fileOf(stage, pull)
    await counted(stage, pull, () => approves(stage, 'otto', pull))
    await counted(stage, pull, () => approves(stage, 'sam', pull))
    await eve.push(branch, { [path]: longer(text) })
    await approves(stage, 'olga', pull).catch(() => undefined)
    await voided(stage, asked, pull, 'no longer ends in the commit')
    // Votes on the old pull request are not carried over.
    await stage.github.as('rita').comment(asked.number, '/retry')
    const next = await pullOf(stage, asked, pull)
    await approves(stage, 'otto', next)
    await shows(stage, asked, 'the first vote', ({ status }) => status.includes('Waiting for 2 of 3'))
  })

  test('force-pushes between vote and merge', async () => {
    const { asked, pull, branch } = await proposed(stage, 'forced')
    const { path, text } = await fileOf(stage, pull)
    // Daypass has read the head and the vote when the merge is asked for; there the branch is moved, and GitHub says so.
    const { faults } = stage.github
    const merges = new RegExp(`/pulls/${pull}/merge$`)
    faults.add({ by: 'app', method: 'PUT', path: merges, times: 1 }, { status: 502 })
    await approves(stage, 'otto', pull)
    await eventually('the merge', async () => stage.github.calls.find(({ path: put }) => merges.test(put)))
    await eve.push(branch, { [path]: longer(text) }, { force: true, createFrom: 'requests' })
    await voided(stage, asked, pull, 'no longer ends in the commit')
    expect(await ledger(stage, 'forced')).toEqual([])
  })

  test('has made the branch before there is an issue', async () => {
    const probe = await ask(stage, 'eve', 'nothing to do with it')
    const next = `daypass/${probe.number + 1}`
    await eve.push(next, { 'requests/early/x.yml': 'planted' }, { createFrom: 'main' })
    const { asked, pull, branch } = await proposed(stage, 'early')
    // Other tests open issues at the same time: any of the next numbers will do, and usually it is this one.
    if (branch === next) expect((await fileOf(stage, pull)).text).toContain(`issue: ${asked.number}\n`)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('changes our comments: they are a display', async () => {
    const { asked, pull } = await proposed(stage, 'ours')
    const [ours] = (await look(stage, asked)).ours
    await eve.editComment(ours?.id ?? 0, '### Ready\n\nApproved by `olga`.')
    await counted(stage, pull, () => stage.github.as('eve').review(pull, 'COMMENT', 'See?'))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('plants files in the ledger: they are no requests', async () => {
    const { asked, pull } = await proposed(stage, 'planted')
    const { text } = await fileOf(stage, pull)
    const other = { 'requests/planted/zz.yml': text, 'requests/planted/x/y.yml': text }
    await pushes(eve, other)
    await counted(stage, pull, () => stage.github.as('eve').review(pull, 'COMMENT', 'See?'))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('plants the very file that is voted on: the grant is what was approved, and once', async () => {
    const { asked, pull } = await proposed(stage, 'exact')
    const { path, text } = await fileOf(stage, pull)
    await pushes(eve, { [path]: text })
    await counted(stage, pull, () => stage.github.as('eve').review(pull, 'COMMENT', 'See?'))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('plants another file at the very path: nothing is merged, and nothing granted', async () => {
    const { asked, pull } = await proposed(stage, 'conflict')
    const { path, text } = await fileOf(stage, pull)
    await pushes(eve, { [path]: longer(text) })
    await approves(stage, 'otto', pull)
    const merges = new RegExp(`/pulls/${pull}/merge$`)
    await eventually('the refused merge', async () => stage.github.calls.find(({ path: put }) => merges.test(put)))
    await nothingGranted(stage, asked, pull)
    // A requester who asks again has it proposed on top of what is there now.
    await shows(stage, asked, 'why', ({ status }) => status.includes('PULL_NOT_MERGEABLE'))
    await retried(stage, asked, pull)
    expect(await ledger(stage, 'conflict')).toHaveLength(1)
  })

  test('merges by hand', async () => {
    const { asked, pull } = await proposed(stage, 'byhand')
    await eve.mergePull(pull)
    await voided(stage, asked, pull, 'merged by somebody else')
    await retried(stage, asked, pull)
  })

  test('deletes the branch', async () => {
    const { asked, pull, branch } = await proposed(stage, 'gone')
    await eve.deleteBranch(branch)
    await voided(stage, asked, pull, 'closed by somebody who has no say')
    await retried(stage, asked, pull)
  })

  test('points the pull request at another branch', async () => {
    const { asked, pull } = await proposed(stage, 'base')
    await eve.createBranch('elsewhere', 'requests')
    await counted(stage, pull, () => approves(stage, 'sam', pull))
    await eve.editPull(pull, { base: 'elsewhere' })
    await voided(stage, asked, pull, 'pointed at another branch')
    await stage.github.as('rita').comment(asked.number, '/retry')
    const next = await pullOf(stage, asked, pull)
    await approves(stage, 'otto', next)
    await shows(stage, asked, 'the vote', ({ status }) => status.includes('Waiting for 2 of 3'))
  })

  test.each(['title', 'body'] as const)('changes the %s of the pull request: votes so far are void', async (part) => {
    const { asked, pull } = await proposed(stage, 'text')
    const before = await eve.pull(pull)
    await approves(stage, 'otto', pull)
    await shows(stage, asked, 'the vote', ({ status }) => status.includes('Waiting for 2 of 3'))
    await eve.editPull(pull, { [part]: 'Fix a typo' })
    await shows(stage, asked, 'no votes', ({ status }) => status.includes('Waiting for 3 approvals'))
    await eventually('the old text', async () => ((await eve.pull(pull))[part] === before[part] ? true : undefined))
    const words = await eve.comments(pull)
    expect(words.filter(({ body }) => body?.includes('Votes so far are void'))).toHaveLength(1)
    for (const login of ['olga', 'sam']) await approves(stage, login, pull)
    await shows(stage, asked, 'two votes', ({ status }) => status.includes('Waiting for 1 of 3'))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['olga', 'otto', 'sam'])
  })

  test("changes the requester's issue: it waits for the requester's word", async () => {
    const { asked, pull } = await proposed(stage, 'other')
    await eve.editIssue(asked.number, { body: form({ resource: 'other', duration: '1h', ticket: 'OPS-1' }) })
    const shown = await labelled(stage, asked, 'daypass:invalid')
    expect(shown.status).toContain('REQUEST_CHANGED_BY_OTHER')
    await approves(stage, 'otto', pull).catch(() => undefined)
    await nothingGranted(stage, asked, pull)
    expect((await eve.pull(pull)).state).toBe('closed')
  })
})

describe.concurrent('the requester', () => {
  test('edits after the vote: a new digest, a new pull request, and votes on the old one are void', async () => {
    const { asked, pull } = await proposed(stage, 'same')
    await approves(stage, 'otto', pull)
    await shows(stage, asked, 'the vote', ({ status }) => status.includes('Waiting for 2 of 3'))
    const { path } = await fileOf(stage, pull)
    // In one second: GitHub's times cannot tell which came first, the digest can.
    const body = form({ resource: 'same', duration: '1h', ticket: 'OPS-1' })
    await Promise.all([
      approves(stage, 'olga', pull),
      stage.github.as('rita').editIssue(asked.number, { body }),
      approves(stage, 'sam', pull).catch(() => undefined),
    ])
    const { status, labels } = await shows(
      stage,
      asked,
      'a decision about one or the other',
      (shown) => shown.labels.includes('daypass:active') || !shown.status.includes(`**#${pull}**`),
    )
    if (labels.includes('daypass:active')) return expect(status).toContain('30 m asked for')
    const next = await pullOf(stage, asked, pull)
    expect((await fileOf(stage, next)).path).not.toBe(path)
    expect((await eve.pull(pull)).state).toBe('closed')
    await nothingGranted(stage, asked, next)
    for (const login of ['olga', 'otto', 'sam']) await approves(stage, login, next)
    const shown = await granted(stage, asked, ['olga', 'otto', 'sam'])
    expect(shown.status).toContain('1 h asked for')
  })

  test('opens a pull request of their own for the same file, and has it approved and merged', async () => {
    const { asked, pull } = await proposed(stage, 'detour')
    const { path, text } = await fileOf(stage, pull)
    const rita = stage.github.as('rita')
    await rita.push('rita/detour', { [path]: text }, { createFrom: 'requests' })
    const own = await rita.openPull({ title: 'Tidy', head: 'rita/detour', base: 'requests' })
    await approves(stage, 'olga', own.number)
    await rita.mergePull(own.number)
    await counted(stage, pull, () => approves(stage, 'rita', pull))
    await nothingGranted(stage, asked, pull)
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('makes themselves an owner in a pull request: owners are read from the default branch', async () => {
    const { asked, pull } = await proposed(stage, 'owners')
    const { '.github/CODEOWNERS': mirror = '' } = filesFor(resources)
    const owned = mirror.replace('/requests/owners/ @acme/orders', '/requests/owners/ @eve')
    expect(owned).not.toBe(mirror)
    await eve.push('eve/owners', { '.github/CODEOWNERS': owned }, { createFrom: 'main' })
    await eve.openPull({ title: 'Tidy owners', head: 'eve/owners', base: 'main' })
    await pushes(eve, { '.github/CODEOWNERS': owned })
    await counted(stage, pull, () => approves(stage, 'eve', pull))
    await nothingGranted(stage, asked, pull)
    const { branch } = { branch: `daypass/${asked.number}` }
    await eve.push(branch, { '.github/CODEOWNERS': owned })
    await approves(stage, 'eve', pull).catch(() => undefined)
    await voided(stage, asked, pull, 'no longer ends in the commit')
    await retried(stage, asked, pull)
  })

  test('has edited it before anybody looked: what is shown is what is voted on', async () => {
    const rita = stage.github.as('rita')
    const asked = await ask(stage, 'rita', { resource: 'edited', duration: '10m', ticket: 'OPS-1' })
    await rita.editIssue(asked.number, { body: form({ resource: 'edited', duration: '20m', ticket: 'OPS-1' }) })
    await shows(stage, asked, 'the later text', ({ status }) => status.includes('20 m from approval'))
    const pull = await pullOf(stage, asked)
    await stage.github.settled()
    const last = await pullOf(stage, asked)
    await approves(stage, 'otto', last)
    const shown = await granted(stage, asked, ['otto'])
    expect(shown.status).toContain('20 m asked for')
    expect(deliveries(shown)).toHaveLength(1)
    if (pull !== last) expect((await eve.pull(pull)).state).toBe('closed')
    await branchGone(stage, `daypass/${asked.number}`)
  })
})
