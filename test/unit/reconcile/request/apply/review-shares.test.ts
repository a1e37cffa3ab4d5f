import { expect, test } from 'vitest'
import { requestDigest } from '../../../../../src/core/digest.ts'
import type { Creation } from '../../../../../src/core/display/creation.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Claim } from '../../../../../src/ports/request-store.ts'
import { applyReview, type ReviewStep } from '../../../../../src/reconcile/request/apply/review.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { begins, decided } from '../../../core/record-samples.ts'

/** Whose share the pull requests counted against that were written and merged, as far as GitHub was asked. */
async function sharesIn(record: RequestRecord, step: ReviewStep): Promise<Creation['by'][]> {
  const by: Creation['by'][] = []
  const reached = new Error('far enough')
  const claim = { key: record.key, record } as Claim
  const ports = {
    now: () => begins,
    repository: { read: async () => ({ codeowners: undefined }) },
    requests: {
      notices: async () => ({ pull: 0 }),
      save: async (held: Claim, { set }: { set: object }) => ({ ...held, record: { ...held.record, ...set } }),
    },
    pulls: {
      prepare: async () => 'b'.repeat(40),
      commit: async (_key: unknown, proposal: { by: Creation['by'] }) => {
        by.push(proposal.by)
        return 'c'.repeat(40)
      },
      open: async (_key: unknown, proposal: { by: Creation['by'] }) => {
        by.push(proposal.by)
        throw reached
      },
      merge: async (_key: unknown, _pull: number, _head: string, whose: Creation['by']) => {
        by.push(whose)
        throw reached
      },
    },
  } as unknown as Ports
  await expect(applyReview(ports, claim, step, { kind: 'nothing' })).rejects.toBe(reached)
  return by
}

const waiting = decided('pending', 'review')
const pending: RequestRecord = waiting.request ? { ...waiting, digest: requestDigest(waiting.request) } : waiting
const opened = {
  number: 51,
  url: '',
  head: 'c'.repeat(40),
  base: 'b'.repeat(40),
  opened: begins,
  asked: [],
  widened: 0,
}
const proposed: RequestRecord = { ...pending, pull: { ...opened, voidedUpTo: 0, disturbances: 0 } }
const { requester: _nobody, ...ofNobody } = proposed

test.each<[what: string, RequestRecord, ReviewStep, Creation['by'][]]>([
  ['a proposal', pending, { do: 'openPull', ask: [] }, [7, 7]],
  ['a merge', proposed, { do: 'merge', recount: false }, [7]],
  ['a merge for nobody who is known', ofNobody, { do: 'merge', recount: false }, [0]],
])('%s counts against the share of its requester', async (_, record, step, by) => {
  expect(await sharesIn(record, step)).toEqual(by)
})
