import { afterEach, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'

const body = (resource: string, actions: string) =>
  `### Resource\n\n${resource}\n\n### Actions\n\n${actions}\n\n### Duration\n\n10m\n\n### Reason\n\nto see\n\n### Ticket\n\nFIN-12\n`
let stage: Stage
afterEach(() => stage?.stop())

const labels = async (n: number) =>
  (await stage.github.as('rita').issue(n)).labels.map((one) => Object(one).name as string)
const has = (n: number, label: string) =>
  expect.poll(() => labels(n), { timeout: 30_000, interval: 200 }).toContain(label)

test.each(['issue', 'comment'] as const)(
  'an allowed request, /done and its end, while reads of %s are behind webhooks (github.F1)',
  async (kind) => {
    stage = await stageHere({ github: { lag: { reads: 1, of: [kind] } } })
    const rita = stage.github.as('rita')
    const { number } = await rita.openIssue({ title: 'x', body: body('orders-api', 'read') })
    await has(number, 'daypass:active')
    await rita.comment(number, '/done')
    await has(number, 'daypass:ended')
  },
)

test.each(['pull', 'review'] as const)(
  'a reviewed request, while reads of %s are behind webhooks (github.F1)',
  async (kind) => {
    stage = await stageHere({ github: { lag: { reads: 1, of: [kind] } } })
    const rita = stage.github.as('rita')
    const { number } = await rita.openIssue({ title: 'x', body: body('billing-api', 'dump') })
    await has(number, 'daypass:pending')
    const { owner, name } = stage.github.repository
    const open = async () =>
      ((await rita.request('GET', `/repos/${owner}/${name}/pulls?state=open`)).data as { number: number }[])[0]?.number
    await expect.poll(open, { timeout: 30_000 }).toBeGreaterThan(0)
    const pull = (await open()) ?? 0
    const said = async () => (await rita.comments(number)).map((one) => one.body ?? '').join()
    for (const [login, words] of [
      ['olga', 'Already approved: `olga`'],
      ['otto', 'for 1 of 3'],
      ['sam', ''],
    ] as const) {
      await stage.github.as(login).review(pull, 'APPROVE')
      await expect.poll(said, { timeout: 20_000, message: `the vote of ${login} shows` }).toContain(words)
    }
    await has(number, 'daypass:active')
  },
)
