import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Landing } from '../../ports/pull-requests.ts'
import { refusalOf } from '../api/refused-call.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import type { RequestsBranch } from '../git/requests-branch.ts'

type Method = 'merge' | 'squash'
type Merging = { key: RequestKey; pull: number; head: string }

/**
 * Merges if the head is still this commit; returns the commit that lands. What lands by `one-commit` is one commit with our words,
 * whatever the pull request holds: no history of its own, no words of anybody's. Otherwise a merge commit, or one commit where
 * merge commits are not allowed. Throws PULL_MOVED, PULL_NOT_MERGEABLE.
 */
export async function mergePull(
  repositories: Repositories,
  requests: RequestsBranch,
  merging: Merging,
  landing: Landing,
): Promise<string> {
  const { key, pull } = merging
  const [first, second]: [Method, Method] = landing === 'one-commit' ? ['squash', 'merge'] : ['merge', 'squash']
  try {
    const merged = await mergeBy(repositories, merging, first).catch(async (error: unknown) => {
      if (!isMethodRefused(error)) throw error
      if (landing === 'one-commit') await demandOneCommit(repositories, key, pull, error)
      return mergeBy(repositories, merging, second)
    })
    requests.moved(key.repository, merged)
    return merged
  } catch (error) {
    if (isDaypassError(error, 'PULL_NOT_MERGEABLE')) requests.forgetHead(key.repository)
    throw error
  }
}

async function mergeBy(repositories: Repositories, { key, pull, head }: Merging, method: Method): Promise<string> {
  // Without words of our own GitHub would keep those of the pull request and its commits, which anybody may have written.
  const title = `Grant what pull request ${pull} asks for`
  const message = method === 'squash' ? 'Its reviewers have approved exactly this file.' : ''
  const words = { commit_title: title, commit_message: message }
  try {
    const parameters = { pull_number: pull, sha: head, merge_method: method, ...words }
    const { data } = await repositories.call(key.repository, 'merge', parameters)
    const answer = new ResponseFields(data, 'the merge')
    if (!answer.flag('merged')) throw notMergeable('it did not say why', undefined)
    return answer.text('sha')
  } catch (error) {
    const refused = refusalOf(error, 'merge')
    if (refused?.status === 409) {
      const moved = `The pull request has another head by now (${refused.said}). Votes on the old one do not count for the new one.`
      throw new DaypassError('PULL_MOVED', moved, { cause: error })
    }
    if (refused?.status !== 405 && refused?.status !== 422) throw error
    throw notMergeable(refused.said, error)
  }
}

/** GitHub's words for a way of merging that settings or rules do not allow. */
const methodWords = /\b(?:merge commits?|squash merg\w*|rebase merg\w*|linear history|merge methods?)\b/i

function isMethodRefused(error: unknown): boolean {
  return isDaypassError(error, 'PULL_NOT_MERGEABLE') && methodWords.test(error.message)
}

/** A merge commit brings all commits of the pull request with it, what was taken back among them included. */
async function demandOneCommit(
  repositories: Repositories,
  key: RequestKey,
  pull: number,
  refused: unknown,
): Promise<void> {
  const { data } = await repositories.call(key.repository, 'pull', { pull_number: pull })
  if (new ResponseFields(data, 'the pull request').count('commits') === 1) return
  const message =
    'The pull request has several commits, which may bring in more than its one file. Put the file into one commit and push that, or allow squash merging for this repository.'
  throw new DaypassError('PULL_NOT_MERGEABLE', message, { cause: refused })
}

function notMergeable(said: string, cause: unknown): DaypassError {
  const advice = methodWords.test(said)
    ? 'Allow merge commits or squash merging, in the settings of the repository and in the rules for `requests`.'
    : /modified/i.test(said)
      ? ''
      : 'See that the rules for `requests` name the app in their bypass list: `daypass doctor --rehearse` tries it.'
  const message = `GitHub does not merge the pull request: ${said.replace(/\.$/, '')}. It is tried again. ${advice}`
  return new DaypassError('PULL_NOT_MERGEABLE', message.trimEnd(), { cause })
}
