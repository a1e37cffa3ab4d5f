import { showInstant } from '../instant.ts'
import { code, message } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import type { Deposit } from './secret-place.ts'

/** As in `the secret DB_URL of acme/orders, environment production`. */
export function secretNamed({ secret, name, environment }: Deposit): string {
  const within = environment === undefined ? '' : `, environment ${code(environment)}`
  return `the secret ${code(secret)} of ${code(name)}${within}`
}

/** For those who approve: who will have it. */
export function goesTo(deposit: Deposit): string {
  return `${secretNamed(deposit)}: whoever can run a workflow there has it; what a job has read cannot be recalled, the end of the access itself is what ends it`
}

/** What the requester finds instead of something to open. */
export function depositReady(deposit: Deposit): string {
  return `It lies in ${secretNamed(deposit)}: workflows there use it, and there is nothing to open. Done early? Comment \`/done\`.`
}

/** What became of the secret, for the receipt; empty where there is none. */
export function depositOver({ deposit, grant }: RequestRecord): string {
  if (!deposit || !grant) return ''
  const named = secretNamed(deposit)
  const { over } = deposit
  if (!over) return `${named} is being removed`
  const at = showInstant(over.at, 'second')
  switch (over.how) {
    case 'removed':
      return `${named} was removed at ${at}`
    case 'absent':
      return `${named} was not there any more at ${at}`
    case 'replaced':
      return `${named} was left: somebody has put another value there since`
    case 'gone':
      return `${named} is gone with its environment`
    case 'unput':
      return `nothing was put into ${named}`
    default:
      return over.how satisfies never
  }
}

/** The same as a sentence while the end is not proved; empty before it is over. */
export function depositCleared(record: RequestRecord): string {
  const words = record.deposit?.over ? depositOver(record) : ''
  return words === '' ? '' : `${words.charAt(0).toUpperCase()}${words.slice(1)}.`
}

/** That somebody has to look after a secret which nobody could clear; empty where that is not so. */
export function depositOverdue({ deposit }: RequestRecord): string {
  if (!deposit?.overdue || deposit.over) return ''
  const why = deposit.why === undefined ? '' : ` What was found last: ${message(deposit.why, 300)}`
  return `The access has been ended, and ${secretNamed(deposit)} could not be cleared for more than a minute. It is tried again for ever; the operator of Daypass looks at the App that writes there.${why}`
}
