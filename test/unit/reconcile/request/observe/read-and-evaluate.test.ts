import { expect, test } from 'vitest'
import { DaypassError, type Problem } from '../../../../../src/core/error.ts'
import type { ErrorCode } from '../../../../../src/core/error-codes.ts'
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
}: {
  outcome?: 'allow' | 'deny'
  credential?: boolean
  fails?: ErrorCode
  unfit?: Problem[]
  /** What GitHub answers to who asks for the membership, one answer after the other. */
  members?: readonly boolean[]
}) {
  const asked: unknown[][] = []
  const inputs: PolicyInput[] = []
  const looked: string[] = []
  let lists = 0
  let membershipReads = 0
  const ports = {
    allowPublic: false,
    halts: async () => [],
    repository: {
      read: async () => ({
        repository: { id: 1, private: true },
        resources: [resource],
        policy: new Map(),
        problems: [],
      }),
    },
    connectorFor: (...by: unknown[]) => {
      asked.push(by)
      return {
        name: 'orders-vault',
        type: 'vault',
        credential,
        audienceOf: (id: string) => `https://vault.example/${id}`,
        check: (actions: Resource['actions']) => {
          looked.push(...Object.keys(actions))
          return unfit
        },
        declare: () => ({ effect: 1, worst: 5, words: 'closed within 5 s' }),
      }
    },
    floorsOf: () => ({}),
    directory: {
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
    requests: { countsFor: async () => ({ openGrants: 0, requests: 0 }) },
    now: () => begins,
  } as unknown as Ports
  const record = decided('pending', 'review')
  const issue = { author: { id: 7, login: 'requester', type: 'User' }, createdAt: begins } as Issue
  const read = (approved = false) =>
    readAndDecide(ports, { record, issue, now: begins, request: record.request, approved })
  return { asked, looked, inputs, record, read, lists: () => lists, membershipReads: () => membershipReads }
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
