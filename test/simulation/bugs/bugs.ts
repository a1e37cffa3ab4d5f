import type { Invariant } from '../oracle/invariants.ts'

/** A text of the product and what it is replaced by: once, and it must stand there. */
export type Replacement = { file: string; from: string; to: string }

/** A planted bug. `breaks`: the invariants by which it may be found. */
export type Bug = { name: string; breaks: readonly Invariant[]; replace: readonly Replacement[] }

const votes = 'src/core/review/votes.ts'

export const bugs: readonly Bug[] = [
  {
    name: 'requester-votes',
    breaks: ['allowed'],
    replace: [{ file: votes, from: "if (person.id === ballot.requester) return 'requester'", to: '' }],
  },
  {
    name: 'stranger-votes',
    breaks: ['allowed'],
    replace: [
      { file: votes, from: "if (then.length === 0) return 'not-eligible-then'", to: '' },
      { file: votes, from: "if (now.length === 0) return 'not-eligible-now'", to: '' },
      {
        file: votes,
        from: 'return eligibleThen(ballot, review).includes(slot.name) && slot.eligible.some(({ id }) => id === review.person.id)',
        to: 'return true',
      },
    ],
  },
  {
    name: 'dismissed-vote-counts',
    breaks: ['allowed'],
    replace: [{ file: votes, from: "if (state === 'DISMISSED') return 'dismissed'", to: '' }],
  },
  {
    name: 'text-of-another-counts',
    breaks: ['asked'],
    replace: [
      {
        file: 'src/core/lifecycle/decide-reading.ts',
        from: 'if (seen.writtenBy !== requester.id && record.body !== seen.body) {',
        to: 'if (false) {',
      },
    ],
  },
  {
    name: 'end-not-in-target',
    breaks: ['ends-in-time', 'nothing-stuck'],
    replace: [
      {
        file: 'src/reconcile/request/apply/leases.ts',
        from: 'return connectorOf(grant).end(grant, lease, now())',
        to: 'return { effective: now() }',
      },
    ],
  },
  {
    name: 'failed-look-never-again',
    breaks: ['ends-in-time', 'nothing-stuck', 'proved', 'taken-back-ends'],
    replace: [
      {
        file: 'src/reconcile/request/reconcile.ts',
        from: 'wakeAt: retryAt(told.record, ports.now()), show, failure',
        to: 'wakeAt: null, show, failure',
      },
    ],
  },
  {
    name: 'nothing-shown',
    breaks: ['shown'],
    replace: [
      {
        file: 'src/reconcile/request/reconcile.ts',
        from: 'nextLook(held.record, ports.now()), show: isShown ? showing(held.record, seen) : undefined }',
        to: 'nextLook(held.record, ports.now()), show: undefined }',
      },
    ],
  },
  {
    name: 'status-written-twice',
    breaks: ['shown'],
    replace: [
      {
        file: 'src/reconcile/display/apply-display.ts',
        from: 'before?.intended && before.comment === undefined ? await findOurs(ports, claim, part) : undefined',
        to: 'undefined',
      },
    ],
  },
  {
    name: 'sweep-sees-no-change',
    breaks: ['nothing-lost', 'taken-back-ends', 'nothing-stuck'],
    replace: [
      {
        file: 'src/reconcile/sweep.ts',
        from: "else if (!isQuiet) await enqueue(before ? { ...wake, notice: 'comments' } : wake)",
        to: '',
      },
    ],
  },
  {
    name: 'fence-opens-for-all',
    breaks: ['granted-once', 'trail', 'proved', 'nothing-stuck', 'one-lease', 'ends-in-time'],
    replace: [{ file: 'src/store/requests/saving.ts', from: ' and r.fence = given.fence', to: '' }],
  },
  {
    name: 'claim-never-runs-out',
    breaks: ['nothing-stuck', 'ends-in-time', 'shown', 'proved', 'taken-back-ends'],
    replace: [
      {
        file: 'src/store/database/claiming.ts',
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
        from: "${column('claimed_until')} is null or ${column('claimed_until')} <= ${now}`",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
        to: "${column('claimed_until')} is null`",
      },
    ],
  },
  {
    name: 'chain-forks',
    breaks: ['trail'],
    replace: [
      {
        file: 'src/store/trail/append.ts',
        from: 'hash = given.hash, at = given.at',
        to: 'at = given.at',
      },
    ],
  },
  {
    name: 'token-after-the-end',
    breaks: ['ended-is-refused'],
    replace: [
      {
        file: 'src/store/token-leases.ts',
        from: "    .where('ended', 'is', null)\n    .where('ends', '>', now)\n    .where(unlocked())",
        to: '    .where(unlocked())',
      },
      {
        file: 'src/connectors/token.ts',
        from: 'if (expiresAt <= issuedAt || !',
        to: 'if (!',
      },
    ],
  },
  {
    name: 'done-is-not-heard',
    breaks: ['taken-back-ends'],
    replace: [
      {
        file: 'src/core/lifecycle/read-commands.ts',
        from: "else if (name === 'done' || name === 'cancel')",
        to: "else if (name === 'cancel')",
      },
    ],
  },
  {
    name: 'deleted-is-not-gone',
    breaks: ['taken-back-ends'],
    replace: [
      {
        file: 'src/reconcile/request/observe/observe.ts',
        from: "if (isDaypassError(error, 'GITHUB_GONE')) return { kind: 'gone' }",
        to: '',
      },
    ],
  },
  {
    name: 'leaver-stays',
    breaks: ['taken-back-ends'],
    replace: [
      {
        file: 'src/reconcile/request/observe/eligibility.ts',
        from: 'if (!told && now < (membershipDue(record) ?? now)) return undefined',
        to: 'return undefined',
      },
    ],
  },
]
