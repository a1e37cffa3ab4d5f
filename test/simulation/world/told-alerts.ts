import { alertLabel } from '../../../src/core/alerts/render-notice.ts'
import type { AlertIssues } from '../../../src/ports/alert-issues.ts'
import type { NoticePlace } from '../../../src/ports/notices.ts'
import type { Calls } from '../github/calls.ts'

type Told = { text: string; at: number }
type AlertIssue = Told & { number: number; comments: Told[] }

/** Where alerts arrive: issues apart from those of requests, and a receiver. They outlive every process. */
export class ToldAlerts {
  readonly issues: AlertIssue[] = []
  /** Ids, as often as they came. */
  readonly received: string[] = []

  /** How often each notice stands in an issue. */
  inIssues(): Map<string, number> {
    const counts = new Map<string, number>()
    for (const { text } of this.issues.flatMap((issue) => [issue, ...issue.comments])) {
      const id = /<!-- daypass:notice (\S+) -->/.exec(text)?.[1] ?? ''
      counts.set(id, (counts.get(id) ?? 0) + 1)
    }
    return counts
  }
}

/** The ways there: calls fail, and answers are lost; listings are behind. */
export function waysToTell(
  told: ToldAlerts,
  calls: Calls,
  clock: () => number,
): { issues: AlertIssues; desk: NoticePlace } {
  const find = (number: number) => told.issues.find((one) => one.number === number)
  return {
    issues: {
      list: (_repository, label) =>
        calls.read('alertIssues.list', (at) => {
          const found = label === alertLabel ? told.issues.filter((one) => one.at <= at) : []
          return found.map(({ number, text: body }) => ({ number, body })).toReversed()
        }),
      isOpen: (_repository, number) => calls.read('alertIssues.isOpen', () => find(number) !== undefined),
      open: (_repository, { body: text }) =>
        calls.write('alertIssues.open', () => {
          const number = 10_000 + told.issues.length
          told.issues.push({ number, text, at: clock(), comments: [] })
          return number
        }),
      comment: ({ issue }, text) =>
        calls.write('alertIssues.comment', () => find(issue)?.comments.push({ text, at: clock() }) ?? 0),
      comments: ({ issue }) =>
        calls.read('alertIssues.comments', (at) => {
          const found = (find(issue)?.comments ?? []).filter((one) => one.at <= at)
          return found.map(({ text: body }) => ({ body, ours: true })) as never
        }),
    },
    desk: {
      send: (notice) =>
        calls.write('desk.send', () => {
          told.received.push(notice.id)
          return undefined
        }),
    },
  }
}
