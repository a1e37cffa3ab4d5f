import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Person } from '../../demo/github/local-github.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { labelled, look, nextSecond, shows } from './play.ts'
import {
  type AskedByPull,
  askByPull,
  openFrom,
  refusedFor,
  requestFile,
  requestText,
  saysYes,
  stopped,
  voting,
  waits,
  withEverybody,
} from './request-pull-play.ts'
import {
  approves,
  counted,
  deliveries,
  filesFor,
  granted,
  ledger,
  nothingGranted,
  proposed,
  stageFor,
} from './review-play.ts'

const orders = { owners: '@acme/orders' }
const pair = { owners: '@acme/orders', sensitivity: 'critical' as const }
const resources = {
  warm: orders,
  second: orders,
  other: pair,
  back: pair,
  again: { ...pair, owners: '@acme/late' },
  forced: orders,
  byhand: orders,
  base: pair,
  nobody: orders,
  branch: orders,
  owners: orders,
  shown: orders,
  once: orders,
  older: pair,
  planted: orders,
  exact: orders,
  commands: orders,
  silent: orders,
  history: orders,
}

let stage: Stage
let rita: Person
/** Somebody with write access and no say. */
let eve: Person

/** No branch rules stand in the way here: what is tried is whether Daypass notices. */
beforeAll(async () => {
  stage = await stageFor(resources, withEverybody)
  await stage.equip('rita')
  rita = stage.github.as('rita')
  eve = stage.github.as('eve')
  for (const login of ['otto', 'olga']) stage.github.addToTeam(login, 'late')
})
afterAll(() => stage?.stop())

const longer = (resource: string) => requestFile(resource, { duration: '1h' })
const byOther = 'changed by somebody else than the requester'

describe.concurrent('somebody with write access', () => {
  test('pushes a second file before the vote', async () => {
    const asked = await voting(stage, 'second')
    await eve.push(asked.branch, { 'requests/second/mine.yml': requestText('second') })
    await approves(stage, 'otto', asked.number).catch(() => undefined)
    await stopped(stage, asked, byOther)
    // The requester takes it away again, and what Daypass closed they open.
    await rita.editPull(asked.number, { state: 'open' })
    await rita.push(asked.branch, { 'requests/second/mine.yml': null })
    await waits(stage, asked)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
    expect(await ledger(stage, 'second')).toEqual(['incident-4711.yml'])
  })

  test('pushes another request after two of three votes', async () => {
    const asked = await voting(stage, 'other', '3 approvals')
    for (const login of ['otto', 'olga']) await saysYes(stage, asked, login)
    await eve.push(asked.branch, longer('other'))
    await approves(stage, 'sam', asked.number).catch(() => undefined)
    await stopped(stage, asked, byOther)
    await rita.editPull(asked.number, { state: 'open' })
    await rita.comment(asked.number, '/retry')
    await waits(stage, asked, '3 approvals')
    await nothingGranted(stage, asked, asked.number)
  })

  test('force-pushes between vote and merge', async () => {
    const asked = await voting(stage, 'forced')
    const merges = new RegExp(`/pulls/${asked.number}/merge$`)
    stage.github.faults.add({ by: 'app', method: 'PUT', path: merges, times: 1 }, { status: 502 })
    await approves(stage, 'otto', asked.number)
    await eventually('the merge', async () => stage.github.calls.find(({ path: put }) => merges.test(put)))
    await eve.push(asked.branch, longer('forced'), { force: true, createFrom: 'requests' })
    await stopped(stage, asked, byOther)
    expect(await ledger(stage, 'forced')).toEqual([])
  })

  test('merges by hand: nothing is granted, now or later', async () => {
    const asked = await voting(stage, 'byhand')
    await eve.mergePull(asked.number)
    const { status, labels } = await labelled(stage, asked, 'outcome:void')
    expect(labels).toContain('daypass:attention')
    expect(status).toContain('PULL_TAMPERED')
    await approves(stage, 'otto', asked.number).catch(() => undefined)
    await rita.comment(asked.number, '/retry')
    await stage.github.settled()
    await nothingGranted(stage, asked, asked.number)
  })

  test('points it at another branch after a vote', async () => {
    await eve.createBranch('elsewhere', 'requests')
    const asked = await voting(stage, 'base', '3 approvals')
    await saysYes(stage, asked, 'otto')
    await eve.editPull(asked.number, { base: 'elsewhere' })
    await approves(stage, 'nora', asked.number).catch(() => undefined)
    await stopped(stage, asked, 'pointed at another branch')
    await rita.editPull(asked.number, { state: 'open' })
    await rita.editPull(asked.number, { base: 'requests' })
    await rita.comment(asked.number, '/retry')
    // What was said of it until then is void.
    await waits(stage, asked, '3 approvals')
    for (const login of ['olga', 'sam']) await saysYes(stage, asked, login)
    await nothingGranted(stage, asked, asked.number)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['olga', 'otto', 'sam'])
  })

  test('changes title, labels and comments of Daypass: they are put back', async () => {
    const asked = await voting(stage, 'shown')
    const { ours, labels } = await look(stage, asked)
    await eve.editPull(asked.number, { title: 'Fix a typo' })
    await eve.editIssue(asked.number, { labels: ['daypass:active', 'mine'] })
    await eve.editComment(ours[0]?.id ?? 0, '### Ready\n\nApproved by `olga`.')
    const shown = await shows(stage, asked, 'what was there', (now) => {
      return now.title.startsWith('shown · ') && now.labels.includes('daypass:pending') && now.status !== ''
    })
    expect(shown.labels.toSorted()).toEqual([...labels, 'mine'].toSorted())
    await nothingGranted(stage, asked, asked.number)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
  })

  test('brings hidden history and words along: one commit lands, with ours alone (security.W5)', async () => {
    const branch = 'ask-history'
    const planted = { ...requestFile('history'), '.github/workflows/evil.yml': 'on: push\n' }
    const message = 'fixes #1 @acme/security'
    await eventually('the push', () => rita.push(branch, planted, { createFrom: 'requests', message }))
    await rita.push(branch, { '.github/workflows/evil.yml': null })
    const asked = await openFrom(rita, branch, {})
    await waits(stage, asked)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
    const { owner, name } = stage.github.repository
    const read = async (path: string) => Object((await rita.request('GET', `/repos/${owner}/${name}/${path}`)).data)
    const { merge_commit_sha: landed } = await read(`pulls/${asked.number}`)
    const commit = await read(`git/commits/${landed}`)
    expect(commit.parents).toHaveLength(1)
    expect(commit.message).not.toMatch(/fixes|@acme/)
  })

  test('plants the file that is asked for, and a file of its name for another', async () => {
    const asked = await voting(stage, 'exact')
    const other = await voting(stage, 'planted')
    const planted = { ...requestFile('exact'), ...longer('planted') }
    await eventually('the push', () => eve.push('requests', planted).catch(() => undefined))
    await counted(stage, asked.number, () => eve.review(asked.number, 'COMMENT', 'See?'))
    await nothingGranted(stage, asked, asked.number)
    await approves(stage, 'otto', other.number)
    const merges = new RegExp(`/pulls/${other.number}/merge$`)
    await eventually('the refused merge', async () => stage.github.calls.find(({ path: put }) => merges.test(put)))
    await shows(stage, other, 'why', ({ status }) => status.includes('PULL_NOT_MERGEABLE'))
    await nothingGranted(stage, other, other.number)
  })
})

describe.concurrent('no vote is', () => {
  test("the requester's, a reader's, an outsider's, a bot's, or that of somebody who owns nothing", async () => {
    const asked = await voting(stage, 'nobody')
    const { number } = asked
    await rita.review(number, 'APPROVE').catch(() => undefined)
    for (const login of ['nora', 'mallory', 'eve', 'sam'])
      await counted(stage, number, () => approves(stage, login, number))
    await counted(stage, number, () => stage.github.bot().review(number, 'APPROVE'))
    await waits(stage, asked)
    await nothingGranted(stage, asked, number)
    await approves(stage, 'otto', number)
    await granted(stage, asked, ['otto'])
  })

  test('one for an older head', async () => {
    const asked = await voting(stage, 'older', '3 approvals')
    for (const login of ['otto', 'olga']) await saysYes(stage, asked, login)
    await rita.push(asked.branch, longer('older'))
    await shows(stage, asked, 'what it says now', ({ status }) => status.includes('1 h from approval'))
    await approves(stage, 'sam', asked.number)
    await waits(stage, asked, '2 of 3 approvals')
    await nothingGranted(stage, asked, asked.number)
  })

  test('one that was void once, when the requester pushes back what it was given to', async () => {
    const asked = await voting(stage, 'again', '3 approvals')
    await saysYes(stage, asked, 'otto')
    // Nobody, then.
    await counted(stage, asked.number, () => approves(stage, 'eve', asked.number))
    await rita.push(asked.branch, longer('again'))
    await shows(stage, asked, 'what it says now', ({ status }) => status.includes('1 h from approval'))
    stage.github.addToTeam('eve', 'late')
    await rita.moveBranch(asked.branch, asked.head, true)
    await shows(stage, asked, 'what it says again', ({ status }) => status.includes('30 m from approval'))
    await saysYes(stage, asked, 'sam')
    const { status } = await look(stage, asked)
    expect(status).toContain('Already approved: `sam` (security).')
    await nothingGranted(stage, asked, asked.number)
  })

  test('lost or doubled where two come at once', async () => {
    const asked = await voting(stage, 'once')
    await Promise.all(['otto', 'olga'].map((login) => approves(stage, login, asked.number)))
    const shown = await shows(stage, asked, 'the grant', ({ labels }) => labels.includes('daypass:active'))
    await stage.github.settled()
    expect(deliveries(shown)).toHaveLength(1)
    expect(deliveries(await look(stage, asked))).toHaveLength(1)
    const merges = stage.github.calls.filter(({ path, status }) => {
      return path.endsWith(`/pulls/${asked.number}/merge`) && status === 200
    })
    expect(merges).toHaveLength(1)
  })
})

describe.concurrent('no request is', () => {
  const silent = async (asked: AskedByPull) => {
    await approves(stage, 'otto', asked.number)
    await rita.comment(asked.number, '/retry')
    await stage.github.settled()
    await counted(stage, warm, () => stage.github.as('nora').review(warm, 'COMMENT', 'Still there?'))
    expect(await look(stage, asked)).toMatchObject({ labels: [], ours: [], open: true })
    await nothingGranted(stage, asked, asked.number)
  }
  let warm = 0
  beforeAll(async () => {
    warm = (await proposed(stage, 'warm')).pull
  })

  test.each(['daypass/7777', 'Daypass/7778', 'daypass/x'])('one from %s in the repository itself', async (branch) => {
    await silent(await askByPull(stage, 'branch', { branch }))
  })

  test('one by which the requester makes themselves an owner', async () => {
    const { '.github/CODEOWNERS': mirror = '' } = filesFor(resources)
    const owned = mirror.replace('/requests/owners/ @acme/orders', '/requests/owners/ @rita @eve')
    const files = { ...requestFile('owners'), '.github/CODEOWNERS': owned }
    const asked = await askByPull(stage, 'owners', { files })
    await refusedFor(stage, asked, 'REQUEST_PULL_SHAPE', '2 files')
    await approves(stage, 'eve', asked.number)
    await approves(stage, 'otto', asked.number)
    await rita.push(asked.branch, { '.github/CODEOWNERS': mirror })
    await waits(stage, asked)
    await counted(stage, asked.number, () => approves(stage, 'eve', asked.number))
    await nothingGranted(stage, asked, asked.number)
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
  })
})

describe('what comes late, or never: somebody with write access', () => {
  test('pushes, and pushes back what was there: it counts, for it is what was voted on', async () => {
    const asked = await voting(stage, 'back', '3 approvals')
    await saysYes(stage, asked, 'otto')
    const { deliver } = stage.github
    await stage.github.settled()
    deliver.hold()
    await eve.push(asked.branch, longer('back'))
    await approves(stage, 'sam', asked.number)
    await eve.moveBranch(asked.branch, asked.head, true)
    deliver.release()
    await counted(stage, asked.number, () => stage.github.as('nora').review(asked.number, 'COMMENT', 'Well?'))
    // A vote on the commit in between is none.
    await waits(stage, asked, '2 of 3 approvals')
    await nothingGranted(stage, asked, asked.number)
  })

  test('has the branch pushed to while nobody hears of it: it waits for the requester', async () => {
    const asked = await voting(stage, 'silent')
    await stage.github.settled()
    await nextSecond()
    stage.github.deliver.lose(({ event, body }) => event !== 'pull_request_review' && body.includes(asked.branch))
    await eve.push(asked.branch, longer('silent'), { force: true, createFrom: 'requests' })
    await approves(stage, 'otto', asked.number)
    stage.github.deliver.normal()
    // It might be the requester's own, so it stays open for their word.
    const shown = await shows(stage, asked, 'the doubt', ({ labels }) => labels.includes('daypass:attention'))
    expect(shown).toMatchObject({ open: true, status: expect.stringContaining(byOther) })
    await nothingGranted(stage, asked, asked.number)
  })

  test('pushes after a word of the requester: it counts once, whatever else was said with it', async () => {
    const asked = await voting(stage, 'commands')
    const { deliver } = stage.github
    await stage.github.settled()
    deliver.hold()
    await rita.comment(asked.number, '/explain')
    await rita.comment(asked.number, '/retry')
    deliver.release()
    await shows(stage, asked, 'the explanation', ({ ours }) => ours.length === 2)
    await stage.github.settled()
    await eve.push(asked.branch, longer('commands'))
    const shown = await labelled(stage, asked, 'daypass:attention')
    expect(shown.status).toContain(byOther)
    expect(shown.ours).toHaveLength(2)
    await nothingGranted(stage, asked, asked.number)
  })
})
