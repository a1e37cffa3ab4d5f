import type { Explained } from '../effect/explained.ts'
import { addSeconds } from '../instant.ts'
import { isDelivered, type RequestRecord } from '../record.ts'
import {
  renderExplanation,
  renderMisspelled,
  renderNotEntitled,
  renderNotExtended,
  renderNothingToExtend,
  renderOnlyReviewsCount,
  renderOver,
  renderUnheard,
  renderUnknownCommand,
} from '../rendering/answers.ts'
import { commandNames } from '../request/command.ts'
import { type ExtendOrder, readExtendOrder } from '../request/extend-order.ts'
import type { Seen } from './plan.ts'
import type { SeenIssue } from './steps.ts'

type SeenCommand = SeenIssue['commands'][number]

/**
 * A short answer. `once`: given so often to a request, whoever asks (`by`, where somebody did); `to`: given to this person, but not without
 * end.
 */
export type Answer = { body: string; onPull?: number } & ({ once: string; most: number; by?: number } | { to: number })

/** What people told Daypass in new comments, or by closing the issue, as far as they may. */
export type CommandEffects = {
  /** End it, or take it back: how, and on whose word. */
  leave?: { how: 'done' | 'closed' | 'revoked'; by: number | undefined; why?: string }
  /** Read the request again. */
  retry: boolean
  /** More time: how much longer, why, and who is told if not. */
  extend?: ExtendOrder & { by: number; onPull?: number }
  /** Answers to what changes nothing. */
  answers: Answer[]
}

/** How often one request explains itself; more would only be noise. */
const mostExplanations = 5

/**
 * Reads the commands. They belong to the requester, but for `/revoke`, which owners of the resource and of the organisation
 * have too, and `/explain`, which is anybody's. An issue closed by its requester or by such an owner is an order to end;
 * where GitHub does not say who closed it, ending is the safe reading: access can be asked for again.
 */
export function readCommands(record: RequestRecord, seen: SeenIssue): CommandEffects {
  const requester = record.requester?.id ?? seen.author.id
  const orders: CommandEffects = { retry: false, answers: [] }
  for (const command of seen.commands) {
    const { name, by, rest } = command
    const own = by === requester
    const hasSay = own || seen.entitled.includes(by)
    if (name === 'explain') explain(orders, record, command, seen.explained)
    else if (name === 'unknown') answer(orders, command, hasSay, 'unknown', unknownWords(rest))
    else if (name === 'yes') sayHowToApprove(orders, record, command, hasSay)
    else if (name === 'unheard') answer(orders, command, hasSay, 'unheard', renderUnheard(rest))
    else if (name === 'revoke' && hasSay) orders.leave ??= { how: 'revoked', by, why: rest }
    else if (!own) answer(orders, command, hasSay, 'not-entitled', renderNotEntitled(name))
    else if (name === 'done' || name === 'cancel') orders.leave ??= { how: 'done', by }
    else if (name === 'retry') orders.retry = true
    else if (name === 'extend') orderExtension(orders, record, command)
  }
  const leave = orders.leave ?? (seen.open ? undefined : closed(seen, requester))
  return leave ? { ...orders, leave } : orders
}

/** What is said to commands that come when it is over. */
export function answersWhenOver(
  record: RequestRecord,
  { commands, explained, requester }: Extract<Seen, { kind: 'over' }>,
): Answer[] {
  const orders: CommandEffects = { retry: false, answers: [] }
  for (const command of commands) {
    if (command.name === 'explain') explain(orders, record, command, explained)
    else if (command.name !== 'yes' && command.by === requester)
      answer(orders, command, true, 'over', renderOver(record))
  }
  return orders.answers
}

function unknownWords(text: string): string {
  const meant = commandNames.find((name) => text.toLowerCase() === `/${name}`)
  return meant ? renderMisspelled(meant) : renderUnknownCommand(text)
}

function sayHowToApprove(orders: CommandEffects, record: RequestRecord, command: SeenCommand, hasSay: boolean): void {
  const pull = record.state === 'pending' ? record.pull : record.extension?.pull
  if (pull) answer(orders, command, hasSay, 'yes', renderOnlyReviewsCount(pull.number))
}

function closed(seen: SeenIssue, requester: number): NonNullable<CommandEffects['leave']> | undefined {
  const by = seen.closedBy
  if (by === undefined || by === requester) return { how: 'closed', by }
  return seen.entitled.includes(by) ? { how: 'revoked', by } : undefined
}

/** One extension at a time, of what lives. */
function orderExtension(orders: CommandEffects, record: RequestRecord, command: SeenCommand): void {
  if (!record.grant) answer(orders, command, true, 'nothing-to-extend', renderNothingToExtend())
  else if (!isDelivered(record))
    answer(orders, command, true, 'not-delivered', renderNotExtended(notGivenYet, record.grant.ends))
  else if (record.extension)
    answer(orders, command, true, 'extension-waits', renderNotExtended(alreadyWaits, record.grant.ends))
  else orders.extend = extension(command)
}

const notGivenYet = 'Your access is only just being given. Ask again when the credential is there.'
const alreadyWaits = 'Another extension still waits for approval; there is one at a time.'

function extension({ by, rest, onPull }: SeenCommand): NonNullable<CommandEffects['extend']> {
  return { ...readExtendOrder(rest), by, ...(onPull ? { onPull } : {}) }
}

function explain(
  orders: CommandEffects,
  record: RequestRecord,
  { by, onPull }: SeenCommand,
  explained: Explained | undefined,
): void {
  if (orders.answers.some((one) => 'once' in one && one.once === 'explained')) return
  const body = renderExplanation(record, explained)
  orders.answers.push({ once: 'explained', most: mostExplanations, by, body, ...(onPull ? { onPull } : {}) })
}

/** Whether somebody asks why, and is answered. */
export function asksWhy({ told = [] }: RequestRecord, commands: readonly { name: string }[]): boolean {
  const given = told.filter((kind) => kind === 'explained').length
  return given < mostExplanations && commands.some(({ name }) => name === 'explain')
}

/** Whoever may command here is answered each time; anybody else once. */
function answer(
  orders: CommandEffects,
  { by, onPull }: SeenCommand,
  hasSay: boolean,
  kind: string,
  body: string,
): void {
  const whom = hasSay ? { to: by } : { once: kind, most: 1, by }
  orders.answers.push({ ...whom, body, ...(onPull ? { onPull } : {}) })
}

/** How many answers a person gets from one request within an hour (seconds); more would only be noise. */
const mostAnswers = 5
const hour = 3_600

/** What was said, and to whom: kept so that nobody is answered without end. */
export type Said = { told: string[]; answered: NonNullable<RequestRecord['answered']> }

export function saidSoFar({ told = [], answered = [] }: RequestRecord, now: Date): Said {
  return { told, answered: answered.filter(({ at }) => addSeconds(new Date(at), hour) > now) }
}

/** What has been said once this answer is given; undefined: it has been given often enough. */
export function afterAnswer(said: Said, answer: Answer, now: Date): Said | undefined {
  if ('once' in answer) {
    const given = said.told.filter((kind) => kind === answer.once).length
    return given >= answer.most ? undefined : { ...said, told: [...said.told, answer.once] }
  }
  if (!mayAnswer(said, answer.to)) return undefined
  return { ...said, answered: [...said.answered, { person: answer.to, at: now.toISOString() }] }
}

function mayAnswer({ answered }: Said, person: number): boolean {
  return answered.filter((one) => one.person === person).length < mostAnswers
}
