import { compilePolicy } from '../../src/policy/compile.ts'
import { compiledFiles } from '../../src/policy/files.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyReplay } from '../../src/policy/policy-replay.ts'
import { instantiate } from '../../src/policy/worker/instance.ts'
import type { LiveGrant } from '../../src/ports/governance-store.ts'
import type { PolicyFiles } from '../../src/ports/policy-engine.ts'
import { objectionsTo } from '../../src/reconcile/governance/objections.ts'
import { seconds } from '../figures.ts'
import { compared, type Finding, type Pair } from '../finding.ts'
import type { Progress } from '../run.ts'
import { timed } from '../turns.ts'
import { input } from './decision.ts'

const rounds = 7
const grants = 10_000
const pages = 1_024
const now = new Date(1_795_276_800_000)
/** Of hundred grants that live, so many have a decision that the new rules object to. */
const refused = 3

/**
 * Other rules asked about all access that lives, from the store's rows to what they object to; beside it the same questions evaluated in this
 * thread, and nothing else. Both compile the rules first. GitHub is not within reach of what asks.
 */
export async function benchStanding(progress: Progress): Promise<Finding[]> {
  const opa = await findOpa({ own: process.env.DAYPASS_OPA })
  const policy: PolicyFiles = new Map([
    ...compiledFiles(await readPolicyFolder(defaultPolicies)),
    ['mine.rego', `package daypass\n\ndeny contains "Not any more." if input.request.issue % 100 < ${refused}\n`],
  ])
  const rows = Array.from({ length: grants }, (_, index) => liveGrant(index + 1))
  const { facts } = input(0)
  const { sensitivity, title, kind, team, environment, connector } = facts.resource
  const resource = { id: 'orders-db', title, kind, sensitivity, connector, actions: { read: { scope: 'orders:read' } } }
  const resources = [{ ...resource, ...(team ? { team } : {}), ...(environment ? { environment } : {}) }]
  const ports = {
    governances: {
      live: async (_repository: number, after: number, limit: number) => rows.slice(after, after + limit),
    } as never,
    replay: () => createPolicyReplay({ opa }),
    floorsOf: () => ({}),
    now: () => now,
  }
  const texts = rows.map(({ input: asked }) => JSON.stringify(asked))
  const pairs: Pair[] = []
  for (let round = 0; round <= rounds; round += 1) {
    let found = 0
    const ours = await timed(async () => {
      found = (await objectionsTo(ports, 7, { policy, resources: resources as never, settings: {} })).objections.length
    })
    const wanted = (grants / 100) * refused
    if (found !== wanted) throw new Error(`the rules object to ${wanted} grants, and ${found} were found`)
    const rival = await timed(async () => {
      const { module, data } = await compilePolicy(opa.path, policy)
      const instance = await instantiate(module, data, pages)
      return texts.map((text) => instance.evaluate(text))
    })
    // The first round warms both up.
    if (round > 0) pairs.push({ ours, rival })
    progress(round, rounds)
  }
  return [
    compared({
      what: `${grants} live grants asked again`,
      rival: 'compiled and evaluated in this thread',
      pairs,
      goal: { atMost: 1.5 },
      show: seconds,
    }),
  ]
}

/** Allowed without review, and two hours to go. */
function liveGrant(issue: number): LiveGrant {
  const asked = input(0)
  const ends = new Date(now.getTime() + 7_200_000)
  const output = { outcome: 'allow', reasons: ['r'], max_duration: '8h', approvals: [] }
  const record = { grant: { begins: now, ends }, decision: { at: now.toISOString(), policy: 'p', output } }
  return {
    key: { repository: 7, issue },
    record: record as never,
    input: { ...asked, request: { ...asked.request, issue } },
  }
}
