import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownCalls, withoutRepeats } from '../../demo/own-calls.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { ended, labelled, look, nextSecond, shows, tokenOf } from './play.ts'
import { askByPull, requestFile, requestText, voting, waits, withEverybody } from './request-pull-play.ts'
import { approves, counted, deliveries, granted, ledger, nothingGranted, stageFor } from './review-play.ts'

const orders = { owners: '@acme/orders' }
const resources = {
  happy: orders,
  critical: { ...orders, sensitivity: 'critical' as const },
  longer: orders,
  mended: orders,
  fifo: orders,
  reverse: orders,
  prompt: orders,
  reply: orders,
}

let stage: Stage

beforeAll(async () => {
  stage = await stageFor(resources, { ...withEverybody, files: { 'catalog/orders.yml': catalog } })
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

const rita = () => stage.github.as('rita')

describe.concurrent('a pull request by a person', () => {
  test('is a request: voted on, merged, delivered and ended in its own conversation', async () => {
    const { github } = stage
    const daypass = await stage.equip('rita')
    const asked = await voting(stage, 'happy')
    await approves(stage, 'otto', asked.number)
    const shown = await granted(stage, asked, ['otto'])
    expect(shown.labels.toSorted()).toEqual(['daypass:active', 'resource:happy', 'sensitivity:medium'])
    expect(shown).toMatchObject({ open: false, title: expect.stringMatching(/^happy · read · /) })
    const merged = await rita().pull(asked.number)
    expect(merged).toMatchObject({ merged: true, merged_by: { login: `${github.slug}[bot]` } })
    expect(merged.head.sha).toBe(asked.head)
    expect(await ledger(stage, 'happy')).toEqual(['incident-4711.yml'])
    expect(await rita().branch(asked.branch)).toBe(asked.head)
    // Whoever asks by pull request opens it by its address.
    const opened = await daypass('open', asked.url)
    expect(opened.code, opened.stderr).toBe(0)
    expect((await tokenOf(daypass, asked)).split('.')).toHaveLength(3)
    const run = await daypass('exec', asked.url, '--', 'printenv', 'DAYPASS_TOKEN')
    expect(run.code, run.stderr).toBe(0)
    await rita().comment(asked.number, '/done')
    const { receipt, labels } = await ended(stage, asked, 'done')
    expect(receipt).toContain('otto')
    expect(labels).toContain('resource:happy')
    const about = new RegExp(
      `/(?:issues|pulls)/${asked.number}(?:/|$)|${asked.head}|${asked.path.replaceAll('/', '(?:/|%2F)')}`,
    )
    const calls = ownCalls(github.calls, ['orders']).filter(({ path }) => about.test(path))
    const creations = calls.filter(({ creation, path }) => creation && !path.endsWith('/merge'))
    // Calls about the person, such as their keys, are not among these: the other tests here make the same ones.
    console.info(`${calls.length} calls and ${creations.length} creations about #${asked.number}`)
    const lines = calls.map(({ method, path }) => `${method} ${path}`)
    expect(withoutRepeats(calls).length, lines.join('\n')).toBeLessThanOrEqual(24)
    // A read that is behind its webhook is made once more.
    expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(36)
    expect(creations.length).toBeLessThanOrEqual(6)
    const verified = await daypass('audit', 'verify', asked.url, '--json')
    expect(verified.code, verified.stdout + verified.stderr).toBe(0)
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: true })
  })

  test('is granted without a merge where policy allows, and closed at the end', async () => {
    const asked = await askByPull(stage, 'orders-api')
    const shown = await labelled(stage, asked, 'daypass:active')
    expect(shown).toMatchObject({ open: true, status: expect.stringContaining('BEGIN AGE ENCRYPTED FILE') })
    expect(shown.ours).toHaveLength(1)
    await rita().comment(asked.number, '/done')
    await ended(stage, asked, 'done')
    expect(await rita().pull(asked.number)).toMatchObject({ merged: false, state: 'closed' })
    expect(await rita().branch(asked.branch)).toBe(asked.head)
    expect(await ledger(stage, 'orders-api')).toEqual([])
  })

  test('ends by itself when its time is over', async () => {
    const text = requestText('orders-api', { duration: '2s' })
    const asked = await askByPull(stage, 'orders-api', { text, branch: 'ask-short' })
    await ended(stage, asked, 'expired')
    expect(await rita().pull(asked.number)).toMatchObject({ merged: false, state: 'closed' })
  })

  test('asks three people where the resource is critical', async () => {
    const asked = await voting(stage, 'critical', '3 approvals')
    await approves(stage, 'otto', asked.number)
    await waits(stage, asked, '2 of 3 approvals')
    await approves(stage, 'sam', asked.number)
    await waits(stage, asked, '1 of 3 approvals')
    await nothingGranted(stage, asked, asked.number)
    await approves(stage, 'olga', asked.number)
    const { labels } = await granted(stage, asked, ['olga', 'otto', 'sam'])
    expect(labels).toContain('sensitivity:critical')
  })

  test('is extended by votes in a pull request of Daypass, whose branch goes away', async () => {
    const text = requestText('longer', { duration: '10m' })
    const asked = await voting(stage, 'longer', undefined, { text })
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
    await rita().comment(asked.number, '/extend 10m still open')
    const { ours } = await shows(stage, asked, 'where to vote', (shown) =>
      shown.ours.some(({ body }) => /\*\*#\d+\*\*/.test(body ?? '')),
    )
    const said = ours.map(({ body }) => /\*\*#(\d+)\*\*/.exec(body ?? '')?.[1]).find((found) => found !== undefined)
    const next = Number(said)
    expect(next).not.toBe(asked.number)
    expect((await rita().pull(next)).head.ref).toBe(`daypass/${asked.number}`)
    await approves(stage, 'olga', next)
    await shows(stage, asked, 'the later end', ({ status }) => status.includes('extended to 20 m in all'))
    await eventually('the end of its branch', async () =>
      (await rita().branch(`daypass/${asked.number}`)) === undefined ? true : undefined,
    )
    expect(await rita().branch(asked.branch)).toBe(asked.head)
    expect(await ledger(stage, 'longer')).toHaveLength(2)
    await rita().comment(asked.number, '/done')
    await ended(stage, asked, 'done')
  })

  test('is mended by a push of its requester: votes on what it said before are void', async () => {
    const asked = await voting(stage, 'mended')
    const otto = stage.github.as('otto')
    await otto.review(asked.number, 'REQUEST_CHANGES', 'Less, please.')
    await shows(stage, asked, 'the objection', ({ status }) => status.includes('Held up by `otto`'))
    await counted(stage, asked.number, () => approves(stage, 'olga', asked.number))
    await nothingGranted(stage, asked, asked.number)
    await rita().push(asked.branch, requestFile('mended', { duration: '10m' }))
    await shows(stage, asked, 'what it says now', ({ status }) => status.includes('10 m from approval'))
    await counted(stage, asked.number, () => stage.github.as('sam').review(asked.number, 'COMMENT', 'Better.'))
    const { status } = await waits(stage, asked)
    expect(status).not.toContain('Already approved')
    await nothingGranted(stage, asked, asked.number)
    await approves(stage, 'otto', asked.number)
    const shown = await granted(stage, asked, ['otto'])
    expect(shown.status).toContain('10 m asked for')
  })

  test('answers to commands in its conversation', async () => {
    const asked = await voting(stage, 'reply')
    await rita().comment(asked.number, '/explain')
    await shows(stage, asked, 'the explanation', ({ ours }) => ours.length === 2)
    await stage.github.as('otto').comment(asked.number, '/done')
    await shows(stage, asked, 'the answer', ({ ours }) => ours.length >= 3)
    await stage.github.settled()
    console.log((await look(stage, asked)).ours.map((o) => o.body?.slice(0, 400)))
    await approves(stage, 'otto', asked.number)
    await granted(stage, asked, ['otto'])
    await stage.github.as('olga').comment(asked.number, '/revoke enough')
    await ended(stage, asked, 'revoked')
  })
})

describe('a vote that is cast before Daypass has looked', () => {
  test.each(['fifo', 'reverse'] as const)('counts, and once (deliveries %s)', async (order) => {
    const { deliver } = stage.github
    await stage.github.settled()
    deliver.hold()
    const asked = await askByPull(stage, order)
    await nextSecond()
    await approves(stage, 'otto', asked.number)
    deliver.release(order)
    const shown = await granted(stage, asked, ['otto'])
    await stage.github.settled()
    expect(deliveries(await look(stage, asked))).toEqual(deliveries(shown))
  })
})
