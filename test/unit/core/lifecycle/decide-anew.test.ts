import { describe, expect, test } from 'vitest'
import type { Step } from '../../../../src/core/lifecycle/plan.ts'
import type { KeySet } from '../../../../src/core/ssh/recipient-keys.ts'
import {
  both,
  type Given,
  lineOf,
  otto,
  output,
  plan,
  pull,
  reading,
  review,
  rita,
  seenPull,
  slots,
} from './approval-samples.ts'

const key = (name: string) => ({
  line: `ssh-ed25519 ${name}`,
  type: 'ssh-ed25519' as const,
  fingerprint: `SHA256:${name}`,
})
const setOf = (...names: string[]): KeySet => ({ at: '2026-11-21T10:00:00.000Z', keys: names.map(key), left: [] })
const retry = { commands: [{ name: 'retry', by: rita.id, rest: '' }] }
const shown = { isShown: true } as const
const unlisted = { code: 'REQUEST_RESOURCE_UNKNOWN', message: 'x' } as const
const gone = { code: 'KEY_NONE', message: 'gone' } as const

/** What the plan says aloud, on the pull request or in the issue. */
const said = (steps: readonly Step[]) => steps.flatMap((step) => ('body' in step ? [step.body.split('\n')[0]] : []))

describe('/retry while votes are cast (field.D2)', () => {
  const table: [string, Given, string][] = [
    [
      'with the same keys, the votes go on',
      {
        record: { keys: setOf('a') },
        voting: { slots, pull: seenPull([review(1, otto)]) },
        reading: reading({ keys: setOf('a') }),
        seen: retry,
      },
      'publish',
    ],
    [
      'with the same keys in another order, complete: it is granted at once',
      {
        record: { keys: setOf('a', 'b') },
        voting: { slots, pull: seenPull(both) },
        reading: reading({ keys: setOf('b', 'a') }),
        seen: retry,
      },
      'merge save:granting deliver publish closePull publish',
    ],
    [
      'with another key, the votes are void and the pull request says which',
      {
        record: { keys: setOf('a') },
        voting: { slots, pull: seenPull(both) },
        reading: reading({ keys: setOf('a', 'b') }),
        seen: retry,
      },
      'rewrite commentOnPull publish',
    ],
    [
      'with a key less, too',
      {
        record: { keys: setOf('a', 'b') },
        voting: { slots, pull: seenPull(both) },
        reading: reading({ keys: setOf('a') }),
        seen: retry,
      },
      'rewrite commentOnPull publish',
    ],
    [
      'a request from before keys were frozen is voted on anew',
      { voting: { slots, pull: seenPull(both) }, reading: reading({ keys: setOf('a') }) },
      'rewrite commentOnPull publish',
    ],
    [
      'without any key, nobody is asked any more',
      {
        record: { keys: setOf('a') },
        voting: { slots, pull: seenPull(both) },
        reading: reading({ keys: setOf() }),
        seen: retry,
      },
      'closePull save:granting publish',
    ],
    [
      'a policy that cannot be evaluated says so, and changes nothing',
      {
        voting: { slots, pull: seenPull([review(1, otto)]) },
        reading: { kind: 'undecided', findings: [{ code: 'POLICY_FAILED', message: 'x' }] },
        seen: retry,
      },
      'save:POLICY_FAILED publish',
    ],
    [
      'what the catalog has lost is not voted on: its requester writes it otherwise',
      { voting: { slots, pull: seenPull([review(1, otto)]) }, reading: { kind: 'invalid', findings: [unlisted] } },
      'closePull save:invalid publish',
    ],
    [
      'what only a default branch that is not in force has lost waits for it',
      {
        voting: { slots, pull: seenPull(both) },
        reading: { kind: 'invalid', findings: [unlisted], passing: true },
      },
      'save:REQUEST_RESOURCE_UNKNOWN publish',
    ],
    [
      'what was about to be merged waits, too',
      {
        record: { pull: { ...pull, merge: { intended: true } } },
        voting: { slots, pull: seenPull(both) },
        reading: { kind: 'invalid', findings: [unlisted] },
      },
      'save:REQUEST_RESOURCE_UNKNOWN publish',
    ],
    [
      'denied by now',
      {
        voting: { slots, pull: seenPull([review(1, otto)]) },
        reading: reading({
          decision: { at: '2026-11-21T10:00:00.000Z', policy: 'p', output: { outcome: 'deny', reasons: ['no'] } },
        }),
        seen: retry,
      },
      'save:denied closePull publish',
    ],
  ]
  test.each(table)('%s', (_, given, expected) => {
    expect(lineOf(plan(given))).toBe(expected)
  })

  test('votes that were given for other keys are void for good', () => {
    const steps = plan({
      record: { keys: setOf('a') },
      voting: { slots, pull: seenPull(both) },
      reading: reading({ keys: setOf('b') }),
      seen: retry,
    })
    const [change] = steps.flatMap((step) => (step.do === 'save' && step.change.set?.pull ? [step.change.set] : []))
    expect(change).toMatchObject({ pull: { voidedUpTo: 2 }, keys: setOf('b'), tally: { filled: [] } })
    expect(said(steps)).toEqual(['### Votes so far are void · the requester has other SSH keys'])
  })
})

describe('what only the requester can mend (field.D2, people.U4)', () => {
  const approvedWithout = {
    voting: { slots, pull: seenPull(both) },
    reading: reading({ key: { ok: false, finding: gone } }),
  }

  test('is told in a comment of its own, once', () => {
    expect(said(plan({ ...approvedWithout, seen: shown }))).toEqual(['### A usable SSH key is missing'])
    expect(said(plan({ ...approvedWithout, record: { findings: [gone] }, seen: shown }))).toEqual([])
  })

  test('is told by the status itself where that is not written yet', () => {
    expect(said(plan(approvedWithout))).toEqual([])
  })

  test('is told a few times at most', () => {
    const told = Array.from({ length: 5 }, () => 'key-wanted')
    expect(said(plan({ ...approvedWithout, record: { told }, seen: shown }))).toEqual([])
  })

  test('is told when it is found by reading an edited request', () => {
    const fresh = reading({
      digest: 'e'.repeat(64),
      keys: setOf(),
      decision: { at: '2026-11-21T10:00:00.000Z', policy: 'p', output },
    })
    const steps = plan({ voting: { slots }, reading: fresh, seen: { body: 'b2', ...shown } })
    expect(lineOf(steps)).toBe('closePull save:granting comment publish')
    expect(steps.some((step) => step.do === 'openPull')).toBe(false)
  })
})
