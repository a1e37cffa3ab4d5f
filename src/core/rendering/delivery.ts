import { markerOf } from '../comment-marker.ts'
import { showInstant } from '../instant.ts'
import { depositReady } from '../lending/deposit-words.ts'
import { code, fence, fold } from '../markdown.ts'
import type { RequestRecord } from '../record.ts'
import { subject } from './facts.ts'
import { leftOutFold, sealedTo } from './keys-shown.ts'
import { fitted, page } from './page.ts'

/** More than any credential needs; a longer text could not be posted as a whole. */
const longestSealed = 40_000

/** An address as a command line takes it; one that GitHub would never make is not put into a command. */
export function addressOf(record: RequestRecord): string {
  return record.url && /^https?:\/\/[\w.:/-]+$/.test(record.url) ? record.url : '<address of this issue>'
}

/** How to open the credential, and the credential: for the requester alone, who has the key that it is sealed to. */
export function delivery(record: RequestRecord, cli: string): string {
  const { sealed, deposit } = record
  if (deposit) return depositReady(deposit)
  if (!sealed) return 'There is nothing to open: the access is in effect. Done early? Comment `/done`.'
  const identity = sealed.keys.some(({ type }) => type === 'ssh-ed25519') ? '~/.ssh/id_ed25519' : '~/.ssh/id_rsa'
  const stock = `or with stock age: ${code(`age -d -i ${identity}`)}. Done early? Comment \`/done\`.`
  const credential =
    sealed.armored.length <= longestSealed
      ? fold('Sealed credential', fence(sealed.armored))
      : 'The sealed credential is too long for a comment. Comment `/done` and ask again.'
  return page(
    `${sealedTo(record)} Open it with`,
    fence(`${cli} open ${addressOf(record)}`),
    stock,
    leftOutFold(record),
    credential,
  ).trimEnd()
}

/** Whether the credential is posted in a comment of its own: where people approved, and there is something to open. */
export function isDeliveredApart(record: RequestRecord): boolean {
  return record.sealed !== undefined && record.pull?.merge?.commit !== undefined
}

/**
 * The delivery: the sealed credential in a comment of its own, the same text for as long as the grant is in the record. Pure; at
 * most 60 000 bytes.
 */
export function renderDelivery(record: RequestRecord, context: { cli: string }): string {
  const ready = record.grant ? `Ready until ${showInstant(record.grant.ends)}` : 'Ready'
  return fitted((room) =>
    page(
      `${markerOf('delivery', record.key)}\n### ${[ready, ...subject(record, room)].join(' · ')}`,
      delivery(record, context.cli),
    ),
  )
}
