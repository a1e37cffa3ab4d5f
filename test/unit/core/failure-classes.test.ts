import { describe, expect, test } from 'vitest'
import { DaypassError, failureOf } from '../../../src/core/error.ts'
import { type ErrorCode, errorCodes, type FailureClass, failureClasses } from '../../../src/core/error-codes.ts'

const codes = Object.keys(errorCodes) as ErrorCode[]
const classes = Object.keys(failureClasses) as FailureClass[]
const of = (failure: FailureClass) => codes.filter((code) => errorCodes[code].failure === failure)

describe('what an error means for a request whose look it stops', () => {
  test.each<[FailureClass, ErrorCode[]]>([
    ['overtaken', ['FENCED_OFF']],
    ['outdated', ['VOTES_CHANGED', 'DEBT_MEANWHILE', 'PULL_MOVED', 'GRANT_ENDED']],
    ['passing', ['GOVERNANCE_UNREAD', 'GITHUB_LIMITED', 'STORE_LOCKED', 'STORE_FOREIGN', 'STORE_UNAVAILABLE']],
    ['unreachable', ['GITHUB_UNAVAILABLE']],
    ['evaluation', ['POLICY_TIMEOUT', 'POLICY_MEMORY', 'POLICY_FAILED']],
    ['absent', ['GITHUB_NOT_FOUND', 'GITHUB_GONE', 'GITHUB_SHUT_OUT']],
    ['refused', ['GITHUB_REFUSED']],
    ['content', ['PUSH_PROTECTED']],
    ['pull', ['PULL_TAMPERED', 'PULL_NOT_MERGEABLE']],
    ['lockdown', ['LOCKDOWN']],
    ['connector', ['CONNECTOR_UNKNOWN', 'CONNECTOR_NOT_ALLOWED', 'CONNECTOR_FAILED', 'SECRET_TAKEN', 'SECRET_FOREIGN']],
    ['stranded', ['CONNECTOR_GONE']],
  ])('%s: %j', (failure, expected) => expect(of(failure)).toEqual(expected))

  test('every class has codes, and all of them cover all codes', () => {
    expect(classes.filter((failure) => of(failure).length === 0)).toEqual([])
    expect(classes.flatMap(of).sort()).toEqual([...codes].sort())
  })

  test('what requesters wrote is for people to fix, and what the trail or the command line raises is not', () => {
    const fixedBy = (start: RegExp) =>
      new Set(codes.filter((code) => start.test(code)).map((code) => failureClasses[errorCodes[code].failure].fixedBy))
    expect(fixedBy(/^(REQUEST|CATALOG|SETTINGS|OWNERS)_/)).toEqual(new Set(['people']))
    expect(fixedBy(/^(TRAIL|DELIVERY|CONFIG|SIGNING|RECORD|SEALED|ISSUER)_/)).toEqual(new Set(['us']))
  })

  test.each<[string, unknown, string]>([
    ['an error that is raised on purpose', new DaypassError('GITHUB_LIMITED', 'later'), 'passing'],
    ['any other error', new TypeError('no such thing'), 'unforeseen'],
    ['what only looks like one', { code: 'GITHUB_LIMITED', failure: 'passing' }, 'unforeseen'],
    ['nothing', undefined, 'unforeseen'],
  ])('of %s', (_, thrown, failure) => expect(failureOf(thrown)).toBe(failure))
})
