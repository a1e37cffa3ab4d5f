import { code, fold, message, prose } from '../markdown.ts'
import type { Finding, RequestRecord } from '../record.ts'
import type { Approval } from '../review/approval.ts'
import type { KeySet, RecipientKey } from '../ssh/recipient-keys.ts'
import { findingsList } from './findings.ts'
import { page } from './page.ts'
import { mentions } from './people.ts'

/** `ed25519`, and nothing that a stranger wrote. */
function typeOf(type: string): string {
  const short = type.replace(/^ssh-/, '')
  return /^[a-z0-9]+$/.test(short) ? short : code(short)
}

/** A key as a person recognises it: `SHA256:… (ed25519)`. */
export function keyName({ fingerprint, type }: { fingerprint: string; type: string }): string {
  return `${code(fingerprint)} (${typeOf(type)})`
}

const day = 86_400

/** How old a key was when it was looked at, in its largest unit: an approver wants to see at a glance whether it is new. */
function age(seconds: number): string {
  const units = [
    ['year', 365 * day],
    ['month', 30 * day],
    ['day', day],
    ['hour', 3_600],
    ['minute', 60],
  ] as const
  const [name, length] = units.find(([, long]) => seconds >= long) ?? ['second', 1]
  const count = Math.max(0, Math.floor(seconds / length))
  return `${count} ${name}${count === 1 ? '' : 's'} before this request was read`
}

/** `added 3 minutes before this request was read`; with `withDay` the day, too. */
function keyAge({ since, seen }: RecipientKey, at: string, withDay: boolean): string {
  if (since === undefined) return 'of unknown age'
  const seconds = (Date.parse(at) - Date.parse(since)) / 1000
  return `${seen ? 'first seen' : 'added'} ${withDay ? `${since.slice(0, 10)}, ` : ''}${age(seconds)}`
}

/** The keys that a credential will be sealed to, with their ages, and those that it will not. Empty where none is given. */
export function keysFold({ keys }: Approval): string {
  if (!keys || keys.keys.length === 0) return ''
  const list = keys.keys.map((key) => `- ${keyName(key)}, ${keyAge(key, keys.at, true)}`).join('\n')
  const newest = keys.keys.reduce((a, b) => (addedAt(a) >= addedAt(b) ? a : b))
  const all = keys.keys.length === 1 ? 'Sealed to 1 SSH key' : `Sealed to ${keys.keys.length} SSH keys, the newest`
  return fold(`${all} ${keyAge(newest, keys.at, false)}`, page(list, leftOut(keys)).trimEnd())
}

/** Of unknown age is as good as new. */
function addedAt({ since }: RecipientKey): number {
  return since === undefined ? Number.POSITIVE_INFINITY : Date.parse(since)
}

/** The requester's keys that were left out, each with its reason; empty where there are none. */
export function leftOutFold({ keys }: RequestRecord): string {
  return keys && keys.left.length > 0 ? fold('SSH keys left out', leftOut(keys)) : ''
}

function leftOut({ left }: KeySet): string {
  if (left.length === 0) return ''
  const most = 20
  const items = left
    .slice(0, most)
    .map(
      ({ fingerprint, type, why }) =>
        `- ${fingerprint ? keyName({ fingerprint, type }) : typeOf(type)}: ${message(why)}`,
    )
  const more = left.length > most ? [`- and ${left.length - most} more`] : []
  return `Nothing is sealed to:\n\n${[...items, ...more].join('\n')}`
}

/** To which keys a credential is sealed, and how many of the requester's were left out, in the requester's words. */
export function sealedTo({ sealed, keys }: RequestRecord): string {
  const all = sealed?.keys ?? []
  const left = keys?.left.length ?? 0
  const more = left > 0 ? ` (${left} left out)` : ''
  if (all.length === 1 && all[0]) return `Sealed to your SSH key ${keyName(all[0])}${more}.`
  return `Sealed to ${all.length} of your SSH keys${more}, any of which opens it: ${all.map(keyName).join(', ')}.`
}

/** That the requester must see to their keys, as a comment of its own: GitHub tells nobody of a status that is edited. Pure. */
export function renderKeyWanted(record: RequestRecord, finding: Finding): string {
  const who = record.requester ? `${mentions([record.requester])}: ` : ''
  return page(
    '### A usable SSH key is missing',
    `${who}${prose('nothing goes on until you have seen to this.')}\n\n${findingsList([finding], 4096)}`,
  )
}
