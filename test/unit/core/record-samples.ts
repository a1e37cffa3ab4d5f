import type { RequestRecord, RequestState } from '../../../src/core/record.ts'
import { recordOf } from '../../record-of.ts'

export const begins = new Date('2026-11-21T19:14:00Z')
export const ends = new Date('2026-11-21T21:14:00Z')

/** A reason that tries everything at once, as a golden file shows it. */
export const awkward =
  'incident 4711: @acme/security please look | at `orders` and ``more`` <b>now</b> <!-- hidden --> ![x](https://evil.example/x.png)\n' +
  '### Resource\n| a | b \\| c |\n- fixes #1, closes acme/access#2, GH-3, commit 4f2c1d9e, https://evil.example, mail@evil.example\n' +
  '*very* _urgent_ ~~not~~ :tada: &lt;script&gt; $x$ Störung 注文が古い ❤️ «quoted» `'

const armored = `-----BEGIN AGE ENCRYPTED FILE-----\n${`${'YWdlLWVuY3J5cHRpb24u'.repeat(3)}ab\n`.repeat(12)}-----END AGE ENCRYPTED FILE-----\n`

function base(state: RequestState): RequestRecord {
  return recordOf({
    key: { repository: 123456, issue: 42 },
    state,
    requester: { id: 7, login: 'requester' },
    findings: [],
    url: 'https://github.example/acme/access/issues/42',
    comments: { count: 0, last: 0 },
    tries: 0,
    wakeAt: null,
  })
}

/** A request that was read and decided; `outcome` is the policy's. */
export function decided(state: RequestState, outcome: 'allow' | 'review' | 'deny', reason = awkward): RequestRecord {
  return {
    ...base(state),
    request: {
      version: 1,
      repository: 123456,
      issue: 42,
      requester: 7,
      resource: 'orders-db',
      actions: ['dump', 'read'],
      duration: 7200,
      reason,
      ticket: 'OPS-17',
    },
    digest: 'a1'.repeat(32),
    resource: {
      title: 'Orders *database* of @acme',
      kind: 'database',
      sensitivity: 'critical',
      scopes: { dump: 'orders:dump', read: 'orders:read' },
    },
    decision: {
      at: '2026-11-21T19:13:59.250Z',
      policy: `4f2c1d9${'0'.repeat(57)}`,
      output: {
        outcome,
        reasons: ['orders-db is critical, and @acme/orders is not enough', 'write is limited to 1h in production'],
        ...(outcome === 'deny' ? {} : { max_duration: '8h' }),
        ...(outcome === 'review'
          ? {
              approvals: [
                { name: 'owners', from: ['code-owners'], count: 1 },
                { name: 'security', from: ['@acme/security', '@acme/on-call'], count: 2 },
              ],
            }
          : {}),
      },
    },
    howItEnds: 'login refused and sessions cut within 5 s',
  }
}

/** A request that began, and came as far as the state says. */
export function granted(state: 'active' | 'ending' | 'ended', end: Partial<RequestRecord['end']> = {}): RequestRecord {
  const cause = end?.cause ?? 'time'
  const effective = new Date(ends.getTime() + 400)
  const record: RequestRecord = recordOf({
    ...decided(state, 'allow'),
    grant: {
      id: 'AAAAAAAAAAAAAAAAAAAAAA',
      connector: 'orders-postgres',
      connectorType: 'postgres',
      resource: 'orders-db',
      audience: 'https://daypass.example/resources/orders-db',
      scope: 'orders:dump orders:read',
      requester: 7,
      digest: 'a1'.repeat(32),
      policy: `4f2c1d9${'0'.repeat(57)}`,
      requestUrl: 'https://github.example/acme/access/issues/42',
      begins,
      ends,
    },
    sealed: { armored, keys: [{ fingerprint: `SHA256:${'Jk3x'.repeat(10)}abc`, type: 'ssh-ed25519' }] },
  })
  if (state === 'active') return record
  record.end = { cause, asked: ends, attempts: 1, ...end }
  if (state === 'ended') {
    record.outcome = cause === 'time' ? 'expired' : 'done'
    const proof = { how: 'refused', at: '2026-11-21T21:14:00.900Z', words: 'token refused' } as const
    record.end = { effective, proof, ...record.end }
  }
  return record
}

/** One record a state, by the name of its golden file. */
export function samples(): [name: string, record: RequestRecord][] {
  const invalid: RequestRecord = {
    ...base('invalid'),
    findings: [
      {
        code: 'REQUEST_RESOURCE_UNKNOWN',
        where: 'line 3',
        message: '`@acme/x` is not in the catalog. Did you mean `orders-db`?',
      },
      {
        code: 'REQUEST_HIDDEN_TEXT',
        where: 'line 15',
        message: 'The character U+202E is not shown to readers. Remove it.',
      },
    ],
  }
  const changed: RequestRecord = {
    ...base('invalid'),
    findings: [
      {
        code: 'REQUEST_CHANGED_BY_OTHER',
        message: 'The text was changed by somebody else. Comment `/retry` if it is what you ask for.',
      },
    ],
  }
  const keyless: RequestRecord = {
    ...decided('granting', 'allow'),
    lapsesAt: new Date('2026-11-22T19:14:00Z'),
    findings: [
      {
        code: 'KEY_UNUSABLE',
        message:
          'None of your SSH keys on GitHub can be sealed to:\n- ecdsa-sha2-nistp256: ecdsa keys can sign, but age does not decrypt with them\n' +
          'Sealing works with ssh-ed25519 keys: make one with `ssh-keygen -t ed25519` and add its public part in your GitHub settings under "SSH and GPG keys".',
      },
    ],
  }
  const limited: RequestRecord = recordOf({
    ...decided('denied', 'allow', 'a quiet reason'),
    outcome: 'denied',
    findings: [
      { code: 'FLOOR_FORBIDS', message: 'The deployment limits this to 1h. Open a new request for 1h or less.' },
    ],
  })
  return [
    ['status-submitted', decided('submitted', 'allow')],
    ['status-invalid', invalid],
    ['status-invalid-changed-by-other', changed],
    [
      'status-undecided',
      {
        ...base('undecided'),
        findings: [
          {
            code: 'POLICY_INVALID',
            where: 'policies/orders.rego:7',
            message: 'opa refuses the policy:\nrego_parse_error: <unexpected> @token',
          },
        ],
      },
    ],
    ['status-denied', recordOf({ ...decided('denied', 'deny'), outcome: 'denied' })],
    [
      'status-denied-ways',
      recordOf({
        ...decided('denied', 'deny'),
        outcome: 'denied',
        ways: [
          { moves: [{ about: 'actions', without: ['dump'] }], access: 'reviewed' },
          { moves: [{ about: 'member', team: '@acme/orders' }], access: 'at-once' },
        ],
      }),
    ],
    ['status-denied-by-a-limit', limited],
    ['status-waiting', { ...decided('pending', 'review'), lapsesAt: new Date('2026-11-22T19:14:00Z') }],
    ['status-waiting-for-a-key', keyless],
    ['status-granting', decided('granting', 'allow')],
    ['status-ready', granted('active')],
    [
      'status-ready-rsa',
      recordOf({
        ...granted('active'),
        sealed: { armored, keys: [{ fingerprint: `SHA256:${'Jk3x'.repeat(10)}abc`, type: 'ssh-rsa' }] },
      }),
    ],
    [
      'status-ready-two-keys',
      recordOf({
        ...granted('active'),
        sealed: {
          armored,
          keys: [
            { fingerprint: `SHA256:${'Jk3x'.repeat(10)}abc`, type: 'ssh-ed25519' },
            { fingerprint: `SHA256:${'Zq9y'.repeat(10)}def`, type: 'ssh-rsa' },
          ],
        },
        keys: {
          at: '2026-11-21T19:13:59.250Z',
          keys: [],
          left: [{ type: 'ssh-dss', cause: 'unusable', why: 'keys of this kind cannot be sealed to' }],
        },
      }),
    ],
    ['status-ending', granted('ending')],
    ['status-ending-overdue', granted('ending', { overdue: true, unproved: 'orders.example was `unreachable`' })],
    [
      'status-ending-connector-gone',
      {
        ...granted('ending'),
        findings: [
          {
            code: 'CONNECTOR_GONE',
            message:
              'The deployment has no connector `orders-postgres` any more. The one of the type `postgres` that gave this access is needed to end it, so it may still work. ' +
              'Whoever operates Daypass puts that connector back into the deployment file; then it goes on by itself.',
          },
        ],
      },
    ],
    ['status-ended', granted('ended')],
    ['status-cancelled', recordOf({ ...decided('cancelled', 'review'), outcome: 'cancelled' })],
    ['status-lapsed', recordOf({ ...decided('lapsed', 'review'), outcome: 'lapsed' })],
    ['status-rejected', recordOf({ ...decided('rejected', 'review'), outcome: 'denied' })],
    [
      'status-failed',
      {
        ...decided('failed', 'allow'),
        findings: [{ code: 'CONNECTOR_FAILED', message: 'The target did not answer.' }],
      },
    ],
  ]
}
