import { Octokit } from '@octokit/rest'
import { DaypassError } from '../../core/error.ts'
import { refusalAdvice } from '../../core/github-refusal.ts'
import { noConnectionIn } from '../../core/no-connection.ts'
import { plain } from '../plain-text.ts'

export type RepositoryFacts = { id: number; defaultBranch: string }
/** `byApp`: an app wrote it, not a person; `login` is its account's then, and `app` its number, where GitHub says it. */
export type CommentText = { id: number; body: string; createdAt: Date; byApp?: true; login?: string; app?: number }
export type IssueText = { open: boolean; labels: string[] }

/**
 * What the command line reads and writes on GitHub, as the user. Every method throws GITHUB_NOT_FOUND, GITHUB_REFUSED, GITHUB_LIMITED or
 * GITHUB_UNAVAILABLE. Nothing is sent twice.
 */
export type UserGitHub = {
  /** Whose token it is. */
  me(): Promise<{ id: number; login: string }>
  repository(owner: string, name: string): Promise<RepositoryFacts>
  /** The text of a file on a branch; undefined: there is none. */
  file(owner: string, name: string, path: string, branch: string): Promise<string | undefined>
  /** All comments of an issue, oldest first. */
  comments(owner: string, name: string, issue: number): Promise<CommentText[]>
  issue(owner: string, name: string, issue: number): Promise<IssueText>
  /** Opens an issue; `url` is that of its page. */
  openIssue(
    owner: string,
    name: string,
    text: { title: string; body: string },
  ): Promise<{ number: number; url: string }>
  comment(owner: string, name: string, issue: number, body: string): Promise<void>
}

/**
 * How long GitHub asks to be left alone after a failure of these methods, in milliseconds; undefined: it did not say.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function askedToWait(thrown: DaypassError, now: Date): number | undefined {
  const { response } = (thrown.cause ?? {}) as { response?: { headers?: Record<string, string | undefined> } }
  const seconds = Number(response?.headers?.['retry-after'])
  if (seconds > 0) return seconds * 1000
  const reset = Number(response?.headers?.['x-ratelimit-reset'])
  const exhausted = response?.headers?.['x-ratelimit-remaining'] === '0'
  return exhausted && reset > 0 ? Math.max(0, reset * 1000 - now.getTime()) : undefined
}

type Doing = 'read' | 'write'

/** GitHub's own sentence, on one line: it says more than its status. */
function saidBy(thrown: unknown): string {
  const { response } = thrown as { response?: { data?: { message?: unknown } | null } }
  const said = response?.data?.message
  return typeof said === 'string'
    ? plain(said.slice(0, 300))
        .trim()
        .replace(/(?<!\.)\.+$/, '')
    : ''
}

/** By GitHub's words, or by the address that it gives for single sign-on. */
function adviceFor(thrown: unknown): string | undefined {
  const { status, response } = thrown as { status?: number; response?: { headers?: Record<string, unknown> } }
  const sso = response?.headers?.['x-github-sso']
  const refusal = { status: status ?? 0, said: saidBy(thrown), sso: typeof sso === 'string' ? sso : undefined }
  return refusalAdvice(refusal, 'person')
}

/** A failed call in the words of the person who made it. */
function explain(thrown: unknown, what: string, doing: Doing): DaypassError {
  const { status, message } = thrown as { status?: number; message?: string }
  const say = (
    code: 'GITHUB_NOT_FOUND' | 'GITHUB_REFUSED' | 'GITHUB_LIMITED' | 'GITHUB_UNAVAILABLE',
    text: string,
  ): DaypassError => new DaypassError(code, text, { cause: thrown, where: what })
  const advice = adviceFor(thrown)
  if (status === 404)
    return say(
      'GITHUB_NOT_FOUND',
      advice === undefined
        ? 'GitHub shows you no such thing. Check the address, and that your token may read it.'
        : `GitHub shows you no such thing. ${advice}`,
    )
  if (status === 401)
    return say('GITHUB_REFUSED', 'GitHub does not accept your token. Sign in again with `gh auth login`.')
  if (status === 429 || (status === 403 && /rate limit/i.test(message ?? ''))) {
    return say('GITHUB_LIMITED', 'GitHub limits how often you may ask. Try again in a few minutes.')
  }
  if (status === 403) {
    const needs =
      doing === 'read'
        ? 'It needs to read issues and contents of the repository.'
        : 'It needs to write issues of the repository.'
    const words = doing === 'read' ? 'Your GitHub token may not read this' : 'Your GitHub token may not write here'
    const said = saidBy(thrown)
    return say('GITHUB_REFUSED', `${words}${said === '' ? '' : ` (GitHub: ${said})`}. ${advice ?? needs}`)
  }
  if (doing === 'write' && (status === 410 || status === 422))
    return say('GITHUB_REFUSED', `GitHub does not take it: ${plain((message ?? '').slice(0, 300))}.`)
  const unmade = noConnectionIn(thrown)
  if (unmade && (doing === 'read' || unmade.nothingSent))
    return say('GITHUB_UNAVAILABLE', `GitHub cannot be reached. ${unmade.message}`)
  if (doing === 'write')
    return say(
      'GITHUB_UNAVAILABLE',
      'GitHub gave no answer, so nobody knows whether it was written. Look at the page before you try again.',
    )
  return say('GITHUB_UNAVAILABLE', 'GitHub cannot be reached. Check your connection and try again.')
}

async function told<T>(what: string, call: () => Promise<T>, doing: Doing = 'read'): Promise<T> {
  try {
    return await call()
  } catch (thrown) {
    throw explain(thrown, what, doing)
  }
}

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

async function readText(
  octokit: Octokit,
  place: { owner: string; repo: string; path: string; ref: string },
): Promise<string | undefined> {
  try {
    const { data } = await octokit.rest.repos.getContent(place)
    if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) return undefined
    return Buffer.from(data.content, 'base64').toString('utf8')
  } catch (thrown) {
    if ((thrown as { status?: number }).status === 404) return undefined
    throw thrown
  }
}

/** Speaks to GitHub's REST API at `apiUrl` with a user's token. */
export function createGitHubReader(token: string, apiUrl: string, fetcher: typeof fetch, version: string): UserGitHub {
  // The default timeout of fetch is none at all; a person at a terminal gives up after 20 seconds.
  const timed: typeof fetch = (url, init) => fetcher(url, { ...init, signal: AbortSignal.timeout(20_000) })
  const octokit = new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `daypass/${version}`,
    request: { fetch: timed },
    log: quiet,
  })
  return {
    me: () =>
      told(`${apiUrl}/user`, async () => {
        const { data } = await octokit.rest.users.getAuthenticated()
        return { id: data.id, login: data.login }
      }),
    repository: (owner, repo) =>
      told(`${owner}/${repo}`, async () => {
        const { data } = await octokit.rest.repos.get({ owner, repo })
        return { id: data.id, defaultBranch: data.default_branch }
      }),
    file: (owner, repo, path, branch) =>
      told(`${owner}/${repo}/${path}`, () => readText(octokit, { owner, repo, path, ref: branch })),
    ...issuesOf(octokit),
  }
}

function issuesOf(octokit: Octokit): Pick<UserGitHub, 'comments' | 'issue' | 'openIssue' | 'comment'> {
  const { issues } = octokit.rest
  return {
    comments: (owner, repo, issue) =>
      told(`${owner}/${repo}#${issue}`, async () => {
        const all = await octokit.paginate(issues.listComments, { owner, repo, issue_number: issue, per_page: 100 })
        return all.map((c) => ({
          id: c.id,
          body: c.body ?? '',
          createdAt: new Date(c.created_at),
          ...(c.user?.type === 'Bot' ? { byApp: true as const, login: c.user.login } : {}),
          ...(c.user?.type === 'Bot' && c.performed_via_github_app ? { app: c.performed_via_github_app.id } : {}),
        }))
      }),
    issue: (owner, repo, issue) =>
      told(`${owner}/${repo}#${issue}`, async () => {
        const { data } = await issues.get({ owner, repo, issue_number: issue })
        const labels = data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? '')))
        return { open: data.state === 'open', labels }
      }),
    openIssue: (owner, repo, text) =>
      told(
        `${owner}/${repo}`,
        async () => {
          const { data } = await issues.create({ owner, repo, ...text })
          return { number: data.number, url: data.html_url }
        },
        'write',
      ),
    comment: (owner, repo, issue, body) =>
      told(
        `${owner}/${repo}#${issue}`,
        async () => void (await issues.createComment({ owner, repo, issue_number: issue, body })),
        'write',
      ),
  }
}
