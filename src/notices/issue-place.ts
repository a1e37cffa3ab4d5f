import {
  alertLabel,
  alertMarker,
  alertTitle,
  noticeMarker,
  renderAlert,
  renderAlertIssue,
} from '../core/alerts/render-notice.ts'
import { DaypassError } from '../core/error.ts'
import type { AlertIssues } from '../ports/alert-issues.ts'
import type { NoticePlace, StoredNotice } from '../ports/notices.ts'

/** Nobody waits for it, and nobody has asked for it. */
const creation = { for: 'open', by: 'upkeep' } as const

/** So many issues of a kind are searched for what may have been told already. */
const mostSearched = 5

/** After so many tries that failed, GitHub lists what an earlier one may have created: the pauses between them are 2 and 4 seconds. */
const listedAfter = 2

/**
 * Tells alerts in the access repository: one open issue a kind, further ones as comments on it. People close it; a closed one is left
 * closed, and another one opened.
 */
export function createIssuePlace(issues: AlertIssues): NoticePlace {
  return {
    async send(notice, { isAgain, tries, known }) {
      const { repository, kind } = notice
      if (isAgain) {
        const found = await findTold(issues, notice)
        if (found !== undefined) return found
        if (tries < listedAfter)
          throw new DaypassError(
            'GITHUB_UNAVAILABLE',
            'GitHub has not said whether it took an alert. It is looked for once more before it is told again.',
          )
      }
      const isStill = known !== undefined && (await issues.isOpen(repository, known))
      const open = isStill ? known : await findOpen(issues, notice)
      if (open === undefined) {
        const body = renderAlertIssue(notice)
        return issues.open(repository, { title: alertTitle(kind), body, label: alertLabel })
      }
      await issues.comment({ repository, issue: open }, renderAlert(notice), creation)
      return open
    },
  }
}

async function ofKind(issues: AlertIssues, { repository, kind }: StoredNotice, all: boolean) {
  const found = await issues.list(repository, alertLabel, all)
  return found.filter(({ body }) => body.startsWith(alertMarker(kind)))
}

async function findOpen(issues: AlertIssues, notice: StoredNotice): Promise<number | undefined> {
  return (await ofKind(issues, notice, false))[0]?.number
}

/** The issue in which it stands already: an earlier try got through. */
async function findTold(issues: AlertIssues, notice: StoredNotice): Promise<number | undefined> {
  const marker = noticeMarker(notice.id)
  for (const { number, body } of (await ofKind(issues, notice, true)).slice(0, mostSearched)) {
    if (body.includes(marker)) return number
    const comments = await issues.comments({ repository: notice.repository, issue: number })
    if (comments.some((one) => one.ours && one.body.startsWith(marker))) return number
  }
  return undefined
}
