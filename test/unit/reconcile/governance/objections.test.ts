import { expect, it } from 'vitest'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { PolicyInput } from '../../../../src/generated/policy-input.ts'
import type { LiveGrant } from '../../../../src/ports/governance-store.ts'
import type { PolicyReplay } from '../../../../src/ports/policy-replay.ts'
import { objectionsTo } from '../../../../src/reconcile/governance/objections.ts'
import { policyInput } from '../../policy/fixture.ts'

// What rules object to, of access that lives: never what could not be asked.

const now = new Date('2026-11-30T12:00:00Z')
const ends = new Date(now.getTime() + 1_800_000)
const input = policyInput()
const { id } = input.facts.resource
const output = { outcome: 'allow' as const, reasons: ['so it is'], max_duration: '8h', approvals: [] }
const resource = { id, title: id, kind: 'database', sensitivity: 'low', connector: 'c', actions: actionsOf(input) }

function actionsOf({ request }: PolicyInput) {
  return Object.fromEntries(request.actions.map((name) => [name, { scope: `s:${name}` }]))
}

const lives = (issue: number, over: Partial<LiveGrant> = {}): LiveGrant => ({
  key: { repository: 7, issue },
  record: { grant: { ends }, decision: { at: now.toISOString(), policy: 'p', output } } as never,
  input,
  ...over,
})

type Reply = Awaited<ReturnType<PolicyReplay['ask']>>[number]['now']

/** What is objected to where the rules answer so; and what they were asked. */
async function objected(rows: LiveGrant[], reply?: Reply, resources: Resource[] = [resource as Resource]) {
  const asked: PolicyInput[] = []
  let closed = 0
  const replay = {
    compile: async () => ({}),
    ask: async (questions: readonly { input: PolicyInput }[]) => {
      asked.push(...questions.map((one) => one.input))
      return reply === undefined ? [] : questions.map((_, index) => ({ index, now: reply }))
    },
    close: async () => {
      closed += 1
    },
  } as unknown as PolicyReplay
  const live = async (_: number, after: number, limit: number) =>
    rows.filter(({ key }) => key.issue > after).slice(0, limit)
  const ports = { governances: { live } as never, replay: () => replay, floorsOf: () => ({}), now: () => now }
  const found = await objectionsTo(ports, 7, { policy: new Map(), resources, settings: {} })
  return { ...found, asked, closed }
}

const says = ({ objections }: Awaited<ReturnType<typeof objected>>) =>
  objections.map(({ key, answer }) => `#${key.issue} ${answer.is}`)

it.each<[string, Reply | undefined, string[]]>([
  ['the same answer', undefined, []],
  ['another yes', { output: { ...output, reasons: ['still'] } }, []],
  ['no', { output: { outcome: 'deny', reasons: ['no'] } }, ['#1 refused']],
  ['too short a time', { output: { ...output, max_duration: '1m' } }, ['#1 refused']],
  [
    'approvals that it does not have',
    { output: { ...output, outcome: 'review', approvals: [{ name: 'a', from: ['@otto'], count: 1 }] } },
    ['#1 more'],
  ],
  ['no answer', { code: 'POLICY_UNDEFINED', message: 'none' }, []],
  ['one that failed', { code: 'POLICY_FAILED', message: 'broke' }, []],
  ['one that took too long', { code: 'POLICY_TIMEOUT', message: 'late' }, []],
  ['now this, now that', 'varies', []],
])('%s', async (_, reply, expected) => {
  expect(says(await objected([lives(1)], reply))).toEqual(expected)
})

it('asks for what is left of its time, and for it alone', async () => {
  const { asked } = await objected([lives(1)])
  expect(asked.map(({ request, facts }) => [request.duration, facts.now_ns])).toEqual([[1_800, now.getTime() * 1e6]])
})

it('refuses what the catalog has no more', async () => {
  expect(says(await objected([lives(1)], undefined, []))).toEqual(['#1 refused'])
})

it.each<[string, Partial<LiveGrant>]>([
  ['a record that cannot be read', { record: undefined }],
  ['no input that was kept', { input: null }],
  ['an input that is none', { input: { request: {} } }],
])('objects to nothing for want of %s', async (_, over) => {
  const found = await objected([lives(1, over)], { output: { outcome: 'deny', reasons: ['no'] } })
  expect([says(found), found.live, found.asked]).toEqual([[], 1, []])
})

it('asks about all of many, page by page, and ends its threads', async () => {
  const rows = Array.from({ length: 2_345 }, (_, index) => lives(index + 1))
  const found = await objected(rows, { output: { outcome: 'deny', reasons: ['no'] } })
  expect([found.live, found.objections.length, found.asked.length, found.closed]).toEqual([2_345, 2_345, 2_345, 1])
})

it('compiles nothing where nothing lives', async () => {
  expect(await objected([])).toMatchObject({ live: 0, objections: [], closed: 0 })
})
