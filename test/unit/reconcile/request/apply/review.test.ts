import { expect, test } from 'vitest'
import { decideExtension } from '../../../../../src/core/lifecycle/decide-extension.ts'
import { decidePending } from '../../../../../src/core/lifecycle/decide-votes.ts'
import type { Change, Plan, Seen } from '../../../../../src/core/lifecycle/plan.ts'
import type { SeenIssue } from '../../../../../src/core/lifecycle/steps.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import { approvalOf, type VotedOn } from '../../../../../src/core/review/approval.ts'
import type { Claim } from '../../../../../src/ports/request-store.ts'
import { apply } from '../../../../../src/reconcile/request/apply/apply.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { later, now, otto, pending, review, sam, seenPull, slots } from '../../../core/lifecycle/approval-samples.ts'
import { extended } from '../../../core/lifecycle/extension-samples.ts'

/** A look that found the text changed after one yes; the other yes comes between that and the text being put back. */
const seen = {
  kind: 'issue',
  voting: { slots, pull: seenPull([review(1, otto)], { textIntact: false }) },
} as unknown as SeenIssue

async function applied(record: RequestRecord, steps: Plan, said: string[] = []): Promise<RequestRecord> {
  const ports = {
    pulls: { rewrite: async () => undefined, reviews: async () => [review(1, otto), review(2, sam)] },
    requests: {
      save: async (claim: Claim, { set, say = [] }: Change) => {
        said.push(...say.map(({ body }) => body))
        return { ...claim, record: { ...claim.record, ...set } }
      },
    },
  } as unknown as Ports
  let claim: Claim = { key: record.key, fence: 1, record }
  for (const step of steps) claim = await apply(ports, claim, step, seen as Seen)
  return claim.record
}

const voted: [string, RequestRecord, VotedOn][] = [
  ['a request', { ...pending, lapsesAt: later(7200) }, undefined],
  ['more time', extended, 'extension'],
]

test.each(voted)('whoever was asked is reminded once, however often it is looked at: %s', async (_, first, on) => {
  const quiet = { ...seen, voting: { slots, pull: seenPull([]) } }
  const said: string[] = []
  let record = first
  for (const seconds of [3599, 3600, 3660, 3720]) {
    const file = { now: later(seconds), record, seen: quiet, freshId: 'f' }
    record = await applied(record, on ? decideExtension(file, quiet) : decidePending(file, quiet, quiet.voting), said)
  }
  expect(said).toEqual([expect.stringContaining('Waiting for 2 approvals')])
  expect(approvalOf(record, on).pull?.reminded).toEqual(later(3600))
})

test.each(voted)('a yes to a text that was not ours stays void, however late it came: %s', async (_, record, on) => {
  const file = { now, record, seen, freshId: 'f' }
  const steps = on ? decideExtension(file, seen) : decidePending(file, seen, seen.voting ?? { slots })
  expect(steps.map((step) => step.do)).toEqual(['save', 'rewrite', 'commentOnPull'])
  const after = await applied(record, steps)
  expect(approvalOf(after, on).pull?.voidedUpTo).toBe(2)
})

test('of more time, what becomes of its pull request leaves that of the request alone', async () => {
  const record = { ...extended, ...(pending.pull ? { pull: pending.pull } : {}) }
  const after = await applied(record, [{ do: 'rewrite', on: 'extension' }])
  expect(after.pull).toEqual(record.pull)
  expect(after.extension?.pull?.voidedUpTo).toBe(2)
})
