import type { Known } from '../../core/catalog/catalog-change.ts'
import { ownersPlaces } from '../../core/policy/governed-paths.ts'
import type { CatalogText } from '../../ports/catalog-text.ts'
import type { CliDeps } from '../deps.ts'
import { textsBelow } from '../init/access-files.ts'

/** Files of an access repository by path, and what their catalog has. */
export type AccessTexts = { texts: ReadonlyMap<string, string>; known: readonly Known[] }

export const formPath = '.github/ISSUE_TEMPLATE/access-request.yml'
export const settingsPath = '.github/daypass.yml'

/** What a proposal changes, and what that follows from. */
export const isChangedPath = (path: string): boolean => isCatalogPath(path) || [formPath, settingsPath].includes(path)

/** The same with what may say who has a say; tests decide nothing. */
export const isAccessPath = (path: string): boolean =>
  isChangedPath(path) ||
  ownersPlaces.includes(path) ||
  (/^policies\/.+\.(?:rego|json|ya?ml)$/.test(path) && !/_test\.rego$|^policies\/cases\//.test(path))

export const isCatalogPath = (path: string): boolean => /^catalog\/.+\.ya?ml$/.test(path)

/** Throws YAML_INVALID, CATALOG_*: of a catalog that cannot be read, nobody knows what is new. */
export function knownIn(texts: ReadonlyMap<string, string>, catalog: CatalogText): Known[] {
  return [...texts]
    .filter(([path]) => isCatalogPath(path))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, text]) => {
      const { resources, noted } = catalog.read(text, path)
      const notes = new Map(noted.map(({ id, note }) => [id, note]))
      return resources.map((resource) => {
        const note = notes.get(resource.id)
        return { resource, path, ...(note === undefined ? {} : { note }) }
      })
    })
}

/** A checkout; no catalog yet is one with nothing in it. */
export async function checkedOut(deps: CliDeps, directory: string): Promise<AccessTexts> {
  const texts = await textsBelow(directory, ['catalog', 'policies', '.github', 'docs', 'CODEOWNERS'], isAccessPath)
  return { texts, known: knownIn(texts, await deps.catalogText()) }
}
