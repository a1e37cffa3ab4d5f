import type { TrailEvent } from '../../generated/trail-event.ts'
import type { NewEvent, NewFacts } from './entry.ts'
import { receiptDigest, sealedReceipt } from './receipt-of-decision.ts'

/** Facts whose numbers are people's. */
const aboutPeople = ['by', 'asked', 'voters', 'approvers'] as const

/** Facts that are fingerprints of the requester's keys. */
const ofKeys: readonly string[] = ['key', 'keys']

/** The fact that is the digest of a decision's input: so little is unknown in it that a bare digest could be guessed. */
const ofInput = 'input'

/** Makes keyed hashes: of a person, and of what only the requester's key can tie to its person. */
export type Pseudonymiser = {
  person: (id: number) => string
  key: (fingerprint: string) => string
  input: (digest: string) => string
}

/** Whether hiding what the event says takes the requester's secret. */
export function needsRequester({ facts, receipt }: Pick<NewEvent, 'facts' | 'receipt'>): boolean {
  return receipt !== undefined || [...ofKeys, ofInput].some((name) => facts[name] !== undefined)
}

const numbersIn = (value: NewFacts[string]): number[] =>
  (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'number')

/** Everybody whom an event names by number, each once. */
export function peopleIn({ actor, facts, people = {}, receipt }: NewEvent): number[] {
  const named = [
    ...(actor.id === undefined ? [] : [actor.id]),
    ...aboutPeople.flatMap((member) => numbersIn(facts[member])),
    ...Object.values(people).flat(),
    ...(receipt === undefined ? [] : [receipt.requester]),
  ]
  return [...new Set(named)]
}

/** The event as the chain may hold it: no number and no key of a person, but hashes that die with the person's secret. */
export function pseudonymised(
  { actor, facts, people = {}, receipt }: NewEvent,
  pseudonymise: Pseudonymiser,
): Pick<TrailEvent, 'actor' | 'facts'> {
  // What is not known is no fact: it must not keep the rest from being told.
  const known = Object.entries(facts).filter(([, value]) => value !== undefined)
  const pseudonymisedFacts = Object.fromEntries(
    known.map(([member, value]) => [member, pseudonymisedFact(member, value, pseudonymise)]),
  )
  const further = Object.entries(people).map(([member, ids]) => [member, ids.map(pseudonymise.person)])
  const receipts = receipt === undefined ? {} : { receipt: receiptDigest(sealedReceipt(receipt, pseudonymise)) }
  return {
    actor: { kind: actor.kind, ...(actor.id === undefined ? {} : { ref: pseudonymise.person(actor.id) }) },
    facts: { ...pseudonymisedFacts, ...Object.fromEntries(further), ...receipts } as TrailEvent['facts'],
  }
}

function pseudonymisedFact(member: string, value: NewFacts[string], pseudonymise: Pseudonymiser): NewFacts[string] {
  if (member === ofInput) return pseudonymise.input(String(value))
  if (ofKeys.includes(member))
    return Array.isArray(value) ? value.map((one) => pseudonymise.key(String(one))) : pseudonymise.key(String(value))
  if (!(aboutPeople as readonly string[]).includes(member)) return value
  const pseudonymOf = (one: string | number): string => (typeof one === 'number' ? pseudonymise.person(one) : one)
  if (Array.isArray(value)) return value.map(pseudonymOf)
  return typeof value === 'number' ? pseudonymise.person(value) : value
}
