import { pause } from '../daypass-server.ts'
import { asShown, type Narrator } from '../narrator.ts'
import type { Stage } from '../stage.ts'

/** What GitHub makes of the filled-in form: orders-api, read, for so long, where nothing else is said. */
export const requestBody = (
  duration: string,
  {
    resource = 'orders-api',
    actions = 'read',
    reason = 'incident 4711: customers see stale orders',
  }: { resource?: string; actions?: string; reason?: string } = {},
) => `### Resource

${resource}

### Actions

${actions}

### Duration

${duration}

### Reason

${reason}
`

/** A request issue becomes a token, and ends by itself. Every step is checked; the first that does not happen throws. */
export async function firstAccess(
  stage: Stage,
  say: Narrator,
  options: { stay: boolean; duration?: string },
): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')
  const duration = options.duration ?? (options.stay ? '30m' : '12s')

  const issue = await say.step(
    `rita, of the team @acme/orders, opens an issue: orders-api, read, ${duration}`,
    async () => {
      const opened = await rita.openIssue({ title: 'Access to orders-api', body: requestBody(duration) })
      say.quote(requestBody(duration), `issue #${opened.number}, ${opened.url}`)
      return opened
    },
  )

  await say.step(
    'The policy (Rego, run as WASM) allows it; the credential arrives in the issue, sealed to her SSH key',
    async () => {
      const comment = await eventually('a comment with the sealed credential', async () =>
        (await rita.comments(issue.number)).find((one) => one.body?.includes('BEGIN AGE ENCRYPTED FILE')),
      )
      say.quote(asShown(comment.body ?? ''), `${comment.user?.login} commented:`)
      await eventually('the label daypass:active', async () => {
        const shown = await rita.issue(issue.number)
        const labels = shown.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
        if (!labels.includes('daypass:active')) return undefined
        say.quote(`${shown.title}\n${labels.join(', ')}`, 'the issue is now called, and labelled:')
        return shown
      })
    },
  )

  const token = await say.step('rita opens it with her SSH key: `daypass token <issue>`', async () => {
    const answer = await stage.daypass('token', issue.url)
    if (answer.code !== 0) throw new Error(`daypass token ended with ${answer.code}: ${answer.stderr}`)
    const text = answer.stdout.trim()
    say.quote(`${text.slice(0, 60)}… (${text.length} characters)`)
    say.quote(JSON.stringify(claimsOf(text), undefined, 1), 'which says:')
    return text
  })

  await say.step(
    'The orders application accepts it (`daypass/verify`: signature, audience, scope, status list)',
    async () => {
      say.quote(await call(stage, token, 200), 'GET /orders answered 200:')
    },
  )
  if (options.stay) return

  await say.step('The time runs out; nobody does anything', async () => {
    await eventually('the receipt', async () =>
      (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
    )
  })

  await say.step('The application refuses the same token', async () => {
    say.quote(await call(stage, token, 401), 'GET /orders answered 401:')
  })

  await say.step('The receipt says what happened and how the end was proved; the issue is closed', async () => {
    const receipt = (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt'))
    if (!receipt) throw new Error('there is no receipt')
    say.quote(asShown(receipt.body ?? ''), `${receipt.user?.login} commented:`)
    await eventually('the closed issue', async () => {
      const shown = await rita.issue(issue.number)
      const labels = shown.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
      if (shown.state !== 'closed' || !labels.includes('outcome:expired')) return undefined
      say.quote(`${shown.state}: ${shown.title}\n${labels.join(', ')}`, 'the issue:')
      return shown
    })
  })
}

async function call(stage: Stage, token: string, expected: number): Promise<string> {
  const response = await fetch(`${stage.application.url}/orders`, { headers: { authorization: `Bearer ${token}` } })
  const text = await response.text()
  if (response.status !== expected)
    throw new Error(`GET /orders answered ${response.status} instead of ${expected}: ${text}`)
  return text
}

function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
}

/** Milliseconds for which something is waited for: on a busy machine everything comes late, and where all is well patience costs nothing. */
const patience = 90_000

/** Looks again and again until there is something to see. */
export async function eventually<T>(what: string, look: () => Promise<T | undefined>, withinMs = patience): Promise<T> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const seen = await look()
    if (seen !== undefined) return seen
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${withinMs / 1000} s`)
    await pause(100)
  }
}

/** Waits until a request is so labelled. */
export async function labelled({ github }: Stage, number: number, label: string): Promise<void> {
  await eventually(`the label ${label}`, async () => {
    const { labels } = await github.as('rita').issue(number)
    return labels.some((one) => (typeof one === 'string' ? one : one.name) === label) ? true : undefined
  })
}
