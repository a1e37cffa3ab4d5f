import { DaypassError, isDaypassError } from '../core/error.ts'
import type { AccessRepository, Governance, ReadYaml } from '../ports/access-repository.ts'
import { Reading } from './answer.ts'
import { Blobs } from './blobs.ts'
import { type GovernedContents, readGovernance } from './governance.ts'
import { selectGoverned, type TreeEntry } from './governed-files.ts'
import type { Repositories } from './repositories.ts'

/** What was last read of one repository. `files` names the governed files with their hashes. */
type Kept = {
  branch: string
  etag: string | undefined
  commit: string
  files: string
  contents: GovernedContents | undefined
}

/**
 * Reads the governed files of a default branch. An unchanged branch costs two conditional calls and no parsing, an unrelated commit
 * one more. The branch is read by its full ref: the name alone would also fit a tag, which anybody may make who may write.
 */
export function createAccessRepository(repositories: Repositories, readYaml: ReadYaml): AccessRepository {
  const blobs = new Blobs(repositories)
  const kept = new Map<number, Kept>()
  const reading = new Map<number, Promise<Governance>>()

  async function readNow(id: number): Promise<Governance> {
    const guess = repositories.last(id)?.defaultBranch
    const early = guess === undefined ? undefined : readHead(repositories, id, guess, kept.get(id))
    early?.catch(() => undefined)
    const repository = await repositories.fresh(id)
    const { defaultBranch: branch } = repository
    const head = await (guess === branch && early ? early : readHead(repositories, id, branch, kept.get(id)))
    const contents = await contentsAt(id, branch, head)
    const { owner, name, fullName, url } = repository
    return {
      repository: { id, owner: owner.login, name, fullName, private: repository.private, url, defaultBranch: branch },
      ...contents,
    }
  }

  async function contentsAt(
    id: number,
    branch: string,
    head: { commit: string; etag: string | undefined },
  ): Promise<GovernedContents> {
    const known = kept.get(id)
    if (known?.contents && known.commit === head.commit && known.branch === branch) {
      kept.set(id, { ...known, etag: head.etag })
      return known.contents
    }
    const { files, problems } = selectGoverned(await readTree(repositories, id, head.commit))
    const named = JSON.stringify([files, problems])
    let contents = known?.files === named ? known.contents : undefined
    if (contents === undefined) {
      const read = await blobs.read(
        id,
        files.map(({ sha }) => sha),
      )
      contents = readGovernance(
        files.map((file, i) => ({ ...file, content: read[i] ?? Buffer.alloc(0) })),
        problems,
        readYaml,
      )
    }
    kept.set(id, { branch, etag: head.etag, commit: head.commit, files: named, contents })
    return contents
  }

  return {
    read(id) {
      // Requests that come together share one reading.
      const running = reading.get(id)
      if (running) return running
      const started = readNow(id).finally(() => reading.delete(id))
      reading.set(id, started)
      return started
    },
  }
}

async function readHead(repositories: Repositories, id: number, branch: string, known: Kept | undefined) {
  const etag = known?.branch === branch ? known.etag : undefined
  try {
    const answer = await repositories.call(id, 'branch', { ref: `heads/${branch}` }, etag)
    if (answer.notModified && known) return { commit: known.commit, etag }
    const found = new Reading(answer.data, 'the branch')
    const object = found.part('object')
    if (found.text('ref') !== `refs/heads/${branch}` || object.text('type') !== 'commit')
      throw unreadable('is not the branch that was asked for')
    return { commit: object.text('sha'), etag: answer.etag }
  } catch (error) {
    if (isDaypassError(error, 'GITHUB_NOT_FOUND'))
      throw unreadable('has no default branch yet, or the app may not read its contents', error)
    throw error
  }
}

/** Every entry of the tree of a commit. Throws REPOSITORY_UNREADABLE rather than to leave one out. */
async function readTree(repositories: Repositories, id: number, commit: string): Promise<TreeEntry[]> {
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
  const tree = new Reading(data, 'the tree')
  const entries = tree.list('tree').map((item): TreeEntry => {
    const entry = new Reading(item, 'the tree')
    return {
      path: entry.text('path'),
      mode: entry.text('mode'),
      sha: entry.text('sha'),
      size: entry.has('size') ? entry.count('size') : 0,
    }
  })
  return { truncated: tree.flag('truncated'), entries }
}

function unreadable(what: string, cause?: unknown): DaypassError {
  const message = `The access repository ${what}. It is read again later.`
  return new DaypassError('REPOSITORY_UNREADABLE', message, cause === undefined ? {} : { cause })
}
