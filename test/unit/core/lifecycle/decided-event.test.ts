import { expect, test } from 'vitest'
import { canonicalJson } from '../../../../src/core/canonical-json.ts'
import { sha256 } from '../../../../src/core/digest.ts'
import { decidedEvent, withDecision } from '../../../../src/core/lifecycle/decided-event.ts'
import type { Reading } from '../../../../src/core/lifecycle/plan.ts'
import type { Decided } from '../../../../src/core/lifecycle/steps.ts'
import type { PolicyInput } from '../../../../src/generated/policy-input.ts'
import { now, output, plan, reading, seenPull, slots } from './approval-samples.ts'

const input = {
  request: { reason: 'because' },
  facts: { requester: { id: 7, login: 'rita' } },
} as unknown as PolicyInput
const decided = (set: Partial<Decided> = {}): Decided => ({ ...reading({ input, ...set }) }) as Decided
const allow = { outcome: 'allow' as const, reasons: ['fine'], max_duration: '8h' }
const by = { policy: 'p'.repeat(64), texts: 'e'.repeat(64), input: sha256(canonicalJson(input)) }
const locked = [{ code: 'REQUEST_TOO_MANY' as never, message: 'too many' }]

test.each<[what: string, set: Partial<Decided>, facts: object]>([
  ['as policy said', {}, { outcome: 'review', ...by, rules: [] }],
  ['as it is forbidden, with its code', { forbidden: locked }, { outcome: 'deny', ...by, rules: ['REQUEST_TOO_MANY'] }],
  [
    'as young keys made it, with what policy said',
    { decision: { at: now.toISOString(), policy: by.policy, output, said: allow } },
    { outcome: 'review', ...by, rules: [], said: 'allow' },
  ],
])('a decision is told %s', (_what, set, facts) => {
  expect(decidedEvent(now, decided(set))).toMatchObject({ kind: 'decided', actor: { kind: 'daypass' }, facts })
  expect(decidedEvent(now, decided(set)).facts).toEqual(facts)
})

test('neither names nor the reason of the input are told', () => {
  const text = JSON.stringify(decidedEvent(now, decided()))
  for (const hidden of ['because', 'rita']) expect(text).not.toContain(hidden)
})

test('what is kept of it is enough to make it again', () => {
  const { texts, decision } = decided()
  const event = decidedEvent(now, decided())
  expect(withDecision(event, decided(), 'grant')).toEqual({
    events: [event],
    decision: { input, decision, texts, why: 'grant' },
  })
})

test('both what is told and what is kept have its receipt, where it is known what the texts became', () => {
  const engine = { opa: '1.19.0', runtime: 'opa-wasm 1.10.0', capabilities: 'c'.repeat(64) }
  const built = { wasm: 'a'.repeat(64), data: 'd'.repeat(64), engine }
  const said = decided({
    texts: { digest: by.texts, files: new Map(), built },
    decision: { at: now.toISOString(), policy: by.policy, output, said: allow },
  })
  const { events, decision } = withDecision(decidedEvent(now, said), said, 'extend')
  expect(decision.receipt).toEqual({
    ...{ version: 1, at: now.toISOString(), why: 'extend', requester: 7, input: by.input, input_version: 1 },
    ...{ governance: { digest: by.policy, commit: null }, policy: by.texts, ...built },
    // The policy's own answer, and not what more is asked for.
    output: sha256(canonicalJson(allow)),
  })
  expect(events[0]?.receipt).toBe(decision.receipt)
})

const changes = (read: Reading) =>
  plan({ voting: { slots, pull: seenPull([]) }, reading: read }).flatMap((step) =>
    step.do === 'save' && step.change.decision ? [step.change] : [],
  )

test.each<[what: string, read: Reading, rules: string[]]>([
  ['policy says no', reading({}, { outcome: 'deny', reasons: ['no'] }), []],
  ['it is forbidden', reading({ forbidden: locked }), ['REQUEST_TOO_MANY']],
])('a decision that was made once more is told and kept where %s', (_what, read, rules) => {
  expect(changes(read)).toMatchObject([
    { events: [{ kind: 'decided', facts: { outcome: 'deny', rules } }], decision: { why: 'grant' } },
  ])
})
