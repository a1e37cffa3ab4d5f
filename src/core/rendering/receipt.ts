import { markerOf } from '../comment-marker.ts'
import { showInstant } from '../instant.ts'
import { depositOver, depositOverdue } from '../lending/deposit-words.ts'
import { code } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import { addressOf } from './delivery.ts'
import { endWords, proofWords } from './ending.ts'
import { remaining, withEntries } from './entries.ts'
import { operationName, showSpan, subject } from './facts.ts'
import { fitted, page } from './page.ts'
import type { DisplayContext } from './status.ts'
import { approvedBy } from './waiting.ts'

/**
 * The last word on a grant that has ended: who asked, on whose word, from when to when, how the end was proved, and how to
 * check all of it, with the request's whole trail. Pure; at most 60 000 bytes.
 */
export function renderReceipt(record: RequestRecord, context: DisplayContext): string {
  return withEntries(words(record, context), context.entries ?? [])
}

/** Further comments for the trail entries that a receipt cannot take, oldest first. Pure; nearly always none. */
export function renderRest(record: RequestRecord, context: DisplayContext): string[] {
  const heading = `${markerOf('trail', record.key)}\n### Earlier trail entries of this request\n`
  return remaining(words(record, context), context.entries ?? [], heading)
}

function words(record: RequestRecord, context: DisplayContext): string {
  const { grant, end } = record
  return fitted((room) => {
    const facts = [
      `Asked by ${record.requester ? code(record.requester.login) : 'somebody unknown'}`,
      approvedBy(record),
    ]
    if (record.decision) facts.push(`policy ${code(record.decision.policy.slice(0, 7))}`)
    if (grant?.operation && record.resource?.operation)
      facts.push(`bound to ${code(operationName(record.resource.operation))}`)
    if (grant) facts.push(showSpan(grant.begins, end?.effective ?? grant.ends))
    if (end?.effective) facts.push(`ended ${showInstant(end.effective, 'tenth')}`)
    facts.push(`proof: ${proofWords(record, room)}`)
    const secret = depositOver(record)
    if (secret !== '') facts.push(secret)
    const check = `Check it yourself: ${code(`${context.cli} audit verify ${addressOf(record)}`)}.`
    return page(
      `${markerOf('receipt', record.key)}\n### ${['Ended', endWords(record), ...subject(record, room)].join(' · ')}`,
      `${facts.join(' · ')}. ${check}`,
      depositOverdue(record),
    )
  })
}
