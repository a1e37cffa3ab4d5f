import { type Bug, inFile } from './bug.ts'

const extension = 'src/core/lifecycle/decide-extension.ts'
const heard = 'src/reconcile/request/observe/heard.ts'
const queries = 'src/store/queries.ts'
const requests = 'src/store/requests/request-store.ts'

/** What once worked as an attack: each takes out again what was put in against it. */
export const caseBugs: readonly Bug[] = [
  {
    name: 'one-nul-stops-the-repository',
    case: 'R1',
    breaks: ['taken-back-ends'],
    replace: [
      {
        file: extension,
        from: 'const [flaw] = reasonFlaws(order.why)',
        to: 'const flaw = undefined as { message: string } | undefined',
      },
      { file: queries, from: "import type { Kysely } from 'kysely'", to: "import { type Kysely, sql } from 'kysely'" },
      {
        file: queries,
        from: ".select(['repository', 'issue', 'changed_at', 'voted', 'connector', 'connector_type'])",
        to: ".select(['repository', 'issue', 'voted', 'connector', 'connector_type', sql<string | null>`record ->> 'changedAt'`.as('changed_at')])",
      },
    ],
  },
  ...inFile('src/store/inbox/accept-deliveries.ts', {
    name: 'same-bytes-are-a-double',
    case: 'R2',
    breaks: ['taken-back-ends', 'same-end'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
    from: '    values ${sql.join(rows)}\n',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
    to: '    select given.* from (values ${sql.join(rows)}) as given (delivery, event, body_sha, body, state, received, tries, next_try)\n    where not exists (select from daypass.inbox i where i.body_sha = given.body_sha)\n',
  }),
  {
    name: 'edited-within-its-second-acts',
    case: 'R3',
    breaks: ['asked', 'same-end', 'allowed'],
    replace: [
      {
        file: heard,
        from: "if (comment.createdAt.getTime() !== comment.updatedAt.getTime() || writer === 'changed') return 'changed'",
        to: "if (comment.createdAt.getTime() !== comment.updatedAt.getTime()) return 'changed'",
      },
      {
        file: heard,
        from: "return writer.person === comment.author.id && writer.body === commentDigest(comment.body) ? 'theirs' : 'changed'",
        to: "return 'theirs'",
      },
    ],
  },
  {
    name: 'quota-by-number',
    case: 'R4',
    breaks: ['within-quota'],
    replace: [
      {
        file: requests,
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
        from: "(r.created, r.issue) < (coalesce(own.created, 'infinity'), ${issue}::integer) as earlier",
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a text of the product
        to: 'r.issue < ${issue}::integer as earlier',
      },
      {
        file: requests,
        from: 'exists (select from daypass.grants g\n        where g.repository = r.repository and g.issue = r.issue and g.ended is null) as lives',
        to: 'false as lives',
      },
    ],
  },
  {
    name: 'no-in-the-last-moment-is-lost',
    case: 'R5',
    breaks: ['allowed'],
    replace: [
      {
        file: 'src/reconcile/request/apply/review.ts',
        from: 'if (countNow(approval, { ...voting, pull: { ...voting.pull, reviews } }).tally.complete) return',
        to: 'if (reviews) return',
      },
      // Once more, the reviews are read before anything is decided by them.
      {
        file: 'src/reconcile/request/observe/votes.ts',
        from: 'if (!retry && !anew && awaitsLastVote(approval, told)) {',
        to: 'if (!retry && !anew && awaitsLastVote(approval, told) && told < 0) {',
      },
    ],
  },
  ...inFile(extension, {
    name: 'word-of-extend-is-not-read',
    case: 'R8',
    breaks: ['asked'],
    from: 'const [flaw] = reasonFlaws(order.why)',
    to: 'const flaw = undefined as { message: string } | undefined',
  }),
  ...inFile('src/core/lifecycle/read-commands.ts', {
    name: 'answers-without-end',
    case: 'W6',
    breaks: ['shown'],
    from: 'return answered.filter((one) => one.person === person).length < mostAnswers',
    to: 'return answered.some((one) => one.person === person) || mostAnswers > 0',
  }),
]
