import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { type Asked, form, labelled, look, shows } from './play.ts'
import {
  approves,
  branchGone,
  deliveries,
  granted,
  ledger,
  proposed,
  pullOf,
  stageFor,
  wants,
  withWriters,
} from './review-play.ts'

const orders = { owners: '@acme/orders' }
const pair = { owners: '@acme/orders', sensitivity: 'critical' as const }
const names = ['merged', 'unheard', 'posted', 'opened', 'branched', 'withdrawn', 'restarted'] as const
const resources = { ...Object.fromEntries(names.map((name) => [name, orders])), story: orders, stories: pair }

let stage: Stage

beforeAll(async () => {
  stage = await stageFor(resources, { ...withWriters, inProcess: 'commands' })
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

async function crash(): Promise<void> {
  await stage.server.kill()
  stage.github.faults.clear()
  await stage.restart()
}

/** Everything happened, and happened once: one file in the ledger, one delivery, one pull request, no branch. */
async function onceAndWhole(asked: Asked, resource: string, by: readonly string[]): Promise<void> {
  await granted(stage, asked, by)
  await branchGone(stage, `daypass/${asked.number}`)
  await stage.github.settled()
  const shown = await look(stage, asked)
  expect(deliveries(shown)).toHaveLength(1)
  expect(shown.ours).toHaveLength(2)
  expect(await ledger(stage, resource)).toHaveLength(1)
  const { owner, name } = stage.github.repository
  const { data } = await stage.github.as('rita').request('GET', `/repos/${owner}/${name}/pulls?state=all&per_page=100`)
  const ours = (data as { head: { ref: string } }[]).filter(({ head }) => head.ref === `daypass/${asked.number}`)
  expect(ours).toHaveLength(1)
}

/** Waits until a call of ours was answered, or was due to be. */
function called(method: string, path: RegExp, from: number): Promise<unknown> {
  return eventually(`${method} ${path}`, async () =>
    stage.github.calls.slice(from).find((call) => call.by === 'app' && call.method === method && path.test(call.path)),
  )
}

const late = (method: string, path: RegExp) => ({ by: 'app' as const, method, path, times: 1, applied: true })

test('kill -9 while GitHub does not answer to the merge that it did', async () => {
  const { asked, pull } = await proposed(stage, 'merged')
  stage.github.faults.add(late('PUT', /\/merge$/), 'timeout')
  await approves(stage, 'otto', pull)
  await eventually('the merge', async () => ((await stage.github.as('rita').pull(pull)).merged ? true : undefined))
  expect(deliveries(await look(stage, asked))).toEqual([])
  await crash()
  await onceAndWhole(asked, 'merged', ['otto'])
})

test('kill -9 between the merge and the delivery', async () => {
  const { asked, pull } = await proposed(stage, 'posted')
  stage.github.faults.add(late('POST', /\/comments$/), 'timeout')
  await approves(stage, 'otto', pull)
  await eventually('the delivery', async () => deliveries(await look(stage, asked))[0])
  await crash()
  await onceAndWhole(asked, 'posted', ['otto'])
})

test.each([
  ['merge', 'unheard', 'PUT', /\/merge$/],
  ['delivery', 'withdrawn', 'POST', /\/comments$/],
] as const)('GitHub did the %s, and answers with an error', async (_, resource, method, path) => {
  const { asked, pull } = await proposed(stage, resource)
  const from = stage.github.calls.length
  stage.github.faults.add(late(method, path), { status: 502 })
  await approves(stage, 'otto', pull)
  await called(method, path, from)
  await onceAndWhole(asked, resource, ['otto'])
})

test.each([
  ['opened', 'POST', /\/pulls$/],
  ['branched', 'PUT', /\/contents\//],
] as const)('kill -9 while the pull request is being %s', async (resource, method, path) => {
  const from = stage.github.calls.length
  stage.github.faults.add(late(method, path), 'timeout')
  const asked = await wants(stage, resource)
  await eventually('a hanging call', async () =>
    (await stage.github.as('rita').branch(`daypass/${asked.number}`)) === undefined ? undefined : true,
  )
  if (method === 'POST') {
    await eventually('the pull request', async () => {
      const { owner, name } = stage.github.repository
      const { data } = await stage.github.as('rita').request('GET', `/repos/${owner}/${name}/pulls?state=open`)
      return (data as { head: { ref: string } }[]).find(({ head }) => head.ref === `daypass/${asked.number}`)
    })
  }
  expect(stage.github.calls.length).toBeGreaterThan(from)
  await crash()
  const pull = await pullOf(stage, asked)
  await approves(stage, 'otto', pull)
  await onceAndWhole(asked, resource, ['otto'])
})

test('votes that came while nobody was there to hear them count after the start', async () => {
  const { asked, pull } = await proposed(stage, 'restarted')
  await stage.server.stop()
  await approves(stage, 'otto', pull)
  await stage.github.settled()
  await stage.restart()
  await onceAndWhole(asked, 'restarted', ['otto'])
})

type Act = (asked: Asked, pull: number) => Promise<unknown>

/** What people do to requests that wait, and what it comes to. */
const story: [name: string, resource: 'story' | 'stories', act: Act, lastly: string][] = [
  ['waits', 'story', async () => undefined, 'daypass:pending'],
  ['approved', 'story', (_, pull) => approves(stage, 'otto', pull), 'daypass:active'],
  [
    'approved by three',
    'stories',
    async (_, pull) => {
      await stage.github.as('otto').review(pull, 'REQUEST_CHANGES', 'Why?')
      for (const login of ['olga', 'sam', 'otto']) await approves(stage, login, pull)
    },
    'daypass:active',
  ],
  ['declined', 'story', (_, pull) => stage.github.as('otto').closePull(pull), 'outcome:denied'],
  ['held up', 'story', (_, pull) => stage.github.as('otto').review(pull, 'REQUEST_CHANGES', 'No.'), 'daypass:pending'],
  ['merged by hand', 'story', (_, pull) => stage.github.as('eve').mergePull(pull), 'daypass:attention'],
  ['taken back', 'story', ({ number }) => stage.github.as('rita').comment(number, '/cancel'), 'outcome:cancelled'],
  [
    'edited',
    'story',
    ({ number }) => stage.github.as('rita').editIssue(number, { body: form({ resource: 'story', duration: '10m' }) }),
    'daypass:pending',
  ],
  [
    'pushed to',
    'story',
    ({ number }) => stage.github.as('eve').push(`daypass/${number}`, { 'x.yml': 'x' }),
    'daypass:attention',
  ],
]

async function play(between: () => Promise<void>): Promise<Record<string, unknown>> {
  const issues = new Map<string, Asked>()
  for (const [name, resource] of story) issues.set(name, await wants(stage, resource, '30m'))
  const of = (name: string) => issues.get(name) as Asked
  await between()
  for (const [name, , act] of story) await act(of(name), await pullOf(stage, of(name)))
  await between()
  const found: Record<string, unknown> = {}
  for (const [name, , , lastly] of story) {
    const { labels, ours } = await labelled(stage, of(name), lastly)
    found[name] = { labels: labels.toSorted(), comments: ours.length }
  }
  // Labels come before the last look where a label does not change.
  await shows(stage, of('held up'), 'the objection', ({ status }) => status.includes('Held up by `otto`'))
  await shows(stage, of('edited'), 'the edit', ({ status }) => status.includes('10 m from approval'))
  const heading = async (name: string) => /^### (.*?) · /m.exec((await look(stage, of(name))).status)?.[1]
  const headings = await Promise.all(story.map(async ([name]) => [name, (await heading(name))?.replace(/\d{4}.*/, '')]))
  return { found, headings }
}

test('30 % of deliveries lost, the others doubled and in any order: the end is the same', async () => {
  const { deliver } = stage.github
  const expected = await play(async () => undefined)
  let [draws, lost] = [11, 0]
  const fate = new Map<string, boolean>()
  const misfortune = () => {
    // Daypass does not ask a fourth time for what failed three times; copies count.
    deliver.duplicate(2)
    deliver.lose(({ guid }) => {
      // One fate for all copies of a delivery; a linear congruential generator keeps runs alike.
      if (!fate.has(guid)) {
        draws = (draws * 1103515245 + 12345) % 2147483648
        fate.set(guid, draws / 2147483648 < 0.3)
        if (fate.get(guid)) lost += 1
      }
      return fate.get(guid) ?? false
    })
    deliver.hold()
  }
  misfortune()
  let isOver = false
  const found = await play(async () => {
    deliver.release({ shuffle: 5 })
    await stage.github.settled()
    deliver.normal()
    await stage.restart()
    // What was lost is asked for again after a start, and must not be lost for ever.
    if (!isOver) misfortune()
    isOver = true
  })
  deliver.normal()
  expect(found).toEqual(expected)
  expect(lost).toBeGreaterThan(5)
})
