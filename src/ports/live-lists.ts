import type { Operation } from '../generated/request.ts'

/** Who may use which resource until when: what a gateway needs to know to decide at run time. */
export type LiveGrant = {
  id: string
  subject: string
  resource: string
  scopes: readonly string[]
  /** It is for this alone; absent: for any. */
  operation?: Operation
  ends: Date
}

/**
 * What was live in a repository when the ledger was read. Whoever judges by it does so for `freshFor` seconds after `published`: the end of
 * a grant is its absence, or, where no newer list arrives, its own `ends`.
 */
export type LiveList = { published: Date; freshFor: number; grants: readonly LiveGrant[] }

/** What the connectors of kind `opa` gave, as lists for readers. A new one at most once a second, and each third of `freshFor`. */
export interface LiveLists {
  /**
   * The newest list of a repository; undefined: no connector of this kind serves it. `notBefore`: one that was read from the ledger at this
   * instant or later, however soon after the last. Throws STORE_UNAVAILABLE.
   */
  newest(repository: number, notBefore?: Date): Promise<LiveList | undefined>
  /** Something has begun or ended; committed already. */
  changed(): void
  /** Hears of that. */
  onChange(listener: () => void): void
}
