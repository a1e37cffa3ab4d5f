import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { asShown, type Narrator } from '../narrator.ts'
import type { Stage, StageOptions } from '../stage.ts'
import { type OrdersDesk, startOrdersDesk } from '../webhook/orders-desk.ts'
import { eventually, labelled, requestBody } from './first-access.ts'

const catalog = `resources:
  - id: orders-desk
    title: Orders desk
    kind: api
    environment: staging
    sensitivity: low
    connector: orders-desk
    team: "@acme/orders"
    actions:
      read: { scope: orders-desk:read, max_duration: 8h }
`

const request = requestBody('30m', { resource: 'orders-desk', reason: 'incident 4711: which orders are stale?' })

/** An application that has keys of its own, and what the stage needs for it. */
export async function openDesk(): Promise<{ options: StageOptions; desk: OrdersDesk; close(): Promise<void> }> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const desk = await startOrdersDesk(secret)
  const deployment = `connectors:
  orders-desk:
    type: webhook
    url: ${desk.url}/daypass
    secret: "\${ORDERS_HOOK_SECRET}"
    effect: 1s
    worst: 5s
    values: [ORDERS_KEY]
    repositories: [{repository}]
    drill: off
`
  const options = { deployment, env: { ORDERS_HOOK_SECRET: secret }, files: { 'catalog/example.yml': catalog } }
  return { options, desk, close: desk.stop }
}

/** Somebody else's application gives and takes a key, told by signed webhooks. */
export async function webhook(stage: Stage, say: Narrator, desk: OrdersDesk): Promise<void> {
  const { github } = stage
  const rita = github.as('rita')

  const issue = await say.step('rita asks for the orders desk: orders-desk, read, 30m', async () => {
    const opened = await rita.openIssue({ title: 'Access to orders-desk', body: request })
    await labelled(stage, opened.number, 'daypass:active')
    return opened
  })

  await say.step('The desk was told so by a signed message (Standard Webhooks), and answered with a key', async () => {
    say.quote(toldOf(desk, 'grant.begin'), 'webhook-id and body:')
  })

  await say.step('The key was sealed to her: `daypass exec <issue> -- <command>` gives it to a program', async () => {
    const program = fileURLToPath(new URL('../webhook/ask-desk.ts', import.meta.url))
    const answer = await stage.daypass('exec', issue.url, '--', process.execPath, program, desk.url)
    if (answer.code !== 0) throw new Error(`daypass exec ended with ${answer.code}: ${answer.stdout}${answer.stderr}`)
    say.quote(answer.stdout)
  })
  const key = await keyOf(stage, issue.url)

  await say.step('rita comments `/done`: the desk is told, asked whether it has ended, and believed', async () => {
    await rita.comment(issue.number, '/done')
    const receipt = await eventually('the receipt', async () =>
      (await rita.comments(issue.number)).find((one) => one.body?.includes('daypass:receipt')),
    )
    say.quote(toldOf(desk, 'grant.probe'), 'the question, with a nonce that the answer must have:')
    say.quote(asShown(receipt.body ?? ''), `${receipt.user?.login} commented:`)
    if (!receipt.body?.includes('the target says')) throw new Error('the receipt does not say whose word it is')
  })

  await say.step('The key opens nothing any more', async () => {
    const answer = await fetch(`${desk.url}/orders`, { headers: { authorization: `Bearer ${key}` } })
    const text = await answer.text()
    if (answer.status !== 401) throw new Error(`the desk was to refuse and answered ${answer.status}: ${text}`)
    say.quote(text, 'GET /orders answered 401:')
  })
}

async function keyOf(stage: Stage, url: string): Promise<string> {
  const answer = await stage.daypass('open', url, '--json')
  if (answer.code !== 0) throw new Error(`daypass open ended with ${answer.code}: ${answer.stderr}`)
  return (JSON.parse(answer.stdout) as { credential: { values: { ORDERS_KEY: string } } }).credential.values.ORDERS_KEY
}

function toldOf({ told }: OrdersDesk, type: string): string {
  const found = told.find((one) => one.includes(`"${type}"`))
  if (found === undefined) throw new Error(`the desk was never told ${type}`)
  return found
}
