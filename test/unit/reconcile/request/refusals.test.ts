import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../../src/core/error.ts'
import { type ErrorCode, errorCodes } from '../../../../src/core/error-codes.ts'
import type { RequestRecord } from '../../../../src/core/record.ts'
import { refusalOf } from '../../../../src/reconcile/request/refusals.ts'
import { recordOf } from '../../../record-of.ts'
import { begins, decided, granted } from '../../core/record-samples.ts'

const pull = { number: 90 } as NonNullable<RequestRecord['pull']>
const extension = { findings: [] } as unknown as NonNullable<RequestRecord['extension']>
const pending = decided('pending', 'review')
const records: Record<string, RequestRecord> = {
  'asks for votes and has no pull request': pending,
  'has a pull request': recordOf({ ...pending, pull }),
  'is being granted': decided('granting', 'allow'),
  lives: granted('active'),
  'lives, and asks for more time without a pull request': recordOf({ ...granted('active'), extension }),
  'lives, and has a pull request for more time': recordOf({ ...granted('active'), extension: { ...extension, pull } }),
  'is ending': granted('ending'),
}

/** What the request shows: the code as a finding, of its extension or its own; that it is invalid; or a word that is said. */
function shownBy(record: RequestRecord, code: ErrorCode): string | undefined {
  const change = refusalOf(record, new DaypassError(code, 'words'), begins)
  if (!change) return undefined
  if (change.say) return 'a word, and no extension'
  if (change.set?.state === 'invalid') return 'invalid'
  return change.set?.extension ? 'on the extension' : 'shown'
}

const always = { PULL_TAMPERED: 'shown', PULL_NOT_MERGEABLE: 'shown' }
const onExtension = { PULL_TAMPERED: 'on the extension', PULL_NOT_MERGEABLE: 'on the extension' }

describe('a look that fails is shown where somebody has to do something', () => {
  test.each<[string, Partial<Record<ErrorCode, string>>]>([
    ['asks for votes and has no pull request', { ...always, GITHUB_REFUSED: 'shown', PUSH_PROTECTED: 'invalid' }],
    ['has a pull request', always],
    [
      'is being granted',
      {
        ...{ ...always, LOCKDOWN: 'shown' },
        ...{ CONNECTOR_FAILED: 'shown', CONNECTOR_UNKNOWN: 'shown', CONNECTOR_NOT_ALLOWED: 'shown' },
        ...{ SECRET_FOREIGN: 'shown', SECRET_TAKEN: 'shown' },
      },
    ],
    ['lives', always],
    [
      'lives, and asks for more time without a pull request',
      { ...onExtension, GITHUB_REFUSED: 'on the extension', PUSH_PROTECTED: 'a word, and no extension' },
    ],
    ['lives, and has a pull request for more time', onExtension],
    ['is ending', { ...always, CONNECTOR_GONE: 'shown' }],
  ])('of a request that %s: by these codes, and by no other', (which, expected) => {
    const record = records[which]
    if (!record) throw new Error('no such record')
    const shown = (Object.keys(errorCodes) as ErrorCode[]).map((code) => [code, shownBy(record, code)] as const)
    expect(Object.fromEntries(shown.filter(([, what]) => what !== undefined))).toEqual(expected)
  })

  test.each([new TypeError('none of ours'), 'a string', undefined])('%s is for the log alone', (thrown) => {
    for (const record of Object.values(records)) expect(refusalOf(record, thrown, begins)).toBeUndefined()
  })
})
