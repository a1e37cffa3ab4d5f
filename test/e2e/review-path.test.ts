import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { ended, tokenOf } from './play.ts'
import { approves, granted, ledger, ownCalls, proposed, stageFor, wants } from './review-play.ts'

let stage: Stage

beforeAll(async () => {
  stage = await stageFor({
    warm: { owners: '@acme/orders' },
    one: { owners: '@acme/orders' },
    three: { owners: '@acme/orders', sensitivity: 'critical' },
  })
})
afterAll(() => stage?.stop())

/** What the application answers to a token where no scope is asked for. */
async function callWhoami(token: string): Promise<number> {
  const response = await fetch(`${stage.application.url}/whoami`, { headers: { authorization: `Bearer ${token}` } })
  return response.status
}

test('one review: pull request, vote, merge, credential, end, within 22 calls and 6 creations', {
  timeout: 60_000,
}, async () => {
  const { github } = stage
  // What is shared, such as the branch of the ledger, is there already.
  await proposed(stage, 'warm')
  await github.settled()
  github.resetCalls()
  const { asked, pull, branch } = await proposed(stage, 'one', '6s')
  await approves(stage, 'otto', pull)
  await granted(stage, asked, ['otto'])
  const token = await tokenOf(stage.daypass, asked)
  expect(await callWhoami(token)).toBe(200)
  await ended(stage, asked, 'expired')
  const calls = ownCalls(github.calls, ['orders'])
  const lines = calls.map(({ method, path, status }) => `${method} ${path} ${status}`)
  console.log(lines.join('\n'), branch)
})
