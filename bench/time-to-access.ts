import { type Stage, setStage } from '../demo/stage.ts'
import { eventually } from '../demo/tours/first-access.ts'
import { seconds } from './figures.ts'
import { compared, type Finding, type Pair } from './finding.ts'
import { askFor, credentialIn, pullOf } from './requests.ts'
import type { Progress } from './run.ts'
import { median, percentile } from './statistics.ts'
import { timed } from './turns.ts'

const latencyMs = 250
const rounds = 5
const perRound = 5

/**
 * How long somebody waits, each GitHub call taking 250 ms more: from the webhook of a request that policy allows, or of the last
 * vote, to the credential in the issue. The rival is a bot that makes six calls one after another: issue, team, permission, keys,
 * comment, labels.
 */
export async function benchTimeToAccess(progress: Progress): Promise<Finding[]> {
  const stage = await setStage({ env: { LOG_LEVEL: 'warn' } })
  try {
    const { number: other } = await stage.github
      .as('rita')
      .openIssue({ title: 'A note', body: 'This asks for nothing.' })
    stage.github.setLatency(latencyMs)
    // What is learnt once for all requests (token, catalog, policy, the branch of requests) is not part of a request's time.
    await sideBySide(stage, await proposed(stage), other)
    const [allow, vote]: [Pair[], Pair[]] = [[], []]
    for (let round = 1; round <= rounds; round += 1) {
      const { ofAllow, ofVote, rival } = await oneRound(stage, other)
      allow.push({ ours: median(ofAllow), rival: median(rival) })
      // Of so few it is the slowest.
      vote.push({ ours: percentile(ofVote, 95), rival: median(rival) })
      progress(round, rounds)
    }
    const rival = 'six calls one after another'
    return [
      compared({
        what: `webhook to credential, ${latencyMs} ms added to each call, p50`,
        rival,
        pairs: allow,
        goal: { atMost: 1 },
        show: seconds,
      }),
      compared({
        what: 'last vote to credential, likewise, p95 (slowest of 5)',
        rival,
        pairs: vote,
        goal: { atMost: 2 },
        show: seconds,
      }),
    ]
  } finally {
    await stage.stop()
  }
}

/** Milliseconds of each measurement. */
async function oneRound(
  stage: Stage,
  other: number,
): Promise<{ ofAllow: number[]; ofVote: number[]; rival: number[] }> {
  const times = { ofAllow: [] as number[], ofVote: [] as number[], rival: [] as number[] }
  const pulls = await Promise.all(Array.from({ length: perRound }, () => proposed(stage)))
  for (const pull of pulls) {
    const [ofAllow, ofVote, rival] = await sideBySide(stage, pull, other)
    times.ofAllow.push(ofAllow)
    times.ofVote.push(ofVote)
    times.rival.push(...rival)
  }
  return times
}

/** Nearly all of the time is spent waiting for GitHub, so that they do not hinder one another, and the same weather falls on each. */
function sideBySide(stage: Stage, pull: Proposed, other: number): Promise<[number, number, [number, number]]> {
  return Promise.all([allowed(stage), voted(stage, pull), twiceSixCalls(stage, other)])
}

type Proposed = { issue: number; pull: number }

async function proposed(stage: Stage): Promise<Proposed> {
  const issue = await askFor(stage.github, { resource: 'billing-api', duration: '1h' })
  return { issue, pull: await pullOf(stage.github, issue) }
}

async function allowed(stage: Stage): Promise<number> {
  const issue = await askFor(stage.github, { resource: 'orders-api', duration: '1h' })
  return untilCredential(stage, issue, 'issues', (payload) => payload.issue?.number === issue)
}

async function voted(stage: Stage, { issue, pull }: Proposed): Promise<number> {
  await stage.github.as('otto').review(pull, 'APPROVE')
  return untilCredential(stage, issue, 'pull_request_review', (payload) => payload.pull_request?.number === pull)
}

type Payload = { issue?: { number: number }; pull_request?: { number: number } }

/** Milliseconds from the sending of the webhook that tells of it to the end of the call that posted the credential. */
async function untilCredential(
  { github }: Stage,
  issue: number,
  event: string,
  about: (payload: Payload) => boolean,
): Promise<number> {
  const sent = await eventually(`the ${event} webhook`, async () =>
    github.deliveries
      .find((delivery) => delivery.event === event && about(JSON.parse(delivery.body)))
      ?.sentAt.getTime(),
  )
  const path = new RegExp(`/issues/${issue}/comments$`)
  const posted = await eventually('the credential', async () =>
    github.calls.find(
      ({ by, method, path: called, at }) =>
        by === 'app' && method === 'POST' && path.test(called) && at.getTime() >= sent,
    ),
  )
  await credentialIn(github, issue)
  return posted.at.getTime() + posted.ms - sent
}

/** As long as a vote takes, so that both meet the same. */
async function twiceSixCalls(stage: Stage, issue: number): Promise<[number, number]> {
  return [await sixCalls(stage, issue), await sixCalls(stage, issue)]
}

/** About an issue that is no request, so that Daypass has nothing to do with it. Milliseconds. */
async function sixCalls({ github }: Stage, issue: number): Promise<number> {
  const { owner, name } = github.repository
  const repository = `/repos/${owner}/${name}`
  const rita = github.as('rita')
  const calls = [
    ['GET', `${repository}/issues/${issue}`],
    ['GET', `/orgs/${github.organisation}/teams/orders/memberships/${rita.login}`],
    ['GET', `${repository}/collaborators/${rita.login}/permission`],
    ['GET', `/users/${rita.login}/keys`],
    ['POST', `${repository}/issues/${issue}/comments`, { body: 'a naive answer' }],
    ['PATCH', `${repository}/issues/${issue}`, { labels: ['naive'] }],
  ] as const
  return timed(async () => {
    for (const [method, path, body] of calls) await rita.request(method, path, body)
  })
}
