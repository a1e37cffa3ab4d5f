import { DaypassError } from '../../core/error.ts'
import { isEmptyRepository, refusalOf } from '../api/refused-call.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'

/**
 * The commit that a branch stands at; undefined: there is no such branch. It is asked for by its full ref: the name alone would
 * also fit a tag. Throws GITHUB_*.
 */
export async function headOf(
  repositories: Repositories,
  repository: number,
  branch: string,
): Promise<string | undefined> {
  const answer = await repositories.find(repository, 'branch', { ref: `heads/${branch}` }).catch((error: unknown) => {
    if (isEmptyRepository(error, 'branch')) return undefined
    throw error
  })
  if (answer === undefined) return undefined
  const found = new ResponseFields(answer.data, 'the branch')
  const object = found.part('object')
  if (found.text('ref') === `refs/heads/${branch}` && object.text('type') === 'commit') return object.text('sha')
  throw new DaypassError('GITHUB_UNAVAILABLE', "GitHub's answer is about another branch. It is asked again later.")
}

/**
 * Makes a branch; returns GitHub's words when it refuses, because there is one already or because rules forbid it: both are 422.
 * Throws GITHUB_*.
 */
export async function makeBranch(
  repositories: Repositories,
  repository: number,
  branch: string,
  commit: string,
): Promise<string | undefined> {
  try {
    await repositories.call(repository, 'createRef', { ref: `refs/heads/${branch}`, sha: commit })
    return undefined
  } catch (error) {
    const refused = refusalOf(error, 'createRef')
    if (refused?.status !== 422) throw error
    return refused.said
  }
}

/**
 * Lets the branch stand at this commit, whatever was on it. `said`: why that could not be had otherwise. Throws GITHUB_REFUSED where rules
 * forbid it, GITHUB_*.
 */
export async function moveBranch(
  repositories: Repositories,
  repository: number,
  branch: string,
  commit: string,
  said: string,
): Promise<void> {
  try {
    const { data } = await repositories.call(repository, 'moveRef', {
      ref: `heads/${branch}`,
      sha: commit,
      force: true,
    })
    if (new ResponseFields(data, 'the branch').part('object').text('sha') !== commit)
      throw new DaypassError('GITHUB_REFUSED', `GitHub did not move the branch ${branch}. It is moved again later.`)
  } catch (error) {
    const refused = refusalOf(error, 'moveRef')
    if (refused?.status !== 422) throw error
    throw forbiddenBranch(branch, `${said}; ${refused.said}`, error)
  }
}

/** What to do when GitHub does not let the app write where nobody else may. */
export function forbiddenBranch(branch: string, said: string, cause: unknown): DaypassError {
  const message = `GitHub does not let Daypass write the branch ${branch} (${said}). Name the app in the bypass list of the branch rules for requests and daypass/**.`
  return new DaypassError('GITHUB_REFUSED', message, { cause })
}
