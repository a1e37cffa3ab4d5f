import { isDelivered, isTerminal, type RequestRecord } from '../record.ts'
import { answers, notedEdit, reopening, saidAfter } from './answering.ts'
import { decideDebt } from './decide-debt.ts'
import { decideDeposit } from './decide-deposit.ts'
import { beginEnd, canComeBack, isExtensionOpen, lookedInVain, revive, stop, tidied, vanish } from './decide-end.ts'
import { decideExtension, type ExtensionOrder } from './decide-extension.ts'
import { decideAdopted, decideForeign } from './decide-foreign.ts'
import { acceptReading } from './decide-reading.ts'
import { closeForeignPush, decideClosed, failMerged, isClosedRequestPull } from './decide-request-pull.ts'
import { decideStanding } from './decide-standing.ts'
import { decidePending } from './decide-votes.ts'
import { withKeyWanted } from './key-wanted.ts'
import type { CaseFile, Change, Plan, Seen, Step } from './plan.ts'
import { answersWhenOver, type CommandEffects, readCommands, saidSoFar } from './read-commands.ts'
import { deliverTo, type SeenIssue, save } from './steps.ts'
import { behindNow, doubted, found, isGone } from './timing/doubt.ts'
import { isLapsed } from './timing/lapse.ts'
import { endAgain } from './timing/overdue.ts'

const show: Step = { do: 'publish' }

/** Whether this look can do its work without asking GitHub anything first: ends never wait for GitHub. */
export function needsNothing(record: RequestRecord, now: Date): boolean {
  return (
    isTerminal(record.state) || record.state === 'ending' || (record.grant !== undefined && now >= record.grant.ends)
  )
}

/**
 * Whether the body must be read and decided (again): a request that has begun is frozen, one that waits is read when its body
 * changed or its requester says `/retry`, one that could not be decided is tried at every look. Where votes are being cast, they are
 * looked at with it. `own`: it is known that the requester wrote this body; a webhook that came late may be what tells, of a body that was refused for its writer.
 */
export function needsReading(record: RequestRecord, body: string, hint: { retry: boolean; own: boolean }): boolean {
  if (record.grant !== undefined || isTerminal(record.state)) return false
  if (record.state === 'submitted' || record.state === 'undecided') return true
  const found = (code: string): boolean => record.findings.some((finding) => finding.code === code)
  // A pull request may have been reopened, or be no draft any more, and still say the same.
  const isUnfit = record.state === 'invalid' && found('REQUEST_PULL_UNFIT')
  const retry = hint.retry && !isVotedOn(record)
  return retry || isUnfit || record.body !== body || (hint.own && found('REQUEST_CHANGED_BY_OTHER'))
}

/** Whether votes are cast that can still lead somewhere: then `/retry` is heard together with them. */
function isVotedOn(record: RequestRecord): boolean {
  return record.state === 'pending' && needsVotesAnew(record)
}

/** Whether what is voted on, a request or more time, can still come to something, so that other rules concern it. */
export function needsVotesAnew(record: RequestRecord): boolean {
  const { pull, findings } = record.extension ?? record
  return pull !== undefined && !pull.closed && !findings.some(({ code }) => code.startsWith('PULL_'))
}

/**
 * What to do next for a request, from what is stored, what was seen and the clock alone.
 * Nothing here reads or writes anything; a dry run is "print the plan".
 */
export function decide(file: CaseFile): Plan {
  return [...decideDeposit(file.record, file.now, file.deposit), ...decideNext(file)]
}

function decideNext(file: CaseFile): Plan {
  const { record, now, seen } = file
  if (seen.kind === 'foreign') return decideForeign(record, now, seen)
  if (record.adopted && record.state === 'ending') return decideAdopted(record, now)
  const tidy: Step[] = isExtensionOpen(record) ? [{ do: 'closePull', on: 'extension' }] : []
  if (isTerminal(record.state) && (seen.kind === 'gone' || seen.kind === 'unseen')) return decideOutOfSight(file, seen)
  if (isTerminal(record.state)) return decideOver(file, tidy)
  if (record.state === 'ending') return [...endAgain(record, now), ...tidy, show]
  if (record.grant && now >= record.grant.ends) return beginEnd(record, now, 'time')
  if (seen.kind === 'nothing' || seen.kind === 'over') return [show]
  if (seen.kind === 'handed-in') return beginEnd(record, now, 'revoked')
  if (seen.kind === 'gone') return vanish(record, now)
  if (seen.kind === 'unseen') return lookedInVain(record, now, seen)
  return decideSeen(file, record, seen)
}

/** What is over stays so, and what GitHub shows of it; only what was cancelled out of sight may begin anew. */
function decideOver({ record, now, seen }: CaseFile, tidy: readonly Step[]): Plan {
  const tidying = [...tidy, ...tidied(record)]
  if (seen.kind !== 'over') return [...tidying, show]
  const { comments, onPull, requester } = seen
  const asksAgain = seen.commands.some(({ name, by }) => name === 'retry' && by === requester)
  if (asksAgain && canComeBack(record)) return revive(record, comments)
  const answered = answers(saidSoFar(record, now), answersWhenOver(record, seen), now)
  const isHeard = comments.last !== record.comments.last || onPull !== undefined || seen.commands.length > 0
  const steps = [...tidying, ...answered, ...decideDebt(record, now, seen.owed), show]
  const { set: compared, ...compare } = comparing(seen)
  const behind = behindNow(record, seen.behind === true)
  const set = { comments, ...compared, ...(onPull ? { onPull } : {}), ...(behind ? { behind } : {}) }
  const clear = [
    ...(record.doubt ? (['doubt'] as const) : []),
    ...(record.behind && !behind ? (['behind'] as const) : []),
  ]
  const isNews = isHeard || compare.compare || behind !== undefined || clear.length > 0
  return isNews ? alongWith({ set, clear, ...compare }, steps) : steps
}

/** What is over, and its issue not to be seen: nothing is shown there, and what is owed for it is owed all the same. */
function decideOutOfSight({ record, now }: CaseFile, seen: Extract<Seen, { kind: 'gone' | 'unseen' }>): Plan {
  const owed = decideDebt(record, now, seen.owed)
  if (seen.kind === 'gone') return [...settled(record), ...tidied(record), ...owed, show]
  if (record.gone === true) return [...settled(record), ...owed, show]
  return [...lookedInVain(record, now, seen), ...owed]
}

/** What is certainly gone is in doubt no more: nobody has to look for it again. */
function settled({ doubt, behind }: RequestRecord): Step[] {
  return doubt || behind ? [save({ clear: ['doubt', 'behind'] })] : []
}

function decideSeen(file: CaseFile, record: RequestRecord, seen: SeenIssue): Plan {
  const { now } = file
  const { comments, onPull, labels, url, changedAt, membership } = seen
  const seenAgain = found(record, seen.saidGone, now)
  const behind = behindNow(record, seen.behind === true)
  const { set: compared, ...compare } = comparing(seen)
  const looked: Looked = {
    set: {
      ...(behind ? { behind } : {}),
      ...{ comments, labels, url, ...compared, ...seenAgain },
      ...(changedAt === undefined ? {} : { changedAt }),
      ...(membership ? { membership } : {}),
      ...(onPull ? { onPull } : {}),
      ...(seen.askAgain ? { askAgain: seen.askAgain } : {}),
    },
    clear: [
      ...(record.askAgain && seen.askAgain === null ? (['askAgain'] as const) : []),
      ...(record.doubt && !seenAgain.doubt ? (['doubt'] as const) : []),
      ...(record.behind && !behind ? (['behind'] as const) : []),
      ...(record.foreign ? (['foreign'] as const) : []),
    ],
    ...compare,
  }
  const orders = readCommands(record, seen)
  if (seen.own?.mergedByOther) return alongWith(looked, failMerged(record, now))
  const isClosedOwn = isClosedRequestPull(record, seen)
  if (orders.leave && !isClosedOwn) return alongWith(looked, takeBack(record, now, orders.leave))
  // A deleted account's issues show another author: whoever asked is gone.
  const isGhost = record.requester !== undefined && record.requester.id !== seen.author.id
  const ineligible = isGhost ? 'left' : seen.ineligible
  // That somebody is no member is what GitHub answers on its bad days, too.
  const inDoubt = ineligible === 'left' && !isGhost && !seen.told ? doubted(record.doubt, 'member', now) : undefined
  if (ineligible && (!inDoubt || isGone(inDoubt, now)))
    return alongWith(looked, record.grant ? beginEnd(record, now, ineligible) : stop(record, now, 'void'))
  // Where nothing can go on, no word in the vote matters.
  if (isClosedOwn) return alongWith(looked, [...decideClosed(file, seen, orders.leave), show])
  if (inDoubt) return alongWith({ ...looked, set: { ...looked.set, doubt: inDoubt }, clear: [] }, [show])
  if (seen.contradicted) return alongWith(looked, beginEnd(record, now, 'void', undefined, writtenByAnother))
  const before = saidSoFar(record, now)
  const said = answers(before, [...orders.answers, ...notedEdit(record, seen), ...reopening(record, seen)], now)
  if (record.grant) {
    const changed = decideStanding(record, seen, now)
    if (changed?.ends) return alongWith(looked, changed.ends)
    const extend = orders.extend && { ...orders.extend, said: saidAfter(before, said) }
    const owed = decideDebt(record, now, seen.owed)
    return alongWith(looked, [...said, ...(changed?.warns ?? []), ...goOn(file, seen, extend), ...owed])
  }
  if (isLapsed(record, now)) return alongWith(looked, stop(record, now, 'lapsed'))
  const isVoted = seen.voting?.pull !== undefined
  const asWas =
    record.state === 'pending' &&
    (seen.own?.mergedByUs || (record.body === seen.body && (isVoted || !(orders.retry || seen.reading))))
  if (asWas) {
    // What is said before it comes between the reviews and the merge.
    const voting = seen.voting && said.length > 0 ? { ...seen.voting, readLast: false } : seen.voting
    return alongWith(
      looked,
      withKeyWanted(file, seen, before, [...said, ...(voting ? decidePending(file, seen, voting) : []), show]),
    )
  }
  // Who wrote it is not known yet, and whatever we wrote there would hide that nobody touched it since.
  if (!seen.reading && record.state === 'submitted' && seen.open) return alongWith(looked, said)
  if (!seen.reading) return alongWith(looked, [...said, ...closeForeignPush(record, seen), show])
  return alongWith(
    looked,
    withKeyWanted(file, seen, before, [...said, ...acceptReading(file, seen, seen.reading), show]),
  )
}

/** What GitHub shows is compared by whoever writes it: only they know what they are writing. */
function comparing({ compare }: { compare?: number }): Pick<Change, 'set' | 'compare'> {
  return compare === undefined ? {} : { set: { compared: compare }, compare: true }
}

/** What a look leaves behind whatever it leads to. */
type Looked = { set: NonNullable<Change['set']>; clear: NonNullable<Change['clear']> } & Pick<Change, 'compare'>

/**
 * That comments were looked at is stored together with the first thing that follows from them: a crash in between would lose
 * a command, or answer it twice.
 */
function alongWith({ set, clear, ...compare }: Looked, steps: Plan): Plan {
  const at = steps.findIndex((step) => step.do === 'save' || step.do === 'comment')
  const step = steps[at]
  if (step?.do !== 'save' && step?.do !== 'comment') return [save({ set, clear, ...compare }), ...steps]
  const change = {
    ...step.change,
    ...compare,
    set: { ...set, ...step.change.set },
    clear: [...clear, ...(step.change.clear ?? [])],
  }
  return [...steps.slice(0, at), { ...step, change }, ...steps.slice(at + 1)]
}

function takeBack(record: RequestRecord, now: Date, { how, by, why }: NonNullable<CommandEffects['leave']>): Plan {
  return record.grant ? beginEnd(record, now, how, by, why) : stop(record, now, 'cancelled', by)
}

const writtenByAnother = 'the text that was granted was written by somebody else than the requester'

/** A grant that lives: after a crash its credential may still have to be sealed, or the merged branch to be tidied away. */
function goOn(file: CaseFile, seen: SeenIssue, extend: ExtensionOrder | undefined): Step[] {
  const { record } = file
  const tidy: Step[] = record.pull && !record.pull.closed ? [{ do: 'closePull' }] : []
  if (isDelivered(record)) {
    const extending = decideExtension(file, seen, extend)
    const isMerged = extending.some((step) => step.do === 'extend') && record.extension?.pull !== undefined
    return [...tidy, ...extending, show, ...(isMerged ? [{ do: 'closePull' } as const] : [])]
  }
  if (!seen.key) return [show]
  return seen.key.ok ? [deliverTo(seen.key), show, ...tidy] : [save({ set: { findings: [seen.key.finding] } }), show]
}
