import { type Bug, inFile } from './bug.ts'

/** Access that nobody asked for: the text, the time, or the person of another. */
export const askingBugs: readonly Bug[] = [
  ...inFile(
    'src/core/lifecycle/decide-reading.ts',
    {
      name: 'text-of-another-counts',
      breaks: ['asked'],
      from: 'if (seen.writtenBy !== requester.id && record.body !== seen.body) {',
      to: 'if (false) {',
    },
    {
      name: 'invalid-goes-on-as-it-was',
      breaks: ['asked', 'same-end'],
      from: '    if (isOpen(record))\n      return [...superseded(record), refuse(now, { ...base, findings: reading.findings }, requester.id)]',
      to: '    if (isOpen(record)) return [save({ set: base })]',
    },
  ),
  ...inFile(
    'src/reconcile/request/observe/observe.ts',
    {
      name: 'unheard-writer-is-the-author',
      breaks: ['asked'],
      from: "if (known === 'unknown') return undefined",
      to: "if (known === 'unknown') return issue.author.id",
    },
    {
      name: 'touched-is-the-authors',
      breaks: ['asked'],
      from: 'return issue.createdAt.getTime() === issue.updatedAt.getTime() ? issue.author.id : undefined',
      to: 'return issue.author.id',
    },
    {
      name: 'text-is-read-once',
      breaks: ['asked', 'same-end'],
      from: "const body = issue.isPull ? (own ? sha256(own.head) : (record.body ?? '')) : sha256(issue.body)",
      to: "const body = record.body ?? (issue.isPull ? sha256(own?.head ?? '') : sha256(issue.body))",
    },
  ),
  ...inFile('src/core/lifecycle/steps.ts', {
    name: 'twice-as-long',
    breaks: ['asked'],
    from: 'ends: endBy(reading.decision.output, addSeconds(now, reading.request.duration)),',
    to: 'ends: endBy(reading.decision.output, addSeconds(now, 2 * reading.request.duration)),',
  }),
  ...inFile('src/core/lifecycle/decide-extension.ts', {
    name: 'extension-counts-from-now',
    breaks: ['asked'],
    from: 'return endBy(decision.output, addSeconds(grant.begins, request.duration))',
    to: 'return endBy(decision.output, addSeconds(grant.ends, request.duration))',
  }),
  ...inFile('src/core/lifecycle/decide.ts', {
    name: 'what-ended-revives',
    breaks: ['stays-ended', 'granted-once', 'same-end', 'ended-is-refused'],
    from: 'if (asksAgain && canComeBack(record)) return revive(record, comments)',
    to: 'if (asksAgain) return revive(record, comments)',
  }),
  ...inFile('src/reconcile/request/observe/heard.ts', {
    name: 'edited-comment-acts',
    breaks: ['ended-by-right', 'asked', 'same-end'],
    from: "if (comment.createdAt.getTime() !== comment.updatedAt.getTime() || writer === 'changed') return 'changed'",
    to: '',
  }),
  ...inFile('src/core/lifecycle/read-commands.ts', {
    name: 'stranger-commands',
    breaks: ['ended-by-right'],
    from: 'const hasSay = own || seen.entitled.includes(by)',
    to: 'const hasSay = true',
  }),
  {
    name: 'everybody-is-a-member',
    breaks: ['member', 'same-end'],
    replace: [
      {
        file: 'src/reconcile/request/observe/person-facts.ts',
        from: 'organisation_member: member, teams }',
        to: 'organisation_member: true, teams }',
      },
    ],
  },
]
