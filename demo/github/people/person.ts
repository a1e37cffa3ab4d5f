import { personOnChecks } from '../checks/person-checks.ts'
import { personsFork } from '../forks/person-fork.ts'
import { BROWSER } from '../gateway/organisation-door.ts'
import { fillForm } from '../issues/issue-form.ts'
import { asObject } from '../json.ts'
import { personOnPulls } from '../pulls/person-pulls.ts'
import type { Comment, Issue, Person } from '../types.ts'
import type { Account } from './directory.ts'

/** A person at work on one repository, over HTTP as from a browser or a script. */
export function personAt(url: string, repository: string, account: Account): Person {
  const request: Person['request'] = async (method, path, body) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `token ${account.token}`,
        accept: 'application/vnd.github+json',
        'content-type': 'application/json',
        [BROWSER]: 'yes',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, data: text === '' ? undefined : JSON.parse(text) }
  }
  const must = async (method: string, path: string, body?: unknown, below = `/repos/${repository}/`) => {
    const { status, data } = await request(method, `${below}${path}`, body)
    if (status >= 300) throw new Error(`${account.login}: ${method} ${path} was answered ${status}: ${messageOf(data)}`)
    return data
  }
  const onPulls = personOnPulls(must)
  return {
    id: account.id,
    login: account.login,
    token: account.token,
    request,
    ...onPulls,
    ...personOnChecks(must),
    fork: () => personsFork((method, path, body) => must(method, path, body, ''), repository, onPulls.openPull),
    openIssue: async (issue) => {
      const { number, html_url } = asObject(await must('POST', 'issues', issue))
      return { number: Number(number), url: String(html_url) }
    },
    openForm: async (picks, path = '.github/ISSUE_TEMPLATE/access-request.yml') => {
      const { content } = asObject(await must('GET', `contents/${path}`))
      const filled = fillForm(Buffer.from(String(content), 'base64').toString(), picks)
      const { number, html_url } = asObject(await must('POST', 'issues', filled))
      return { number: Number(number), url: String(html_url) }
    },
    editIssue: async (number, patch) => void (await must('PATCH', `issues/${number}`, patch)),
    comment: async (number, body) => ({
      id: Number(asObject(await must('POST', `issues/${number}/comments`, { body })).id),
    }),
    editComment: async (id, body) => void (await must('PATCH', `issues/comments/${id}`, { body })),
    deleteComment: async (id) => void (await must('DELETE', `issues/comments/${id}`)),
    closeIssue: async (number) => void (await must('PATCH', `issues/${number}`, { state: 'closed' })),
    reopenIssue: async (number) => void (await must('PATCH', `issues/${number}`, { state: 'open' })),
    issue: async (number) => (await must('GET', `issues/${number}`)) as Issue,
    comments: async (number) => (await must('GET', `issues/${number}/comments?per_page=100`)) as Comment[],
  }
}

/** GitHub's message, and what is wrong in particular. */
function messageOf(data: unknown): string {
  const { message, errors } = asObject(data)
  return errors === undefined ? String(message) : `${message} ${JSON.stringify(errors)}`
}
