import type { Problem } from '../core/error.ts'
import type { Resource } from '../generated/catalog.ts'
import type { Settings } from '../generated/config.ts'
import type { PolicyFiles } from './policy-engine.ts'

/** What the default branch of an access repository says, pinned by the digest of the governed files. */
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
}

/** Reads governed files from the default branch only. Fresh at each call (one conditional call when nothing changed); contents are cached by hash. Throws REPOSITORY_UNREADABLE, GITHUB_*. */
export interface AccessRepository {
  /** Whether the repository can hold requests, as it was at most a minute ago, or at its last event. Throws GITHUB_*. */
  visibility(repository: number): Promise<{ private: boolean; archived: boolean }>
  read(repository: number): Promise<Governance>
}

/** Strict YAML: core schema, no aliases, no tags, unique keys, size limit. Throws YAML_INVALID with file and line. */
export type ReadYaml = (text: string, where: string) => unknown
