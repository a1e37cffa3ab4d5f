import { DaypassError } from '../error.ts'
import type { Grant } from '../record.ts'

/** What a direct role on a repository may be lent as, the least first. */
export const lentPermissions = ['pull', 'triage', 'push', 'maintain'] as const
export type LentPermission = (typeof lentPermissions)[number]

/** What of GitHub may be lent, by its numeric ids: names change hands. */
export type Lendable = { team: number } | { repository: number; permission: LentPermission }

/** The kind of connector that lends it. */
export const lendingType = 'github'

/** What was there before anything was lent. `standing`: they had as much already, and keep it: the loan is nothing. */
export type Before = 'none' | 'standing' | LentPermission

/** One thing that one grant lends. */
export type Loan = Lendable & { before: Before }

export type Roles = Readonly<Record<string, Lendable | undefined>>

/**
 * What a grant lends, each thing once: of a repository the most that one of its actions gives. Throws CONNECTOR_FAILED where an action is not
 * on the list, since nobody knows then what was decided.
 */
export function lentBy({ actions = [] }: Pick<Grant, 'actions'>, roles: Roles): Lendable[] {
  const things = new Map<string, Lendable>()
  for (const action of actions) {
    const thing = Object.hasOwn(roles, action) ? roles[action] : undefined
    if (!thing)
      throw failed(`The deployment file does not say what the action \`${action}\` lends. Its operator adds it.`)
    const known = things.get(thingOf(thing))
    if (!known || rankOf(thing) > rankOf(known)) things.set(thingOf(thing), thing)
  }
  if (things.size === 0) throw failed('The grant names no action, so there is nothing to lend. Cancel it and ask anew.')
  return [...things.values()]
}

/** The same for the same team or repository, whatever is lent of it. */
export function thingOf(what: Lendable): string {
  return 'team' in what ? `team ${what.team}` : `repository ${what.repository}`
}

/** How much of it is lent; of a team there is one measure only. */
export function rankOf(what: Lendable): number {
  return 'team' in what ? 0 : lentPermissions.indexOf(what.permission)
}

/** As a lease keeps them: ids of GitHub. */
export function noted(organisation: number, loans: readonly Loan[]) {
  return { organisation, loans: loans.map((loan) => ({ ...loan })) }
}

/** What a lease says is lent. Throws CONNECTOR_FAILED for one that says it in no way that we know: nothing is guessed. */
export function loansIn(lease: { readonly [name: string]: unknown }): Loan[] {
  const { loans } = lease
  const found = Array.isArray(loans) ? loans.map(readLoan) : [undefined]
  if (found.some((loan) => loan === undefined))
    throw failed('What was noted of this loan cannot be read. Ask its operator.')
  return found.flatMap((loan) => loan ?? [])
}

function readLoan(value: unknown): Loan | undefined {
  const { team, repository, permission, before } = value as Record<string, unknown>
  const was = (['none', 'standing', ...lentPermissions] as const).find((one) => one === before)
  if (was === undefined) return undefined
  if (Number.isSafeInteger(team)) return { team: team as number, before: was }
  const role = lentPermissions.find((one) => one === permission)
  return Number.isSafeInteger(repository) && role
    ? { repository: repository as number, permission: role, before: was }
    : undefined
}

export const failed = (message: string, cause?: unknown): DaypassError =>
  new DaypassError('CONNECTOR_FAILED', message, ...(cause === undefined ? [] : [{ cause }]))
