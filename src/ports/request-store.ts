import type { Earlier } from '../core/alerts/history.ts'
import type { Change } from '../core/lifecycle/plan.ts'
import type { RequestRecord } from '../core/record.ts'
import type { RequestKey } from '../core/request-key.ts'
import type { TrailEntry } from '../core/trail/entry.ts'
import type { StoredGrant } from './grants.ts'
import type { Notice } from './wake.ts'

/** A claimed request: nobody else works on it until the claim is released or runs out. `fence` only ever grows. */
export type Claim = { readonly key: RequestKey; readonly fence: number; record: RequestRecord }

export type { Change }

/** Who wrote what in a comment (`body`: SHA-256 with line feeds alone); `changed`: it is not what was written there. */
export type CommentWriter = { person: number; body: string } | 'changed'

/** Comments by people after the one that was asked about, the newest review, and the last change, as webhooks have told. */
export type WebhookNews = { comments: number[]; review: number; changed: Date | undefined }

/** A person's id. `unknown`: webhooks told of other bodies, or of two writers; `unheard`: none has told anything yet. */
export type BodyWriter = number | 'unknown' | 'unheard'

/** What the display is asked to do: show the record; `reopen`: and open the issue, which this person has closed without a say. */
export type Show = { reopen?: number }

/**
 * `grants`: what lives, what ends first first. `seconds`: access since an instant, up to the end of what lives; what lay side by side counts
 * twice. `others`: how many other people have access to the resource.
 */
export type LedgerFacts = {
  grants: { resource: string; scopes: string[]; ends: Date }[]
  seconds: number
  others: number
}

/** `owed`: reviews of what was given in an emergency, the oldest first; `count`: how often that was, since an instant. */
export type DebtFacts = { owed: { issue: number; since: Date }[]; count: number }

export interface RequestStore {
  /** Claims the request and returns it as stored; undefined when it is unknown or somebody else works on it (who will then look again). */
  claim(key: RequestKey, now: Date): Promise<Claim | undefined>
  /**
   * Commits a change and returns the claim with the new record. Throws FENCED_OFF when the claim was lost: do nothing more then; DEBT_MEANWHILE
   * when it takes on a debt whose requester has another one by now than `owing` says.
   */
  save(claim: Claim, change: Change): Promise<Claim>
  /**
   * Gives the claim back with the instant of the next look (null: none), committed with its wake-up, and with that of its display where
   * something is to be shown. True: somebody asked meanwhile, look again.
   */
  release(claim: Claim, wakeAt: Date | null, show?: Show): Promise<boolean>
  /**
   * Ends all that lives until `at` or earlier and that nobody has ended, of these types of connectors, many in one transaction: what `begin`
   * says of each is saved, its grant is ended in the ledger, and what is left of it stays due. Returns the grants that were ended.
   */
  endDue(types: readonly string[], at: Date, begin: (record: RequestRecord) => Change): Promise<StoredGrant[]>
  /** Who wrote the body, or pushed the head, with this SHA-256 (see Wake), as signed webhooks said. */
  writerOf(key: RequestKey, body: string): Promise<BodyWriter>
  /** Who wrote these comments of the request, as signed webhooks said. Absent: unknown writer. */
  commentWriters(key: RequestKey, comments: readonly number[]): Promise<Map<number, CommentWriter>>
  /** What webhooks have told of: reads may be behind them. */
  told(key: RequestKey, after: { comment: number }): Promise<WebhookNews>
  /** How often each kind of thing was noticed by signed webhooks. Only ever grows. */
  notices(key: RequestKey): Promise<Record<Notice, number>>
  /** Open grants of a person on a resource, and the person's requests since an instant, other than this one. */
  countsFor(
    key: RequestKey,
    person: number,
    resource: string,
    since: Date,
  ): Promise<{ openGrants: number; requests: number }>
  /** What a person had of a resource before an instant, what of it was denied, and how often they asked, by other requests of this repository. */
  earlierAccess(key: RequestKey, person: number, resource: string, at: Date): Promise<Earlier>
  /** What the ledger says of a person's access by other requests of this repository, and of others' to the resource. */
  ledgerFor(key: RequestKey, person: number, resource: string, since: Date): Promise<LedgerFacts>
  /** What the person owes for other requests of this repository that were given in an emergency, and how often since an instant. */
  debtsFor(key: RequestKey, person: number, since: Date): Promise<DebtFacts>
  /**
   * Requests of the person in the same repository that were asked for earlier, or whose grants live whenever that was: those that
   * can still change, and those made since. Of requests that came at the same instant the lower number is the earlier.
   */
  earlierRequests(key: RequestKey, person: number, since: Date): Promise<{ open: number; lastDay: number }>
  /** The request's trail entries as committed, in order: what its comments carry. */
  trailOf(key: RequestKey): Promise<TrailEntry[]>
  /** Where the repository is on GitHub. Undefined: no event of it was ever seen. */
  repository(id: number): Promise<{ id: number; owner: string; name: string; installation: number } | undefined>
  /** Requests whose wakeAt has come, overdue ends first. */
  due(now: Date, limit: number): Promise<RequestKey[]>
}
