import { markerOf, type StoreMark } from '../comment-marker.ts'
import { showInstant } from '../instant.ts'
import { depositCleared, depositOverdue } from '../lending/deposit-words.ts'
import { fold, message } from '../markdown.ts'
import type { RecordIn, RequestRecord } from '../record.ts'
import type { TrailEntry } from '../trail/entry.ts'
import { delivery, isDeliveredApart } from './delivery.ts'
import { endWords, proofWords } from './ending.ts'
import { withEntries } from './entries.ts'
import { digestFold, factsTable, showDuration, subject } from './facts.ts'
import { findingsList } from './findings.ts'
import { keysFold } from './keys-shown.ts'
import { fitted, page } from './page.ts'
import { calls, names } from './people.ts'
import { reasons, refusal, toMend } from './refusal.ts'
import { approvedBy, waitingSteps, waitingWords } from './waiting.ts'

export type DisplayContext = {
  /** How the reader starts the command line, as in `daypass`. */
  cli: string
  /** The request's trail so far, in order; absent: none is shown. */
  entries?: readonly TrailEntry[]
  /** Which store looks after it. */
  mark?: StoreMark
}

function waitsForKey(record: RequestRecord): boolean {
  return record.findings.some(({ code }) => code.startsWith('KEY_'))
}

/** On whose word, as a sentence; the policy's own needs no more than a word. */
function said(record: RequestRecord): string {
  const isPlain = record.decision?.output.outcome !== 'review' && !record.debt
  const words = isPlain ? 'allowed' : approvedBy(record)
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

function declinedBy(record: RequestRecord): string {
  const against = record.state === 'rejected' ? (record.tally?.blockedBy ?? []) : []
  return against.length === 0 ? '' : `Declined by ${names(against)}.`
}

/** Where approval was asked for, the credential has a comment of its own, below the conversation that led to it. */
function ready(record: RequestRecord, context: DisplayContext): string {
  if (isDeliveredApart(record)) {
    return `${said(record)} The credential is in a comment of its own below. Done early? Comment \`/done\`.`
  }
  const approved = record.decision?.output.outcome === 'review' ? said(record) : ''
  return page(approved, delivery(record, context.cli)).trimEnd()
}

function thingsToMend(record: RequestRecord): string {
  const count = record.findings.length
  return `Invalid · ${count} ${count === 1 ? 'thing' : 'things'} to mend`
}

/** The state in the first words of the heading. */
function stateWords(record: RequestRecord): string {
  switch (record.state) {
    case 'submitted':
      return 'Being decided'
    case 'invalid':
      return thingsToMend(record)
    case 'undecided':
      return 'Undecided · will be tried again'
    case 'denied':
      return 'Denied'
    case 'pending':
      return waitingWords(record)
    case 'granting':
      return waitsForKey(record) ? 'Waiting for a key' : 'Being granted'
    case 'active':
      return `Ready until ${showInstant(record.grant.ends)}`
    case 'ending':
      return record.end.overdue ? 'Ending · not proved for more than a minute' : 'Ending · not proved yet'
    case 'ended':
      return `Ended · ${endWords(record)}`
    case 'rejected':
      return 'Declined by review'
    case 'cancelled':
      return 'Cancelled before it began'
    case 'lapsed':
      return 'Lapsed · nobody decided in time'
    case 'failed':
      return 'Failed · nothing was granted'
    default:
      return record satisfies never
  }
}

/** What the reader can do now. */
function nextSteps(record: RequestRecord, context: DisplayContext, room: number): string {
  const findings = findingsList(record.findings, room)
  switch (record.state) {
    case 'submitted':
      return 'The policy is asked now; this comment will say what it answers.'
    case 'invalid':
      return toMend(record, room)
    case 'undecided':
      return page(
        'Nothing is approved and nothing is denied: something that the decision needs could not be read or evaluated. ' +
          'It is tried again by itself; `/retry` tries at once.',
        findings,
      ).trimEnd()
    case 'denied':
      return refusal(record, room)
    case 'pending':
      return waitingSteps(record, room)
    case 'granting':
      return waitsForKey(record)
        ? page(
            'Nobody is asked for approval before there is a key to seal to. Add one, then comment `/retry`; `/cancel` withdraws the request.',
            findings,
          ).trimEnd()
        : page(
            `${said(record)} The credential is being made${record.deposit ? '' : ' and will be posted here'}.`,
            findings,
          ).trimEnd()
    case 'active':
      return ready(record, context)
    case 'ending':
      return page(
        `The end was asked for (${endWords(record)}). This stays open until the target shows that nothing works any more.`,
        overdueWords(record),
        depositCleared(record),
        depositOverdue(record),
        findings,
      ).trimEnd()
    case 'ended':
      return page(`Nothing to do. Proof of the end: ${proofWords(record, room)}.`, depositOverdue(record)).trimEnd()
    case 'rejected':
    case 'cancelled':
    case 'lapsed':
      return page(
        declinedBy(record),
        'Nothing was granted. Open a new request if it is still needed.',
        findings,
      ).trimEnd()
    case 'failed':
      return page('Tell the operator of Daypass, and open a new request once it is mended.', findings).trimEnd()
    default:
      return record satisfies never
  }
}

/** What stands in the way of a proof that should be there, in the words of whoever asked last. */
function overdueWords({ end }: RecordIn<'ending'>): string {
  if (!end.overdue) return ''
  const why = end.unproved ? ` What was found last: ${message(end.unproved, 300)}.` : ''
  return `The access may still work.${why} It is ended and asked again at least once a minute, for ever; the operator of Daypass looks at the target.`
}

/** Loud: it calls those who are to hear of it. */
function emergencyWords({ debt }: RequestRecord): string {
  if (!debt) return ''
  if (debt.paid) return `Given in an emergency, and reviewed afterwards by ${names(debt.paid.by)}.`
  const where = debt.pull ? ` in **#${debt.pull.number}**` : ''
  const late = debt.overdue ? ' **That time is over.**' : ''
  return (
    `**Given in an emergency, before anybody said yes.** For ${calls(debt.tell)}: a code owner has to review it${where} until ` +
    `${showInstant(debt.due)}.${late} Until then the requester gets nothing in another emergency.`
  )
}

/** GitHub makes links of the numbers. */
function owedWords({ state, owed = [] }: RequestRecord): string {
  if (state !== 'denied' || owed.length === 0) return ''
  const issues = owed.map((issue) => `#${issue}`).join(', ')
  return `Reviews that are owed: ${issues}. Each has a pull request named \`Review #…\`, whatever became of the issue.`
}

function whyApproval(record: RequestRecord, room: number): string {
  return record.state === 'pending' ? fold('Why this needs approval', reasons(record, room)) : ''
}

/**
 * The status comment, the first in the issue, edited in place: state, next step, facts, everything else folded.
 * Pure, the same text for the same record; at most 60 000 bytes, whatever the record holds.
 */
export function renderStatus(record: RequestRecord, context: DisplayContext): string {
  const text = fitted((room) => {
    const wanted = record.request && !record.grant ? [showDuration(record.request.duration)] : []
    const heading = `### ${[stateWords(record), ...subject(record, room), ...wanted].join(' · ')}`
    return page(
      `${markerOf('status', record.key, context.mark)}\n${heading}`,
      emergencyWords(record),
      nextSteps(record, context, room),
      owedWords(record),
      factsTable(record, room),
      record.state === 'pending' ? keysFold(record) : '',
      whyApproval(record, room),
      digestFold(record, room),
    )
  })
  return withEntries(text, context.entries ?? [])
}
