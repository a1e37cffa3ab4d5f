import type { Lockdown, LockdownScope } from '../core/lockdown-scope.ts'

/**
 * The lockdowns in force. They lie in the database, and whatever begins, extends or renews access asks them there in the same
 * statement (ports/grants.ts): so they hold in every process at once. Every method throws STORE_UNAVAILABLE.
 */
export interface Lockdowns {
  /**
   * Locks down from now on: when this returns, nothing within the scope begins any more, whatever was under way. What is locked down
   * in that very scope already stays as it is, and is returned. `why` is kept in the trail of every repository.
   */
  lock(scope: LockdownScope, why: string): Promise<Lockdown>
  /**
   * Lifts one lockdown, or all, and has what waited for it looked at again; returns what was lifted. Throws LOCKDOWN_UNKNOWN for the id
   * of none that is in force.
   */
  lift(which: number | 'all', why: string): Promise<Lockdown[]>
  /** Those in force, oldest first. */
  list(): Promise<Lockdown[]>
}
