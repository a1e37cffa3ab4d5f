import type { Problem } from '../core/error.ts'
import type { Newest } from '../core/governance/governance-record.ts'
import type { Resource } from '../generated/catalog.ts'
import type { Settings } from '../generated/config.ts'
import type { PolicyFiles } from './policy-engine.ts'

/** What decides about access in a repository, pinned by the digest of the governed files. */
export type Governance = {
  repository: {
    id: number
    owner: string
    name: string
    fullName: string
    private: boolean
    url: string
    defaultBranch: string
  }
  /** SHA-256 over path and content hash of every governed file. Unrelated commits do not change it. */
  digest: string
  /** The commit that was read. Unrelated ones change it. Absent: not known. */
  commit?: string
  /** Undefined: the catalog cannot be used; `problems` says why. */
  resources: Resource[] | undefined
  settings: Settings | undefined
  policy: PolicyFiles
  /** CODEOWNERS of the default branch, in GitHub's order of places; undefined: there is none. */
  codeowners: string | undefined
  problems: Problem[]
  /**
   * Present where something else than what is newest is in force: an owner counts only who is one by these, too, which are the newest that can be
   * read. */
  newerOwners?: string
  /** Present then, too: since when this is in force (ISO 8601), and what is the matter with what is newest. */
  lastGood?: { since: string; newest: Newest['state'] }
}

/** What governed files say, wherever they were read. `texts`: those that can be read, by their paths. */
export type GovernedContents = Omit<Governance, 'repository'> & { texts: ReadonlyMap<string, string> }

/** Reads governed files. Throws REPOSITORY_UNREADABLE, GITHUB_*. */
export interface AccessRepository {
  /** Whether the repository can hold requests, as it was at most a minute ago, or at its last event. Throws GITHUB_*. */
  visibility(repository: number): Promise<{ private: boolean; archived: boolean }>
  /** What decides about access now. */
  read(repository: number): Promise<Governance>
}

/** The governed files of default branches, whether they are in force or not. */
export interface DefaultBranches {
  /** Fresh at each call (one conditional call when nothing changed); contents are cached by hash. Throws REPOSITORY_UNREADABLE, GITHUB_*. */
  read(repository: number): Promise<Governance & GovernedContents>
}

/** What is in force in repositories, without a word of GitHub's. */
export interface InForce {
  /** Its digest; undefined: nothing was put in force yet. Throws STORE_UNAVAILABLE. */
  digest(repository: number): Promise<string | undefined>
  /** What it says, and the pull request that brought it. Throws STORE_UNAVAILABLE. */
  contents(repository: number): Promise<{ contents: GovernedContents; pull?: number } | undefined>
}

/** Strict YAML: core schema, no aliases, no tags, unique keys, size limit. Throws YAML_INVALID with file and line. */
export type ReadYaml = (text: string, where: string) => unknown
