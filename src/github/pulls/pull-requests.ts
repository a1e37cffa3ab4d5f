import { DaypassError } from '../../core/error.ts'
import { ledgerBranch } from '../../core/request/branch-names.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Proposal, Pull, PullRequests } from '../../ports/pull-requests.ts'
import type { OwnApp } from '../api/own-app.ts'
import { allPages } from '../api/pages.ts'
import { refusalOf } from '../api/refused-call.ts'
import type { Repositories } from '../api/repositories.ts'
import { asList, ResponseFields } from '../api/response.ts'
import { makeBranch, moveBranch } from '../git/branches.ts'
import { makeCommit } from '../git/commits.ts'
import { readFile, writeFile } from '../git/contents.ts'
import { RequestsBranch } from '../git/requests-branch.ts'
import { refuseTooLong, sameText } from '../issues/texts.ts'
import { keptCommit } from './kept-commit.ts'
import { mergePull } from './merge.ts'
import { isOwnBot, readPull, readReview } from './read-pull.ts'

/** No request's file is anywhere near as large (bytes). */
const largestFile = 64 * 1024

type PullParts = { repositories: Repositories; app: Pick<OwnApp, 'id' | 'slug'>; requests: RequestsBranch }

/** Grant pull requests through GitHub's REST API. `app` tells what is our own doing. */
export function createPullRequests(
  repositories: Repositories,
  app: Pick<OwnApp, 'id' | 'slug'>,
  now: () => Date,
): PullRequests {
  const requests = new RequestsBranch(repositories, now)
  const parts: PullParts = { repositories, app, requests }
  return {
    prepare: (repository, codeowners) => requests.prepare(repository, codeowners),
    commit: (key, proposal, onto) => commit(proposing(parts, proposal), key, proposal, onto),
    open: (key, proposal) => open(proposing(parts, proposal), key, proposal),
    read: (key, pull) => read(parts, key, pull),
    async reviews(key, pull) {
      const address = { pull_number: pull }
      const found = await allPages((page) => repositories.call(key.repository, 'reviews', { ...address, ...page }))
      return found.map(readReview)
    },
    async rewrite(key, pull, text) {
      refuseTooLong(text.body)
      const { data } = await repositories.call(key.repository, 'changePull', { pull_number: pull, ...text })
      checkKept(readPull(data, key.repository, app), text)
    },
    merge: (key, pull, head, by, landing = 'merge') => {
      const creating = repositories.creating({ for: 'credential', by })
      return requests.inTurn(key.repository, () => mergePull(creating, requests, { key, pull, head }, landing))
    },
    async changes(key, { base, head }) {
      const compared = await repositories
        .call(key.repository, 'compare', { basehead: `${base}...${head}` })
        .catch((error: unknown) => {
          // Any other 404 may be one of GitHub's bad days, and says nothing of the files.
          if (/no common ancestor/i.test(refusalOf(error, 'compare')?.said ?? '')) return undefined
          throw error
        })
      if (compared === undefined) return []
      const { data } = compared
      const files = new ResponseFields(data, 'the comparison')
        .list('files')
        .map((file) => new ResponseFields(file, 'the comparison'))
      return files.map((file) => ({ path: file.text('filename'), status: file.text('status') }))
    },
    fileAt: (key, at, path) => fileAt(repositories, key, at, path),
    close: (key, pull) => close(repositories, key, pull),
    deleteBranch: (key, branch) => deleteBranch(repositories, key, branch),
  }
}

function proposing(parts: PullParts, { by }: Proposal): PullParts {
  return { ...parts, repositories: parts.repositories.creating({ for: 'open', by }) }
}

async function commit(parts: PullParts, key: RequestKey, proposal: Proposal, onto: string): Promise<string> {
  const { repositories } = parts
  checkOwn(proposal.branch, proposal.base)
  const said = await makeBranch(repositories, key.repository, proposal.branch, onto)
  if (said !== undefined)
    return (await keptCommit(parts, key, proposal, onto)) ?? (await replaceBranch(parts, key, proposal, onto, said))
  try {
    const file = { branch: proposal.branch, path: proposal.path, text: proposal.file, message: messageOf(proposal) }
    const written = await writeFile(repositories, key.repository, file)
    if (written.parents.length === 1 && written.parents[0] === onto) return written.commit
    return await replaceBranch(parts, key, proposal, onto, 'somebody else wrote there')
  } catch (error) {
    const refused = refusalOf(error, 'putFile')
    if (refused?.status !== 422 && refused?.status !== 409) throw error
    return replaceBranch(parts, key, proposal, onto, refused.said)
  }
}

/**
 * Lets the branch stand at a commit that was made beside it. It must not stand at `onto` even for a moment: with nothing left to
 * merge, GitHub closes an open pull request for good.
 */
async function replaceBranch(
  { repositories, requests }: PullParts,
  key: RequestKey,
  proposal: Proposal,
  onto: string,
  said: string,
): Promise<string> {
  const { branch, path, file } = proposal
  // A file of this name may have been planted in advance: what is voted on must be seen in the diff, and whole.
  const from = (await requests.clear(key.repository, path, onto)) ?? onto
  const made = { onto: from, path, text: file, message: messageOf(proposal) }
  const commit = await makeCommit(repositories, key.repository, made)
  await moveBranch(repositories, key.repository, branch, commit, said)
  return commit
}

const messageOf = ({ path }: Proposal): string => `Ask for ${path.split('/')[1] ?? 'access'}`

async function open(parts: PullParts, key: RequestKey, proposal: Proposal): Promise<Pull> {
  const { repositories, app } = parts
  const { branch, base, title, body } = proposal
  checkOwn(branch, base)
  refuseTooLong(body)
  const post = async (): Promise<Pull> => {
    const parameters = { head: branch, base, title, body, maintainer_can_modify: false }
    const { data } = await repositories.call(key.repository, 'openPull', parameters)
    return { ...readPull(data, key.repository, app), closedBy: undefined }
  }
  try {
    return await post()
  } catch (error) {
    if (refusalOf(error, 'openPull')?.status !== 422) throw error
    const there = await openFrom(parts, key, branch, base)
    if (there === undefined) throw error
    if (isOwnBot(there.author, app)) return there
    // Somebody was there first, with text that is not ours. GitHub allows one open at a time.
    await close(repositories, key, there.number)
    return post()
  }
}

/** The open pull request from this branch, whoever opened it. */
async function openFrom(parts: PullParts, key: RequestKey, branch: string, base: string): Promise<Pull | undefined> {
  const { owner } = await parts.repositories.recent(key.repository)
  const parameters = { head: `${owner.login}:${branch}`, base, state: 'open' }
  const { data } = await parts.repositories.call(key.repository, 'pulls', parameters)
  const found = asList(data, 'the pull requests').map((one) => readPull(one, key.repository, parts.app))
  const mine = found.find((one) => one.open && one.own && one.headRef === branch && one.baseRef === base)
  return mine && { ...mine, closedBy: undefined }
}

async function read({ repositories, app }: PullParts, key: RequestKey, pull: number): Promise<Pull> {
  const { data } = await repositories.call(key.repository, 'pull', { pull_number: pull })
  const shown = readPull(data, key.repository, app)
  if (shown.number !== pull)
    throw new DaypassError(
      'GITHUB_UNAVAILABLE',
      "GitHub's answer is about another pull request. It is asked again later.",
    )
  if (shown.open || shown.merged) return { ...shown, closedBy: undefined }
  const issue = await repositories.call(key.repository, 'issue', { issue_number: pull })
  const closedBy = new ResponseFields(issue.data, 'the pull request').optionalPart('closed_by')?.id('id')
  return { ...shown, closedBy }
}

async function fileAt(
  repositories: Repositories,
  key: RequestKey,
  at: string,
  path: string,
): Promise<string | undefined> {
  const found = await readFile(repositories, key.repository, { commit: at, path })
  if (found === undefined) return undefined
  const { content, size } = found
  if (content === undefined || size > largestFile || content.length > largestFile)
    throw odd(path, 'is larger than 64 KiB')
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content)
  } catch (cause) {
    throw odd(path, 'is not UTF-8', cause)
  }
}

function odd(path: string, what: string, cause?: unknown): DaypassError {
  const message = `${path} ${what}. No request is so: look who wrote it.`
  return new DaypassError('GITHUB_REFUSED', message, { where: path, ...(cause === undefined ? {} : { cause }) })
}

async function close(repositories: Repositories, key: RequestKey, pull: number): Promise<void> {
  const { data } = await repositories.call(key.repository, 'changePull', { pull_number: pull, state: 'closed' })
  if (new ResponseFields(data, 'the pull request').text('state') === 'closed') return
  throw new DaypassError('GITHUB_REFUSED', 'GitHub did not close the pull request. It is closed again later.')
}

async function deleteBranch(repositories: Repositories, key: RequestKey, branch: string): Promise<void> {
  checkOwn(branch, ledgerBranch)
  try {
    await repositories.call(key.repository, 'deleteRef', { ref: `heads/${branch}` })
  } catch (error) {
    const status = refusalOf(error, 'deleteRef')?.status
    if (status !== 404 && status !== 422) throw error
  }
}

/** Daypass moves and deletes nothing but its own branches, whatever it was told. */
function checkOwn(branch: string, base: string): void {
  if (/^daypass\/[a-z0-9-]{1,100}$/.test(branch) && base === ledgerBranch) return
  throw new TypeError('a proposal goes from a branch below daypass/ to the branch of requests')
}

function checkKept(pull: { title: string; body: string }, text: { title: string; body: string }): void {
  if (sameText(pull.title.trim(), text.title.trim()) && sameText(pull.body, text.body)) return
  throw new DaypassError('GITHUB_REFUSED', 'GitHub accepted the text and kept another one. It is written again later.')
}
