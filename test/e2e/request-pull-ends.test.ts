import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { catalog, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { ended, govern, labelled, look, lookedAgain, shows } from './play.ts'
import {
  type AskedByPull,
  askByPull,
  overByPull,
  refusedFor,
  requestFile,
  requestText,
  saysYes,
  stopped,
  voting,
  waits,
  withEverybody,
} from './request-pull-play.ts'
import { approves, deliveries, granted, ledger, nothingGranted, stageFor } from './review-play.ts'

const orders = { owners: '@acme/orders' }
const pair = { owners: '@acme/orders', sensitivity: 'critical' as const }
const resources = {
  stranger: pair,
  declined: orders,
  taken: orders,
  wrong: orders,
  over: orders,
  lapses: orders,
  merged: orders,
  posted: orders,
  unheard: orders,
  missed: orders,
}

let stage: Stage

beforeAll(async () => {
  stage = await stageFor(resources, {
    ...withEverybody,
    inProcess: 'commands',
    files: { 'catalog/orders.yml': catalog },
  })
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

const as = (login: string) => stage.github.as(login)

describe.concurrent('without a grant', () => {
  test('somebody without a say who closes it closes nothing: votes are void until the requester asks again', async () => {
    const asked = await voting(stage, 'stranger', '3 approvals')
    for (const login of ['otto', 'olga']) await saysYes(stage, asked, login)
    await as('eve').closePull(asked.number)
    await stopped(stage, asked, 'closed by somebody who has no say')
    // Opening it again is not enough, whoever does it.
    await lookedAgain(stage, asked, () => as('eve').editPull(asked.number, { state: 'open' }))
    await lookedAgain(stage, asked, () => as('eve').comment(asked.number, '/retry'))
    await nothingGranted(stage, asked, asked.number)
    await as('rita').comment(asked.number, '/retry')
    await waits(stage, asked, '3 approvals')
    await saysYes(stage, asked, 'sam')
    // Had the others' old votes come back, that would have been the third.
    expect((await look(stage, asked)).status).toContain('Already approved: `sam` (security).')
    await nothingGranted(stage, asked, asked.number)
    for (const login of ['otto', 'olga']) await approves(stage, login, asked.number)
    await granted(stage, asked, ['olga', 'otto', 'sam'])
  })

  test('an owner who closes it says no', async () => {
    const asked = await voting(stage, 'declined')
    await as('otto').closePull(asked.number)
    const { status } = await overByPull(stage, asked, 'denied')
    expect(status).toContain('Declined by review')
    // What is over stays over.
    await as('rita').editPull(asked.number, { state: 'open' })
    await as('rita').comment(asked.number, '/retry')
    await approves(stage, 'olga', asked.number).catch(() => undefined)
    await shows(stage, asked, 'it closed again', ({ open }) => !open)
    await overByPull(stage, asked, 'denied')
  })

  const ways: [string, string, (asked: AskedByPull) => Promise<unknown>][] = [
    ['the requester closes it', 'closed', ({ number }) => as('rita').closePull(number)],
    ['the requester comments /cancel', 'cancel', ({ number }) => as('rita').comment(number, '/cancel')],
    ['an owner of the organisation closes it', 'boss', ({ number }) => as('boss').closePull(number)],
    ['an owner comments /revoke', 'revoke', ({ number }) => as('otto').comment(number, '/revoke no')],
    ['its branch is deleted by the requester', 'gone', ({ branch }) => as('rita').deleteBranch(branch)],
  ]
  test.each(ways)('it is taken back: %s', async (_, branch, act) => {
    const asked = await voting(stage, 'taken', undefined, { branch })
    await act(asked)
    await labelled(stage, asked, 'outcome:cancelled')
    const { status } = await shows(stage, asked, 'the closed pull request', ({ open }) => !open)
    expect(status).toContain('Cancelled before it began')
    await nothingGranted(stage, asked, asked.number)
  })

  test('one that was wrong is closed, and opened again', async () => {
    const asked = await askByPull(stage, 'wrong', { text: requestText('wrong', { actions: '[reed]' }) })
    await refusedFor(stage, asked, 'REQUEST_ACTION_UNKNOWN')
    await as('rita').closePull(asked.number)
    const shown = await shows(stage, asked, 'the closed request', ({ open }) => !open)
    await stage.github.settled()
    await nothingGranted(stage, asked, asked.number)
    expect(shown.ours).toHaveLength(1)
  })
})

describe.concurrent('with a grant', () => {
  test('its pull request is closed by a stranger and lives on; its requester closes it', async () => {
    const asked = await askByPull(stage, 'orders-api')
    await labelled(stage, asked, 'daypass:active')
    await lookedAgain(stage, asked, () => as('eve').closePull(asked.number))
    await stage.github.settled()
    expect((await look(stage, asked)).labels).toContain('daypass:active')
    await as('rita').editPull(asked.number, { state: 'open' })
    await as('rita').closePull(asked.number)
    await ended(stage, asked, 'done')
    // An owner opens what is over: it is closed again.
    await as('otto').editPull(asked.number, { state: 'open' })
    await shows(stage, asked, 'it closed again', ({ open }) => !open)
  })

  test('allowed, and merged by somebody: nobody is granted more, and the end is as ever', async () => {
    const asked = await askByPull(stage, 'orders-api', {
      branch: 'ask-merged',
      text: requestText('orders-api', { duration: '20m' }),
    })
    await labelled(stage, asked, 'daypass:active')
    await lookedAgain(stage, asked, () => as('eve').mergePull(asked.number))
    await stage.github.settled()
    expect(deliveries(await look(stage, asked))).toHaveLength(1)
    await as('rita').comment(asked.number, '/done')
    await ended(stage, asked, 'done')
  })

  test('what was pushed to it since changes nothing', async () => {
    const asked = await voting(stage, 'over')
    await approves(stage, 'otto', asked.number)
    const before = await granted(stage, asked, ['otto'])
    await as('rita').push(asked.branch, requestFile('over', { duration: '1h' }))
    await as('rita').comment(asked.number, '/retry')
    await stage.github.settled()
    expect(await look(stage, asked)).toMatchObject({ title: before.title })
    await as('olga').comment(asked.number, '/revoke enough')
    await ended(stage, asked, 'revoked')
  })
})

test('nobody decides in time: it lapses, and is closed', async () => {
  const { owner, name } = stage.github.repository
  const { data } = await as('rita').request('GET', `/repos/${owner}/${name}/contents/.github/daypass.yml?ref=main`)
  const settings = Buffer.from((data as { content: string }).content, 'base64').toString()
  await govern(stage, { '.github/daypass.yml': `${settings}lapse_after: 2s\n` })
  const asked = await voting(stage, 'lapses')
  const { status } = await overByPull(stage, asked, 'lapsed')
  expect(status).toContain('Lapsed · nobody decided in time')
  await govern(stage, { '.github/daypass.yml': settings })
})

describe('what goes wrong on the way', () => {
  const late = (method: string, path: RegExp) => ({ by: 'app' as const, method, path, times: 1, applied: true })

  async function onceAndWhole(asked: AskedByPull, resource: string): Promise<void> {
    await granted(stage, asked, ['otto'])
    await stage.github.settled()
    const shown = await look(stage, asked)
    expect(deliveries(shown)).toHaveLength(1)
    expect(shown.ours).toHaveLength(2)
    expect(await ledger(stage, resource)).toEqual(['incident-4711.yml'])
    expect(await as('rita').branch(asked.branch)).toBe(asked.head)
  }

  async function crash(): Promise<void> {
    await stage.server.kill()
    stage.github.faults.clear()
    await stage.restart()
  }

  test('kill -9 while GitHub does not answer to the merge that it did', async () => {
    const asked = await voting(stage, 'merged')
    stage.github.faults.add(late('PUT', /\/merge$/), 'timeout')
    await approves(stage, 'otto', asked.number)
    await eventually('the merge', async () => ((await as('rita').pull(asked.number)).merged ? true : undefined))
    expect(deliveries(await look(stage, asked))).toEqual([])
    await crash()
    await onceAndWhole(asked, 'merged')
  })

  test('kill -9 between the merge and the delivery', async () => {
    const asked = await voting(stage, 'posted')
    stage.github.faults.add(late('POST', /\/comments$/), 'timeout')
    await approves(stage, 'otto', asked.number)
    await eventually('the delivery', async () => deliveries(await look(stage, asked))[0])
    await crash()
    await onceAndWhole(asked, 'posted')
  })

  test('GitHub did the merge, and answers with an error', async () => {
    const asked = await voting(stage, 'unheard')
    stage.github.faults.add(late('PUT', /\/merge$/), { status: 502 })
    await approves(stage, 'otto', asked.number)
    await onceAndWhole(asked, 'unheard')
  })

  test('nobody heard that it was opened: the sweep of a start finds it', async () => {
    await stage.github.settled()
    // Kept back, and so not among the deliveries that failed either.
    stage.github.deliver.hold()
    const asked = await askByPull(stage, 'missed')
    await stage.restart()
    await waits(stage, asked)
    stage.github.deliver.normal()
    stage.github.deliver.release()
    await approves(stage, 'otto', asked.number)
    await onceAndWhole(asked, 'missed')
  })
})
