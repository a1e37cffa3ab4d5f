import { isDaypassError } from '../../core/error.ts'
import type {
  AccessRepository,
  DefaultBranches,
  Governance,
  GovernedContents,
  ReadYaml,
} from '../../ports/access-repository.ts'
import { isEmptyRepository } from '../api/refused-call.ts'
import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'
import { Blobs } from '../git/blobs.ts'
import { readGovernance } from './governance.ts'
import { type GovernedFile, type PartProblem, selectGoverned } from './governed-files.ts'
import { readTree, unreadable } from './tree.ts'

/** The commit that a branch stands at. */
type Head = { commit: string; etag: string | undefined }

/** What was last read of one repository. `files` names the governed files with their hashes. */
type Kept = {
  branch: string
  etag: string | undefined
  commit: string
  files: string
  contents: GovernedContents
}

/**
 * Reads the governed files of a default branch. An unchanged branch costs two conditional calls and no parsing, an unrelated commit
 * one more. The branch is read by its full ref: the name alone would also fit a tag, which anybody may make who may write.
 */
export function createAccessRepository(
  repositories: Repositories,
  readYaml: ReadYaml,
  blobs = new Blobs(repositories),
): AccessRepository & DefaultBranches {
  const reader = new GovernanceReader(repositories, readYaml, blobs)
  const running = new Map<number, Promise<Governance & GovernedContents>>()
  return {
    visibility: (id) => repositories.recent(id),
    read(id) {
      // Requests that come together share one reading.
      const shared = running.get(id)
      if (shared) return shared
      const started = reader.read(id).finally(() => running.delete(id))
      running.set(id, started)
      return started
    },
  }
}

class GovernanceReader {
  readonly #repositories: Repositories
  readonly #readYaml: ReadYaml
  readonly #blobs: Blobs
  readonly #kept = new Map<number, Kept>()

  constructor(repositories: Repositories, readYaml: ReadYaml, blobs: Blobs) {
    this.#repositories = repositories
    this.#readYaml = readYaml
    this.#blobs = blobs
  }

  async read(id: number): Promise<Governance & GovernedContents> {
    const head = (branch: string) => readHead(this.#repositories, id, branch, this.#kept.get(id))
    // The branch is rarely another one than last time: both are asked for at once.
    const guess = this.#repositories.last(id)?.defaultBranch
    const early = guess === undefined ? undefined : head(guess)
    early?.catch(() => undefined)
    const { owner, name, fullName, url, defaultBranch, ...repository } = await this.#repositories.fresh(id)
    const found = await (early && guess === defaultBranch ? early : head(defaultBranch))
    const contents = await this.#contentsAt(id, defaultBranch, found)
    return {
      repository: { id, owner: owner.login, name, fullName, private: repository.private, url, defaultBranch },
      ...contents,
      commit: found.commit,
    }
  }

  async #contentsAt(id: number, branch: string, { commit, etag }: Head): Promise<GovernedContents> {
    const known = this.#kept.get(id)
    if (known && known.commit === commit && known.branch === branch) {
      known.etag = etag
      return known.contents
    }
    const { files, problems } = selectGoverned(await readTree(this.#repositories, id, commit))
    const named = JSON.stringify([files, problems])
    const contents = known?.files === named ? known.contents : await this.#readFiles(id, files, problems)
    this.#kept.set(id, { branch, etag, commit, files: named, contents })
    return contents
  }

  async #readFiles(
    id: number,
    files: readonly GovernedFile[],
    problems: readonly PartProblem[],
  ): Promise<GovernedContents> {
    const hashes = files.map(({ sha }) => sha)
    const read = await this.#blobs.read(id, hashes)
    const contents = files.map((file, i) => ({ ...file, content: read[i] ?? Buffer.alloc(0) }))
    return readGovernance(contents, problems, this.#readYaml)
  }
}

async function readHead(
  repositories: Repositories,
  id: number,
  branch: string,
  known: Kept | undefined,
): Promise<Head> {
  const etag = known?.branch === branch ? known.etag : undefined
  try {
    const answer = await repositories.call(id, 'branch', { ref: `heads/${branch}` }, etag)
    if (answer.notModified && known) return { commit: known.commit, etag }
    const found = new ResponseFields(answer.data, 'the branch')
    const object = found.part('object')
    if (found.text('ref') !== `refs/heads/${branch}` || object.text('type') !== 'commit')
      throw unreadable('is not the branch that was asked for')
    return { commit: object.text('sha'), etag: answer.etag }
  } catch (error) {
    if (isEmptyRepository(error, 'branch'))
      throw unreadable('is empty: it has no default branch yet. Push a first commit', error)
    if (isDaypassError(error, 'GITHUB_NOT_FOUND'))
      throw unreadable('has no default branch yet, or the app may not read its contents', error)
    throw error
  }
}
