import type { RequestKey } from '../../core/request-key.ts'
import type { Proposal } from '../../ports/pull-requests.ts'
import type { OwnApp } from '../api/own-app.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import { headOf } from '../git/branches.ts'
import { readFile } from '../git/contents.ts'

/** Who has made a commit that GitHub signed itself, which it does for apps that name neither author nor committer. */
const githubItself = 'noreply@github.com'

/**
 * The commit that the branch stands at, where an earlier try of this app has made it: on top of `onto`, with this one file and nothing else.
 * People may have voted on it meanwhile, and a commit in its place would void that. Undefined: anything else stands there, or GitHub does not
 * vouch for whose it is. Throws GITHUB_*.
 */
export async function keptCommit(
  { repositories, app }: { repositories: Repositories; app: Pick<OwnApp, 'slug'> },
  { repository }: RequestKey,
  { branch, path, file }: Proposal,
  onto: string,
): Promise<string | undefined> {
  const head = await headOf(repositories, repository, branch)
  if (head === undefined || head === onto) return undefined
  const { data } = await repositories.call(repository, 'commit', { commit_sha: head })
  const commit = new ResponseFields(data, 'the commit')
  const parents = commit.list('parents').map((parent) => new ResponseFields(parent, 'the commit').text('sha'))
  if (commit.text('sha') !== head || parents.join() !== onto || !isOwn(commit, app)) return undefined
  const compared = await repositories.call(repository, 'compare', { basehead: `${onto}...${head}` })
  const files = new ResponseFields(compared.data, 'the comparison').list('files')
  const [only, more] = files.map((one) => new ResponseFields(one, 'the comparison'))
  if (!only || more || only.text('filename') !== path || only.text('status') !== 'added') return undefined
  const found = await readFile(repositories, repository, { commit: head, path })
  return found?.content?.equals(Buffer.from(file)) ? head : undefined
}

/** Anybody can write a name into a commit; only GitHub signs as itself. */
function isOwn(commit: ResponseFields, { slug }: Pick<OwnApp, 'slug'>): boolean {
  const isVerified = commit.optionalPart('verification')?.flag('verified') === true
  const author = commit.optionalPart('author')
  const isOurs = slug !== '' && author?.optionalText('name') === `${slug}[bot]`
  return isVerified && isOurs && commit.optionalPart('committer')?.optionalText('email') === githubItself
}
