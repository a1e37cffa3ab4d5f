import type { CanonicalRequest } from '../../generated/request.ts'
import { isCanonicalRequest } from '../../generated/validators.js'
import { canonicalDuration, readDuration } from '../duration.ts'
import { addSeconds } from '../instant.ts'
import type { Extension, Grant, RequestRecord } from '../record.ts'
import { renderExtended, renderNotExtended } from '../rendering/answers.ts'
import type { ExtendOrder } from '../request/extend-order.ts'
import { frozenReason, reasonFlaws } from '../request/reason.ts'
import { decidePending } from './decide-votes.ts'
import { decidedEvent, keptDecision } from './decided-event.ts'
import type { CaseFile, Change, Step, Voting } from './plan.ts'
import { afterAnswer, type CommandEffects, type Said } from './read-commands.ts'
import { type Decided, note, proposal, type SeenIssue } from './steps.ts'

/** What of a record belongs to the extension while one waits for its reviewers. */
const parts = ['decision', 'findings', 'lapsesAt', 'pull', 'tally', 'eligibleThen', 'teams'] as const
type Part = (typeof parts)[number]

/** The request as an extension asks for it: the same, for longer, counted from the first start, with a reason of its own; or why not. */
export function extendedRequest(
  request: CanonicalRequest,
  grant: Grant,
  order: ExtendOrder,
): CanonicalRequest | { flaw: string } {
  if (order.flaw !== undefined) return { flaw: order.flaw }
  if (order.duration === '') return { flaw: `For how long, and why? ${howToWrite('1h')}` }
  const more = readDuration(order.duration)
  if (!more.ok) return { flaw: `${more.message} ${howToWrite('1h')}` }
  const [flaw] = reasonFlaws(order.why)
  if (flaw) return { flaw: `${flaw.message} ${howToWrite(canonicalDuration(order.duration))}` }
  const total = Math.round((grant.ends.getTime() - grant.begins.getTime()) / 1000) + more.seconds
  const extended = { ...request, duration: total, reason: frozenReason(order.why) }
  if (isCanonicalRequest(extended)) return extended
  return { flaw: 'So long no access can last. Ask for less.' }
}

const howToWrite = (duration: string): string => `Write it as \`/extend ${duration} why\`.`

/** The record as the machinery of approvals sees it when it is the extension that waits. */
export function asWaiting(record: RequestRecord): RequestRecord {
  const {
    grant: _lives,
    sealed: _open,
    pull: _old,
    tally: _counted,
    eligibleThen: _seen,
    teams: _pinned,
    ownPull: _asked,
    extended: _given,
    ...rest
  } = record
  return { ...rest, ...record.extension, state: 'pending' } as RequestRecord
}

/** A change that the machinery of approvals wants, put where the extension is kept. */
export function intoExtension(change: Change, record: RequestRecord): Change {
  if (!record.extension) return change
  const extension: Partial<Extension> = { ...record.extension }
  const set: NonNullable<Change['set']> = {}
  for (const [name, value] of Object.entries(change.set ?? {})) {
    Object.assign(parts.includes(name as Part) ? extension : set, { [name]: value })
  }
  for (const name of change.clear ?? []) if (parts.includes(name as Part)) delete extension[name as Part]
  const { clear: _moved, ...rest } = change
  return { ...rest, set: { ...set, extension: extension as Extension } }
}

/** More time as it was asked for, with what was said to people before. */
export type ExtensionOrder = NonNullable<CommandEffects['extend']> & { said: Said }

/** What to do for a grant that lives when its requester asks for more time, or has asked and waits. */
export function decideExtension(file: CaseFile, seen: SeenIssue, order?: ExtensionOrder): Step[] {
  const { record } = file
  const { extension, grant } = record
  if (!grant) return []
  if (extension?.approved) return [extendTo(grant, extension.request)]
  if (extension && file.now >= extension.lapsesAt) return giveUp(record, grant, 'Nobody decided in time.')
  if (extension && isByAnother(grant, seen)) return giveUp(record, grant, byAnother)
  if (extension) return seen.voting ? goOnWaiting(file, seen, seen.voting) : []
  return order ? begin(file, seen, grant, order) : []
}

function begin(file: CaseFile, seen: SeenIssue, grant: Grant, order: ExtensionOrder): Step[] {
  const { reading } = seen
  const refuse = (words: string, decided: Change = {}): Step[] => {
    const after = afterAnswer(order.said, { to: order.by, body: '' }, file.now)
    if (!after) return []
    const where = order.onPull ? { onPull: order.onPull } : {}
    return [{ do: 'answer', body: renderNotExtended(words, grant.ends), change: { ...decided, set: after }, ...where }]
  }
  if (!reading) return refuse(flawOf(file.record, grant, order))
  if (reading.kind !== 'decided') return refuse(reading.findings.map((finding) => finding.message).join(' '))
  if (isByAnother(grant, seen)) return refuse(byAnother)
  const { output } = reading.decision
  const no = decidedOf(file, reading)
  if (output.outcome === 'deny') return refuse(output.reasons.join(' '), no)
  if (reading.forbidden.length > 0) return refuse(reading.forbidden.map((finding) => finding.message).join(' '), no)
  const change = asked(file, reading, output.outcome === 'allow')
  if (output.outcome === 'allow') return [note(change), extendTo(grant, reading.request)]
  const { requester } = reading.request
  return [note(change), { ...proposal(file.record, requester, seen.voting), on: 'extension' }]
}

const byAnother = 'The catalog has another connector give this access by now. Open a new request.'

/** Whether what was decided is about another connector than the one that gave this access, with floors and a kind of its own. */
function isByAnother({ connector, connectorType }: Grant, { reading }: SeenIssue): boolean {
  if (reading?.kind !== 'decided') return false
  return reading.lease.connector !== connector || reading.lease.connectorType !== connectorType
}

/** Why there is no reading: the order itself cannot be read. */
function flawOf({ request }: RequestRecord, grant: Grant, order: ExtendOrder): string {
  const extended = request && extendedRequest(request, grant, order)
  return extended && 'flaw' in extended
    ? extended.flaw
    : 'The request behind it cannot be read any more. Open a new one.'
}

/** The extension as it is kept; it lapses with the grant at the latest. */
function asked({ now, record }: CaseFile, reading: Decided, approved: boolean): Change {
  const lapse = addSeconds(now, reading.lapseAfter)
  const ends = record.grant?.ends ?? lapse
  const extension: Extension = {
    request: reading.request,
    digest: reading.digest,
    decision: reading.decision,
    findings: [],
    lapsesAt: ends < lapse ? ends : lapse,
    ...(approved ? { approved } : {}),
  }
  return { ...decidedOf({ now, record }, reading), set: { extension } }
}

/** That more time was decided on, whatever the answer. */
function decidedOf({ now, record }: Pick<CaseFile, 'now' | 'record'>, reading: Decided): Change {
  const facts = { extends: record.grant?.digest ?? '' }
  return { events: [decidedEvent(now, reading, facts)], decision: keptDecision(reading, 'extend') }
}

function extendTo(grant: Grant, request: CanonicalRequest): Step {
  const ends = addSeconds(grant.begins, request.duration)
  return { do: 'extend', ends, body: renderExtended(request.duration, ends) }
}

/** The same machinery as for a request that waits; what it wants done is done to the extension. */
function goOnWaiting(file: CaseFile, seen: SeenIssue, voting: Voting): Step[] {
  // Each change is put where the one before left the extension.
  let record = file.record
  const steps: Step[] = []
  for (const step of inOrder(decidePending({ ...file, record: asWaiting(record) }, seen, voting))) {
    const put = translated(record, step)
    const noted = put.findLast((one) => one.do === 'note')
    if (noted?.do === 'note' && noted.change.set?.extension)
      record = { ...record, extension: noted.change.set.extension } as RequestRecord
    steps.push(...put)
    // What would follow is the beginning of a grant, and this one has begun.
    if (put.some((one) => one.do === 'extend')) break
  }
  return steps
}

/** An extension that is over is forgotten with the words that say so: its pull request is closed before. */
function inOrder(steps: readonly Step[]): readonly Step[] {
  if (steps.some((step) => step.do === 'deliver')) return steps
  const isClosing = (step: Step) => step.do === 'withdraw'
  return [...steps.filter(isClosing), ...steps.filter((step) => !isClosing(step))]
}

function translated(record: RequestRecord, step: Step): Step[] {
  const { extension, grant } = record
  if (!extension || !grant || step.do === 'show') return []
  if (step.do === 'tell') return [{ ...step, on: 'extension', change: intoExtension(step.change, record) }]
  if (step.do !== 'note') return [{ ...step, on: 'extension' } as Step]
  const { set } = step.change
  const told = toldOf(step.change)
  const spoilt = set?.findings?.find((finding) => finding.code === 'PULL_TAMPERED')
  if (spoilt) return dropped(`${spoilt.message.split('. ')[0]}. Ask again with \`/extend\`.`, grant, told)
  if (set?.state === undefined) return [note({ ...intoExtension(step.change, record), ...told })]
  if (set.state !== 'granting') {
    const words = set.state === 'denied' ? 'Policy says no by now.' : 'It was declined, or taken back.'
    return dropped(words, grant, told)
  }
  const approved = { ...extension, approved: true, ...(set.decision ? { decision: set.decision } : {}) }
  return [note({ set: { extension: approved }, ...told }), extendTo(grant, extension.request)]
}

/** What is told of a change whatever becomes of the extension: a decision about it was one about more time. */
function toldOf({ events = [], decision }: Change): Change {
  return { events, ...(decision ? { decision: { ...decision, why: 'extend' } } : {}) }
}

/** The extension is dropped, whatever was voted; the grant goes on to its old end. */
function giveUp(record: RequestRecord, grant: Grant, words: string): Step[] {
  const withdrawn: Step[] = isExtensionOpen(record) ? [{ do: 'withdraw', on: 'extension' }] : []
  return [...withdrawn, ...dropped(words, grant)]
}

function dropped(words: string, grant: Grant, told: Change = {}): Step[] {
  return [{ do: 'answer', body: renderNotExtended(words, grant.ends), change: { clear: ['extension'], ...told } }]
}

/** Whether a pull request for an extension is still open. */
export function isExtensionOpen(record: RequestRecord): boolean {
  return record.extension?.pull !== undefined && !record.extension.pull.closed
}
