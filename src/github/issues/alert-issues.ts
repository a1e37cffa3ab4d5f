import { isDaypassError } from '../../core/error.ts'
import type { AlertIssues } from '../../ports/alert-issues.ts'
import type { Issue, Issues } from '../../ports/issues.ts'
import type { OwnApp } from '../api/own-app.ts'
import type { Repositories } from '../api/repositories.ts'
import { asList, ResponseFields } from '../api/response.ts'
import { isPullRequest, readIssue } from './issues.ts'
import { refuseTooLong } from './texts.ts'

/** How many are listed: those that are open are few, since there is one a kind. */
const newest = { per_page: 100, sort: 'created', direction: 'desc' } as const

/** Issues in which alerts are told, through GitHub's REST API. */
export function createAlertIssues(
  repositories: Repositories,
  app: Pick<OwnApp, 'slug'>,
  issues: Pick<Issues, 'read' | 'comments' | 'comment'>,
): AlertIssues {
  const isOurs = ({ author }: Issue) => author.type === 'Bot' && author.login === `${app.slug}[bot]`
  return {
    comments: issues.comments,
    comment: issues.comment,
    async list(repository, label, all) {
      const { data } = await repositories.call(repository, 'issues', {
        ...newest,
        labels: label,
        state: all ? 'all' : 'open',
      })
      const found = asList(data, 'the issues').filter((one) => !isPullRequest(one))
      return found.map(readIssue).filter(isOurs)
    },
    async isOpen(repository, issue) {
      try {
        const found = await issues.read({ repository, issue })
        return found.open && isOurs(found) && !found.locked
      } catch (error) {
        // Deleted, or moved by somebody.
        if (isDaypassError(error, 'GITHUB_GONE') || isDaypassError(error, 'GITHUB_NOT_FOUND')) return false
        throw error
      }
    },
    async open(repository, { title, body, label }) {
      refuseTooLong(body)
      const upkeep = repositories.creating({ for: 'open', by: 'upkeep' })
      const { data } = await upkeep.call(repository, 'openIssue', { title, body, labels: [label] })
      return new ResponseFields(data, 'the issue').id('number')
    },
  }
}
