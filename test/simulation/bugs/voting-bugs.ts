import { type Bug, inFile } from './bug.ts'

const votes = 'src/core/review/votes.ts'
const deciding = 'src/reconcile/request/observe/read-and-evaluate.ts'
const acts = "const acts = output.outcome === 'allow' || (output.outcome === 'review' && asked.approved)"

/** Yes that nobody gave, or that counts no more. */
export const votingBugs: readonly Bug[] = [
  ...inFile(
    votes,
    {
      name: 'requester-votes',
      breaks: ['allowed'],
      from: "if (person.id === ballot.requester) return 'requester'",
      to: '',
    },
    {
      name: 'dismissed-vote-counts',
      breaks: ['allowed'],
      from: "if (state === 'DISMISSED') return 'dismissed'",
      to: '',
    },
    {
      name: 'first-word-counts',
      breaks: ['allowed', 'same-end'],
      from: '    last.set(review.person.id, review)\n',
      to: '    if (!before) last.set(review.person.id, review)\n',
    },
    {
      name: 'no-does-not-block',
      breaks: ['allowed'],
      from: 'open.length === 0 && blockedBy.length === 0',
      to: 'open.length === 0',
    },
    {
      name: 'one-yes-is-enough',
      breaks: ['allowed'],
      from: 'ballot.slots.length > 0 && open.length === 0 &&',
      to: 'filled.length > 0 &&',
    },
    {
      name: 'one-person-fills-every-place',
      breaks: ['allowed'],
      from: 'const holder = matched.get(index)',
      to: 'const holder = matched.get(index) ?? [...yes.keys()].find((id) => accepts[index]?.accepts.has(id))',
    },
    {
      name: 'comment-is-a-yes',
      breaks: ['allowed'],
      from: "if (review.state === 'COMMENTED' || review.state === 'PENDING') {",
      to: "if (review.state === 'PENDING') {",
    },
  ),
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
    name: 'leaver-votes',
    breaks: ['allowed'],
    replace: [
      { file: votes, from: "if (now.length === 0) return 'not-eligible-now'", to: '' },
      {
        file: votes,
        from: 'return eligibleThen(ballot, review).includes(slot.name) && slot.eligible.some(({ id }) => id === review.person.id)',
        to: 'return eligibleThen(ballot, review).includes(slot.name)',
      },
    ],
  },
  {
    name: 'votes-outweigh-policy',
    breaks: ['allowed'],
    replace: [
      {
        file: 'src/core/lifecycle/decide-approval.ts',
        from: "if (outcome === 'deny' || forbidden.length > 0) return { is: 'denied', reading, event }",
        to: '',
      },
      { file: deciding, from: acts, to: "const acts = output.outcome === 'allow' || asked.approved" },
    ],
  },
  ...inFile('src/core/lifecycle/decide-approval.ts', {
    name: 'closed-by-anybody-is-taken-back',
    breaks: ['same-end', 'ended-by-right'],
    from: 'if (by !== undefined && by === approval.request?.requester)',
    to: 'if (by !== undefined)',
  }),
  {
    name: 'nobody-is-asked',
    breaks: ['allowed'],
    replace: [
      {
        file: 'src/core/lifecycle/decide-reading.ts',
        from: "if (outcome === 'review') return [...before, ...askReviewers(file, change, reading, stale)]",
        to: "if (outcome === 'review') return [...before, ...begin(file, { ...change, clear: [...clear] }, reading)]",
      },
      { file: deciding, from: acts, to: "const acts = output.outcome !== 'deny'" },
    ],
  },
  {
    name: 'extension-without-votes',
    breaks: ['allowed'],
    replace: [
      {
        file: 'src/core/lifecycle/decide-extension.ts',
        from: "const change = asked(file, reading, output.outcome === 'allow')",
        to: 'const change = asked(file, reading, true)',
      },
      {
        file: 'src/core/lifecycle/decide-extension.ts',
        from: "if (output.outcome === 'allow') return [save(change), extendTo(grant, reading)]",
        to: 'if (reading) return [save(change), extendTo(grant, reading)]',
      },
    ],
  },
]
