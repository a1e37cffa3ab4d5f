import { asError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import type { Log } from '../../ports/log.ts'

/** Seconds for which what was found holds; every sweep looks anew, so that a grant seldom has to. */
const trusted = 10 * 60

/**
 * Whether rules keep everybody but the app from writing the ledger's branches. That nothing planted there counts does not rest on
 * it; but where it is missing, interference is likelier, and each grant says so in its trail.
 */
export type BranchGuards = {
  /**
   * What others than the app may do where only the app should, e.g. `requests: update`, as it was at most ten minutes ago; empty:
   * nothing. `not known` where the rules could not be read: that is not the same as nothing. `look`: the log of whoever asks.
   */
  openTo(repository: number, look?: Log): Promise<readonly string[]>
  /** Looks now, and warns the operator when something new is open. */
  refresh(repository: number): Promise<void>
}

export function createBranchGuards(
  look: (repository: number) => Promise<string[]>,
  now: () => Date,
  log: Log,
): BranchGuards {
  const found = new Map<number, { open: readonly string[]; until: Date }>()
  /** Why they could not be read when it was last said: what stays, as a plan without rules does, is not said at each sweep. */
  const failed = new Map<number, string>()
  async function refreshFor(repository: number, log: Log): Promise<void> {
    try {
      const open = await look(repository)
      failed.delete(repository)
      const isNews = open.join() !== (found.get(repository)?.open ?? []).join()
      found.set(repository, { open, until: addSeconds(now(), trusted) })
      if (isNews && open.length > 0) {
        log.warn(
          { repository, open },
          'others than the app may write where approved requests lie; `daypass doctor` says what to do',
        )
      }
    } catch (error) {
      const words = 'the rules of the branches could not be read; the next sweep tries again'
      const { message } = asError(error)
      if (failed.get(repository) === message) return
      failed.set(repository, message)
      log.warn({ repository, err: asError(error) }, words)
    }
  }
  const current = (repository: number) => {
    const known = found.get(repository)
    return known && known.until > now() ? known.open : undefined
  }
  return {
    refresh: (repository) => refreshFor(repository, log),
    async openTo(repository, look = log) {
      if (!current(repository)) await refreshFor(repository, look)
      return current(repository) ?? ['not known']
    },
  }
}
