import { expect, test } from 'vitest'
import { DaypassError } from '../../../../../src/core/error.ts'
import type { ErrorCode } from '../../../../../src/core/error-codes.ts'
import type { SeenIssue } from '../../../../../src/core/lifecycle/steps.ts'
import type { Issue } from '../../../../../src/ports/issues.ts'
import { observeExtension } from '../../../../../src/reconcile/request/observe/extension.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { begins, granted } from '../../../core/record-samples.ts'

const record = granted('active')
const author = { id: 7, login: 'requester', type: 'User' as const }
const order = { name: 'extend', by: 7, rest: '1h still open' }
const done = { name: 'done', by: 7, rest: '' }

/** Looks at an order for more time while asking the catalog fails with this code. */
function look(code: ErrorCode, seen: Partial<SeenIssue> = {}, tries = 0) {
  const fail = async () => {
    throw new DaypassError(code, 'of the moment')
  }
  const ports = { repository: { read: fail }, log: { warn: () => undefined } } as unknown as Ports
  const issue = { author, open: true } as Issue
  const whole = { author, open: true, commands: [order], entitled: [], ...seen } as unknown as SeenIssue
  return observeExtension(ports, { ...record, tries }, issue, whole, { now: begins, told: 0 })
}

test.each(['POLICY_TIMEOUT', 'POLICY_MEMORY', 'POLICY_FAILED', 'GITHUB_UNAVAILABLE'] as const)(
  'an order for more time is not refused for %s: the look is repeated',
  async (code) => {
    await expect(look(code)).rejects.toMatchObject({ code })
  },
)

test('but not for ever, and not for what somebody has to mend', async () => {
  const undecided = { reading: expect.objectContaining({ kind: 'undecided' }) }
  expect(await look('POLICY_TIMEOUT', {}, 5)).toEqual(undecided)
  expect(await look('POLICY_INVALID')).toEqual(undecided)
})

test('an end goes before it: nothing is asked that could fail', async () => {
  for (const standing of ['left', 'archived', 'public', 'connector'] as const)
    expect(await look('GITHUB_UNAVAILABLE', { ineligible: standing })).toEqual({})
  expect(await look('GITHUB_UNAVAILABLE', { commands: [order, done] })).toEqual({})
})
