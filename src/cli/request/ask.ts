import { canonicalDuration } from '../../core/duration.ts'
import { DaypassError, ProblemsError } from '../../core/error.ts'
import { listActions } from '../../core/rendering/title.ts'
import { type Wish, writeIssueBody } from '../../core/request/form-writer.ts'
import type { CliDeps } from '../deps.ts'
import { findGitHubToken } from '../github/github-token.ts'
import { type IssueAddress, parseIssueUrl, parseRepository, type RepositoryAddress } from '../github/issue-url.ts'
import type { UserGitHub } from '../github/reader.ts'
import { readTrust, trustFile } from '../trust/trust-file.ts'

/** What the user asks for on the command line. `actions` separated by commas. */
export type Asking = {
  resource: string
  actions: string
  duration: string
  reason: string | undefined
  ticket: string | undefined
  /** Address of a commit or of a workflow run. */
  operation?: string | undefined
  repository: string | undefined
}

/** A request that was opened, and the user's own way to GitHub. */
export type Asked = { issue: IssueAddress; github: UserGitHub }

/**
 * The access repository to ask in: the one that was named, else DAYPASS_REPOSITORY, else the only one that this machine trusts.
 * Throws USAGE, TRUST_UNREADABLE.
 */
export async function findRepository(deps: CliDeps, named: string | undefined): Promise<RepositoryAddress> {
  if (named !== undefined) return parseRepository(named, '--repository', deps.env)
  const set = deps.env.DAYPASS_REPOSITORY?.trim()
  if (set) return parseRepository(set, 'DAYPASS_REPOSITORY', deps.env)
  const known = Object.keys((await readTrust(trustFile(deps))).repositories)
  const [only] = known
  if (only !== undefined && known.length === 1) return parseRepository(only, trustFile(deps), deps.env)
  const which = known.length === 0 ? '' : ` This machine trusts several: ${known.join(', ')}.`
  throw new DaypassError(
    'USAGE',
    `Which access repository? Name it with --repository owner/name, or set DAYPASS_REPOSITORY.${which}`,
    { where: '--repository' },
  )
}

const options: Record<string, string> = { reason: '--reason', ticket: '--ticket', operation: '--operation' }

function bodyOf(wish: Wish): string {
  const written = writeIssueBody(wish)
  if (written.ok) return written.body
  const problems = written.findings.map(({ code, message, where = 'reason' }) => {
    const [part = '', ...line] = where.split(',')
    return { code, message, where: [options[part] ?? part, ...line].join(',') }
  })
  throw new ProblemsError('USAGE', 'Nothing was asked:', problems)
}

/**
 * Opens the request as the user, with the same text that the issue form makes. All that can be judged without the access repository
 * is judged before. Throws USAGE, also as a ProblemsError with what the server would find, NO_GITHUB_TOKEN, GITHUB_*.
 */
export async function ask(deps: CliDeps, asking: Asking): Promise<Asked> {
  const { reason, ticket, operation } = asking
  if (reason === undefined)
    throw new DaypassError('USAGE', 'Say what it is for: those who approve read it.', { where: '--reason' })
  const { resource, duration } = asking
  const actions = asking.actions.split(',')
  const more = { ...(ticket === undefined ? {} : { ticket }), ...(operation === undefined ? {} : { operation }) }
  const body = bodyOf({ resource, actions, duration, reason, ...more })
  const title = `${resource.trim()} · ${listActions(actions.map((action) => action.trim()))} · ${canonicalDuration(duration.trim())}`
  const { host, owner, name, apiUrl } = await findRepository(deps, asking.repository)
  const github = deps.github(await findGitHubToken(deps, { host }), apiUrl)
  const { url } = await github.openIssue(owner, name, { title, body })
  return { issue: parseIssueUrl(url, deps.env), github }
}
