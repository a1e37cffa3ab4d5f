import type { CanonicalRequest } from '../../generated/request.ts'
import { isCanonicalRequest } from '../../generated/validators.js'
import { canonicalDuration, readDuration } from '../duration.ts'
import { addSeconds, showInstant } from '../instant.ts'
import { endBy, untilOf } from '../policy/until.ts'
import type { Extension, Finding, Grant, RequestRecord } from '../record.ts'
import { renderExtended, renderNotExtended } from '../rendering/answers.ts'
import type { ExtendOrder } from '../request/extend-order.ts'
import { frozenReason, reasonFlaws } from '../request/reason.ts'
import { approvalOf, keptWith } from '../review/approval.ts'
import { decideApproval, type Verdict } from './decide-approval.ts'
import { isOwed } from './decide-debt.ts'
import { isExtensionOpen } from './decide-end.ts'
import { goOnVoting, merging, toldOf } from './decide-votes.ts'
import { decidedEvent, withDecision } from './decided-event.ts'
import type { CaseFile, Change, Step, Voting } from './plan.ts'
import { afterAnswer, type CommandEffects, type Said } from './read-commands.ts'
import { type Decided, proposal, type SeenIssue, save } from './steps.ts'
import { lapseOf } from './timing/lapse.ts'

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
  // More time is nobody's emergency: it is decided as everything is.
  const { urgency: _none, ...usual } = request
  const extended = {
    ...usual,
    version: usual.operation ? (2 as const) : (1 as const),
    duration: total,
    reason: frozenReason(order.why),
  }
  if (isCanonicalRequest(extended)) return extended
  return { flaw: 'So long no access can last. Ask for less.' }
}

const howToWrite = (duration: string): string => `Write it as \`/extend ${duration} why\`.`

/** More time as it was asked for, with what was said to people before. */
export type ExtensionOrder = NonNullable<CommandEffects['extend']> & { said: Said }

/** What to do for a grant that lives when its requester asks for more time, or has asked and waits. */
export function decideExtension(file: CaseFile, seen: SeenIssue, order?: ExtensionOrder): Step[] {
  const { record } = file
  const { extension, grant } = record
  if (!grant) return []
  if (extension?.approved) return [extendTo(grant, extension)]
  if (extension?.approved === false) return forgotten(record)
  if (extension && file.now >= extension.lapsesAt) return giveUp(record, grant, 'Nobody decided in time.')
  if (extension && isByAnother(grant, seen)) return giveUp(record, grant, byAnother)
  if (extension && seen.voting) {
    const verdict = decideApproval(approvalOf(record, 'extension'), seen, seen.voting, file.now)
    return stepsForExtension(file, seen.voting, verdict)
  }
  if (extension) return []
  return order ? begin(file, seen, grant, order) : []
}

function begin(file: CaseFile, seen: SeenIssue, grant: Grant, order: ExtensionOrder): Step[] {
  const { reading } = seen
  const refuse = (words: string, decided: Change = {}, pull?: number): Step[] => {
    const after = afterAnswer(order.said, { to: order.by, body: '' }, file.now)
    if (!after) return []
    const where = order.onPull ? { onPull: order.onPull } : {}
    const body = renderNotExtended(words, grant.ends, pull)
    return [{ do: 'comment', body, change: { ...decided, set: after }, ...where }]
  }
  if (isOwed(file.record)) return refuse(reviewFirst, {}, file.record.debt?.pull?.number)
  if (!reading) return refuse(flawOf(file.record, grant, order))
  if (reading.kind !== 'decided') return refuse(wordsOf(reading.findings))
  if (isByAnother(grant, seen)) return refuse(byAnother)
  const { output } = reading.decision
  const no = decidedOf(file, reading)
  if (output.outcome === 'deny') return refuse(output.reasons.join(' '), no)
  if (reading.forbidden.length > 0) return refuse(wordsOf(reading.forbidden), no)
  if (!isLonger(grant, reading)) return refuse(noLonger(reading), no)
  const change = asked(file, reading, output.outcome === 'allow')
  if (output.outcome === 'allow') return [save(change), extendTo(grant, reading)]
  const { requester } = reading.request
  return [save(change), { ...proposal(file.record, requester, seen.voting), on: 'extension' }]
}

const wordsOf = (findings: readonly Finding[]): string => findings.map(({ message }) => message).join(' ')

const reviewFirst = 'This was given in an emergency: a code owner reviews it first.'

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
  const extension: Extension = {
    request: reading.request,
    digest: reading.digest,
    decision: reading.decision,
    findings: [],
    lapsesAt: lapseOf(now, reading.lapseAfter, record.grant?.ends),
    ...(approved ? { approved } : {}),
  }
  return { ...decidedOf({ now, record }, reading), set: { extension } }
}

/** That more time was decided on, whatever the answer. */
function decidedOf({ now, record }: Pick<CaseFile, 'now' | 'record'>, reading: Decided): Change {
  const facts = { extends: record.grant?.digest ?? '' }
  return withDecision(decidedEvent(now, reading, facts), reading, 'extend')
}

type Longer = Pick<Extension, 'request' | 'decision'>

function endOf(grant: Grant, { request, decision }: Longer): Date {
  return endBy(decision.output, addSeconds(grant.begins, request.duration))
}

/** Policy may say until when it lasts at most, and that may be no later than it ends anyway. */
function isLonger(grant: Grant, longer: Longer): boolean {
  return endOf(grant, longer) > grant.ends
}

const noLonger = ({ decision }: Longer): string =>
  `Policy lets this last until ${showInstant(untilOf(decision.output) ?? new Date(decision.at))} at most.`

function extendTo(grant: Grant, longer: Longer): Step {
  const ends = endOf(grant, longer)
  return { do: 'extend', ends, body: renderExtended((ends.getTime() - grant.begins.getTime()) / 1000, ends) }
}

/** What a verdict means for more time: whatever was voted, the grant goes on to its old end at least. */
export function stepsForExtension(file: CaseFile, voting: Voting, verdict: Verdict): Step[] {
  const { record } = file
  const { extension, grant } = record
  if (!extension || !grant) return []
  switch (verdict.is) {
    case 'approved': {
      const { changed, reading } = verdict
      const approved = { ...extension, ...changed, approved: true, decision: reading.decision }
      if (!isLonger(grant, approved)) return giveUp(record, grant, noLonger(approved), toldOf(verdict, 'extend'))
      return [
        save({ set: keptWith(record, 'extension', changed) }),
        merging(extension, voting, 'extension'),
        save({ set: { extension: approved }, ...toldOf(verdict, 'extend') }),
        extendTo(grant, approved),
      ]
    }
    case 'declined':
    case 'takenBack':
    case 'denied': {
      const words = verdict.reading ? 'Policy says no by now.' : 'It was declined, or taken back.'
      return giveUp(record, grant, words, toldOf(verdict, 'extend'))
    }
    case 'void': {
      const words = `The grant pull request was interfered with: ${verdict.why}. Ask again with \`/extend\`.`
      return giveUp(record, grant, words, toldOf(verdict, 'extend'))
    }
    case 'unfit':
      return giveUp(record, grant, wordsOf(verdict.findings))
    case 'keyless':
      // More time is sealed to nothing.
      return goOnVoting(file, voting, { is: 'waiting', changed: { findings: [verdict.finding] } }, 'extension')
    default:
      return goOnVoting(file, voting, verdict, 'extension')
  }
}

/**
 * The extension is dropped with the words that say so; the grant goes on to its old end. It is forgotten when its pull request is closed: one
 * that is closed, and not known to be dropped, would be put to the vote anew.
 */
function giveUp(record: RequestRecord, grant: Grant, words: string, told: Change = {}): Step[] {
  const body = renderNotExtended(words, grant.ends)
  if (!record.extension || !isExtensionOpen(record))
    return [{ do: 'comment', body, change: { clear: ['extension'], ...told } }]
  const extension = { ...record.extension, approved: false }
  return [{ do: 'comment', body, change: { set: { extension }, ...told } }, ...forgotten(record)]
}

function forgotten(record: RequestRecord): Step[] {
  const withdrawn: Step[] = isExtensionOpen(record) ? [{ do: 'closePull', on: 'extension' }] : []
  return [...withdrawn, save({ clear: ['extension'] })]
}
