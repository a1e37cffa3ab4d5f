import { DaypassError } from '../../core/error.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'

/** One commit with one file more than the commit before it; without one before it the file is all there is. */
export type NewCommit = { onto: string | undefined; path: string; text: string; message: string }

/** Makes a commit that no branch stands at yet. Returns it. Throws GITHUB_*. */
export async function makeCommit(
  repositories: Repositories,
  repository: number,
  { onto, path, text, message }: NewCommit,
): Promise<string> {
  const base = onto === undefined ? {} : { base_tree: await treeOf(repositories, repository, onto) }
  const file = { path, mode: '100644', type: 'blob', content: text }
  const made = await repositories.call(repository, 'createTree', { ...base, tree: [file] })
  const tree = new ResponseFields(made.data, 'the tree').text('sha')
  const parents = onto === undefined ? [] : [onto]
  const { data } = await repositories.call(repository, 'createCommit', { message, tree, parents })
  const commit = new ResponseFields(data, 'the commit')
  const kept = commit.list('parents').map((parent) => new ResponseFields(parent, 'the commit').text('sha'))
  if (commit.part('tree').text('sha') === tree && kept.join() === parents.join()) return commit.text('sha')
  throw new DaypassError('GITHUB_REFUSED', 'GitHub made another commit than it was asked for. It is made again later.')
}

async function treeOf(repositories: Repositories, repository: number, commit: string): Promise<string> {
  const { data } = await repositories.call(repository, 'commit', { commit_sha: commit })
  return new ResponseFields(data, 'the commit').part('tree').text('sha')
}
