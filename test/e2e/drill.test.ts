import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../../demo/github/free-port.ts'
import type { Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { stageHere } from '../stage.ts'
import { ask, ended, labelled } from './play.ts'

let stage: Stage
let admin: string
/** A target that refuses whoever comes. */
let shut: Server

const resource = (id: string) => `  - id: ${id}
    title: ${id}
    kind: api
    sensitivity: low
    connector: ${id}
    actions:
      read: { scope: "orders:read", max_duration: 1h }
`
const connector = (name: string, probe: string, audience = '{app}') => `  ${name}:
    type: token
    audience: ${audience}
    probe: ${probe}
    drill: hourly
    repositories: [{repository}]
`

beforeAll(async () => {
  shut = createServer((_request, response) => response.writeHead(401).end())
  await new Promise<void>((listening) => shut.listen(0, '127.0.0.1', listening))
  const refuses = `http://127.0.0.1:${(shut.address() as AddressInfo).port}`
  const port = await freePort()
  admin = `http://127.0.0.1:${port}`
  stage = await stageHere({
    env: { DAYPASS_ADMIN_PORT: String(port) },
    files: { 'catalog/example.yml': `resources:\n${resource('orders-api')}${resource('shut-api')}` },
    deployment: `connectors:\n${connector('orders-api', '{app}/whoami')}${connector('shut-api', refuses, refuses)}`,
  })
})
afterAll(async () => {
  await stage?.stop()
  shut?.close()
})

const metrics = async () => (await fetch(`${admin}/metrics`)).text()

test('both targets are drilled, and what a refusal proves is what the drill has shown', async () => {
  // Nothing begins before something was heard of the repository; from then on, the next server need not wait.
  const [open, closed] = [await ask(stage, 'rita'), await ask(stage, 'rita', { resource: 'shut-api' })]
  for (const one of [open, closed]) await labelled(stage, one, 'daypass:active')
  await stage.restart()
  const drilled = await eventually('both drills', async () => {
    const text = await metrics()
    return [...text.matchAll(/^daypass_drill_passed\{connector="([^"]+)"\} (\d)$/gm)].length === 2 ? text : undefined
  })
  expect(drilled).toContain('daypass_drill_passed{connector="orders-api"} 1')
  expect(drilled).toContain('daypass_drill_passed{connector="shut-api"} 0')
  expect(drilled).toMatch(/^daypass_drill_seconds\{connector="orders-api",until="proved"\} \d/m)
  const ready = await fetch(`${stage.server.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready', drills_failed: 1 }])

  const rita = stage.github.as('rita')
  for (const { number } of [open, closed]) await rita.comment(number, '/done')
  const one = await ended(stage, open, 'done')
  expect(one.receipt).toMatch(/token refused by .+, which let a live token in at/)
  // No token was ever issued, so that nothing has to run out; a refusal alone would have been no proof.
  const other = await ended(stage, closed, 'done')
  expect(other.receipt).toContain('no token was ever issued')
  expect(other.receipt).toContain('does not let live tokens in either')
})
