import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../demo/github/local-github.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { ask, govern, labelled, look, shows } from './play.ts'
import {
  approves,
  counted,
  deliveries,
  fileOf,
  granted,
  ledger,
  longer,
  nothingGranted,
  ownersFile,
  proposed,
  stageFor,
  voided,
  withWriters,
} from './review-play.ts'

const orders = { owners: '@acme/orders' }
const pair = { owners: '@acme/orders', sensitivity: 'critical' as const }
const resources = {
  changed: pair,
  there: pair,
  base: pair,
  early: orders,
  exact: orders,
  before: orders,
  forced: orders,
  late: orders,
  later: orders,
  between: orders,
}

let stage: Stage
/** Somebody with write access and no say. */
let eve: Person

beforeAll(async () => {
  stage = await stageFor(resources, withWriters)
  await stage.equip('rita')
  eve = stage.github.as('eve')
})
afterAll(() => stage?.stop())

/** Does something so fast that Daypass sees no more than how it ends, and hears of the rest. */
async function unseen(act: () => Promise<void>): Promise<void> {
  await stage.github.settled()
  stage.github.deliver.hold()
  await act()
  stage.github.deliver.release()
}

describe('somebody who is faster than Daypass looks', () => {
  test('pushes away what was voted on, and pushes it back', async () => {
    const { asked, pull, branch } = await proposed(stage, 'changed')
    const head = (await eve.branch(branch)) ?? ''
    await unseen(async () => {
      await eve.push(branch, { 'x.yml': 'x' })
      await approves(stage, 'otto', pull)
      await eve.moveBranch(branch, head, true)
    })
    // A vote on the commit in between is none, and the commit that Daypass wrote is there again.
    await counted(stage, pull, () => approves(stage, 'sam', pull))
    await shows(stage, asked, 'one vote', ({ status }) => status.includes('Already approved: `sam` (security).'))
    await nothingGranted(stage, asked, pull)
  })

  test('moves the branch when Daypass has made up its mind: GitHub is told which commit was meant', async () => {
    const { github } = stage
    const { asked, pull, branch } = await proposed(stage, 'forced')
    const { path, text } = await fileOf(stage, pull)
    const { sha } = await eve.push('eve/forced', { [path]: longer(text) }, { createFrom: 'requests' })
    const from = github.calls.length
    const merge = { by: 'app', method: 'PUT', path: new RegExp(`/pulls/${pull}/merge$`) } as const
    github.faults.before(merge, () => eve.moveBranch(branch, sha, true))
    await approves(stage, 'otto', pull)
    await voided(stage, asked, pull, 'no longer ends in the commit')
    expect(await ledger(stage, 'forced')).toEqual([])
    const merges = github.calls.slice(from).filter((call) => call.path.endsWith(`/pulls/${pull}/merge`))
    expect(merges.map(({ status }) => status)).toEqual([409])
  })

  test.each([
    ['before the merge: the reviews are read last', 'late', 'GET', 'reviews', 0],
    ['between the last look and the merge: a merge is no access yet', 'later', 'PUT', 'merge', 1],
  ])('says no %s (security.R5)', async (_, resource, method, path, merges) => {
    const { github } = stage
    const { asked, pull } = await proposed(stage, resource)
    await github.settled()
    const from = github.calls.length
    let before: string[] = []
    github.faults.before({ by: 'app', method, path: new RegExp(`/pulls/${pull}/${path}`) }, async () => {
      before = github.calls.slice(from).map((call) => call.path)
      await github.as('otto').review(pull, 'REQUEST_CHANGES')
    })
    await approves(stage, 'otto', pull)
    if (merges === 0) await shows(stage, asked, 'the no', ({ status }) => status.includes('Held up by'))
    else await shows(stage, asked, 'the no', ({ status }) => status.includes('may not say yes any more'))
    // Whether she still belongs here was asked before: nothing comes between these reviews and the merge.
    expect(before.join()).toContain('/memberships/rita')
    expect(await ledger(stage, resource)).toHaveLength(merges)
    const { ours } = await look(stage, asked)
    expect(ours.map(({ body }) => body).join()).not.toContain('BEGIN AGE ENCRYPTED FILE')
    expect((await look(stage, asked)).labels).not.toContain('daypass:active')
  })

  test('changes the text, and nobody hears of it: it is compared before votes count', async () => {
    const { asked, pull } = await proposed(stage, 'there')
    await stage.github.settled()
    stage.github.deliver.lose(({ event, action }) => event === 'pull_request' && action === 'edited')
    await eve.editPull(pull, { body: 'Nothing to see.' })
    await stage.github.settled()
    stage.github.deliver.normal()
    for (const login of ['otto', 'olga', 'sam']) await approves(stage, login, pull)
    await eventually('the word', async () =>
      (await eve.comments(pull)).find(({ body }) => body?.includes('Votes so far are void')),
    )
    await nothingGranted(stage, asked, pull)
    for (const login of ['otto', 'olga', 'sam']) await approves(stage, login, pull)
    await granted(stage, asked, ['olga', 'otto', 'sam'])
  })

  test('changes the text and changes it back: the signed deliveries tell', async () => {
    const { asked, pull } = await proposed(stage, 'there')
    const { title, body } = await eve.pull(pull)
    await approves(stage, 'otto', pull)
    await shows(stage, asked, 'the vote', ({ status }) => status.includes('Waiting for 2 of 3'))
    await unseen(async () => {
      await eve.editPull(pull, { title: 'Fix a typo', body: 'Nothing to see.' })
      await approves(stage, 'sam', pull)
      await eve.editPull(pull, { title, body })
    })
    await shows(stage, asked, 'no votes', ({ status }) => status.includes('Waiting for 3 approvals'))
    for (const login of ['otto', 'olga', 'sam']) await approves(stage, login, pull)
    await granted(stage, asked, ['otto', 'olga', 'sam'])
  })

  test('has somebody say yes to another text just before it is put back', async () => {
    const { github } = stage
    const { asked, pull } = await proposed(stage, 'between')
    await github.settled()
    const write = { by: 'app', method: 'PATCH', path: new RegExp(`/pulls/${pull}$`) } as const
    github.faults.before(write, () => approves(stage, 'otto', pull))
    await eve.editPull(pull, { body: 'Nothing to see.' })
    await eventually('the word or the grant', async () => {
      const words = (await eve.comments(pull)).find(({ body }) => body?.includes('Votes so far are void'))
      return words ?? ((await look(stage, asked)).labels.includes('daypass:active') ? true : undefined)
    })
    expect((await nothingGranted(stage, asked, pull)).status).toContain('Waiting for 1 approval')
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
  })

  test('points the pull request at another branch and back', async () => {
    const { asked, pull } = await proposed(stage, 'base')
    await eve.createBranch('nowhere', 'requests')
    await approves(stage, 'otto', pull)
    await shows(stage, asked, 'the vote', ({ status }) => status.includes('Waiting for 2 of 3'))
    await unseen(async () => {
      await eve.editPull(pull, { base: 'nowhere' })
      await eve.editPull(pull, { base: 'requests' })
    })
    await shows(stage, asked, 'no votes', ({ status }) => status.includes('Waiting for 3 approvals'))
    for (const login of ['otto', 'olga', 'sam']) await approves(stage, login, pull)
    await granted(stage, asked, ['otto', 'olga', 'sam'])
  })
})

test('somebody has opened a pull request from the branch before there is an issue', async () => {
  await proposed(stage, 'before')
  // Issues and pull requests share their numbers: this one takes one, the next pull request another, and then comes the issue.
  const { number } = await ask(stage, 'eve', 'nothing to do with it')
  const branch = `daypass/${number + 2}`
  await eve.push(branch, { 'requests/early/x.yml': 'planted' }, { createFrom: 'requests' })
  const planted = await eve.openPull({ title: 'Grant', head: branch, base: 'requests' })
  const { asked, pull } = await proposed(stage, 'early')
  expect(`daypass/${asked.number}`).toBe(branch)
  expect(pull).not.toBe(planted.number)
  expect((await fileOf(stage, pull)).text).toContain(`issue: ${asked.number}\n`)
  expect((await eve.pull(planted.number)).state).toBe('closed')
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
})

test('a merge that holds another file than was approved grants nothing', async () => {
  const { asked, pull } = await proposed(stage, 'exact')
  const { path, text } = await fileOf(stage, pull)
  const other = longer(text)
  const sha = createHash('sha1')
    .update(`blob ${Buffer.byteLength(other)}\0${other}`)
    .digest('hex')
  const file = { type: 'file', path, name: 'x', size: Buffer.byteLength(other), encoding: 'base64', sha }
  const body = { ...file, content: Buffer.from(other).toString('base64') }
  const read = new RegExp(`/contents/.*${path.split('/').at(-1)}\\?ref=[0-9a-f]{40}$`)
  stage.github.faults.add({ by: 'app', method: 'GET', path: read }, { status: 200, body })
  await approves(stage, 'otto', pull)
  await labelled(stage, asked, 'daypass:attention')
  expect(deliveries(await look(stage, asked))).toEqual([])
  stage.github.faults.clear()
})

test('what was planted for owners is put right again in the mirror', async () => {
  const { owner, name } = stage.github.repository
  await govern(stage, { '.github/CODEOWNERS': `${ownersFile(resources)}# mended\n` })
  await proposed(stage, 'before')
  const { data } = await eve.request('GET', `/repos/${owner}/${name}/contents/.github/CODEOWNERS?ref=requests`)
  expect(Buffer.from((data as { content: string }).content, 'base64').toString()).toMatch(/# mended\n$/)
})
