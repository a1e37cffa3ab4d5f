import type { CatalogEdit } from '../core/catalog/catalog-change.ts'
import type { Resource } from '../generated/catalog.ts'

/** An entry that carries a note: the comment on the line of its id, without `#`. */
export type NotedEntry = { id: string; note: string }

/** Catalog files as people wrote them: what is not changed keeps every character, comments and order included. */
export interface CatalogText {
  /**
   * The text with these changes; undefined stands for a file that is not there yet. The result is read again and compared with what was meant.
   * Throws YAML_INVALID, CATALOG_INVALID, CATALOG_BY_HAND where it cannot be done without a person.
   */
  edit(text: string | undefined, edits: readonly CatalogEdit[], where: string): string
  /** Throws YAML_INVALID, CATALOG_INVALID, CATALOG_BY_HAND. */
  read(text: string, where: string): { resources: Resource[]; noted: NotedEntry[] }
}
