import { setStage } from '../demo/stage.ts'
import { eventually } from '../demo/tours/first-access.ts'
import type { Row } from './row.ts'
import { median, percentile, spreadOf } from './statistics.ts'

const latencyMs = 250
const runs = 5
const requestsPerRun = 5

const body = (reason: string) =>
  `### Resource\n\norders-api\n\n### Actions\n\nread\n\n### Duration\n\n1h\n\n### Reason\n\n${reason}\n`

/**
 * From the webhook's sending to the credential in the issue, each GitHub call taking 250 ms more. The rival is a bot that makes
 * the same calls one after another: issue, team, permission, keys, comment, labels.
 */
export async function benchTimeToAccess(): Promise<Row> {
  const stage = await setStage({ env: { LOG_LEVEL: 'warn' } })
  try {
    const rita = stage.github.as('rita')
    // What is learnt once for all requests (token, catalog, policy) is not part of a request's time.
    await timed(stage, 'warm-up')
    stage.github.setLatency(latencyMs)
    const ours: number[][] = []
    const rival: number[] = []
    for (let run = 0; run < runs; run++) {
      const times: number[] = []
      for (let n = 0; n < requestsPerRun; n++) times.push(await timed(stage, `run ${run}, request ${n}`))
      ours.push(times)
      rival.push(await oneAfterAnother(stage, rita))
    }
    const all = ours.flat()
    const [p50, p95] = [median(all), percentile(all, 95)]
    return {
      what: `time to access, ${latencyMs} ms added to each GitHub call`,
      ours: `p50 ${seconds(p50)}, p95 ${seconds(p95)}`,
      rival: `${seconds(median(rival))} (six calls one after another)`,
      ratio: p50 / median(rival),
      goal: 'p50 ≤ 2.5 s, p95 ≤ 5 s',
      met: p50 <= 2500 && p95 <= 5000,
      spread: spreadOf(ours.map(median), (ms) => seconds(ms)),
    }
  } finally {
    await stage.stop()
  }
}

async function timed(stage: Awaited<ReturnType<typeof setStage>>, reason: string): Promise<number> {
  const { github } = stage
  const issue = await github.as('rita').openIssue({ title: 'Access', body: body(reason) })
  const posted = await eventually('the credential', async () =>
    github.calls.find(
      (call) => call.method === 'POST' && call.path.endsWith(`/issues/${issue.number}/comments`) && call.by === 'app',
    ),
  )
  const opened = github.deliveries.find(
    (delivery) => delivery.event === 'issues' && JSON.parse(delivery.body).issue.number === issue.number,
  )
  if (!opened) throw new Error('the webhook of the request was not recorded')
  return posted.at.getTime() + posted.ms - opened.sentAt.getTime()
}

async function oneAfterAnother(
  stage: Awaited<ReturnType<typeof setStage>>,
  rita: { login: string; request: (method: string, path: string, body?: unknown) => Promise<unknown> },
): Promise<number> {
  const repository = `/repos/${stage.github.repository.owner}/${stage.github.repository.name}`
  const started = performance.now()
  await rita.request('GET', `${repository}/issues/1`)
  await rita.request('GET', `/orgs/${stage.github.organisation}/teams/orders/memberships/${rita.login}`)
  await rita.request('GET', `${repository}/collaborators/${rita.login}/permission`)
  await rita.request('GET', `/users/${rita.login}/keys`)
  await rita.request('POST', `${repository}/issues/1/comments`, { body: 'a naive answer' })
  await rita.request('PATCH', `${repository}/issues/1`, { labels: ['naive'] })
  return performance.now() - started
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`
}
