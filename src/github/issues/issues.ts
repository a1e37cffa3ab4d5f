import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Comment, Issue, IssueChange, Issues } from '../../ports/issues.ts'
import type { OwnApp } from '../api/own-app.ts'
import { allPages } from '../api/pages.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import type { Identities } from '../people/identities.ts'
import { readPerson } from '../people/person.ts'
import { refuseTooLong, sameText } from './texts.ts'

/** Issues and comments through GitHub's REST API. `app` tells our own comments from look-alikes; `identities` learns who wrote. */
export function createIssues(
  repositories: Repositories,
  app: Pick<OwnApp, 'id' | 'slug'>,
  identities?: Identities,
): Issues {
  const address = ({ issue }: RequestKey) => ({ issue_number: issue })
  return {
    async read(key) {
      const { data } = await repositories.call(key.repository, 'issue', address(key)).catch(async (error) => {
        // Before "not seen" is said of the issue, its repository must be seen: on GitHub's bad days neither is.
        if (isDaypassError(error, 'GITHUB_NOT_FOUND')) await repositories.fresh(key.repository)
        throw error
      })
      const issue = readIssue(data)
      if (issue.number !== key.issue)
        throw new DaypassError('GITHUB_UNAVAILABLE', "GitHub's answer is about another issue. It is asked again later.")
      identities?.saw(issue.author)
      return issue
    },
    async comments(key) {
      const found = await allPages((page) =>
        repositories.call(key.repository, 'comments', { ...address(key), ...page }),
      )
      return found.map((data) => readComment(data, app))
    },
    async comment(key, body) {
      refuseTooLong(body)
      const { data } = await repositories.call(key.repository, 'comment', { ...address(key), body })
      checkKept(data, body)
      return new ResponseFields(data, 'the comment').id('id')
    },
    async editComment(key, comment, body) {
      refuseTooLong(body)
      const { data } = await repositories.call(key.repository, 'editComment', { comment_id: comment, body })
      checkKept(data, body)
    },
    async change(key, change) {
      const parameters = patchOf(change)
      if (Object.keys(parameters).length === 0) return
      const { data } = await repositories.call(key.repository, 'changeIssue', { ...address(key), ...parameters })
      checkChanged(readIssue(data), change)
    },
  }
}

function patchOf({ title, labels, state, reason }: IssueChange): Record<string, unknown> {
  return {
    ...(title === undefined ? {} : { title }),
    ...(labels === undefined ? {} : { labels }),
    ...(state === undefined ? {} : { state }),
    ...(state === undefined || reason === undefined ? {} : { state_reason: reason }),
  }
}

/** An issue as GitHub's REST API shows it. Throws GITHUB_UNAVAILABLE when the answer is not one. */
export function readIssue(data: unknown): Issue {
  const issue = new ResponseFields(data, 'the issue')
  const closedBy = issue.optionalPart('closed_by')
  return {
    number: issue.id('number'),
    isPull: isPullRequest(data),
    url: issue.text('html_url'),
    title: issue.text('title'),
    body: issue.optionalText('body') ?? '',
    author: readPerson(issue.optionalPart('user')),
    open: issue.text('state') === 'open',
    closedBy: closedBy && readPerson(closedBy),
    labels: issue
      .list('labels')
      .map((label) => (typeof label === 'string' ? label : new ResponseFields(label, 'the label').text('name'))),
    comments: issue.count('comments'),
    locked: issue.has('locked') && issue.flag('locked'),
    createdAt: issue.instant('created_at'),
    updatedAt: issue.instant('updated_at'),
  }
}

/** A comment counts as ours when the bot account of our app wrote it; a look-alike by a person never does. */
function readComment(data: unknown, app: Pick<OwnApp, 'id' | 'slug'>): Comment {
  const comment = new ResponseFields(data, 'the comment')
  const author = readPerson(comment.optionalPart('user'))
  const by = comment.optionalPart('performed_via_github_app')
  return {
    id: comment.id('id'),
    body: comment.optionalText('body') ?? '',
    author,
    createdAt: comment.instant('created_at'),
    updatedAt: comment.instant('updated_at'),
    ours: author.type === 'Bot' && (by?.id('id') === app.id || author.login === `${app.slug}[bot]`),
  }
}

/** GitHub may answer 200 and keep the old text when the new one is too long for it. */
function checkKept(data: unknown, body: string): void {
  if (sameText(new ResponseFields(data, 'the comment').text('body'), body)) return
  throw new DaypassError('GITHUB_REFUSED', 'GitHub accepted the text and kept another one. It is written again later.')
}

function checkChanged(issue: Issue, { title, labels, state }: IssueChange): void {
  const kept =
    (title === undefined || issue.title.trim() === title.trim()) &&
    (labels === undefined || sameLabels(issue.labels, labels)) &&
    (state === undefined || issue.open === (state === 'open'))
  if (!kept)
    throw new DaypassError(
      'GITHUB_REFUSED',
      'GitHub accepted the change of the issue and did not make all of it. It is made again later.',
    )
}

/** GitHub treats labels that differ only in case as one. */
function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  const set = (labels: readonly string[]) =>
    JSON.stringify([...new Set(labels.map((label) => label.toLowerCase()))].sort())
  return set(a) === set(b)
}

/** Every pull request is an issue too, with a member that says so. */
export function isPullRequest(data: unknown): boolean {
  return new ResponseFields(data, 'the issue').has('pull_request')
}
