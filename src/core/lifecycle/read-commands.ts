import type { RequestRecord } from '../record.ts'
import {
  renderExplanation,
  renderNotEntitled,
  renderNotExtended,
  renderNothingToExtend,
  renderUnknownCommand,
} from '../rendering/answers.ts'
import type { SeenIssue } from './steps.ts'

/** What people told Daypass in new comments, or by closing the issue, as far as they may. */
export type Orders = {
  /** End it, or take it back: how, and on whose word. */
  leave?: { how: 'done' | 'closed' | 'revoked'; by: number | undefined; why?: string }
  /** Read the request again. */
  retry: boolean
  /** More time: how much longer, and why. */
  extend?: { duration: string; why: string }
  /** Short answers to commands that change nothing; `kind`: each is given once, explanations a few times. */
  answers: { kind: string; body: string }[]
}

/** How often one request explains itself; more would only be noise. */
const mostExplanations = 5

/**
 * Reads the commands. They belong to the requester, but for `/revoke`, which owners of the resource and of the organisation
 * have too, and `/explain`, which is anybody's. An issue closed by its requester or by such an owner is an order to end;
 * where GitHub does not say who closed it, ending is the safe reading: access can be asked for again.
 */
export function readOrders(record: RequestRecord, seen: SeenIssue): Orders {
  const requester = record.requester?.id ?? seen.author.id
  const orders: Orders = { retry: false, answers: [] }
  for (const { name, by, rest } of seen.commands) {
    const own = by === requester
    if (name === 'explain') explain(orders, record)
    else if (name === 'unknown') answer(orders, record, 'unknown', renderUnknownCommand(rest))
    else if (name === 'revoke' && (own || seen.entitled.includes(by)))
      orders.leave ??= { how: 'revoked', by, why: rest }
    else if (!own) answer(orders, record, 'not-entitled', renderNotEntitled(name))
    else if (name === 'done' || name === 'cancel') orders.leave ??= { how: 'done', by }
    else if (name === 'retry') orders.retry = true
    else if (name === 'extend') orderExtension(orders, record, rest)
  }
  const leave = orders.leave ?? (seen.open ? undefined : closed(seen, requester))
  return leave ? { ...orders, leave } : orders
}

function closed(seen: SeenIssue, requester: number): NonNullable<Orders['leave']> | undefined {
  const by = seen.closedBy
  if (by === undefined || by === requester) return { how: 'closed', by }
  return seen.entitled.includes(by) ? { how: 'revoked', by } : undefined
}

/** One extension at a time, of what lives. */
function orderExtension(orders: Orders, record: RequestRecord, rest: string): void {
  if (!record.grant) answer(orders, record, 'nothing-to-extend', renderNothingToExtend())
  else if (!record.extension) orders.extend = extension(rest)
  else answer(orders, record, 'extension-waits', renderNotExtended(alreadyWaits, record.grant.ends))
}

const alreadyWaits = 'Another extension still waits for approval; there is one at a time.'

/** `1h incident still open`: the duration is the first word, the rest says why. */
function extension(rest: string): NonNullable<Orders['extend']> {
  const [duration = '', ...why] = rest.trim().split(/\s+/)
  return { duration, why: why.join(' ') }
}

function explain(orders: Orders, record: RequestRecord): void {
  const told = record.told?.filter((kind) => kind === 'explained').length ?? 0
  if (told < mostExplanations && !orders.answers.some(({ kind }) => kind === 'explained')) {
    orders.answers.push({ kind: 'explained', body: renderExplanation(record) })
  }
}

function answer(orders: Orders, record: RequestRecord, kind: string, body: string): void {
  if (record.told?.includes(kind) || orders.answers.some((one) => one.kind === kind)) return
  orders.answers.push({ kind, body })
}
