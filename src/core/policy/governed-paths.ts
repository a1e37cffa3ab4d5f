import { object, type Payload } from '../payload.ts'

/** Where CODEOWNERS may lie; the first of them counts, as on GitHub. */
export const ownersPlaces = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS']

export const settingsPath = '.github/daypass.yml'

/** Folders whose files are governed; one that is replaced by a link is shown under its own name. */
const folders = ['catalog', 'policies']

/** Whether a change of this path on the default branch may change who gets what, and by whom. */
function isGoverned(path: string): boolean {
  if (ownersPlaces.includes(path) || path === settingsPath || path === '.github' || path === 'docs') return true
  return folders.some((folder) => path === folder || path.startsWith(`${folder}/`))
}

/** GitHub lists no more commits of a push than this. */
const mostCommits = 2048

/** Whether the push that an event tells of may have changed governed files: unless it names every file, and none of them is one. Merges may name none. */
export function mayTouchGoverned({ commits, forced, created }: Payload): boolean {
  if (!Array.isArray(commits) || commits.length === 0 || commits.length >= mostCommits || forced || created) return true
  return commits.some((commit) => {
    const { added, modified, removed } = object(commit)
    const paths = [added, modified, removed].flat()
    return paths.length === 0 || paths.some((path) => typeof path !== 'string' || isGoverned(path))
  })
}
