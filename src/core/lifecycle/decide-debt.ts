import { parseDuration } from '../duration.ts'
import { addSeconds, earliest } from '../instant.ts'
import type { Debt, RequestRecord } from '../record.ts'
import { type Approval, approvalOf, keptWith } from '../review/approval.ts'
import { whomToAsk } from '../review/ask-reviewers.ts'
import type { Tally } from '../review/votes.ts'
import type { NewEvent } from '../trail/entry.ts'
import { countNow, requesterOf, voidSoFar } from './count-votes.ts'
import { flawOf, isDisturbed } from './decide-approval.ts'
import { merging } from './decide-votes.ts'
import { eventOf } from './decided-event.ts'
import type { Step, Voting } from './plan.ts'
import { type Decided, save } from './steps.ts'

const show: Step = { do: 'publish' }
const away: Step = { do: 'closePull', on: 'debt' }

/** The debt that begins with access given in an emergency, and its entry of the trail; undefined: nothing is owed. */
export function debtOf(now: Date, reading: Decided): { debt: Debt; event: NewEvent } | undefined {
  const { break_glass: glass } = reading.decision.output
  if (!glass) return undefined
  const due = addSeconds(now, parseDuration(glass.review_within))
  const facts = { review_until: due.toISOString(), tell: glass.tell }
  return {
    debt: { since: now, due, tell: glass.tell },
    event: eventOf(reading, now, 'break-glass', facts, reading.request.requester),
  }
}

/** Whether a review of it is owed. */
export function isOwed({ debt }: RequestRecord): boolean {
  return debt !== undefined && debt.paid === undefined
}

/**
 * What to do about a review that is owed, whatever became of the grant: it is asked for in a pull request of its own, which is opened again as
 * long as nobody who may has approved it; when its time is over that is said. `owed`: its pull request and votes, where they were looked at.
 */
export function decideDebt(record: RequestRecord, now: Date, owed: Voting | undefined): Step[] {
  const { debt } = record
  if (!debt) return []
  if (debt.paid) return debt.pull && !debt.pull.closed ? [away] : []
  const isLate = now >= debt.due && !debt.overdue
  const late: Step[] = isLate
    ? [
        save({
          set: { debt: { ...debt, overdue: true } },
          events: [eventOf(record, now, 'debt-overdue', { due: debt.due.toISOString() })],
        }),
        show,
      ]
    : []
  const known = { ...record, debt: isLate ? { ...debt, overdue: true as const } : debt }
  return owed ? [...late, ...reviewed(known, now, owed)] : late
}

function reviewed(record: RequestRecord & { debt: Debt }, now: Date, owed: Voting): Step[] {
  const { debt } = record
  const { pull } = debt
  if (!pull || pull.closed) return asked(record, owed)
  const { pull: seen } = owed
  if (!seen) return []
  const approval = approvalOf(record, 'debt')
  const flaw = flawOf(pull, seen)
  const reviewed = flaw ? reviewedBeforeMerge(approval, owed) : undefined
  if (reviewed) return [paid(record, debt, now, reviewed), show, away]
  if (flaw) {
    const event = eventOf(record, now, 'voided', { why: flaw, review: 'after' })
    return [save({ events: [event] }), away, ...asked(record, owed)]
  }
  if (!seen.open && !seen.merged) {
    // Closing it pays nothing, whoever does it.
    const facts = { why: 'it was closed, and the review is still owed', review: 'after' }
    const closed = { ...record, debt: { ...debt, pull: { ...pull, closed: true } } }
    const event = eventOf(record, now, 'voided', facts, seen.closedBy)
    return [save({ set: { debt: closed.debt }, events: [event] }), ...asked(closed, owed)]
  }
  if (isDisturbed(pull, seen)) {
    const so = voidSoFar(approval, owed, pull)
    const changed = { ...so, pull: { ...so.pull, disturbances: seen.disturbances } }
    const event = eventOf(record, now, 'voided', { why: 'text changed', up_to: so.pull.voidedUpTo, review: 'after' })
    return [save({ set: keptWith(record, 'debt', changed), events: [event] }), { do: 'rewrite', on: 'debt' }]
  }
  const { tally, shown, eligibleThen } = countNow(approval, owed)
  const counted = keptWith(record, 'debt', { tally: shown, eligibleThen, teams: owed.teams ?? debt.teams ?? {} })
  if (!tally.complete) return [save({ set: counted })]
  return [
    save({ set: counted }),
    merging(debt, owed, 'debt'),
    paid(record, { ...debt, ...counted.debt }, now, tally),
    show,
    away,
  ]
}

/** Whoever has merged it: an owner's yes that stands there, to the very commit and words that Daypass wrote, is the review. */
function reviewedBeforeMerge(approval: Approval, owed: Voting): Tally | undefined {
  const { pull } = approval
  const { pull: seen } = owed
  if (!pull || !seen?.merged) return undefined
  const asOpen = { ...seen, merged: false, open: true }
  if (flawOf(pull, asOpen) || isDisturbed(pull, asOpen)) return undefined
  const { tally } = countNow(approval, owed)
  return tally.complete ? tally : undefined
}

function asked(record: RequestRecord, owed: Voting): Step[] {
  const open = owed.slots.map(({ eligible }) => ({ canFill: eligible }))
  const requester = requesterOf(record)
  const { issue } = record.key
  return [{ do: 'openPull', ask: whomToAsk({ open, asked: [], requester, issue, widened: 0 }), on: 'debt' }, show]
}

function paid(record: RequestRecord, debt: Debt, now: Date, { filled }: Tally): Step {
  const facts = {
    by: filled.map(({ person }) => person.id),
    reviews: filled.map(({ review }) => review),
    in_time: debt.overdue !== true,
  }
  const by = filled.map(({ person }) => person)
  return save({
    set: { debt: { ...debt, paid: { at: now, by } } },
    events: [eventOf(record, now, 'debt-paid', facts, by[0]?.id)],
  })
}

/** So often (seconds) it is looked at, in case a webhook about its review was lost. */
const every = 15 * 60

/** When a review that is owed, or its pull request, must be looked at although nothing happens; null: there is nothing to do. */
export function debtLook({ debt }: RequestRecord, now: Date): Date | null {
  if (!debt) return null
  if (debt.paid) return debt.pull && !debt.pull.closed ? addSeconds(now, 60) : null
  // Nobody can review what is not asked for yet. What somebody closes, or what cannot be asked for now, is tried again at pauses.
  const isNew = debt.pull === undefined && now < addSeconds(debt.since, 60)
  const pause = isNew ? 1 : debt.pull && !debt.pull.closed ? every : 60
  return earliest(debt.overdue || debt.due <= now ? undefined : debt.due, addSeconds(now, pause))
}
