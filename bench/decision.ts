import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { canonicalJson } from '../src/core/canonical-json.ts'
import type { PolicyInput } from '../src/generated/policy-input.ts'
import { compiledFiles } from '../src/policy/files.ts'
import { defaultPolicies, readPolicyFolder } from '../src/policy/folder.ts'
import { findOpa } from '../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../src/policy/policy-engine.ts'
import type { PolicyFiles } from '../src/ports/policy-engine.ts'
import type { Row } from './row.ts'
import { median, percentile, spreadOf } from './statistics.ts'

const RUNS = 5
const DECISIONS = 2_000
const GOAL = { p50: 0.5, p99: 3 }

type Ask = (input: PolicyInput) => Promise<unknown>
type Run = { p50: number; p99: number }

/**
 * A decision of the default library through the worker, against `opa run --server` on loopback with the same policy and inputs,
 * one at a time, the runs in turns.
 */
export async function benchDecision(): Promise<Row> {
  const opa = await findOpa({ own: process.env.DAYPASS_OPA })
  const files = compiledFiles(await readPolicyFolder(defaultPolicies))
  const engine = createPolicyEngine({ opa })
  const server = await opaServer(opa.path, files)
  try {
    const policy = await engine.compile(files)
    const ours: Ask = (input) => engine.decide(policy, input)
    await compareAnswers(ours, server.ask)
    const runs: { ours: Run; rival: Run }[] = []
    for (let run = 0; run < RUNS; run += 1) runs.push({ ours: await measure(ours), rival: await measure(server.ask) })
    return row(
      runs.map((run) => run.ours),
      runs.map((run) => run.rival),
    )
  } finally {
    await engine.close()
    await server.close()
  }
}

function row(ours: Run[], rival: Run[]): Row {
  const [mine, theirs] = [middle(ours), middle(rival)]
  const show = (run: Run) => `p50 ${ms(run.p50)}, p99 ${ms(run.p99)}`
  const spread = (runs: Run[], key: keyof Run) =>
    spreadOf(
      runs.map((run) => run[key]),
      ms,
    )
  return {
    what: 'decision, default library, through the worker (rival: opa run --server)',
    ours: show(mine),
    rival: show(theirs),
    ratio: mine.p50 / theirs.p50,
    goal: `p50 ≤ ${ms(GOAL.p50)}, p99 ≤ ${ms(GOAL.p99)}, p50 below the rival's`,
    met: mine.p50 <= GOAL.p50 && mine.p99 <= GOAL.p99 && mine.p50 < theirs.p50,
    spread: `p50 ${spread(ours, 'p50')}, p99 ${spread(ours, 'p99')}; rival p50 ${spread(rival, 'p50')}`,
  }
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}

/** The median of each figure over the runs. */
function middle(runs: Run[]): Run {
  return { p50: median(runs.map((run) => run.p50)), p99: median(runs.map((run) => run.p99)) }
}

async function measure(ask: Ask): Promise<Run> {
  for (let i = 0; i < 200; i += 1) await ask(input(i))
  const times: number[] = []
  for (let i = 0; i < DECISIONS; i += 1) {
    const asked = input(i)
    const begin = performance.now()
    await ask(asked)
    times.push(performance.now() - begin)
  }
  return { p50: median(times), p99: percentile(times, 99) }
}

/** A speed is worth comparing only between equal answers. */
async function compareAnswers(ours: Ask, theirs: Ask): Promise<void> {
  for (let i = 0; i < 12; i += 1) {
    const [a, b] = await Promise.all([ours(input(i)), theirs(input(i))])
    if (canonicalJson(a) !== canonicalJson(b)) throw new Error(`the answers differ for input ${i}`)
  }
}

/** Turns through allow, review and deny. */
function input(i: number): PolicyInput {
  const action = (['read', 'write', 'dump'] as const)[i % 3] ?? 'read'
  return {
    request: {
      resource: 'orders-db',
      actions: [action],
      duration: 600 * (1 + (i % 12)),
      reason: `incident ${i}`,
      issue: i,
    },
    facts: {
      now_ns: 1795276800000000000,
      repository: { id: 7, full_name: 'acme/access', private: true },
      requester: { id: 1001, login: 'requester', type: 'User', organisation_member: true, teams: ['@acme/orders'] },
      resource: {
        id: 'orders-db',
        title: 'Orders database',
        kind: 'database',
        sensitivity: 'low',
        team: '@acme/orders',
        environment: 'production',
        connector: 'orders-postgres',
        actions: {
          read: { scope: 'orders:read', sensitivity: 'low' },
          write: { scope: 'orders:write', sensitivity: 'high', max_duration: 3600 },
          dump: { scope: 'orders:dump', sensitivity: 'critical', max_duration: 1800 },
        },
      },
      open_grants: 0,
      requests_last_day: i % 5,
    },
  }
}

async function opaServer(opa: string, files: PolicyFiles): Promise<{ ask: Ask; close: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'daypass-bench-'))
  for (const [path, text] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
  const port = await freePort()
  const args = ['run', '--server', '--disable-telemetry', '--log-level', 'error', '--addr', `127.0.0.1:${port}`, dir]
  const child = spawn(opa, args, { stdio: 'ignore', env: {} })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const ask: Ask = async (asked) => {
    const body = JSON.stringify({ input: asked })
    return (JSON.parse(await post(agent, port, '/v1/data/daypass/decision', body)) as { result: unknown }).result
  }
  for (let attempt = 0; ; attempt += 1) {
    const up = await ask(input(0)).then(
      () => true,
      () => false,
    )
    if (up) break
    if (attempt > 200) throw new Error('opa run --server does not answer')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  const close = async () => {
    agent.destroy()
    child.kill()
    await rm(dir, { recursive: true })
  }
  return { ask, close }
}

function post(agent: Agent, port: number, path: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }
    const sent = request({ agent, host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve(text))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
