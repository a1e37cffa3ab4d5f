import type { RequestKey } from '../../core/request-key.ts'
import type { RequestStore } from '../../ports/request-store.ts'
import type { Move, Roster } from '../../ports/roster.ts'
import type { Enqueue, Wake, WakeWaiting } from '../../ports/wake.ts'

export type WakeParts = {
  requests: Pick<RequestStore, 'repository'>
  enqueue: Enqueue
  wakeWaiting: WakeWaiting
  roster: Pick<Roster, 'moved'>
  /** Requests that can still change. */
  open(repository: number): Promise<RequestKey[]>
  openOf(person: number): Promise<RequestKey[]>
  /** Forgets what was known of a repository. */
  refresh(repository: number): Promise<void>
  now(): Date
}

/** Events that are about no single request: every request that they may concern is looked at again. */
export type WakeKnown = {
  /** `gone`: the event says that nothing in it can be seen any more. */
  repositoryChanged(repository: number, event: string, gone: boolean): Promise<void>
  /** `move`: into or out of which team, where the event says so. */
  personChanged(person: number, move?: Omit<Move, 'person'>): Promise<void>
  wake(keys: readonly RequestKey[], seen?: Pick<Wake, 'notice'>): Promise<void>
}

export function createWakeKnown(parts: WakeParts): WakeKnown {
  const { requests, enqueue, wakeWaiting, roster, open, openOf, refresh, now } = parts
  async function wake(keys: readonly RequestKey[], seen: Pick<Wake, 'notice'> = {}): Promise<void> {
    for (const key of keys) {
      const repository = await requests.repository(key.repository)
      if (repository) await enqueue({ key, repository, looksLikeRequest: false, ...seen })
    }
  }
  return {
    wake,
    // Governed files are read at each look: a push to them concerns whoever waits; what else happens to a repository may end access.
    async repositoryChanged(repository, event, gone) {
      if (event === 'push') return wakeWaiting(repository)
      await refresh(repository)
      await wake(await open(repository), gone ? { notice: 'gone' } : {})
    },
    async personChanged(person, move) {
      // First: whoever looks because of this must find it noted.
      if (move) await roster.moved({ ...move, person }, now())
      // Who comes into a team has lost nothing by it: one read that does not find them is then no proof.
      await wake(await openOf(person), move?.joined ? {} : { notice: 'person' })
    },
  }
}
