import { asError } from '../core/error.ts'
import type { Log } from './ports.ts'

/**
 * Whether rules keep everybody but the app from writing the ledger's branches, as it was at the last sweep. That nothing planted
 * there counts does not rest on it; but where it is missing, interference is likelier, and each grant says so in its trail.
 */
export type BranchGuards = {
  /** What others than the app may do where only the app should, e.g. `requests: update`. Empty: nothing, or not known yet. */
  openTo(repository: number): readonly string[]
  refresh(repository: number): Promise<void>
}

export function createBranchGuards(look: (repository: number) => Promise<string[]>, log: Log): BranchGuards {
  const found = new Map<number, readonly string[]>()
  return {
    openTo: (repository) => found.get(repository) ?? [],
    async refresh(repository) {
      try {
        const open = await look(repository)
        const isNews = open.join() !== (found.get(repository) ?? []).join()
        found.set(repository, open)
        if (isNews && open.length > 0) {
          log.warn(
            { repository, open },
            'others than the app may write where approved requests lie; `daypass doctor` says what to do',
          )
        }
      } catch (error) {
        log.warn(
          { repository, err: asError(error) },
          'the rules of the branches could not be read; the next sweep tries again',
        )
      }
    },
  }
}
