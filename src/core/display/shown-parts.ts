import { canonicalJson } from '../canonical-json.ts'
import { sha256 } from '../digest.ts'
import type { RequestRecord } from '../record.ts'
import { isDeliveredApart } from '../rendering/delivery.ts'
import type { Display } from '../rendering/display.ts'

/** The comments that show a request, in the order in which they are written: first what its reader waits for. */
export const parts = ['delivery', 'receipt', 'status'] as const
export type Part = (typeof parts)[number]

/** Where the credential is that its reader waits for to go on working; undefined: none is shown. */
export function credentialPart(record: RequestRecord): Part | undefined {
  if (record.state !== 'active') return undefined
  return isDeliveredApart(record) ? 'delivery' : 'status'
}

/** Digests of what GitHub shows, part by part; `issue`: its title, its labels and whether it is open. */
export type Shown = Record<Part | 'issue', string>

export function shownOf(display: Display): Shown {
  const { status = '', receipt = '', delivery = '', trail: _rest, ...issue } = display
  return {
    status: sha256(status),
    receipt: sha256(receipt),
    delivery: sha256(delivery),
    issue: sha256(canonicalJson(issue)),
  }
}
