import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { load } from 'js-yaml'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseDuration } from '../../src/core/duration.ts'
import { whatItTakes } from '../../src/core/effect/what-it-takes.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../src/generated/policy-output.ts'
import { isPolicyInput, isPolicyOutput } from '../../src/generated/validators.js'
import { capabilitiesPath } from '../../src/policy/capabilities.ts'
import { type Compiled, compilePolicy } from '../../src/policy/compile.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa, type OpaBinary } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyEngine } from '../../src/policy/policy-engine.ts'
import { testPolicy } from '../../src/policy/test-policy.ts'
import { type Instance, instantiate } from '../../src/policy/worker/instance.ts'
import type { CompiledPolicy, PolicyEngine, PolicyFiles } from '../../src/ports/policy-engine.ts'
import { runs } from '../runs.ts'
import { policyInput } from '../unit/policy/fixture.ts'

const PAGES = 1024

let binary: OpaBinary
let opa: string
let files: PolicyFiles
let engine: PolicyEngine
let policy: CompiledPolicy
let compiled: Compiled
let used: Instance

beforeAll(async () => {
  binary = await findOpa({})
  opa = binary.path
  files = await readPolicyFolder(defaultPolicies)
  engine = createPolicyEngine(patient())
  policy = await engine.compile(files)
  compiled = await compilePolicy(opa, files)
  used = await instantiate(compiled.module, compiled.data, PAGES)
})
afterAll(() => engine.close())

/** What is decided is asked here, not how quickly. */
const patient = () => ({ opa: binary, deadlineMs: 20_000 })

const withSettings = (daypass_settings: unknown): Promise<Instance> =>
  instantiate(compiled.module, JSON.stringify({ daypass_settings }), PAGES)

/** Requests of every kind, sensible and odd; most differ from the last in what it had. */
const anyInput: fc.Arbitrary<PolicyInput> = fc
  .record({
    actions: fc.oneof(
      { weight: 2, arbitrary: fc.constant(['read']) },
      {
        weight: 1,
        arbitrary: fc.uniqueArray(fc.constantFrom('read', 'write', 'dump', 'drop'), { minLength: 1, maxLength: 3 }),
      },
    ),
    duration: fc.oneof(fc.constantFrom(1, 1800, 3600, 3601, 43_200, 43_201), fc.integer({ min: 1, max: 200_000 })),
    ticket: fc.constantFrom(undefined, '', 'SEC-1'),
    type: fc.constantFrom('User', 'User', 'User', 'Bot', 'Organization'),
    member: fc.constantFrom(true, true, true, false),
    teams: fc.subarray(['@acme/orders', '@acme/security', '@evil/orders']),
    team: fc.constantFrom(undefined, '@acme/orders'),
    expires: fc.constantFrom(
      undefined,
      '2026-11-21T16:20:00Z',
      '2026-11-21T15:00:00.5Z',
      '2026-12-24T00:00:00+01:00',
      'soon',
    ),
    environment: fc.constantFrom(undefined, 'production', 'preview «7» \u{1f680}'),
    read: fc.constantFrom('low', 'medium'),
    owner: fc.constantFrom('acme', 'Acme', 'evil'),
    reason: fc.string({ unit: 'binary', maxLength: 40 }).filter((s) => s.isWellFormed()),
  })
  .map((r) =>
    policyInput((input) => {
      Object.assign(input.request, { actions: r.actions, duration: r.duration, reason: r.reason })
      if (r.ticket !== undefined) input.request.ticket = r.ticket
      Object.assign(input.facts.requester, { type: r.type, organisation_member: r.member, teams: r.teams })
      const { resource, repository } = input.facts
      repository.full_name = `${r.owner}/access`
      delete resource.team
      delete resource.environment
      if (r.team !== undefined) resource.team = r.team
      if (r.environment !== undefined) resource.environment = r.environment
      if (r.expires !== undefined) resource.expires = r.expires
      Object.assign(resource.actions, { read: { scope: 'orders:read', sensitivity: r.read } })
    }),
  )

const at = (instant: string): number => Date.parse(instant) * 1_000_000

/** All that data.json can switch on. */
const everything = {
  security_team: 'security',
  hours: {
    ...{ zone: 'Europe/Berlin', from: '08:00', until: '18:00' },
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
    holidays: ['2026-12-25'],
    levels: ['medium', 'high'],
  },
  freezes: [
    { from: '2026-11-26T00:00:00Z', until: '2026-11-27T00:00:00Z', why: 'a move', environments: ['production'] },
  ],
  on_call: {
    rota: [{ from: '2026-11-20T00:00:00Z', until: '2026-11-24T12:00:00Z', people: { requester: 1001 } }],
    levels: ['medium'],
  },
  quotas: [{ of: 'open_grants', most: 3, called: 'open grants' }],
  machines: { 'deploy[bot]': { id: 1001, resources: ['orders-db'] } },
  guests: { levels: ['low', 'medium'], max_duration: '6h' },
  duties: [{ not: ['@acme/orders'], why: 'who asks does not decide.', environments: ['production'] }],
  break_glass: {
    ...{ team: '@acme/security', level: 'high', max_duration: '1h', review_within: '24h' },
    tell: ['@acme/security'],
  },
}

/** Requests of every kind within a week. */
const atAnyTime = fc
  .tuple(
    anyInput,
    fc.integer({ min: 0, max: 7 * 24 * 60 }),
    fc.integer({ min: 0, max: 4 }),
    fc.constantFrom(undefined, 'none' as const, 'outside-collaborator' as const),
    fc.constantFrom(undefined, '2026-11-24T00:00:00Z'),
    fc.constantFrom<PolicyInput['facts']['requester']['debts']>(undefined, undefined, [], [{ issue: 7, since_ns: 1 }]),
  )
  .map(([input, minutes, open_grants, affiliation, until, debts]): PolicyInput => {
    const now_ns = at('2026-11-21T00:00:00Z') + minutes * 60_000_000_000
    const requester = { ...input.facts.requester, ...(affiliation && { affiliation }), ...(debts && { debts }) }
    const request = { ...input.request, ...(debts && { emergency: true as const }) }
    const resource = { ...input.facts.resource, ...(until && { guests: { until } }) }
    return { ...input, request, facts: { ...input.facts, now_ns, open_grants, requester, resource } }
  })

describe('the default library', () => {
  it('passes its own tests', async () => {
    const found = await testPolicy({ path: opa }, files)
    expect(found).toMatchObject({ failed: 0, findings: [] })
    expect(found.passed).toBeGreaterThan(50)
  })

  it('has a test for every line', () => {
    const args = [
      'test',
      defaultPolicies,
      '--timeout',
      '25s',
      '--capabilities',
      capabilitiesPath,
      '--coverage',
      '-f',
      'json',
    ]
    expect(JSON.parse(execFileSync(opa, args, { encoding: 'utf8' }))).toMatchObject({ coverage: 100 })
  })

  it('is formatted and strict', () => {
    expect(execFileSync(opa, ['fmt', '--list', '--fail', defaultPolicies], { encoding: 'utf8' })).toBe('')
    execFileSync(opa, ['check', '--strict', '--capabilities', capabilitiesPath, defaultPolicies])
  })

  it('decides every case in WASM as the table says', async () => {
    type Case = { name: string; expect: unknown; given?: object; without?: string[]; settings?: unknown }
    const base = (load(files.get('cases/base.yaml') ?? '') as { base: PolicyInput }).base
    let decided = 0
    const tables = [...files.keys()].filter((path) => path.startsWith('cases/') && path !== 'cases/base.yaml')
    for (const table of tables) {
      const [cases = []] = Object.values(load(files.get(table) ?? '') as Record<string, Case[]>)
      for (const { name, given, without = [], settings, expect: expected } of cases) {
        const input = merged(structuredClone(base), given ?? {})
        for (const path of without) remove(input, path.split('/'))
        const instance = settings === undefined ? used : await withSettings(settings)
        expect(JSON.parse(instance.evaluate(JSON.stringify(input))), `${table}: ${name}`).toEqual(expected)
        expect(isPolicyOutput(expected), name).toBe(true)
        decided += 1
      }
    }
    expect(decided).toBeGreaterThan(180)
  })

  it('answers in WASM as in opa itself, whatever is asked', () => {
    const inputs = fc.sample(anyInput, runs(200, 2_500))
    expect(inputs.every((input) => isPolicyInput(input))).toBe(true)
    const found = inputs.map((input) => JSON.parse(used.evaluate(JSON.stringify(input))))
    expect(found).toEqual(decideNatively(inputs))
    expect(found.every((output) => isPolicyOutput(output))).toBe(true)
    // The control: the inputs reach every kind of answer.
    expect(new Set(found.map((output) => output.outcome))).toEqual(new Set(['allow', 'review', 'deny']))
  })

  it('does so with all that data.json can switch on', async () => {
    const instance = await withSettings(everything)
    const inputs = fc.sample(atAnyTime, runs(200, 2_500))
    const found = inputs.map((input) => JSON.parse(instance.evaluate(JSON.stringify(input))))
    expect(found).toEqual(decideNatively(inputs, everything))
    expect(found.every((output) => isPolicyOutput(output))).toBe(true)
    expect(new Set(found.map((output) => output.outcome))).toEqual(new Set(['allow', 'review', 'deny']))
  })

  it('gives nobody more by what data.json switches on, but to who is on call, and in an emergency', async () => {
    const [plain, instance] = [
      await withSettings({ security_team: 'security' }),
      await withSettings({
        ...everything,
        ...{ on_call: undefined, machines: undefined, guests: undefined, break_glass: undefined },
      }),
    ]
    const ranks = ['deny', 'review', 'allow']
    fc.assert(
      fc.property(atAnyTime, (input) => {
        const [before, after] = [plain, instance].map((one) => JSON.parse(one.evaluate(JSON.stringify(input))))
        if (after.outcome === 'deny') return true
        const seconds = ({ max_duration }: PolicyOutput) => parseDuration(max_duration ?? '')
        return ranks.indexOf(after.outcome) <= ranks.indexOf(before.outcome) && seconds(after) <= seconds(before)
      }),
    )
  })

  it.each<[what: string, change: (input: PolicyInput) => void, settings: object, way: object[]]>([
    [
      'outside of the hours: their beginning',
      ({ facts }) => Object.assign(facts, { now_ns: at('2026-11-23T20:00:00Z') }),
      { hours: { ...everything.hours, levels: ['low'] } },
      [{ about: 'time', at: '2026-11-24T07:00:00.000Z' }],
    ],
    [
      'for longer than the hours last: less',
      ({ facts, request }) => {
        facts.now_ns = at('2026-11-23T16:30:00Z')
        request.duration = 3600
      },
      { hours: { ...everything.hours, levels: ['low'] } },
      [{ about: 'duration', seconds: 1800 }],
    ],
    [
      'in a freeze: its end',
      ({ facts }) => Object.assign(facts, { now_ns: at('2026-11-21T12:00:00Z') }),
      { freezes: [{ from: '2026-11-20T00:00:00Z', until: '2026-11-23T06:00:00Z', why: 'a move' }] },
      [{ about: 'time', at: '2026-11-23T06:00:00.000Z' }],
    ],
    [
      'with too many grants: an end of one',
      ({ facts }) => Object.assign(facts, { open_grants: 2 }),
      { quotas: [{ of: 'open_grants', most: 2, called: 'open grants' }] },
      [{ about: 'grants', ended: 1 }],
    ],
  ])('is told what it takes, %s', async (_what, change, settings, way) => {
    const instance = await withSettings(settings)
    const input = policyInput(change)
    const asking = whatItTakes({
      ...{ input, limits: [], readsTime: true, takesTicket: true },
      wished: (access) => access !== 'none',
      accessOf: (_asked, { outcome }) => (outcome === 'deny' ? 'none' : 'reviewed'),
    })
    let step = asking.next()
    while (!step.done) step = asking.next(JSON.parse(instance.evaluate(JSON.stringify(step.value))))
    expect(step.value.access).toBe('none')
    expect(step.value.ways.map(({ moves }) => moves)).toContainEqual(way)
  })

  it('never gives a guest anything without somebody of the team', async () => {
    const instance = await withSettings(everything)
    let given = 0
    fc.assert(
      fc.property(atAnyTime, fc.boolean(), (asked, isCollaborator) => {
        const input = structuredClone(asked)
        const { requester, resource } = input.facts
        const affiliation = isCollaborator ? 'outside-collaborator' : 'none'
        Object.assign(requester, { type: 'User', organisation_member: false, affiliation })
        Object.assign(resource, { team: '@acme/orders', guests: { until: '2026-11-28T00:00:00Z' } })
        delete resource.expires
        const { outcome, approvals = [] } = JSON.parse(instance.evaluate(JSON.stringify(input))) as PolicyOutput
        if (outcome !== 'deny') given += 1
        return (
          outcome === 'deny' ||
          (isCollaborator &&
            outcome === 'review' &&
            approvals.some(({ from }) => from.length === 1 && from[0] === '@acme/orders'))
        )
      }),
      { numRuns: runs(500) },
    )
    expect(given).toBeGreaterThan(5)
  })

  it('allows nobody outside the organisation, no bot, and nobody outside the team', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { outcome } = JSON.parse(used.evaluate(JSON.stringify(input)))
        const { requester, resource } = input.facts
        if (requester.type !== 'User' || !requester.organisation_member) return outcome === 'deny'
        if (resource.team !== undefined && !requester.teams.includes(resource.team)) return outcome !== 'allow'
        return true
      }),
    )
  })

  it('is not moved by what a person writes as a reason', () => {
    fc.assert(
      fc.property(anyInput, fc.json(), (input, reason) => {
        const other = { ...input, request: { ...input.request, reason } }
        return used.evaluate(JSON.stringify(other)) === used.evaluate(JSON.stringify(input))
      }),
    )
  })
})

describe('an instance', () => {
  it('keeps nothing of one evaluation for the next', async () => {
    await fc.assert(
      fc.asyncProperty(anyInput, anyInput, async (a, b) => {
        const fresh = await instantiate(compiled.module, compiled.data, PAGES)
        used.evaluate(JSON.stringify(a))
        return used.evaluate(JSON.stringify(b)) === fresh.evaluate(JSON.stringify(b))
      }),
      { numRuns: runs(60) },
    )
  })

  it('gives the same bytes for the same digest and input, in another engine too', async () => {
    const second = createPolicyEngine(patient())
    const again = await second.compile(new Map([...files].toReversed()))
    expect(again.digest).toBe(policy.digest)
    for (const input of fc.sample(anyInput, runs(30))) {
      const first = JSON.stringify(await engine.decide(policy, input))
      expect(JSON.stringify(await engine.decide(policy, input))).toBe(first)
      expect(JSON.stringify(await second.decide(again, input))).toBe(first)
    }
    await second.close()
  })
})

/** All inputs in one run of opa. */
function decideNatively(inputs: readonly PolicyInput[], settings?: object): unknown[] {
  const dir = mkdtempSync(join(tmpdir(), 'daypass-test-'))
  try {
    writeFileSync(join(dir, 'inputs.json'), JSON.stringify({ inputs }))
    const given = settings === undefined ? '' : ` with data.daypass_settings as ${JSON.stringify(settings)}`
    const query = `[d | some i in data.inputs; d := data.daypass.decision with input as i${given}]`
    const args = ['eval', '-f', 'json', '-d', defaultPolicies, '-d', join(dir, 'inputs.json'), query]
    const output = execFileSync(opa, args, { encoding: 'utf8', maxBuffer: 1 << 26 })
    return JSON.parse(output).result[0].expressions[0].value
  } finally {
    rmSync(dir, { recursive: true })
  }
}

function merged<T>(under: T, over: object): T {
  const result = { ...under } as Record<string, unknown>
  for (const [key, value] of Object.entries(over)) {
    const plain = typeof value === 'object' && value !== null && !Array.isArray(value)
    result[key] = plain ? merged((result[key] ?? {}) as object, value) : value
  }
  return result as T
}

function remove(from: object, [first = '', ...rest]: string[]): void {
  const members = from as Record<string, object>
  if (rest.length === 0) delete members[first]
  else if (members[first] !== undefined) remove(members[first], rest)
}
