import { addSeconds } from '../instant.ts'
import type { RequestRecord } from '../record.ts'
import { renderAdopted } from '../rendering/answers.ts'
import { eventOf } from './decided-event.ts'
import type { Plan, Seen } from './plan.ts'
import { save } from './steps.ts'

/** No access token lives longer (seconds): so long after an adoption nothing that the other store gave can work any more. */
const longestToken = 300

/**
 * What another store looks after is left alone: nothing is read, decided or shown. Once an operator has adopted that store, what it gave
 * is ended here.
 */
export function decideForeign(record: RequestRecord, now: Date, seen: Extract<Seen, { kind: 'foreign' }>): Plan {
  const { store, adopted, open, url, labels, comments } = seen
  if (!open) return record.foreign?.closed ? [] : [save({ set: { foreign: { closed: true } } })]
  if (!adopted || store === undefined) {
    const foreign = store === undefined ? {} : { store }
    return [save({ set: { foreign } })]
  }
  const until = addSeconds(now, longestToken)
  const facts = { cause: 'adopted', store }
  const begun = eventOf({}, now, 'end-begun', facts)
  const end = { cause: 'adopted' as const, asked: now, attempts: 0 }
  const set = {
    state: 'ending' as const,
    adopted: { store, until },
    end,
    url,
    labels,
    comments,
    findings: [],
    tries: 0,
  }
  const change = { set, clear: ['foreign' as const], events: [begun] }
  return [{ do: 'comment', body: renderAdopted(until), change }, { do: 'publish' }]
}

/** What was adopted is over when the last token that the other store can have issued has run out; an operator answers for the rest. */
export function decideAdopted(record: RequestRecord, now: Date): Plan {
  const { adopted, end } = record
  if (!adopted || !end || now < adopted.until) return []
  const words = `its operator declared the store that gave it lost; no token of that store works after ${adopted.until.toISOString()}`
  const proof = { how: 'declared' as const, at: now.toISOString(), words }
  const facts = { cause: 'adopted', store: adopted.store, effective: adopted.until.toISOString(), proof: proof.how }
  const ended = eventOf({}, now, 'ended', facts)
  const set = { state: 'ended' as const, outcome: 'void' as const, end: { ...end, effective: adopted.until, proof } }
  return [save({ set, events: [ended] }), { do: 'publish' }]
}
