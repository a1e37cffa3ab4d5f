import { showInstant } from '../../core/instant.ts'
import type { TrailEntry } from '../../core/trail/entry.ts'
import type { TrailEvent } from '../../generated/trail-event.ts'
import { plain } from '../plain-text.ts'

type Facts = TrailEvent['facts']

const list = (value: Facts[string]): string[] => [value ?? []].flat().map(String)
const text = (value: Facts[string]): string => list(value).join(', ')
const short = (value: Facts[string]): string => `${text(value).slice(0, 12)}…`
const count = (value: Facts[string], one: string): string => `${text(value)} ${value === 1 ? one : `${one}s`}`

/** What an event of no request says, in words. `nameOf`: who stands behind a keyed hash, as far as that is known. */
export function eventWords({ kind, facts }: TrailEvent, nameOf: (ref: string) => string | undefined): string {
  switch (kind) {
    case 'governed':
      return governedWords(facts, nameOf)
    case 'started':
      return `Daypass ${text(facts.version)} started, with deployment file ${short(facts.configuration)}`
    case 'keys':
      return `signing keys: ${keyWords(facts)}`
    case 'drilled':
      return drillWords(facts)
    case 'forgot':
      return `somebody was forgotten, in ${count(facts.requests, 'request')}`
    case 'locked':
      return `lockdown ${text(facts.lockdown)} of ${text(facts.scope)}: ${text(facts.why)}`
    case 'lifted':
      return `lockdown ${text(facts.lockdown)} of ${text(facts.scope)} lifted: ${text(facts.why)}`
    default:
      return Object.entries(facts)
        .map(([name, value]) => `${name} ${text(value)}`)
        .join(' · ')
  }
}

const verdicts: Readonly<Record<string, string>> = { 'in-force': 'in force', refused: 'refused', held: 'held back' }

function governedWords(
  { verdict, from, to, commit, pull, approvers }: Facts,
  nameOf: (ref: string) => string | undefined,
) {
  const before = from === null ? '' : `, before ${short(from)}`
  const at = commit === null ? '' : `, commit ${short(commit)}`
  const by = pull === null ? 'by which pull request is not known' : `by pull request #${text(pull)}`
  const names = list(approvers).map((ref) => nameOf(ref) ?? `person ${ref.slice(0, 8)}`)
  const agreed = names.length > 0 ? `, approved by ${names.join(', ')}` : ''
  return `policy, catalog, owners and settings ${short(to)} ${verdicts[text(verdict)] ?? text(verdict)}${before}${at}, ${by}${agreed}`
}

const controls: Readonly<Record<string, string>> = { 'let-in': 'was let in', 'kept-out': 'was kept out' }

function drillWords({ connector, outcome, control, seconds_to_use, seconds_to_proof, proof, why }: Facts): string {
  const live = controls[text(control)]
  const found = [
    ...(live ? [`a live lease ${live}`] : []),
    ...(seconds_to_use === undefined ? [] : [`used after ${text(seconds_to_use)} s`]),
    ...(seconds_to_proof === undefined ? [] : [`its end proved after ${text(seconds_to_proof)} s (${text(proof)})`]),
    ...(why === undefined ? [] : [text(why)]),
  ]
  return `fire drill of ${text(connector)} ${text(outcome)}${found.length > 0 ? `: ${found.join('; ')}` : ''}`
}

/** The first key of each purpose signs; the others are published, so that what they signed can be checked. */
function keyWords(facts: Facts): string {
  return Object.entries(facts)
    .filter(([name]) => name !== 'store')
    .map(([purpose, kids]) => `${purpose} ${text(kids)}`)
    .join('; ')
}

/** What the chain of a repository says of no request: what governs it, what serves it, which keys sign, lockdowns, who was forgotten. */
export function renderRepositoryPage(
  where: string,
  entries: readonly TrailEntry[],
  nameOf: (ref: string) => string | undefined,
): string {
  const lines = entries.map(({ event }) => {
    const when = showInstant(new Date(event.at), 'second')
    return `  ${String(event.seq).padStart(6)}  ${when}  ${event.kind.padEnd(8)} ${eventWords(event, nameOf)}`
  })
  return [where, '', ...lines, ''].map(plain).join('\n')
}
