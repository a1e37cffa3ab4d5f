import type { ShownOperation } from '../../generated/stored-request.ts'
import { canonicalJson } from '../canonical-json.ts'
import { parseDuration } from '../duration.ts'
import { unseenInText } from '../hidden-text.ts'
import { showInstant } from '../instant.ts'
import { goesTo } from '../lending/deposit-words.ts'
import { clip, code, fence, fold, message, prose, quote, table } from '../markdown.ts'
import type { Decision, Extended, Grant, RequestRecord, RequestState } from '../record.ts'
import type { Approval } from '../review/approval.ts'
import { widest } from './page.ts'
import { listActions } from './title.ts'

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['m', 60],
  ['s', 1],
] as const

/** `2 h`, `1 m 30 s`: durations as they stand in sentences. */
export function showDuration(seconds: number): string {
  let left = seconds
  const parts: string[] = []
  for (const [unit, length] of units) {
    const whole = Math.floor(left / length)
    left -= whole * length
    if (whole > 0) parts.push(`${whole} ${unit}`)
  }
  return parts.join(' ')
}

/** `2026-11-21 19:14 to 21:14 UTC`, with both dates where they differ. */
export function showSpan(from: Date, to: Date): string {
  const start = showInstant(from)
  const end = showInstant(to)
  return `${start.slice(0, -4)} to ${start.slice(0, 10) === end.slice(0, 10) ? end.slice(11) : end}`
}

/** What stands behind the state in every heading: `Orders database · read`. */
export function subject(record: Approval, room: number): string[] {
  if (!record.request) return []
  const title = record.resource ? prose(record.resource.title, room) : code(record.request.resource)
  return [title, prose(listActions(record.request.actions, 80))]
}

function actions(record: Approval, room: number): string {
  const names = record.request?.actions ?? []
  const most = room > 1000 ? names.length : 3
  const shown = names.slice(0, most).map((name) => {
    const scope = record.resource?.scopes[name]
    return scope === undefined ? code(name) : `${code(name)} (${code(scope)})`
  })
  return shown.join(', ') + (names.length > most ? ` and ${names.length - most} more` : '')
}

/** The longest duration that the policy accepts, in seconds, where it says one that can be compared. */
export function policyLimit(record: Approval): number | undefined {
  const text = record.decision?.output.max_duration
  try {
    return text === undefined ? undefined : parseDuration(text)
  } catch {
    // Beyond 366 days: no limit that anybody could reach.
    return undefined
  }
}

function time(record: Facts): string {
  const wanted = showDuration(record.request?.duration ?? 1)
  const longer = record.extended?.at(-1)
  const total = longer ? `, extended to ${showDuration(longer.request.duration)} in all` : ''
  const until = record.decision?.output.until
  const over = until === undefined ? '' : `, never beyond ${code(until)} by policy`
  if (record.grant) return `${showSpan(record.grant.begins, record.grant.ends)} · ${wanted} asked for${total}${over}`
  const limit = policyLimit(record)
  const begins = record.state === 'pending' ? `${wanted} from approval` : wanted
  return (limit === undefined ? begins : `${begins}, at most ${showDuration(limit)} by policy`) + over
}

/** `acme/orders@4f2c…`, or `acme/orders run 5, attempt 2`: the operation by the names that it had. */
export function operationName({ bound }: ShownOperation): string {
  const [, repository = bound.url] = /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\//.exec(bound.url) ?? []
  return 'commit' in bound
    ? `${repository}@${bound.commit.sha}`
    : `${repository} run ${bound.run.id}, attempt ${bound.run.attempt}`
}

/** Whose commit it is, if it is not on the default branch, nobody can tell by the name that GitHub shows it under. */
function operationRow(operation: ShownOperation, room: number): string {
  const { name, bound, commit, branch, onBranch, run } = operation
  const shown = code(operationName(operation))
  const isPlain = /^https?:\/\/[\w.:/-]{1,400}$/.test(bound.url)
  const parts = [code(name), isPlain ? `[${shown}](${bound.url})` : shown]
  if (run) parts.push(`${code(clip(run.workflow, room))}, ${code(run.event)}, ${code(run.status)}, at ${code(commit)}`)
  const where = code(clip(branch, room))
  parts.push(
    onBranch
      ? `on the default branch ${where}`
      : `**not on the default branch** ${where}: GitHub shows commits of forks under this name, too`,
  )
  return parts.join(' · ')
}

function waits(record: Facts): boolean {
  return record.state === 'pending' || (record.state === 'granting' && record.grant === undefined)
}

type Facts = Approval & { state: RequestState; grant?: Grant | undefined; extended?: Extended[] }

/** The facts in one table: all that was asked for, as it was frozen. Empty when nothing could be frozen. */
export function factsTable(record: Facts, room: number): string {
  const { request, resource } = record
  if (!request) return ''
  const kind = resource ? ` · ${prose(resource.kind, room)} · ${resource.sensitivity}` : ''
  const rows = [
    ['Resource', `${code(request.resource)}${kind}`],
    ['Actions', actions(record, room)],
    ['Time', time(record)],
    ['Reason', quote(request.reason, room)],
  ]
  if (resource?.operation) rows.push(['Operation', operationRow(resource.operation, room)])
  for (const longer of extensionsShown(record))
    rows.push([`To ${showDuration(longer.request.duration)}`, quote(longer.request.reason, room)])
  if (request.ticket !== undefined) rows.push(['Ticket', code(clip(request.ticket, room))])
  if (request.urgency !== undefined) rows.push(['Urgency', 'emergency'])
  if (record.requester) rows.push(['Asked by', code(record.requester.login)])
  if (record.deposit) rows.push(['Goes to', goesTo(record.deposit)])
  if (record.howItEnds !== undefined) rows.push(['How it ends', message(record.howItEnds, room)])
  if (record.decision?.lastGood) rows.push(['Decided by', lastGoodWords(record.decision.lastGood)])
  if (record.lapsesAt && waits(record))
    rows.push([
      'Lapses',
      `${showInstant(record.lapsesAt)} if ${record.state === 'pending' ? 'nobody decides' : 'nothing happens'} until then`,
    ])
  return table(rows)
}

const newestWords = {
  unread: 'are being looked at',
  broken: 'cannot be used',
  held: 'are held, since nobody who may has agreed to them',
  guarded: 'wait for an operator, since they would end much access',
} as const

function lastGoodWords({ since, newest }: NonNullable<Decision['lastGood']>): string {
  return `the rules of ${showInstant(new Date(since))}; those on the default branch ${newestWords[newest]}`
}

/** Of many extensions the last ones are shown; the trail has all. */
const mostExtensions = 5

function extensionsShown({ extended = [] }: { extended?: Extended[] }): readonly Extended[] {
  return extended.slice(-mostExtensions)
}

/** The digests with the exact texts that they cover, so that they can be computed again; a text only where all of it is shown. */
export function digestLines(record: Approval & { extended?: Extended[] }, room: number): string {
  if (!record.request || record.digest === undefined) return ''
  const first = { request: record.request, digest: record.digest }
  return [
    digestLine('Request', first, room),
    ...extensionsShown(record).map((longer) => digestLine('Extension', longer, room)),
  ].join('\n')
}

function digestLine(what: string, { request, digest }: Pick<Extended, 'request' | 'digest'>, room: number): string {
  const named = `${what} digest: ${code(digest)}`
  const line = canonicalJson(request)
  // A reason that was forgotten is no longer what the digest covers.
  const exact = room === widest && request.reason !== '' && unseenInText(line) === undefined
  return exact ? `${named}, the SHA-256 of this line (RFC 8785):\n\n${fence(line)}\n` : `${named}.`
}

/** Digest, policy and the exact text that the digest covers, for whoever checks it. */
export function digestFold(record: RequestRecord, room: number): string {
  const lines = digestLines(record, room)
  if (lines === '' || !record.decision) return lines && fold('Digest, policy', lines)
  const asked = showInstant(new Date(record.decision.at), 'second')
  return fold('Digest, policy', `${lines}\nPolicy: ${code(record.decision.policy)}, asked ${asked}.`)
}
