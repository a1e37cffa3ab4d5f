import { DaypassError } from '../../core/error.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import type { TreeEntry } from './governed-files.ts'

/** Every entry of the tree of a commit. Throws REPOSITORY_UNREADABLE rather than to leave one out. */
export async function readTree(repositories: Repositories, id: number, commit: string): Promise<TreeEntry[]> {
  const whole = await readOneTree(repositories, id, commit, true)
  if (!whole.truncated) return whole.entries
  // Too large for one answer: the folders that matter are read one by one.
  const root = await readOneTree(repositories, id, commit, false)
  const folders = root.entries.filter(
    ({ path, mode }) => mode === '040000' && ['catalog', 'policies', '.github', 'docs'].includes(path),
  )
  const read = await Promise.all(
    folders.map(async ({ path, sha }) => {
      const below = await readOneTree(repositories, id, sha, path === 'catalog' || path === 'policies')
      return {
        truncated: below.truncated,
        entries: below.entries.map((entry) => ({ ...entry, path: `${path}/${entry.path}` })),
      }
    }),
  )
  if (root.truncated || read.some(({ truncated }) => truncated)) throw unreadable('holds more files than GitHub lists')
  return [...root.entries, ...read.flatMap(({ entries }) => entries)]
}

async function readOneTree(repositories: Repositories, id: number, sha: string, recursive: boolean) {
  const { data } = await repositories.call(id, 'tree', { tree_sha: sha, ...(recursive ? { recursive: '1' } : {}) })
  const tree = new ResponseFields(data, 'the tree')
  const entries = tree.list('tree').map((item): TreeEntry => {
    const entry = new ResponseFields(item, 'the tree')
    return {
      path: entry.text('path'),
      mode: entry.text('mode'),
      sha: entry.text('sha'),
      size: entry.has('size') ? entry.count('size') : 0,
    }
  })
  return { truncated: tree.flag('truncated'), entries }
}

export function unreadable(what: string, cause?: unknown): DaypassError {
  const message = `The access repository ${what}. It is read again later.`
  return new DaypassError('REPOSITORY_UNREADABLE', message, cause === undefined ? {} : { cause })
}
