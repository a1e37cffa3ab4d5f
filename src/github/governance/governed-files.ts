import type { Problem } from '../../core/error.ts'
import { ownersPlaces, settingsPath } from '../../core/policy/governed-paths.ts'
import { policyFileKind } from '../../core/policy/policy-file.ts'

/** One entry of a git tree. */
export type TreeEntry = { path: string; mode: string; sha: string; size: number }

export type Part = 'catalog' | 'policy' | 'settings' | 'owners'
export type GovernedFile = { part: Part; path: string; sha: string }

/** A problem makes the part that it belongs to unusable as a whole. */
export type PartProblem = Problem & { part: Part }

const limits: Record<Part, { bytes: number; words: string }> = {
  catalog: { bytes: 64 * 1024, words: '64 KiB' },
  settings: { bytes: 64 * 1024, words: '64 KiB' },
  policy: { bytes: 1024 * 1024, words: '1 MiB' },
  owners: { bytes: 3_000_000, words: '3 MB' },
}
const mostFiles = 500

const codes = {
  catalog: 'CATALOG_INVALID',
  settings: 'SETTINGS_INVALID',
  policy: 'POLICY_FORBIDDEN',
  owners: 'OWNERS_INVALID',
} as const

/**
 * The files of a tree that decide about access, sorted by path. Tests of the policy are left out: they decide nothing. What only
 * looks like such a file, above all a link, is a problem and never followed or passed over; so is whatever else lies below `policies/`.
 */
export function selectGoverned(tree: readonly TreeEntry[]): { files: GovernedFile[]; problems: PartProblem[] } {
  const files: GovernedFile[] = []
  const problems: PartProblem[] = []
  const note = (part: Part, where: string, message: string) =>
    problems.push({ part, code: codes[part], where, message })
  const owners = ownersPlaces.find((place) =>
    tree.some((entry) => entry.path === place && (isFile(entry) || isLink(entry))),
  )
  for (const entry of tree) {
    for (const part of linkedParts(entry, owners))
      note(part, entry.path, 'is a link or a submodule. Put the files themselves there.')
    const part = partOf(entry.path, owners)
    if (part === undefined || !isFile(entry)) continue
    if (part === 'catalog' && !/^catalog\/[^/]+\.yml$/.test(entry.path)) {
      note(part, entry.path, 'is not read: files of the catalog are named catalog/<name>.yml. Move or rename it.')
    } else if (part === 'policy' && refusedPolicy(entry.path) !== undefined) {
      note(part, entry.path, `is not read: ${refusedPolicy(entry.path)}.`)
    } else if (entry.size > limits[part].bytes) {
      note(part, entry.path, `is larger than ${limits[part].words}. Split or shorten it.`)
    } else {
      files.push({ part, path: entry.path, sha: entry.sha })
    }
  }
  for (const part of ['catalog', 'policy'] as const) {
    if (files.filter((file) => file.part === part).length > mostFiles)
      note(part, part, `has more than ${mostFiles} files. Merge some of them.`)
  }
  return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), problems }
}

export function codeOf(part: Part): PartProblem['code'] {
  return codes[part]
}

function isFile({ mode }: TreeEntry): boolean {
  return mode === '100644' || mode === '100755'
}

function partOf(path: string, owners: string | undefined): Part | undefined {
  if (path === settingsPath) return 'settings'
  if (path === owners) return 'owners'
  if (/^catalog\/.*\.ya?ml$/.test(path)) return 'catalog'
  // Tests decide nothing. What is no file of a policy at all is selected, to be refused by its name.
  const kind = path.startsWith('policies/') ? policyFileKind(path.slice('policies/'.length)) : 'note'
  return kind === 'rego' || kind === 'data' || typeof kind === 'object' ? 'policy' : undefined
}

function refusedPolicy(path: string): string | undefined {
  const kind = policyFileKind(path.slice('policies/'.length))
  return typeof kind === 'object' ? kind.refused : undefined
}

/** A symbolic link, or the commit of a submodule. */
function isLink({ mode }: TreeEntry): boolean {
  return mode === '120000' || mode === '160000'
}

/** The parts that a link touches: it stands in their place, in their folder, or is that folder. */
function linkedParts(entry: TreeEntry, owners: string | undefined): Part[] {
  const { path } = entry
  if (!isLink(entry)) return []
  const parts: Part[] = []
  if (path === 'catalog' || path.startsWith('catalog/')) parts.push('catalog')
  if (path === 'policies' || path.startsWith('policies/')) parts.push('policy')
  if (path === settingsPath || path === '.github') parts.push('settings')
  if (path === owners || path === '.github' || (path === 'docs' && owners === undefined)) parts.push('owners')
  return parts
}
