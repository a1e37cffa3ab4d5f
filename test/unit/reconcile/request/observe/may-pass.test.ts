import { expect, test } from 'vitest'
import { DaypassError } from '../../../../../src/core/error.ts'
import { type ErrorCode, errorCodes } from '../../../../../src/core/error-codes.ts'
import { mayPass } from '../../../../../src/reconcile/request/observe/may-pass.ts'
import { decided } from '../../../core/record-samples.ts'

const codes = Object.keys(errorCodes) as ErrorCode[]

/** The codes at which a reading is repeated without a word, after so many failed looks. */
const repeated = (tries: number) =>
  codes.filter((code) => mayPass(new DaypassError(code, 'x'), { ...decided('submitted', 'allow'), tries }))

const always: ErrorCode[] = [
  'GITHUB_LIMITED',
  'GITHUB_NOT_FOUND',
  'GITHUB_GONE',
  'GITHUB_SHUT_OUT',
  'STORE_LOCKED',
  'STORE_FOREIGN',
  'STORE_UNAVAILABLE',
  'FENCED_OFF',
]

test.each([0, 4])('after %i failed looks, what is over by itself is repeated, and GitHub’s failures too', (tries) => {
  expect(repeated(tries)).toEqual(['GOVERNANCE_UNREAD', 'GITHUB_UNAVAILABLE', ...always])
})

test.each([5, 50])('after %i failed looks, people are told of GitHub’s failures', (tries) => {
  expect(repeated(tries)).toEqual(['GOVERNANCE_UNREAD', ...always])
})
