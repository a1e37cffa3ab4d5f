import { DaypassError } from '../../core/error.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import { gitHash } from './blobs.ts'

/** One file in a commit. `content` is undefined when GitHub leaves it out, as it does above 1 MB. */
export type FileInCommit = { sha: string; size: number; content: Buffer | undefined }

/** What writing one file made: the commit, the commits before it, and the file as git names it. */
export type WrittenFile = { commit: string; parents: string[]; path: string; sha: string }

/** The file at this path; undefined: there is nothing. Throws GITHUB_REFUSED for what is no ordinary file, GITHUB_*. */
export async function readFile(
  repositories: Repositories,
  repository: number,
  at: { commit: string; path: string },
): Promise<FileInCommit | undefined> {
  const answer = await repositories.find(repository, 'file', { path: at.path, ref: at.commit })
  if (answer === undefined) return undefined
  if (Array.isArray(answer.data)) throw notAFile(at.path)
  const file = new ResponseFields(answer.data, 'the file')
  if (file.text('type') !== 'file' || file.text('path') !== at.path) throw notAFile(at.path)
  const sha = file.text('sha')
  const isWhole = file.text('encoding') === 'base64'
  const content = isWhole ? Buffer.from(file.text('content'), 'base64') : undefined
  // GitHub follows links: what it shows must be what the tree names.
  if (content && !isNamed(content, sha)) throw notAFile(at.path)
  return { sha, size: file.count('size'), content }
}

/** Writes one file as one commit on a branch. `sha` is that of the file it replaces. Never sent twice. Throws GITHUB_*. */
export async function writeFile(
  repositories: Repositories,
  repository: number,
  file: { branch: string; path: string; text: string; message: string; sha?: string },
): Promise<WrittenFile> {
  const { branch, path, message, sha } = file
  const content = Buffer.from(file.text)
  const { data } = await repositories.call(repository, 'putFile', {
    branch,
    path,
    message,
    content: content.toString('base64'),
    ...(sha === undefined ? {} : { sha }),
  })
  const answer = new ResponseFields(data, 'the written file')
  const written = {
    ...readCommit(answer),
    path: answer.part('content').text('path'),
    sha: answer.part('content').text('sha'),
  }
  if (written.path === path && isNamed(content, written.sha)) return written
  throw new DaypassError('GITHUB_REFUSED', 'GitHub accepted the file and kept another one. It is written again later.')
}

/** Removes one file as one commit on a branch; returns the commit. Throws GITHUB_*. */
export async function removeFile(
  repositories: Repositories,
  repository: number,
  file: { branch: string; path: string; message: string; sha: string },
): Promise<string> {
  const { data } = await repositories.call(repository, 'deleteFile', file)
  return readCommit(new ResponseFields(data, 'the removed file')).commit
}

function readCommit(answer: ResponseFields): { commit: string; parents: string[] } {
  const commit = answer.part('commit')
  const parents = commit.list('parents').map((parent) => new ResponseFields(parent, 'the commit').text('sha'))
  return { commit: commit.text('sha'), parents }
}

/** Whether this is what git calls by that name. */
export function isNamed(content: Buffer, sha: string): boolean {
  return gitHash(content, sha.length === 64 ? 'sha256' : 'sha1') === sha
}

function notAFile(path: string): DaypassError {
  const message = `What lies at ${path} is no ordinary file: a folder, a link or a submodule. Remove it from the branch.`
  return new DaypassError('GITHUB_REFUSED', message, { where: path })
}
