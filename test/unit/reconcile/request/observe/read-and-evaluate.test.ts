import { expect, test } from 'vitest'
import { DaypassError, type Problem } from '../../../../../src/core/error.ts'
import type { ErrorCode } from '../../../../../src/core/error-codes.ts'
import { addSeconds } from '../../../../../src/core/instant.ts'
import type { Resource } from '../../../../../src/generated/catalog.ts'
import type { PolicyInput } from '../../../../../src/generated/policy-input.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { readAndDecide } from '../../../../../src/reconcile/request/observe/read-and-evaluate.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { begins, decided } from '../../../core/record-samples.ts'

const resource = {
  id: 'orders-db',
  title: 'Orders',
  kind: 'database',
  sensitivity: 'low',
  connector: 'orders-vault',
  actions: { read: { scope: 'orders:read' }, dump: { scope: 'orders:dump' } },
} as unknown as Resource

/** A world in which policy says `outcome`, and the connector gives a credential or none. */
function world({
  outcome = 'deny',
  credential = true,
  fails,
  unfit = [],
  members = [true],
  policy = '',
  permission = 'none',
  type = 'User',
  isPrivate = true,
  lends,
  codeowners,
}: {
  outcome?: 'allow' | 'deny'
  credential?: boolean
  fails?: ErrorCode
  unfit?: Problem[]
  /** What GitHub answers to who asks for the membership, one answer after the other. */
  members?: readonly boolean[]
  /** The text of the policy. */
  policy?: string
  permission?: string
  type?: 'User' | 'Bot'
  isPrivate?: boolean
  /** The connector lends this team, 3 of 1 and 2, of which 2 is below 1. */
  lends?: number
  codeowners?: string
}) {
  const asked: unknown[][] = []
  const inputs: PolicyInput[] = []
  const looked: string[] = []
  let lists = 0
  let membershipReads = 0
  let permissionReads = 0
  let ledgerReads = 0
  const teamsAsked: string[][] = []
  const ports = {
    allowPublic: !isPrivate,
    halts: async () => [],
    repository: {
      read: async () => ({
        repository: { id: 1, owner: 'acme', private: isPrivate },
        resources: [resource, { ...resource, id: 'wiki', environment: 'staging' }],
        policy: new Map([['decision.rego', policy]]),
        codeowners,
        problems: [],
      }),
    },
    connectorFor: (...by: unknown[]) => {
      asked.push(by)
      return {
        name: 'orders-vault',
        type: 'vault',
        credential,
        ...(lends === undefined ? {} : { lends: () => [{ team: lends }] }),
        audienceOf: (id: string) => `https://vault.example/${id}`,
        check: (actions: Resource['actions']) => {
          looked.push(...Object.keys(actions))
          return unfit
        },
        declare: () => ({ effect: 1, worst: 5, words: 'closed within 5 s' }),
      }
    },
    floorsOf: () => ({}),
    teams: {
      of: async () => ({
        organisation: 'acme',
        teams: [
          { id: 1, slug: 'eng' },
          { id: 2, slug: 'dev', above: 1 },
          { id: 3, slug: 'ops' },
        ],
      }),
      mayWrite: async (_repository: number, slug: string) => slug === 'ops',
    },
    directory: {
      permission: async () => {
        permissionReads++
        return permission
      },
      teamsOf: async (_repository: number, _person: unknown, teams: string[]) => {
        teamsAsked.push(teams)
        return teams.filter((team) => team === '@acme/on-call')
      },
      isMember: async () => members[membershipReads++] ?? members.at(-1) ?? true,
      sshKeys: async () => {
        lists++
        if (fails) throw new DaypassError(fails, 'no keys today')
        return []
      },
    },
    seenKeys: { noted: async () => new Map() },
    grants: { mayBegin: async () => undefined },
    engine: {
      compile: async () => ({}),
      decide: async (_policy: unknown, input: PolicyInput) => {
        inputs.push(input)
        return { outcome, reasons: ['said so'] }
      },
    },
    log: { warn: () => undefined },
    requests: {
      countsFor: async () => ({ openGrants: 0, requests: 0 }),
      ledgerFor: async () => {
        ledgerReads++
        return {
          grants: [
            { resource: 'wiki', scopes: ['wiki:edit'], ends: addSeconds(begins, 60) },
            { resource: 'gone', scopes: ['gone:read'], ends: addSeconds(begins, 90) },
          ],
          seconds: 900,
          others: 3,
        }
      },
    },
    now: () => begins,
  } as unknown as Ports
  const record = decided('pending', 'review')
  const issue = { author: { id: 7, login: 'requester', type }, createdAt: begins } as Issue
  const read = (approved = false) =>
    readAndDecide(ports, { record, issue, now: begins, request: record.request, approved })
  const reads = () => ({ permissions: permissionReads, ledger: ledgerReads, teams: teamsAsked })
  return { asked, looked, inputs, record, read, reads, lists: () => lists, membershipReads: () => membershipReads }
}

test('what would be granted names its connector with its kind, as the deployment has them now', async () => {
  const { asked, record, read } = world({})
  expect(await read()).toMatchObject({
    kind: 'decided',
    lease: {
      connector: 'orders-vault',
      connectorType: 'vault',
      audience: 'https://vault.example/orders-db',
      scope: 'orders:dump orders:read',
      howItEnds: 'closed within 5 s',
    },
  })
  // Nothing has begun yet, so that no kind is asked for.
  expect(asked).toEqual([[record.key.repository, 'orders-vault']])
})

test.each([
  ['shown at once', [true], true, 1],
  ['not shown by one answer, as on a bad day of GitHub', [false, true], true, 2],
  ['not shown by two', [false, false, true], false, 2],
])('a membership that is %s', async (_how, members, expected, reads) => {
  const { inputs, read, membershipReads } = world({ members })
  await read()
  expect(inputs.map(({ facts }) => facts.requester.organisation_member)).toEqual([expected])
  expect(membershipReads()).toBe(reads)
})

test('what its connector cannot give is decided by nobody, and the catalog is to be mended', async () => {
  const problem = { code: 'CATALOG_INVALID', where: 'actions.dump', message: 'Nothing in the vault burns.' } as const
  const { inputs, looked, record, read } = world({ outcome: 'allow', unfit: [problem] })
  const findings = [{ ...problem, where: 'catalog: orders-db.actions.dump' }]
  expect(await read()).toEqual({ kind: 'undecided', findings })
  expect(inputs).toEqual([])
  // What nobody asks for here is another's problem.
  expect(looked).toEqual(record.request?.actions)
})

test.each<[string, Parameters<typeof world>[0], string | undefined]>([
  ['of nobody who is asked', { lends: 2, codeowners: '* @alice' }, undefined],
  ['that owns something', { lends: 2, codeowners: '* @acme/dev' }, '@acme/dev has a say (.github/CODEOWNERS:1)'],
  ['below one that owns something', { lends: 2, codeowners: '* @acme/eng' }, 'is in @acme/eng, which has a say'],
  ['above one that owns something', { lends: 1, codeowners: '* @acme/dev' }, 'is below @acme/eng'],
  ['that the policy names', { lends: 2, policy: 'x := "@acme/dev"' }, 'has a say (policies/decision.rego:1)'],
  ['that may write here', { lends: 3 }, '@acme/ops may write to the access repository'],
  ['that nobody sees', { lends: 9 }, 'the team 9'],
])('a team %s is lent only where nobody has a say by it', async (_, options, why) => {
  const { inputs, read } = world({ ...options, outcome: 'allow', credential: false })
  const reading = await read()
  if (why === undefined) expect(reading.kind).toBe('decided')
  else {
    const findings = [{ code: 'LOAN_FORBIDDEN', message: expect.stringContaining(why) }]
    expect(reading).toMatchObject({ kind: 'undecided', findings })
    // Nothing is asked of a policy by which nothing can be granted.
    expect(inputs).toEqual([])
  }
})

test.each([
  [[true], 'allow', 'decided'],
  [[false], 'allow', 'undecided'],
  // A no is a no.
  [[false], 'deny', 'decided'],
] as const)('members alone are lent anything: %j, %s', async (members, outcome, kind) => {
  const { read } = world({ lends: 2, members, outcome, credential: false })
  const reading = await read()
  expect(reading.kind).toBe(kind)
  if (kind === 'undecided')
    expect(reading).toMatchObject({
      findings: [{ code: 'LOAN_FORBIDDEN', message: expect.stringContaining('members') }],
    })
})

test('a kind that gives no credential asks for no key', async () => {
  const { inputs, read, lists } = world({ outcome: 'allow', credential: false })
  const reading = await read()
  expect(reading).toMatchObject({
    kind: 'decided',
    key: { ok: true, keys: [] },
    decision: { output: { outcome: 'allow' } },
  })
  expect(reading).not.toHaveProperty('keys')
  expect(inputs[0]?.facts.requester).not.toHaveProperty('keys')
  expect(lists()).toBe(0)
})

test('a kind that gives one looks at the keys when the request is read (field.D2)', async () => {
  const { inputs, read, lists } = world({ outcome: 'allow' })
  expect(await read()).toMatchObject({
    keys: { keys: [], left: [] },
    key: { ok: false, finding: { code: 'KEY_NONE' } },
  })
  expect(inputs[0]?.facts.requester.keys).toEqual({ usable: 0 })
  expect(lists()).toBe(1)
})

test('more time needs no key, whatever became of the keys since', async () => {
  const { record, read, lists } = world({ outcome: 'allow' })
  const keys = { at: begins.toISOString(), keys: [], left: [] }
  Object.assign(record, { keys, extension: {} })
  expect(await read(true)).toMatchObject({ decision: { output: { outcome: 'allow' } }, key: { ok: true, keys: [] } })
  expect(lists()).toBe(0)
})

test.each<[string, ErrorCode, number, boolean]>([
  ['GitHub’s bad day is waited for in silence', 'GITHUB_UNAVAILABLE', 4, false],
  ['a bad day that lasts is told', 'GITHUB_UNAVAILABLE', 5, true],
  ['what GitHub refuses is told at once', 'GITHUB_REFUSED', 0, true],
  ['a limit is none of its readers’ business', 'GITHUB_LIMITED', 9, false],
])('%s', async (_, fails, tries, isTold) => {
  const { record, read } = world({ fails })
  Object.assign(record, { tries, keys: undefined })
  if (!isTold) return expect(read()).rejects.toMatchObject({ code: fails })
  expect(await read()).toMatchObject({ kind: 'undecided', findings: [{ code: fails, message: 'no keys today' }] })
})

test.each<[string, Parameters<typeof world>[0], string | undefined, number]>([
  ['is read where the policy names it', { members: [false] }, 'none', 1],
  ['is that of who has access to the repository', { members: [false], permission: 'read' }, 'outside-collaborator', 1],
  ['of a member costs no call', {}, 'member', 0],
  ['of an app is not read', { members: [false], type: 'Bot' }, undefined, 0],
  ['is none for who reads what everybody reads', { members: [false], permission: 'read', isPrivate: false }, 'none', 1],
  [
    'counts where more than that is given',
    { members: [false], permission: 'write', isPrivate: false },
    'outside-collaborator',
    1,
  ],
])('the affiliation %s', async (_what, change, expected, permissions) => {
  const { inputs, read, reads } = world({ policy: 'a if input.facts.requester.affiliation == "member"', ...change })
  await read()
  expect(inputs.map(({ facts }) => facts.requester.affiliation)).toEqual([expected])
  expect(inputs.map(({ version }) => version)).toEqual([expected === undefined ? undefined : 2])
  expect(reads()).toMatchObject({ permissions, ledger: 0 })
})

test('what no policy names is not read', async () => {
  const { inputs, read, reads } = world({ members: [false], policy: '# affiliation, grants, "@acme/on-call"' })
  await read()
  expect(Object.keys(inputs[0]?.facts.requester ?? {})).toEqual([
    'id',
    'login',
    'type',
    'organisation_member',
    'teams',
    'keys',
  ])
  expect(inputs[0]).not.toHaveProperty('version')
  expect(inputs[0]?.facts).not.toHaveProperty('live_on_resource')
  expect(reads()).toEqual({ permissions: 0, ledger: 0, teams: [] })
})

test.each<[string, object]>([
  ['open_grants_total', { requester: { open_grants_total: 2 } }],
  ['granted_seconds_last_day', { requester: { granted_seconds_last_day: 900 } }],
  ['live_on_resource', { live_on_resource: 3 }],
  [
    'grants',
    {
      requester: {
        grants: [
          {
            ...{ resource: 'wiki', environment: 'staging', scopes: ['wiki:edit'] },
            ends_ns: addSeconds(begins, 60).getTime() * 1_000_000,
          },
          { resource: 'gone', scopes: ['gone:read'], ends_ns: addSeconds(begins, 90).getTime() * 1_000_000 },
        ],
      },
    },
  ],
])('the ledger is read where the policy names %s', async (fact, expected) => {
  const { inputs, read, reads } = world({ policy: `a if input.facts.x.${fact} > 0` })
  await read()
  expect(inputs[0]).toMatchObject({ version: 2, facts: expected })
  expect(toldOfLedger(inputs[0])).toEqual(new Set([fact]))
  expect(reads().ledger).toBe(1)
})

/** Of the facts of the ledger, those that were told. */
function toldOfLedger(input: PolicyInput | undefined): Set<string> {
  const facts = { ...input?.facts.requester, ...input?.facts }
  const all = ['open_grants_total', 'granted_seconds_last_day', 'live_on_resource', 'grants']
  return new Set(all.filter((name) => name in facts))
}

test('teams that the policy names are asked about, and no grant rests on them', async () => {
  const { inputs, read, reads } = world({ policy: '"@acme/on-call" in t; "@acme/other" in t; "@evil/x" in t' })
  expect(await read()).toMatchObject({ kind: 'decided', memberOf: [] })
  expect(reads().teams).toEqual([['@acme/on-call', '@acme/other']])
  expect(inputs[0]?.facts.requester.teams).toEqual(['@acme/on-call'])
})
