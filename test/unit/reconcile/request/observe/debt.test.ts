import { expect, test } from 'vitest'
import { nothingShown } from '../../../../../src/core/display/display-record.ts'
import { DaypassError } from '../../../../../src/core/error.ts'
import type { ErrorCode } from '../../../../../src/core/error-codes.ts'
import type { Debt, RequestRecord } from '../../../../../src/core/record.ts'
import { grantPullOf } from '../../../../../src/core/rendering/grant-pull.ts'
import { approvalOf } from '../../../../../src/core/review/approval.ts'
import { observe } from '../../../../../src/reconcile/request/observe/observe.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { recordOf } from '../../../../record-of.ts'
import { head, later, now, otto, pending, pull, review, rita } from '../../../core/lifecycle/approval-samples.ts'
import { grant } from '../../../core/lifecycle/extension-samples.ts'

const { pull: _none, ...begun } = pending
const debt: Debt = { since: now, due: later(86_400), tell: ['@acme/security'], pull }
const over = (set: Partial<RequestRecord> = {}): RequestRecord =>
  recordOf({
    ...begun,
    state: 'ended',
    outcome: 'void',
    grant,
    end: { cause: 'deleted', asked: now, attempts: 1 },
    debt,
    ...set,
  })

const fails = (code: ErrorCode) => async () => Promise.reject(new DaypassError(code, 'so it is'))

/** What is seen of a request that is over, where its issue is not: `pulls`: nor its pull request. */
function see(issue: ErrorCode, { record = over(), pulls }: { record?: RequestRecord; pulls?: ErrorCode } = {}) {
  const shown = async () => {
    const { title, body } = grantPullOf(approvalOf(record, 'debt'))
    return { open: true, merged: false, mergedByUs: false, head, baseRef: 'requests', title, body }
  }
  const ports = {
    displays: { find: async () => nothingShown },
    issues: { read: fails(issue) },
    pulls: { read: pulls ? fails(pulls) : shown, reviews: async () => [review(1, otto)] },
    repository: { read: async () => ({ settings: {}, problems: [], codeowners: '/requests/ @acme/orders\n' }) },
    owners: {
      peopleOf: async (_: number, names: string[]) =>
        new Map(names.map((name) => [name, { team: 1, people: [rita, otto] }])),
    },
    requests: {
      notices: async () => ({ pull: 0, comments: 0, person: 0, words: 0, gone: 0 }),
      told: async () => ({ comments: [], review: 0, changed: undefined }),
    },
    now: () => now,
  } as unknown as Ports
  return observe(ports, record, now)
}

test.each<[ErrorCode, object]>([
  ['GITHUB_GONE', { kind: 'gone' }],
  ['GITHUB_NOT_FOUND', { kind: 'unseen', what: 'issue' }],
  ['GITHUB_SHUT_OUT', { kind: 'unseen', what: 'access' }],
])('a review that is owed is looked at where the issue is not to be seen: %s', async (code, seen) => {
  expect(await see(code)).toMatchObject({
    ...seen,
    owed: { slots: [{ name: 'review' }], pull: { open: true, textIntact: true, reviews: [{ person: otto }] } },
  })
  expect(await see(code, { record: over({ debt: { ...debt, paid: { at: now, by: [otto] } } }) })).not.toHaveProperty(
    'owed',
  )
})

test.each<ErrorCode>(['GITHUB_NOT_FOUND', 'GITHUB_GONE', 'GITHUB_SHUT_OUT'])(
  'where its pull request is not to be seen either, nothing was looked at: %s',
  async (code) => {
    expect(await see('GITHUB_NOT_FOUND', { pulls: code })).toEqual({ kind: 'unseen', what: 'issue', told: false })
  },
)

test('what may be there is looked for again', async () => {
  await expect(see('GITHUB_GONE', { pulls: 'GITHUB_UNAVAILABLE' })).rejects.toMatchObject({
    code: 'GITHUB_UNAVAILABLE',
  })
})
