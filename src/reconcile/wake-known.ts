import type { RequestKey } from '../core/request-key.ts'
import type { RequestBook } from '../ports/request-book.ts'
import type { Enqueue, Notice } from '../ports/wake.ts'

export type WakeParts = {
  book: Pick<RequestBook, 'repository'>
  enqueue: Enqueue
  /** Requests that can still change. */
  open(repository: number): Promise<RequestKey[]>
  openOf(person: number): Promise<RequestKey[]>
  /** Forgets what was known of a repository. */
  refresh(repository: number): Promise<void>
}

/** Events that are about no single request: every request that they may concern is looked at again. */
export type WakeKnown = {
  repositoryChanged(repository: number, event: string): Promise<void>
  personChanged(person: number): Promise<void>
  wake(keys: readonly RequestKey[], notice?: Notice): Promise<void>
}

export function createWakeKnown({ book, enqueue, open, openOf, refresh }: WakeParts): WakeKnown {
  async function wake(keys: readonly RequestKey[], notice?: Notice): Promise<void> {
    for (const key of keys) {
      const repository = await book.repository(key.repository)
      if (repository) await enqueue({ key, repository, looksLikeRequest: false, ...(notice ? { notice } : {}) })
    }
  }
  return {
    wake,
    // Governed files are read at each decision, so a push need wake nobody; what else happens to a repository may end access.
    async repositoryChanged(repository, event) {
      if (event === 'push') return
      await refresh(repository)
      await wake(await open(repository))
    },
    personChanged: async (person) => wake(await openOf(person), 'person'),
  }
}
