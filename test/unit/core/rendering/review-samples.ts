import { requestDigest } from '../../../../src/core/digest.ts'
import type { GrantPull, RequestRecord, ShownTally } from '../../../../src/core/record.ts'
import { keptOutNote } from '../../../../src/core/review/kept-out.ts'
import type { KeySet } from '../../../../src/core/ssh/recipient-keys.ts'
import { recordOf } from '../../../record-of.ts'
import { awkward, decided, granted } from '../record-samples.ts'

const owner = { id: 11, login: 'orders-owner' }
const second = { id: 12, login: 'orders-second' }
export const security = [
  { id: 21, login: 'security-one' },
  { id: 22, login: 'security-two' },
]

export function pull(more: Partial<GrantPull> = {}): GrantPull {
  return {
    number: 43,
    url: 'https://github.example/acme/access/pull/43',
    head: 'c0ffee'.padEnd(40, '0'),
    base: 'decade'.padEnd(40, '0'),
    opened: new Date('2026-11-21T19:14:01Z'),
    asked: [owner, ...security],
    widened: 0,
    voidedUpTo: 0,
    disturbances: 0,
    ...more,
  }
}

/** One that is years old, one that was added minutes before, and a hardware key that nothing can be sealed to. */
export const twoKeys: KeySet = {
  at: '2026-11-21T19:13:59.250Z',
  keys: [
    {
      line: 'ssh-ed25519 AAAA',
      type: 'ssh-ed25519',
      fingerprint: `SHA256:${'Jk3x'.repeat(10)}abc`,
      since: '2019-03-02T10:00:00Z',
    },
    {
      line: 'ssh-rsa AAAA',
      type: 'ssh-rsa',
      fingerprint: `SHA256:${'Zq9y'.repeat(10)}def`,
      since: '2026-11-21T19:10:00Z',
    },
  ],
  left: [{ type: 'sk-ssh-ed25519@openssh.com', cause: 'unusable', why: 'hardware keys cannot decrypt' }],
}

const team = ['@acme/security', '@acme/on-call']
const openSecurity = { slot: 'security', from: team, canFill: security }
const filledOwner = { slot: 'owners', person: owner, review: 501 }

/** A request that waits for approval, with the digest that its text has. */
export function waiting(tally?: ShownTally, more: Partial<RequestRecord> = {}, reason = awkward): RequestRecord {
  const record = decided('pending', 'review', reason)
  if (!record.request) throw new TypeError('a decided request has a canonical form')
  return recordOf({
    ...record,
    digest: requestDigest(record.request),
    lapsesAt: new Date('2026-11-22T09:30:00Z'),
    pull: pull(),
    keys: twoKeys,
    ...(tally ? { tally } : {}),
    ...more,
  })
}

/** A request that was approved and came as far as the state says. */
export function approved(state: 'active' | 'ended'): RequestRecord {
  const { decision } = decided('pending', 'review')
  if (!decision) throw new TypeError('a decided request has a decision')
  const filled = [filledOwner, ...security.map((person, index) => ({ slot: 'security', person, review: 502 + index }))]
  return {
    ...granted(state),
    decision,
    pull: pull({ merge: { intended: true, commit: 'facade'.padEnd(40, '0') }, closed: true }),
    tally: { filled, open: [], blockedBy: [] },
  }
}

/** The same, asked for by a pull request of the requester's own. */
function own(record: RequestRecord, more: Partial<RequestRecord> = {}): RequestRecord {
  const { head = '' } = record.pull ?? {}
  const file = { head, path: 'requests/orders-db/4711.yml', digest: 'f1'.repeat(32) }
  const voted = record.pull ? { pull: { ...record.pull, number: record.key.issue } } : {}
  const url = 'https://github.example/acme/access/pull/42'
  return recordOf({ ...record, url, ownPull: { file, voidedUpTo: 0 }, ...voted, ...more })
}

/** Every way in which a request by pull request says something else than one in an issue. */
export function requestPullSamples(): [name: string, record: RequestRecord][] {
  const { pull: _none, digest: _undigested, decision: _undecided, request: _unread, ...unread } = waiting()
  const shape = {
    code: 'REQUEST_PULL_SHAPE' as const,
    message: 'The whole change of a request is one new file; here it is 2 files. Mend it with another commit.',
  }
  const other = {
    code: 'REQUEST_CHANGED_BY_OTHER' as const,
    message: 'What is asked for here was changed by somebody else than the requester.',
  }
  const closed = { code: 'PULL_TAMPERED' as const, message: 'It was closed by somebody who has no say in it.' }
  const merged = { code: 'PULL_TAMPERED' as const, message: 'It was merged by somebody else than Daypass.' }
  return [
    ['own-pull-waiting', own(waiting(oneOfThree))],
    ['own-pull-blocked', own(waiting({ ...oneOfThree, filled: [], blockedBy: [owner] }))],
    [
      'own-pull-invalid',
      own(recordOf({ ...unread, state: 'invalid' }), { ownPull: { voidedUpTo: 0 }, findings: [shape] }),
    ],
    ['own-pull-pushed-by-other', own(recordOf({ ...unread, state: 'invalid' }), { findings: [other] })],
    ['own-pull-tampered', own(waiting(oneOfThree, { findings: [closed], pull: pull({ closed: true }) }))],
    ['own-pull-failed', own(recordOf({ ...waiting(), state: 'failed', outcome: 'void', findings: [merged] }))],
    [
      'own-pull-ready',
      own({ ...approved('active'), pull: pull({ merge: { intended: true, commit: 'f' }, closed: true }) }),
    ],
  ]
}

export const oneOfThree: ShownTally = { filled: [filledOwner], open: [openSecurity, openSecurity], blockedBy: [] }

/** Every way in which a vote can stand, by the name of its golden file. */
export function reviewSamples(): [name: string, record: RequestRecord][] {
  const crowd = Array.from({ length: 14 }, (_, index) => ({ id: 100 + index, login: `security-${index}` }))
  const { pull: _none, ...unopened } = waiting()
  const keyless = { code: 'KEY_NONE' as const, message: 'You have no SSH key on GitHub. Add one.' }
  const tampered = {
    code: 'PULL_TAMPERED' as const,
    where: 'daypass/42',
    message: 'The branch holds the commit `4f2c1d9`, which Daypass did not write.',
  }
  return [
    ['review-opening', unopened],
    [
      'review-opened',
      waiting({
        filled: [],
        open: [{ slot: 'owners', from: ['code-owners'], canFill: [owner, second] }, openSecurity, openSecurity],
        blockedBy: [],
      }),
    ],
    ['review-one-of-three', waiting(oneOfThree)],
    ['review-many-can', waiting({ ...oneOfThree, open: [{ ...openSecurity, canFill: crowd }] })],
    [
      'review-nobody-can',
      waiting({
        filled: [],
        open: [
          {
            slot: 'owners',
            from: ['code-owners'],
            canFill: [],
            note: 'no line of `CODEOWNERS` names anybody for `orders-db`. Ask @acme/admins to mend it.',
          },
          { slot: 'security', from: team, canFill: [] },
          { slot: 'audit', from: ['code-owners'], canFill: [] },
          { ...openSecurity, slot: 'legal', note: 'One person fills one slot, and too few people can say yes here.' },
        ],
        blockedBy: [],
      }),
    ],
    [
      'review-kept-out',
      waiting({
        filled: [],
        open: [
          { slot: 'owners', from: ['code-owners'], except: ['@acme/deployers'], canFill: [second] },
          {
            ...openSecurity,
            except: ['@acme/deployers', '@eve'],
            canFill: [],
            note: keptOutNote(['@eve'], 1, 0) ?? '',
          },
        ],
        blockedBy: [],
      }),
    ],
    ['review-too-early', waiting({ ...oneOfThree, early: security.slice(0, 1) })],
    ['review-blocked', waiting({ ...oneOfThree, filled: [], blockedBy: [owner] })],
    ['review-blocked-only', waiting({ filled: [filledOwner], open: [], blockedBy: [security[0] ?? owner] })],
    ['review-tampered', waiting(oneOfThree, { findings: [tampered], pull: pull({ closed: true, disturbances: 1 }) })],
    [
      'review-waiting-for-a-key',
      recordOf({ ...waiting({ ...oneOfThree, open: [] }), state: 'granting', findings: [keyless] }),
    ],
    ['review-ready', approved('active')],
    ['review-ended', approved('ended')],
    [
      'review-declined',
      recordOf({ ...waiting({ ...oneOfThree, blockedBy: [owner] }), state: 'rejected', outcome: 'denied' }),
    ],
  ]
}
