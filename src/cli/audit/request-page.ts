import { showInstant } from '../../core/instant.ts'
import { showDuration } from '../../core/rendering/facts.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import { plain } from '../plain-text.ts'

export type Page = {
  where: string
  entries: readonly TrailEntry[]
  /** What was asked for, as far as it is known and fits the digest. */
  request: CanonicalRequest | undefined
  nameOf: (ref: string) => string | undefined
}

type Facts = TrailEntry['event']['facts']

const at = (text: string): string => showInstant(new Date(text), 'second')

const last = (entries: readonly TrailEntry[], kind: string): TrailEntry['event'] | undefined =>
  entries.findLast(({ event }) => event.kind === kind)?.event

const text = (value: Facts[string]): string => [value ?? []].flat().map(String).join(', ')

/** A keyed hash as a name, or as enough of itself to tell people apart. */
const who = (ref: string, { nameOf }: Page): string => nameOf(ref) ?? `person ${ref.slice(0, 8)}`

const people = (value: Facts[string], page: Page): string =>
  [value ?? []]
    .flat()
    .map((ref) => who(String(ref), page))
    .join(', ')

function asked(page: Page): [string, string][] {
  const { request, entries } = page
  const first = entries.find(({ event }) => event.kind === 'submitted')?.event
  if (!first) return []
  const known = request ? ` (user ${request.requester} on GitHub)` : ''
  const by = first.actor.ref === undefined ? '' : ` by ${who(first.actor.ref, page)}${known}`
  const { resource, actions, duration } = first.facts
  const wanted = `${text(resource)} · ${text(actions)} · ${typeof duration === 'number' ? showDuration(duration) : ''}`
  return [
    ['Asked', `${at(first.at)}${by}`],
    ['For', wanted],
    ['Reason', request?.reason ? request.reason : 'not kept here, or forgotten'],
    ['Digest', last(entries, 'submitted')?.digest ?? 'none'],
  ]
}

function answered(page: Page): [string, string][] {
  const { entries } = page
  const rows: [string, string][] = []
  const decided = last(entries, 'decided')
  if (decided)
    rows.push(['Decided', `${at(decided.at)} ${text(decided.facts.outcome)}, policy ${text(decided.facts.policy)}`])
  const approved = last(entries, 'approved')
  if (approved) {
    const { by, slots, reviews, policy } = approved.facts
    const names = people(by, page)
    rows.push([
      'Approved',
      `${at(approved.at)} by ${names} for ${text(slots)}, reviews ${text(reviews)}, policy ${text(policy)}`,
    ])
  }
  const granted = last(entries, 'granted')
  if (granted)
    rows.push([
      'Granted',
      `${at(granted.at)} until ${at(text(granted.facts.ends))}, grant ${text(granted.facts.grant)}`,
    ])
  return rows
}

function over({ entries }: Page): [string, string][] {
  const ended = last(entries, 'ended')
  if (!ended) return [['Ended', 'no']]
  const { cause, effective, lateness_ms: late, proof, attempts } = ended.facts
  const delay = typeof late === 'number' ? `${(late / 1000).toFixed(1)} s late` : ''
  return [
    ['Ended', `${at(text(effective))} (${text(cause)}), ${delay}`],
    ['Proof', `${text(proof)} at ${at(ended.at)}, tries ${text(attempts)}`],
  ]
}

/** Digests are whole above, or in --json; here they only need telling apart. */
const short = (words: string): string => words.replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, '$1…')

function line(entry: TrailEntry, page: Page): string {
  const { seq, at: when, kind, actor, facts } = entry.event
  const by = actor.ref === undefined ? actor.kind : who(actor.ref, page)
  const told = Object.entries(facts).flatMap(([name, value]) => {
    const refs = name === 'by' || name === 'asked' || name === 'voters'
    const shown = refs ? people(value, page) : short(text(value))
    return shown === '' ? [] : [`${name} ${shown}`]
  })
  return `  ${String(seq).padStart(6)}  ${at(when)}  ${kind.padEnd(10)} ${by.padEnd(16)} ${told.join(' · ')}`.trimEnd()
}

/** One request on a page: who, what, when, why, on whose word and under which rule, when it really ended, and how that was proved. */
export function renderPage(page: Page): string {
  const rows = [...asked(page), ...answered(page), ...over(page)]
  const facts = rows.map(([name, value]) => `  ${name.padEnd(9)} ${value}`)
  const lines = [page.where, '', ...facts, '', 'Trail', ...page.entries.map((entry) => line(entry, page)), '']
  return lines.map(plain).join('\n')
}
