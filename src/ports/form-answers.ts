import type { RequestKey } from '../core/request-key.ts'

/** Issues without the form that were answered: each once, and not without end. */
export interface FormAnswers {
  /**
   * Whether this issue of this person's is to be answered now: it never was, and neither the person nor the repository has had as many
   * answers within the last hour as either gets. From then on it counts as answered. Throws STORE_UNAVAILABLE.
   */
  take(key: RequestKey, person: number, now: Date): Promise<boolean>
}
