import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { readYaml } from '../../src/config/yaml.ts'
import { placeInYaml } from '../../src/config/yaml-text/yaml-places.ts'
import type { Resource } from '../../src/generated/catalog.ts'
import { readProposed } from '../../src/github/governance/proposed.ts'
import { compiledFiles } from '../../src/policy/files.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { readCheckout } from '../../src/policy/judging/checkout.ts'
import { judge } from '../../src/policy/judging/judge.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../../src/policy/policy-engine.ts'
import type { Proposed } from '../../src/ports/proposals.ts'
import { milliseconds, seconds } from '../figures.ts'
import { compared, type Finding, type Pair } from '../finding.ts'
import type { Progress } from '../run.ts'
import { percentile } from '../statistics.ts'
import { timed } from '../turns.ts'
import { input } from './decision.ts'

const rounds = 5
const [resources, recorded] = [200, 1_000]
/** Milliseconds between two decisions, as when people ask one after the other. */
const between = 5

/**
 * The judgement of a change of a large access repository, beside one `opa test --coverage` of its policy; and a decision that is asked for
 * meanwhile, beside one that is asked for alone.
 */
export async function benchJudgement(progress: Progress): Promise<Finding[]> {
  const opa = await findOpa({ own: process.env.DAYPASS_OPA })
  const folder = await mkdtemp(join(tmpdir(), 'daypass-judgement-'))
  const engine = createPolicyEngine({ opa })
  try {
    const inForce = await checkedOut(join(folder, 'before'), '1h')
    const proposed = await checkedOut(join(folder, 'after'), '2h')
    const judging = () => judge({ opa, placeInYaml }, proposed, { ...context, inForce })
    const testing = () => promisify(execFile)(opa.path, ['test', '--coverage', 'policies'], quietly(folder))
    const live = await engine.compile(compiledFiles(await readPolicyFolder(defaultPolicies)))
    const deciding = (index: number) => engine.decide(live, input(index))
    const [whole, late]: [Pair[], Pair[]] = [[], []]
    for (let round = 0; round <= rounds; round += 1) {
      const alone = await decisions(deciding, new Promise((resolve) => setTimeout(resolve, 5_000)))
      let ours = 0
      const busy = timed(judging).then((took) => {
        ours = took
      })
      const meanwhile = await decisions(deciding, busy)
      const rival = await timed(testing)
      // The first round warms up what is warm in a server.
      if (round > 0) {
        whole.push({ ours, rival })
        late.push({ ours: percentile(meanwhile, 99), rival: percentile(alone, 99) })
      }
      progress(round, rounds)
    }
    return [
      compared({
        what: `judgement of ${resources} resources and ${recorded} decisions`,
        rival: 'opa test --coverage',
        pairs: whole,
        goal: { atMost: 8 },
        show: seconds,
      }),
      compared({
        what: 'decision while it is judged, p99',
        rival: 'decision alone, p99',
        pairs: late,
        goal: { atMost: 2 },
        show: milliseconds,
      }),
    ]
  } finally {
    await engine.close()
    await rm(folder, { recursive: true })
  }
}

const context = {
  repository: { id: 7, fullName: 'acme/access', private: true },
  now: new Date('2026-11-21T10:00:00Z'),
  recorded: Array.from({ length: recorded }, (_, index) => ({
    ...input(index),
    request: { ...input(index).request, resource: `resource-${index % resources}`, actions: ['read'] },
  })),
}

const quietly = (folder: string) => ({ cwd: join(folder, 'after'), maxBuffer: 64 * 1024 * 1024, env: {} })

/** Milliseconds of each decision until then. */
async function decisions(decide: (index: number) => Promise<unknown>, until: Promise<unknown>): Promise<number[]> {
  let isOver = false
  const over = until.finally(() => {
    isOver = true
  })
  const took: number[] = []
  for (let index = 0; !isOver; index += 1) {
    took.push(await timed(() => decide(index)))
    await new Promise((resolve) => setTimeout(resolve, between))
  }
  await over
  return took
}

/** An access repository with many resources and the default library, checked out. */
async function checkedOut(folder: string, longest: string): Promise<Proposed> {
  const catalog = { resources: Array.from({ length: resources }, (_, index) => resourceOf(index, longest)) }
  const library = await readPolicyFolder(defaultPolicies)
  const files: [string, string][] = [
    ['catalog/all.json.yml', JSON.stringify(catalog, null, 1)],
    ['.github/CODEOWNERS', '* @acme/owners\n'],
    ['.github/daypass.yml', 'issuer: "https://daypass.example"\n'],
    ...[...library].map(([path, text]): [string, string] => [`policies/${path}`, text]),
  ]
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return readProposed(await readCheckout(folder), readYaml)
}

function resourceOf(index: number, longest: string): Resource {
  const sensitivity = (['low', 'medium', 'high', 'critical'] as const)[index % 4] ?? 'low'
  return {
    ...{ id: `resource-${index}`, title: `Resource ${index}`, kind: 'database', sensitivity, connector: 'all' },
    ...{ team: `@acme/team-${index % 20}`, environment: index % 2 ? 'production' : 'staging' },
    actions: {
      read: { scope: `r${index}:read`, max_duration: index === 7 ? longest : '8h' },
      write: { scope: `r${index}:write`, max_duration: '1h' },
    },
  }
}
