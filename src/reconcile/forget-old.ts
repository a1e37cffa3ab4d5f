import { addSeconds } from '../core/instant.ts'
import type { Log } from '../ports/log.ts'

/** What of the store grows old. */
export type Forgetting = {
  forgetDeliveries(before: Date): Promise<unknown>
  forgetDecisions(before: Date): Promise<unknown>
  forgetOldTexts(before: Date): Promise<unknown>
  /** Absent: nothing is told here. */
  forgetNotices?: ((before: Date) => Promise<unknown>) | undefined
}

/** Seconds for which each is kept. `keepTextsFor` absent: for ever. */
export type Keeping = { keepDecisionsFor: number; keepTextsFor?: number | undefined }

/** Seconds for which the store remembers that a delivery came: GitHub sends none again after three days. */
const deliveriesKept = 30 * 86_400

/** Forgets what is kept for no longer. What fails is tried again by the next sweep; only deliveries must not grow without end. Throws STORE_UNAVAILABLE. */
export async function forgetOld(
  store: Forgetting,
  { keepDecisionsFor, keepTextsFor }: Keeping,
  { now, log }: { now: () => Date; log: Log },
): Promise<void> {
  const ago = (seconds: number) => addSeconds(now(), -seconds)
  await store.forgetDeliveries(ago(deliveriesKept))
  await store
    .forgetDecisions(ago(keepDecisionsFor))
    .catch((err: unknown) => log.error({ err }, 'old decisions were not forgotten; the next sweep tries again'))
  await store
    .forgetNotices?.(ago(keepDecisionsFor))
    .catch((err: unknown) => log.error({ err }, 'old notices were not forgotten; the next sweep tries again'))
  if (keepTextsFor === undefined) return
  await store
    .forgetOldTexts(ago(keepTextsFor))
    .catch((err: unknown) => log.error({ err }, 'old texts were not forgotten; the next sweep tries again'))
}
