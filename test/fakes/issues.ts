import type { Creation } from '../../src/core/display/creation.ts'
import { DaypassError } from '../../src/core/error.ts'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { Comment, Issue, IssueChange, Issues, Person } from '../../src/ports/issues.ts'

export const bot: Person = { id: 1, login: 'daypass[bot]', type: 'Bot' }

/** One repository's issues in memory. `before` runs before each call is done and `after` when it is, with its name; both may throw. */
export type FakeIssues = Issues & {
  issue: Issue
  /** Comments by the number of the issue or pull request. */
  said: Map<number, Comment[]>
  calls: string[]
  /** As what the comments counted that were created. */
  creations: Creation[]
  /** Seconds after which a comment that was created is listed. */
  lag: number
  before: (call: string) => void
  after: (call: string) => void
  /** Somebody else says something. */
  hear(issue: number, body: string, author: Person): number
}

function refuseTooLong(body: string): void {
  if (Buffer.byteLength(body) > 60_000) throw new DaypassError('GITHUB_REFUSED', 'The text is too long.')
}

export function createFakeIssues(number: number, now: () => Date): FakeIssues {
  const said = new Map<number, Comment[]>()
  const at = (issue: number): Comment[] => {
    const comments = said.get(issue) ?? []
    said.set(issue, comments)
    return comments
  }
  let newest = 0
  const say = (issue: number, body: string, author: Person): number => {
    newest += 1
    at(issue).push({ id: newest, body, author, createdAt: now(), updatedAt: now(), ours: author === bot })
    return newest
  }
  async function call<Result>(name: string, work: () => Result): Promise<Result> {
    fake.calls.push(name)
    fake.before(name)
    const result = work()
    fake.after(name)
    return result
  }
  const fake: FakeIssues = {
    issue: {
      number,
      isPull: false,
      url: `https://github.example/acme/access/issues/${number}`,
      title: 'Access, please',
      body: '',
      author: { id: 7, login: 'requester', type: 'User' },
      open: true,
      closedBy: undefined,
      labels: [],
      comments: 0,
      locked: false,
      createdAt: now(),
      updatedAt: now(),
    },
    said,
    calls: [],
    creations: [],
    lag: 0,
    before: () => undefined,
    after: () => undefined,
    hear: say,
    read: () => call('read', () => structuredClone({ ...fake.issue, comments: at(number).length })),
    comments: ({ issue }: RequestKey) =>
      call('comments', () =>
        at(issue)
          .filter(({ createdAt }) => now().getTime() - createdAt.getTime() >= fake.lag * 1000)
          .map((comment) => ({ ...comment })),
      ),
    comment: ({ issue }, body, creation) =>
      call('comment', () => {
        fake.creations.push(creation)
        refuseTooLong(body)
        if (fake.issue.locked && issue === number)
          throw new DaypassError('GITHUB_REFUSED', 'The conversation is locked.')
        return say(issue, body, bot)
      }),
    editComment: ({ issue }, id, body) =>
      call('edit', () => {
        const comment = at(issue).find((one) => one.id === id)
        if (!comment) throw new DaypassError('GITHUB_NOT_FOUND', 'There is no such comment.')
        refuseTooLong(body)
        Object.assign(comment, { body, updatedAt: now() })
      }),
    change: (_key, { title, labels, state }: IssueChange) =>
      call('change', () => {
        Object.assign(fake.issue, { ...(title ? { title } : {}), ...(labels ? { labels: [...labels] } : {}) })
        if (state === 'open') Object.assign(fake.issue, { open: true, closedBy: undefined })
        if (state === 'closed' && fake.issue.open) Object.assign(fake.issue, { open: false, closedBy: bot })
      }),
  }
  return fake
}
