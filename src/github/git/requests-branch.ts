import { ledgerBranch } from '../../core/request/branch-names.ts'
import type { Repositories } from '../api/repositories.ts'
import { gitHash } from './blobs.ts'
import { forbiddenBranch, headOf, makeBranch } from './branches.ts'
import { makeCommit } from './commits.ts'
import { isNamed, readFile, removeFile, writeFile } from './contents.ts'

/** Milliseconds for which the head is not asked for again. A commit on an older head merges as well. */
const trusted = 60_000

const mirrorPath = '.github/CODEOWNERS'

/** An empty file could not be told from one that is being written, and git knows no branch without a file. */
const nobody = '# The default branch names no owners, so GitHub asks nobody by itself.\n'

/** What was last seen of the branch; `mirror`: the git hash of the owners' file that this process last wrote or saw there. */
type Known = { head: string; mirror: string; at: Date }

/** The branch that approved requests lie on, in each access repository. */
export class RequestsBranch {
  readonly #repositories: Repositories
  readonly #now: () => Date
  readonly #known = new Map<number, Known>()
  readonly #running = new Map<string, Promise<string>>()
  readonly #turns = new Map<number, Promise<unknown>>()

  constructor(repositories: Repositories, now: () => Date) {
    this.#repositories = repositories
    this.#now = now
  }

  /** See PullRequests.prepare. Those who come together share one preparation. */
  prepare(repository: number, codeowners: string | undefined): Promise<string> {
    const text = codeowners === undefined || codeowners.trim() === '' ? nobody : codeowners
    const mirror = gitHash(Buffer.from(text))
    const known = this.#known.get(repository)
    if (known?.mirror === mirror && this.#now().getTime() - known.at.getTime() < trusted)
      return Promise.resolve(known.head)
    const name = `${repository} ${mirror}`
    const running = this.#running.get(name) ?? this.#prepare(repository, text, mirror)
    this.#running.set(name, running)
    const forget = () => this.#running.get(name) === running && this.#running.delete(name)
    running.then(forget, forget)
    return running
  }

  /** We have written there ourselves. */
  moved(repository: number, head: string): void {
    const known = this.#known.get(repository)
    if (known) known.head = head
  }

  /** What is known of the head may be why something failed: it is asked for next time. */
  forgetHead(repository: number): void {
    const known = this.#known.get(repository)
    if (known) known.at = new Date(0)
  }

  /**
   * Removes a file that stands in the way at this commit, and returns the commit to begin from instead; undefined: there is none
   * there. Throws GITHUB_*.
   */
  async clear(repository: number, path: string, onto: string): Promise<string | undefined> {
    const planted = await readFile(this.#repositories, repository, { commit: onto, path })
    if (planted === undefined) return undefined
    let head = await this.#headNow(repository)
    const found = head === onto ? planted : await readFile(this.#repositories, repository, { commit: head, path })
    if (found) {
      const message = `Remove ${path}, which nobody approved`
      head = await removeFile(this.#repositories, repository, { branch: ledgerBranch, path, message, sha: found.sha })
    }
    this.moved(repository, head)
    return head
  }

  /** One after the other: GitHub refuses a merge (405) while another one moves the branch. */
  inTurn<T>(repository: number, work: () => Promise<T>): Promise<T> {
    const mine = (this.#turns.get(repository) ?? Promise.resolve()).then(work)
    this.#turns.set(
      repository,
      mine.catch(() => undefined),
    )
    return mine
  }

  async #prepare(repository: number, text: string, mirror: string): Promise<string> {
    const at = this.#now()
    const found = await headOf(this.#repositories, repository, ledgerBranch)
    const head = found ?? (await this.#begin(repository, text, mirror))
    const isMirrored = this.#known.get(repository)?.mirror === mirror
    const last = isMirrored ? head : await this.#mirror(repository, text, head)
    this.#known.set(repository, { head: last, mirror, at })
    return last
  }

  /** A first commit without parents: nothing of the default branch comes along. */
  async #begin(repository: number, text: string, mirror: string): Promise<string> {
    const file = { onto: undefined, path: mirrorPath, text, message: 'Begin the ledger of requests' }
    const commit = await makeCommit(this.#repositories, repository, file)
    const said = await makeBranch(this.#repositories, repository, ledgerBranch, commit)
    if (said === undefined) this.#known.set(repository, { head: commit, mirror, at: this.#now() })
    return said === undefined ? commit : this.#headNow(repository, said)
  }

  async #mirror(repository: number, text: string, head: string): Promise<string> {
    const found = await readFile(this.#repositories, repository, { commit: head, path: mirrorPath })
    if (found && isNamed(Buffer.from(text), found.sha)) return head
    const file = { branch: ledgerBranch, path: mirrorPath, text, message: 'Mirror CODEOWNERS of the default branch' }
    const written = await writeFile(this.#repositories, repository, found ? { ...file, sha: found.sha } : file)
    return written.commit
  }

  async #headNow(repository: number, said = 'there is none'): Promise<string> {
    const head = await headOf(this.#repositories, repository, ledgerBranch)
    if (head !== undefined) return head
    throw forbiddenBranch(ledgerBranch, said, undefined)
  }
}
