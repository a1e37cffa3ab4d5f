import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { catalog } from '../../demo/stage.ts'
import { createJudge } from '../../src/compose/judging.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { sha256 } from '../../src/core/digest.ts'
import type { Lendable } from '../../src/core/lending/loans.ts'
import { readProposed } from '../../src/github/governance/proposed.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa, type OpaBinary } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyReplay } from '../../src/policy/policy-replay.ts'
import type { KeptDecision } from '../../src/ports/decision-archive.ts'
import type { GovernanceStore } from '../../src/ports/governance-store.ts'
import { policyInput } from '../unit/policy/fixture.ts'
import { base, head, key, merge, ProposalStage, pullAt, pusher } from '../unit/reconcile/proposal/proposal-stage.ts'

// What pull requests come to whose files are truly judged: rows of the study's table of edge cases.
type Files = Record<string, string | { link: string }>

let opa: OpaBinary
let inForce: Files
let stage: ProposalStage
let commits: Record<string, Files>
let decided: KeptDecision[]
let lends: Lendable[]

beforeAll(async () => {
  opa = await findOpa({})
  const library = await readPolicyFolder(defaultPolicies)
  inForce = Object.fromEntries([...library].map(([path, text]) => [`policies/${path}`, text]))
  inForce['catalog/example.yml'] = catalog
  inForce['.github/CODEOWNERS'] =
    '/requests/ @acme/orders\n/catalog/ @otto @olga\n/policies/ @otto @olga\n/.github/ @otto @olga\n'
})

beforeEach(async () => {
  stage = new ProposalStage()
  Object.assign(stage.people, {
    '@acme/orders': [
      { id: 21, login: 'sam' },
      { id: 22, login: 'sue' },
    ],
    '@acme/security': [
      { id: 31, login: 'ada' },
      { id: 32, login: 'abe' },
    ],
    '@rita': [{ id: 1, login: 'rita' }],
    '@mallory': [{ id: 66, login: 'mallory' }],
  })
  decided = []
  lends = []
  commits = { [base]: inForce }
  stage.codeowners = String(inForce['.github/CODEOWNERS'])
  stage.files = (commit) => readProposed(entriesOf(commits[commit] ?? {}), readYaml)
  const { owners } = stage.ports()
  const archive = { decisionsBefore: async () => decided }
  // Nothing lives here.
  const governances = { live: async () => [] } as unknown as GovernanceStore
  const living = { governances, replay: () => createPolicyReplay({ opa }), floorsOf: () => ({}) }
  const tree = {
    organisation: 'acme',
    teams: [
      { id: 1, slug: 'eng' },
      { id: 2, slug: 'dev', above: 1 },
      { id: 3, slug: 'night-shift' },
    ],
  }
  const lent = { teams: { of: async () => tree, mayWrite: async () => false }, lends }
  stage.judge = createJudge({ opa, archive, owners, lent, ...living, now: () => stage.clock })
  await stage.pushed(pusher)
})

const entriesOf = (files: Files) =>
  Object.entries(files).map(([path, text]) => ({
    ...{ path, mode: typeof text === 'string' ? '100644' : '120000', size: 1 },
    read: async () => Buffer.from(typeof text === 'string' ? text : text.link),
  }))

/** Puts these files behind a commit; null: it is not there. */
function commit(name: string, change: Record<string, Files[string] | null>, from = inForce): void {
  const files = Object.entries({ ...from, ...change }).filter((one): one is [string, Files[string]] => one[1] !== null)
  commits[name] = Object.fromEntries(files)
  for (const [at, all] of Object.entries(commits))
    stage.listings[at] = JSON.stringify(
      Object.entries(all).map(([path, text]) => [path, '1', sha256(JSON.stringify(text))]),
    )
}

async function judgedWith(change: Record<string, Files[string] | null>) {
  commit(merge, change)
  await stage.look()
  expect(stage.errors).toStrictEqual([])
  const { conclusion, output, annotations } = stage.runs.at(-1) ?? {}
  const codes = annotations?.map(({ title, path, level }) => `${level} ${title} ${path}`) ?? []
  return { conclusion, title: output?.title ?? '', summary: output?.summary ?? '', codes }
}

const looserCatalog = catalog.replace('    team: "@acme/orders"\n    environment', '    environment')
const below = (folder: string) =>
  Object.fromEntries(Object.keys(inForce).flatMap((path) => (path.startsWith(folder) ? [[path, null]] : [])))

describe('a pull request that', () => {
  test.each<[string, string, number]>([
    ['itself', '@acme/dev', 2],
    ['below it', '@acme/eng', 2],
    ['above it', '@acme/dev', 1],
  ])('gives a say to a team where one is lent: %s', async (_, name, team) => {
    lends.push({ team })
    const owners = `/requests/ @acme/orders ${name}\n/catalog/ @otto @olga\n/policies/ @otto @olga\n/.github/ @otto @olga\n`
    const { conclusion, codes } = await judgedWith({ '.github/CODEOWNERS': owners })
    expect(conclusion).toBe('failure')
    expect(codes.join()).toMatch(/failure LOAN_FORBIDDEN \.github\/CODEOWNERS/)
  })

  test.each([
    ['is lent', 3, 'failure'],
    ['is not', 2, 'success'],
  ])('gives a say in the policy to a team that %s', async (_, team, expected) => {
    lends.push({ team }, { repository: 9, permission: 'push' })
    const named = `# Asks @acme/night-shift.\n${inForce['policies/decision.rego']}`
    const { conclusion, codes } = await judgedWith({ 'policies/decision.rego': named })
    expect(conclusion).toBe(expected)
    const found = codes.filter((code) => code.includes('LOAN_FORBIDDEN'))
    expect(found).toEqual(expected === 'failure' ? ['failure LOAN_FORBIDDEN policies/decision.rego'] : [])
  })

  test('changes policy and CODEOWNERS at once is approved by the owners of before', async () => {
    const owners = '/requests/ @acme/orders\n* @mallory @rita\n'
    const change = { 'catalog/example.yml': looserCatalog, '.github/CODEOWNERS': owners }
    stage.reviews = [stage.review(1, 66, 'APPROVED'), stage.review(2, 1, 'APPROVED')]
    const { conclusion, title, summary } = await judgedWith(change)
    expect([conclusion, title]).toStrictEqual(['action_required', 'Looser: 2 more policy owners must approve'])
    expect(summary).toMatch(/approve this very commit: `o(?:tto|lga)`, `o(?:tto|lga)`\./)
    stage.reviews = [stage.review(3, 5, 'APPROVED'), stage.review(4, 6, 'APPROVED')]
    await stage.look()
    expect(stage.runs.at(-1)?.conclusion).toBe('success')
  })

  test('makes its own change easier says so first, and waits', async () => {
    const owners = String(inForce['.github/CODEOWNERS']).replace(
      '/policies/ @otto @olga',
      '/policies/ @otto @olga @mallory',
    )
    const { conclusion, summary } = await judgedWith({ '.github/CODEOWNERS': owners })
    expect(conclusion).toBe('action_required')
    expect(summary.split('\n\n')[1]).toMatch(/^- Who may change the rules: `\/policies\/` is owned by .*`@mallory`/)
  })

  test('takes the policies away is red', async () => {
    const { conclusion, codes } = await judgedWith(below('policies/'))
    expect(conclusion).toBe('failure')
    expect(codes.join()).toMatch(/failure POLICY_MISSING policies/)
  })

  test('puts a link in the place of the policies is red, at its path', async () => {
    const { conclusion, codes } = await judgedWith({ ...below('policies/'), policies: { link: 'elsewhere' } })
    expect(conclusion).toBe('failure')
    expect(codes.join()).toMatch(/failure \w+ policies\b/)
  })

  test('changes tests and tables alone is judged by its form, and is green', async () => {
    const table = String(inForce['policies/cases/duration.yaml'])
    const { conclusion, title, summary } = await judgedWith({
      'policies/cases/duration.yaml': `${table}\n# the same\n`,
    })
    expect([conclusion, title]).toStrictEqual(['success', expect.stringMatching(/^Nothing looser or stricter found/)])
    expect(summary).toMatch(/\d+ tests pass/)
  })

  test('changes comments alone is green, and tells that there was nothing to ask again', async () => {
    const decision = String(inForce['policies/decision.rego'])
    const { conclusion, summary } = await judgedWith({ 'policies/decision.rego': `# Words.\n${decision}` })
    expect(conclusion).toBe('success')
    expect(summary).toContain('Nothing was decided here yet')
    expect(summary).not.toContain('| looser |')
  })

  test('is broken at its head, and mended by what was merged since, is judged as it would be merged', async () => {
    commits[head] = { ...inForce, 'policies/decision.rego': 'package daypass\n\ndecision := {' }
    const decision = String(inForce['policies/decision.rego'])
    expect(await judgedWith({ 'policies/decision.rego': `# Words.\n${decision}` })).toMatchObject({
      conclusion: 'success',
    })
  })

  test('has a test that fails is red', async () => {
    const more = 'package daypass_test\n\nimport rego.v1\n\ntest_never if 1 == 2\n'
    expect(await judgedWith({ 'policies/more_test.rego': more })).toMatchObject({ conclusion: 'failure' })
  })

  test('brings data of a megabyte is told so, and is no success without a word', async () => {
    const data = JSON.stringify({ ...JSON.parse(String(inForce['policies/data.json'])), more: 'x'.repeat(1_100_000) })
    const { conclusion, codes } = await judgedWith({ 'policies/data.json': data })
    expect(conclusion).toBe('failure')
    expect(codes.join()).toMatch(/failure POLICY_FORBIDDEN policies/)
  })

  test('lets policies say more asks again what people asked last, each request once', async () => {
    const input = policyInput(({ request, facts }) => {
      Object.assign(request, { resource: 'orders-api' })
      facts.requester.teams = []
    })
    const kept = (id: number, issue: number): KeptDecision => ({
      ...{ id, key: { ...key, issue }, input: { ...input, request: { ...input.request, issue } }, decision: {} },
      ...{ at: stage.clock, why: null, policy: null, receipt: null },
    })
    decided = Array.from({ length: 900 }, (_, at) => kept(900 - at, 40 + (at % 3)))
    const { conclusion, summary } = await judgedWith({ 'catalog/example.yml': looserCatalog })
    expect(conclusion).toBe('action_required')
    expect(summary).toMatch(/\| looser \| members, as was asked once: `read` of `orders-api` \(#40, #41, #42\)/)
    expect(summary).toContain('3 requests of before were asked about again')
  })

  test('is tight alone, and loose with another that is merged first, is judged anew then', async () => {
    const first = catalog.replace('max_duration: 8h', 'max_duration: 2h')
    const alone = await judgedWith({ 'catalog/example.yml': catalog.replace('max_duration: 4h', 'max_duration: 3h') })
    expect(alone.title).toMatch(/^Stricter/)
    // The other one, which took more away, is merged: what was a limit of 8h would come back by the older file.
    stage.tip = 'x'.repeat(40)
    commits[stage.tip] = { ...inForce, 'catalog/example.yml': first }
    stage.pull = pullAt({ merge: { commit: merge, onto: stage.tip } })
    const together = await judgedWith({
      'catalog/example.yml': catalog.replace('max_duration: 4h', 'max_duration: 3h'),
    })
    expect(together).toMatchObject({ conclusion: 'action_required' })
  })
})
