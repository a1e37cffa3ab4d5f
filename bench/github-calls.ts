import { ownCalls } from '../demo/own-calls.ts'
import { type Stage, setStage } from '../demo/stage.ts'
import { eventually } from '../demo/tours/first-access.ts'
import { counted, type Finding } from './finding.ts'
import { askFor, credentialIn, endOf, pullOf } from './requests.ts'
import type { Progress } from './run.ts'

/** How long a grant lasts, after which it ends by itself. */
const duration = '5s'
const rounds = 3

type Counts = { calls: number; creations: number }

/**
 * GitHub calls of one request's whole life, from the issue to its closing; tokens and what requests share left out. Medians of
 * three lives: once in five minutes a sweep passes, which reads open requests too and belongs to none.
 */
export async function benchGitHubCalls(progress: Progress): Promise<Finding[]> {
  const stage = await setStage({ env: { LOG_LEVEL: 'warn' } })
  const [allow, review]: [Counts[], Counts[]] = [[], []]
  try {
    await settleIn(stage)
    for (let round = 1; round <= rounds; round += 1) {
      allow.push(await countedLife(stage, 'orders-api'))
      review.push(await countedLife(stage, 'billing-api'))
      progress(round, rounds)
    }
  } finally {
    await stage.stop()
  }
  const [calls, creations] = [(one: Counts) => one.calls, (one: Counts) => one.creations]
  const [perHour, perMinute] = ['GitHub allows 5000 an hour', 'GitHub allows 80 a minute, 500 an hour']
  return [
    counted('GitHub calls of a request that policy allows', allow.map(calls), 10, perHour),
    counted('creations among them', allow.map(creations), 2, perMinute),
    counted('GitHub calls of a request with one review', review.map(calls), 22, perHour),
    counted('creations among them, the merge aside', review.map(creations), 6, perMinute),
  ]
}

/** One request of each kind, so that what requests share is there; the sweep that a server begins with is over then, too. */
async function settleIn(stage: Stage): Promise<void> {
  await eventually('the branch of requests', () => stage.github.as('rita').branch('requests'))
  for (const resource of ['orders-api', 'billing-api']) await life(stage, resource)
}

/** rita asks, otto approves where policy wants a review, and the time runs out. */
async function life({ github }: Stage, resource: string): Promise<void> {
  const issue = await askFor(github, { resource, duration })
  if (resource === 'billing-api') await github.as('otto').review(await pullOf(github, issue), 'APPROVE')
  await credentialIn(github, issue)
  await endOf(github, issue)
  await github.settled()
}

async function countedLife(stage: Stage, resource: string): Promise<Counts> {
  stage.github.resetCalls()
  await life(stage, resource)
  const calls = ownCalls(stage.github.calls, ['orders'])
  if (calls.length === 0) throw new Error('no call of the app was seen')
  // A merge makes a commit, but nothing that was not there to be read before.
  const creations = calls.filter(({ creation, path }) => creation && !path.endsWith('/merge'))
  return { calls: calls.length, creations: creations.length }
}
