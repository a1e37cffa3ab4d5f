import { showInstant } from '../../core/instant.ts'
import { showDuration } from '../../core/rendering/facts.ts'
import { type AskedFor, askedFor } from '../../core/trail/asked-for.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'
import type { CanonicalRequest } from '../../generated/request.ts'
import type { TrailEvent } from '../../generated/trail-event.ts'
import { plain } from '../plain-text.ts'

export type Page = {
  where: string
  entries: readonly TrailEntry[]
  /** What was asked for at first, as far as it is known and fits the digest. */
  request: CanonicalRequest | undefined
  /** What extensions that were given asked for, as far as it is known and fits the digest. */
  extensions: readonly { digest: string; request: CanonicalRequest | undefined }[]
  nameOf: (ref: string) => string | undefined
}

type Facts = TrailEntry['event']['facts']

const at = (text: string): string => showInstant(new Date(text), 'second')

/** The last of its kind that is about this digest: an extension has a decision and approvals of its own. */
const last = ({ since }: AskedFor, kind: string, digest: string | undefined): TrailEvent | undefined =>
  since.findLast(({ event }) => event.kind === kind && event.digest === digest)?.event

const text = (value: Facts[string]): string => [value ?? []].flat().map(String).join(', ')

/** A keyed hash as a name, or as enough of itself to tell people apart. */
const who = (ref: string, { nameOf }: Page): string => nameOf(ref) ?? `person ${ref.slice(0, 8)}`

const people = (value: Facts[string], page: Page): string =>
  [value ?? []]
    .flat()
    .map((ref) => who(String(ref), page))
    .join(', ')

const unknown = 'not kept here, or forgotten'

function asked(page: Page, now: AskedFor): [string, string][] {
  const { request } = page
  const first = now.since.find(({ event }) => event.kind === 'submitted')?.event
  if (!first) return []
  const known = request ? ` (user ${request.requester} on GitHub)` : ''
  const by = first.actor.ref === undefined ? '' : ` by ${who(first.actor.ref, page)}${known}`
  const { resource, actions, duration } = first.facts
  const wanted = `${text(resource)} · ${text(actions)} · ${typeof duration === 'number' ? showDuration(duration) : ''}`
  return [
    ['Asked', `${at(first.at)}${by}`],
    ['For', wanted],
    ...about(first.facts),
    ...(typeof first.facts.operation === 'string'
      ? [['Operation', text(first.facts.operation)] as [string, string]]
      : []),
    ['Reason', request?.reason ? request.reason : unknown],
    ['Digest', now.digest ?? 'none'],
  ]
}

/** What version 2 says besides; nothing where version 1 asked. */
function about({ sensitivity, kind, environment, ticket }: Facts): [string, string][] {
  if (sensitivity === undefined) return []
  const where = environment ? [text(environment)] : []
  return [
    ['Kind', [text(kind), `${text(sensitivity)} sensitivity`, ...where, ticket ? 'a ticket' : 'no ticket'].join(', ')],
  ]
}

/** On whose word, and under which rule: of the request, or of an extension. */
function answered(page: Page, now: AskedFor, digest: string | undefined): [string, string][] {
  const rows: [string, string][] = []
  const decided = last(now, 'decided', digest)
  if (decided)
    rows.push(['Decided', `${at(decided.at)} ${text(decided.facts.outcome)}, policy ${text(decided.facts.policy)}`])
  const approved = last(now, 'approved', digest)
  if (approved) {
    const { by, slots, bases, reviews, policy } = approved.facts
    const names = people(by, page)
    const as = bases === undefined ? '' : ` as ${text(bases)}`
    rows.push([
      'Approved',
      `${at(approved.at)} by ${names} for ${text(slots)}${as}, reviews ${text(reviews)}, policy ${text(policy)}`,
    ])
  }
  return rows
}

function granted({ granted }: AskedFor): [string, string][] {
  if (!granted) return []
  const { begins, ends, grant, connector, kind, how_it_ends: how } = granted.facts
  const from = begins === undefined ? granted.at : text(begins)
  const by: [string, string][] =
    connector === undefined ? [] : [['By', `connector ${text(connector)} (${text(kind)}); ${text(how)}`]]
  return [['Granted', `${at(from)} until ${at(text(ends))}, grant ${text(grant)}`], ...by]
}

/** Each extension with what it asked for, beside the request, which stays what it was. */
function extended(page: Page, now: AskedFor): [string, string][] {
  return now.extensions.flatMap((event) => {
    const request = page.extensions.find(({ digest }) => digest === event.digest)?.request
    const total = request ? `, ${showDuration(request.duration)} in all` : ''
    const rows: [string, string][] = [
      ['Extended', `${at(event.at)} until ${at(text(event.facts.ends))}${total}`],
      ['Reason', request?.reason ? request.reason : unknown],
      ['Digest', event.digest ?? 'none'],
      ...answered(page, now, event.digest),
    ]
    return rows.map(([name, value], index): [string, string] => [index === 0 ? name : `  ${name}`, value])
  })
}

function over({ since }: AskedFor): [string, string][] {
  const ended = since.findLast(({ event }) => event.kind === 'ended')?.event
  if (!ended) return [['Ended', 'no end is shown']]
  const { cause, effective, lateness_ms: late, proof, attempts } = ended.facts
  const delay = typeof late === 'number' ? `${(late / 1000).toFixed(1)} s late` : ''
  return [
    ['Ended', `${at(text(effective))} (${text(cause)}), ${delay}`],
    ['Proof', `${text(proof)} at ${at(ended.at)}, tries ${text(attempts)}`],
    ...used(ended.facts),
  ]
}

/** What the connector saw of its use; nothing where it does not say: that is not the same as none. */
function used({ uses, first_use: first, last_use: last, used_scopes: scopes }: Facts): [string, string][] {
  if (typeof uses !== 'number') return []
  if (uses === 0) return [['Used', 'not once']]
  const when = `from ${at(text(first))} to ${at(text(last))}`
  return [['Used', `${uses === 1 ? 'once' : `${uses} times`}, ${when}, for ${text(scopes)}`]]
}

/** Digests are whole above, or in --json; here they only need telling apart. */
const short = (words: string): string => words.replace(/\b([0-9a-f]{12})[0-9a-f]{20,}\b/g, '$1…')

function line(entry: TrailEntry, page: Page): string {
  const { seq, at: when, kind, actor, facts } = entry.event
  const by = actor.ref === undefined ? actor.kind : who(actor.ref, page)
  const told = Object.entries(facts).flatMap(([name, value]) => {
    const refs = name === 'by' || name === 'asked' || name === 'voters' || name === 'approvers'
    const shown = refs ? people(value, page) : short(text(value))
    return shown === '' ? [] : [`${name} ${shown}`]
  })
  return `  ${String(seq).padStart(6)}  ${at(when)}  ${kind.padEnd(10)} ${by.padEnd(16)} ${told.join(' · ')}`.trimEnd()
}

/** One request on a page: who, what, when, why, on whose word and under which rule, when it really ended, and how that was proved. */
export function renderPage(page: Page): string {
  const now = askedFor(page.entries)
  const rows = [...asked(page, now), ...answered(page, now, now.digest), ...granted(now)]
  rows.push(...extended(page, now), ...over(now))
  const width = now.extensions.length > 0 ? 11 : 9
  const facts = rows.map(([name, value]) => `  ${name.padEnd(width)} ${value}`)
  const lines = [page.where, '', ...facts, '', 'Trail', ...page.entries.map((entry) => line(entry, page)), '']
  return lines.map(plain).join('\n')
}
