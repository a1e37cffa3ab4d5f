import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { canonicalJson } from '../../src/core/canonical-json.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { compiledFiles } from '../../src/policy/files.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../../src/policy/policy-engine.ts'
import type { PolicyFiles } from '../../src/ports/policy-engine.ts'
import { policyInput } from '../../test/unit/policy/fixture.ts'
import { milliseconds } from '../figures.ts'
import { compared, type Finding } from '../finding.ts'
import type { Progress } from '../run.ts'
import { inTurns, pairAt, type Times } from '../turns.ts'

const rounds = 9
const decisions = 2_000
/** So many in a row that the first of them, which may have to wake somebody up, are fewer than the slowest percent. */
const block = 250

type Ask = (input: PolicyInput) => Promise<unknown>

/**
 * A decision of the default library through the worker, against `opa run --server` on loopback with the same policy and inputs,
 * one at a time, in turns.
 */
export async function benchDecision(progress: Progress): Promise<Finding[]> {
  const opa = await findOpa({ own: process.env.DAYPASS_OPA })
  const files = compiledFiles(await readPolicyFolder(defaultPolicies))
  const engine = createPolicyEngine({ opa })
  const server = await opaServer(opa.path, files)
  try {
    const policy = await engine.compile(files)
    const ours: Ask = (input) => engine.decide(policy, input)
    await compareAnswers(ours, server.ask)
    const items = Array.from({ length: decisions }, (_, index) => input(index))
    const times: Times[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const measured = await inTurns({ items, ours, rival: server.ask, block })
      // The first round warms both up.
      if (round > 0) times.push(measured)
      progress(round, rounds)
    }
    return [[50, 0.5] as const, [99, 1] as const].map(([rank, atMost]) =>
      compared({
        what: `decision through the worker, p${rank}`,
        rival: 'opa run --server',
        pairs: times.map(pairAt(rank)),
        goal: { atMost },
        show: milliseconds,
      }),
    )
  } finally {
    await engine.close()
    await server.close()
  }
}

/** A speed is worth comparing only between equal answers. */
async function compareAnswers(ours: Ask, theirs: Ask): Promise<void> {
  for (let i = 0; i < 12; i += 1) {
    const [a, b] = await Promise.all([ours(input(i)), theirs(input(i))])
    if (canonicalJson(a) !== canonicalJson(b)) throw new Error(`the answers differ for input ${i}`)
  }
}

/** Turns through allow, review and deny. */
export function input(i: number): PolicyInput {
  const action = (['read', 'write', 'dump'] as const)[i % 3] ?? 'read'
  return policyInput(({ request, facts }) => {
    Object.assign(request, { actions: [action], duration: 600 * (1 + (i % 12)), reason: `incident ${i}`, issue: i })
    facts.requests_last_day = i % 5
  })
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
