import { describe, expect, test } from 'vitest'
import type { Explained } from '../../../../../src/core/effect/explained.ts'
import { DaypassError } from '../../../../../src/core/error.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Settings } from '../../../../../src/generated/config.ts'
import type { PolicyInput } from '../../../../../src/generated/policy-input.ts'
import type { PolicyOutput } from '../../../../../src/generated/policy-output.ts'
import type { PolicyFiles } from '../../../../../src/ports/policy-engine.ts'
import { askWhy } from '../../../../../src/reconcile/request/observe/ask-why.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { recordOf } from '../../../../record-of.ts'
import { allow, resource, review } from '../../../core/effect/effect-samples.ts'
import { policyInput } from '../../../policy/fixture.ts'

const now = new Date('2026-11-28T12:00:00Z')
const issue = { createdAt: now }
const key = { repository: 7, issue: 42 }
const why = [{ name: 'explain' }]
const deny: PolicyOutput = { outcome: 'deny', reasons: ['no'] }
const byOwner = review([['code-owners', 1]])
const input = policyInput(({ request }) => {
  request.actions = ['read', 'dump']
})
const dumps = ({ request }: PolicyInput): boolean => request.actions.includes('dump')

type Policy = (input: PolicyInput) => PolicyOutput
const [old, newer] = ['the policy that decided', 'the policy of now']

type Given = {
  /** What the policy that decided says, and that of now; absent: it is the same. */
  before?: Policy
  today?: Policy | 'broken'
  record?: Partial<RequestRecord>
  output?: PolicyOutput
  resources?: unknown[]
  settings?: Settings
  kept?: unknown[]
  texts?: [string, string][] | undefined
  reads?: () => never
}

const kept = { input, why: 'request', policy: 'texts' }

/** A request that was decided with `output`, and its rules then and now. */
function world({ before = () => byOwner, today, record, output = byOwner, ...given }: Given) {
  const asked: { policy: string; input: PolicyInput }[] = []
  const warned: string[] = []
  const ports = {
    archive: {
      decisions: async () => given.kept ?? [kept],
      policyTexts: async () => ('texts' in given ? given.texts : [['a.rego', old]]),
    },
    repository: {
      read: async () => {
        given.reads?.()
        return {
          digest: today ? 'new' : 'old',
          problems: [],
          policy: new Map([['a.rego', newer]]),
          resources: given.resources ?? [resource],
          settings: given.settings ?? {},
        }
      },
    },
    floorsOf: () => ({}),
    whatIf: {
      compile: async (files: PolicyFiles) => {
        if (today === 'broken' && files.get('a.rego') === newer) throw new DaypassError('POLICY_INVALID', 'no')
        return { digest: 'd', files }
      },
      decide: async ({ files }: { files: PolicyFiles }, about: PolicyInput) => {
        const policy = files.get('a.rego') ?? ''
        asked.push({ policy, input: about })
        return policy === newer && typeof today === 'function' ? today(about) : before(about)
      },
    },
    now: () => now,
    log: { warn: (_facts: object, words: string) => warned.push(words) },
  } as unknown as Ports
  const decision = { at: now.toISOString(), policy: 'old', output }
  const whole = recordOf({ key, state: output.outcome === 'deny' ? 'denied' : 'pending', decision, ...record })
  const explain = async (commands = why): Promise<Explained | undefined> =>
    (await askWhy(ports, whole, issue, commands)).explained
  return { explain, asked, warned }
}

const withoutDump = { moves: [{ about: 'actions', without: ['dump'] }], access: 'at-once' }

describe('nothing is asked', () => {
  test.each<[name: string, given: Given, commands?: { name: string }[]]>([
    ['where nobody asks why', {}, []],
    ['where other commands are given', {}, [{ name: 'done' }, { name: 'retry' }]],
    ['when it was explained five times', { record: { told: Array(5).fill('explained') } }],
    ['of what was not decided', { record: { state: 'submitted', decision: undefined as never } }],
    ['of what is given', { record: { state: 'active' } }],
    ['of what has ended', { record: { state: 'ended' } }],
    ['where the decision is not kept any more', { kept: [] }],
    ['where only that on more time is kept', { kept: [{ ...kept, why: 'extend' }] }],
    ['of an input that cannot be read', { kept: [{ ...kept, input: {} }] }],
  ])('%s', async (_name, given, commands = why) => {
    const { explain, asked, warned } = world(given)
    expect(await explain(commands)).toBeUndefined()
    expect({ asked, warned }).toEqual({ asked: [], warned: [] })
  })
})

describe('what waits for approval', () => {
  const before: Policy = (asked) => (dumps(asked) ? byOwner : allow('1h'))

  test('would need none in other words: by the policy that decided, whatever the one of now says', async () => {
    expect(await world({ before }).explain()).toEqual({ atOnce: [withoutDump] })
    const { explain, asked } = world({ before, today: () => byOwner })
    expect(await explain()).toEqual({ atOnce: [withoutDump] })
    expect(asked.filter(({ policy }) => policy === newer)).toHaveLength(1)
  })

  test('what needs approval in other words as well is not named', async () => {
    expect(await world({ before: (asked) => (dumps(asked) ? byOwner : review([['@two', 1]])) }).explain()).toEqual({})
  })

  test('is not searched where the keys alone ask for review, where the texts are gone, or the resource is', async () => {
    const decision = { at: now.toISOString(), policy: 'old', output: byOwner, said: allow() }
    expect(await world({ before, record: { decision } }).explain()).toEqual({})
    expect(await world({ before, texts: undefined }).explain()).toEqual({})
    expect(await world({ before, resources: [] }).explain()).toEqual({})
  })

  test('limits of now hold', async () => {
    expect(await world({ before, settings: { max_duration: '10m' } }).explain()).toEqual({
      atOnce: [{ ...withoutDump, moves: [...withoutDump.moves, { about: 'duration', seconds: 600 }] }],
    })
  })
})

describe('the rules of now', () => {
  const reviewed = (count: number) => ({ access: 'reviewed', approvals: review([['code-owners', count]]).approvals })

  test.each<[name: string, given: Given, today: unknown]>([
    ['have not changed', { before: () => deny, output: deny }, undefined],
    ['say the same', { output: deny, today: () => ({ ...deny, reasons: ['still no'] }) }, undefined],
    [
      'ask for the same people',
      { today: () => ({ ...byOwner, reasons: ['other words'], max_duration: '2h' }) },
      undefined,
    ],
    ['ask for others', { today: () => review([['code-owners', 2]]) }, reviewed(2)],
    ['would give it at once', { output: deny, today: () => allow('1h') }, { access: 'at-once', approvals: [] }],
    ['would let people decide', { output: deny, today: () => byOwner }, reviewed(1)],
    ['would deny it', { today: () => deny }, { access: 'none', approvals: [] }],
    ['forbid what policy allows', { today: () => allow('10m') }, { access: 'none', approvals: [] }],
    ['forbid what they forbade before', { output: deny, today: () => allow('10m') }, undefined],
    ['do not have the resource any more', { output: deny, today: () => deny, resources: [] }, 'gone'],
    [
      'do not have an action any more',
      { output: deny, today: () => deny, resources: [{ ...resource, actions: { read: { scope: 'r' } } }] },
      'gone',
    ],
    ['cannot be compiled', { output: deny, today: 'broken' }, 'unknown'],
  ])('%s', async (_name, given, today) => {
    expect((await world(given).explain())?.today).toEqual(today)
  })

  test('are asked the recorded question, with the resource as the catalog has it now', async () => {
    const { explain, asked } = world({ output: deny, today: () => deny })
    await explain()
    const { actions, ...entry } = resource
    expect(asked.map(({ input: about }) => about)).toEqual([
      {
        request: input.request,
        facts: {
          ...input.facts,
          resource: {
            ...entry,
            actions: {
              read: { ...actions.read, sensitivity: 'medium', max_duration: 8 * 3_600 },
              dump: { ...actions.dump, max_duration: 3_600 },
            },
          },
        },
      },
    ])
  })

  test('that cannot be read leave the explanation to the record, and nothing fails', async () => {
    const reads = () => {
      throw new DaypassError('GITHUB_UNAVAILABLE', 'no')
    }
    const { explain, warned } = world({ reads })
    expect(await explain()).toBeUndefined()
    expect(warned).toEqual(['why it stands so is explained by the record alone'])
  })
})
