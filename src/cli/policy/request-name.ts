import { DaypassError } from '../../core/error.ts'
import type { RequestKey } from '../../core/request-key.ts'
import { isIssueUrl, parseIssueUrl } from '../github/issue-url.ts'
import type { Repository } from './recorded.ts'
import { repositoryNamed } from './recorded.ts'

/**
 * The request that somebody names: by its address, as `owner/repository#42` (or with the repository's number), or by its number alone where
 * DAYPASS_REPOSITORY says in which repository. Throws USAGE.
 */
export function requestNamed(
  text: string,
  repositories: readonly Repository[],
  env: Readonly<Record<string, string | undefined>>,
): RequestKey {
  if (isIssueUrl(text)) {
    const { owner, name, number } = parseIssueUrl(text, env)
    return { repository: repositoryNamed(repositories, `${owner}/${name}`).id, issue: number }
  }
  const [, named, number] = /^(?:([^\s#]+)#|#)?([1-9]\d{0,9})$/.exec(text) ?? []
  const repository = named ?? env.DAYPASS_REPOSITORY?.trim()
  if (number === undefined || !repository)
    throw new DaypassError(
      'USAGE',
      'Name the request by its address or as owner/repository#42; by its number alone where DAYPASS_REPOSITORY is set.',
      { where: text },
    )
  return { repository: repositoryNamed(repositories, repository).id, issue: Number(number) }
}
