/** A status list as it is served: the signed token, and a tag that changes with it. */
export type ServedList = { jwt: string; etag: string }

/**
 * Publishes which grants are live, as token status lists (draft-ietf-oauth-status-list). A place belongs to list
 * floor(place / size); places that were never given out read invalid. What is served is at most 250 ms behind the ledger,
 * and not at all behind what `begun` and `ended` said in this process. Throws STORE_UNAVAILABLE.
 */
export interface StatusLists {
  /** Where a place is published: the claim `status.status_list` of a token. */
  reference(statusIndex: number): { idx: number; uri: string }
  /** The signed list. Undefined: no place of this list was ever given out. */
  serve(id: number): Promise<ServedList | undefined>
  /** What a reader of the list, as served, is told about a place. */
  published(statusIndex: number): Promise<'valid' | 'invalid'>
  /** A place has just been given out; committed already. */
  begun(statusIndex: number): void
  /** A place has just ended for ever; committed already. */
  ended(statusIndex: number): void
}
