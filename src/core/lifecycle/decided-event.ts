import type { NewEvent, NewFacts } from '../trail/entry.ts'
import { documentDigest, receiptDraft } from '../trail/receipt-of-decision.ts'
import type { Change, DecisionWhy } from './plan.ts'
import type { Decided } from './steps.ts'

/**
 * By what a decision was made, for the trail: the digest of the governed files, that of the policy's own texts, and that of its input,
 * so that whoever has the store can show that what it keeps is what was asked.
 */
export function askedBy({ decision, texts, input }: Decided): NewFacts {
  return { policy: decision.policy, texts: texts.digest, input: documentDigest(input) }
}

/**
 * That the policy was asked. `outcome`: as it is acted on; `rules`: codes of what forbids it all the same; `said`: what the policy itself
 * answered, where more is asked for because of the requester's keys.
 */
export function decidedEvent(now: Date, reading: Decided, more: NewFacts = {}): NewEvent {
  const { decision, forbidden } = reading
  const facts = {
    outcome: forbidden.length > 0 ? 'deny' : decision.output.outcome,
    ...askedBy(reading),
    rules: forbidden.map(({ code }) => code),
    ...(decision.said ? { said: decision.said.outcome } : {}),
    ...more,
  }
  return eventOf(reading, now, 'decided', facts)
}

/** That it was decided, as this event tells, and what is kept of it, so that it can be made again: both with its receipt. */
export function withDecision(
  event: NewEvent,
  { input, decision, texts }: Decided,
  why: DecisionWhy,
): { events: [NewEvent]; decision: NonNullable<Change['decision']> } {
  const made = { input, decision, texts, why }
  const receipt = receiptDraft(made)
  return receipt
    ? { events: [{ ...event, receipt }], decision: { ...made, receipt } }
    : { events: [event], decision: made }
}

/** That something befell what has this digest, by this person's hand, or else by Daypass itself. */
export function eventOf(
  { digest }: { digest?: string | undefined },
  now: Date,
  kind: NewEvent['kind'],
  facts: NewFacts,
  by?: number,
): NewEvent {
  const actor = by === undefined ? ({ kind: 'daypass' } as const) : ({ kind: 'person', id: by } as const)
  return { at: now.toISOString(), kind, actor, facts, ...(digest === undefined ? {} : { digest }) }
}
