import { Octokit } from '@octokit/rest'
import { type CatalogGitHub, catalogOf } from './catalog-github.ts'
import { type DeploymentsGitHub, deploymentsOf } from './deployments-github.ts'
import { told } from './told.ts'

export type RepositoryFacts = { id: number; defaultBranch: string }
/** `byApp`: an app wrote it, not a person; `login` is its account's then, and `app` its number, where GitHub says it. */
export type CommentText = { id: number; body: string; createdAt: Date; byApp?: true; login?: string; app?: number }
export type IssueText = { open: boolean; labels: string[] }

/**
 * What the command line reads and writes on GitHub, as the user. Every method throws GITHUB_NOT_FOUND, GITHUB_REFUSED, GITHUB_LIMITED or
 * GITHUB_UNAVAILABLE. Nothing is sent twice.
 */
export type UserGitHub = CatalogGitHub &
  DeploymentsGitHub & {
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

/** GitHub's REST API at `apiUrl` with a user's token. */
export function octokitAs(token: string, apiUrl: string, fetcher: typeof fetch, version: string): Octokit {
  // The default timeout of fetch is none at all; a person at a terminal gives up after 20 seconds.
  const timed: typeof fetch = (url, init) => fetcher(url, { ...init, signal: AbortSignal.timeout(20_000) })
  return new Octokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `daypass/${version}`,
    request: { fetch: timed },
    log: quiet,
  })
}

/** Speaks to GitHub's REST API at `apiUrl` with a user's token. */
export function createGitHubReader(token: string, apiUrl: string, fetcher: typeof fetch, version: string): UserGitHub {
  const octokit = octokitAs(token, apiUrl, fetcher, version)
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
    ...catalogOf(octokit),
    ...deploymentsOf(octokit),
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
