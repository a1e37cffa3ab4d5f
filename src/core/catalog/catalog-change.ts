import type { Resource } from '../../generated/catalog.ts'

/** One change of a catalog file. `note`: a comment on the line of the id. */
export type CatalogEdit =
  | { add: Resource; note?: string }
  | { resource: string; actions: Resource['actions'] }
  | { resource: string; expires: string }
  | { remove: string }

/** A resource of a catalog, and the file that it stands in. `note`: the comment on the line of its id. */
export type Known = { resource: Resource; path: string; note?: string }

/**
 * One change that is proposed. `key`: what it is remembered by when somebody declines it: `orders`, `orders:write`, `orders=expires`, `-orders`.
 * `what` and `why` are Markdown.
 */
export type Change = {
  key: string
  kind: 'new' | 'changed' | 'gone'
  path: string
  edit: CatalogEdit
  what: string
  why: string
}

/** What is proposed, and what is only told (Markdown, a sentence each). */
export type Findings = { changes: Change[]; remarks: string[] }

/** More than this nobody goes through at once: what is left comes with the next. */
export const mostChanges = 100

/** What is proposed of it: all but what was declined. `leftOut`: what was; `later`: how many come another time. */
export function chosenOf(changes: readonly Change[], declined: ReadonlySet<string>) {
  const wanted = changes.filter(({ key }) => !declined.has(key))
  return {
    chosen: wanted.slice(0, mostChanges),
    leftOut: changes.filter(({ key }) => declined.has(key)).map(({ key }) => key),
    later: Math.max(0, wanted.length - mostChanges),
  }
}
