import { canonicalJson } from '../../../core/canonical-json.ts'
import { sha256 } from '../../../core/digest.ts'
import type { Display } from '../../../core/rendering/display.ts'

/** In the order in which they are written: first what its reader waits for. */
export const parts = ['delivery', 'receipt', 'status'] as const
export type Part = (typeof parts)[number]

/** Digests of what was written to GitHub, part by part; the record keeps them as one text. */
export type Shown = Record<Part | 'issue', string>

/** Stands for a part that could not be written yet; no digest. */
export const unwritten = '-'

export function shownOf(display: Display): Shown {
  const { status = '', receipt = '', delivery = '', trail: _rest, ...issue } = display
  return {
    status: sha256(status),
    receipt: sha256(receipt),
    delivery: sha256(delivery),
    issue: sha256(canonicalJson(issue)),
  }
}

export function joinShown(shown: Shown): string {
  return `${shown.status} ${shown.receipt} ${shown.delivery} ${shown.issue}`
}

export function splitShown(shown: string | undefined): Partial<Shown> {
  const [status, receipt, delivery, issue] = shown?.split(' ') ?? []
  if (!status || !receipt || !delivery || !issue) return {}
  return { status, receipt, delivery, issue }
}
