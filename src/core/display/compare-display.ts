import { sha256 } from '../digest.ts'
import { addSeconds } from '../instant.ts'
import type { RequestRecord } from '../record.ts'
import { displayOf } from '../rendering/display.ts'
import { labelsFor } from '../rendering/labels.ts'
import type { DisplayRecord } from './display-record.ts'
import { type Part, parts, shownOf } from './shown-parts.ts'

/** The issue as GitHub shows it; `comments` absent: they were not listed; `at`: when it was looked at. */
export type OnGitHub = {
  title: string
  labels: readonly string[]
  open: boolean
  at?: Date
  comments?: readonly { id: number; body: string }[]
}

/** What is not as it was written: in words, and part by part; `lost`: comments that are gone; `reopened`: what is over was opened again. */
export type Differences = { what: string[]; changed: (Part | 'issue')[]; lost: Part[]; reopened: boolean }

/** Seconds within which GitHub may not list what was created. */
const listedAfter = 6

/** Whether what is not listed then may only just have been created, and says nothing. */
export function isListedLater({ created }: DisplayRecord, at: Date): boolean {
  return created !== undefined && at < addSeconds(new Date(created), listedAfter)
}

/**
 * Compares what GitHub shows with what was written there. Only what was written completely is compared, so that a write that failed is
 * not taken for somebody's doing.
 */
export function differencesIn(
  record: RequestRecord,
  display: DisplayRecord,
  issue: OnGitHub,
  cli: string,
): Differences | undefined {
  const found: Differences = { what: [], changed: [], lost: [], reopened: issue.open && display.open === false }
  for (const part of issue.comments ? parts : []) {
    const state = stateOf(display, part, issue.comments ?? [])
    if (state === 'intact' || (state === 'deleted' && issue.at && isListedLater(display, issue.at))) continue
    found.what.push(`the ${part === 'delivery' ? 'credential' : part} was ${state}`)
    found.changed.push(part)
    if (state === 'deleted') found.lost.push(part)
  }
  const wanted = displayOf(record, [], { cli })
  if (display.shown?.issue !== undefined && shownOf(wanted).issue === display.shown.issue) {
    const isTitle = wanted.title !== undefined && wanted.title !== issue.title
    const isLabels = !sameLabels(labelsFor(record, issue.labels), issue.labels)
    if (isTitle) found.what.push('the title was changed')
    if (isLabels) found.what.push('labels of Daypass were changed')
    if (isTitle || isLabels) found.changed.push('issue')
  }
  return found.changed.length > 0 || found.reopened ? found : undefined
}

function stateOf(
  display: DisplayRecord,
  part: Part,
  comments: readonly { id: number; body: string }[],
): 'intact' | 'edited' | 'deleted' {
  const [id, digest] = [display[part]?.comment, display.shown?.[part]]
  if (id === undefined || digest === undefined) return 'intact'
  const comment = comments.find((one) => one.id === id)
  if (!comment) return 'deleted'
  return sha256(comment.body.replaceAll('\r\n', '\n')) === digest ? 'intact' : 'edited'
}

/** GitHub takes labels that differ only in case for one, and keeps the first spelling. */
function sameLabels(a: readonly string[], b: readonly string[]): boolean {
  const shown = new Set(b.map((label) => label.toLowerCase()))
  return a.length === b.length && a.every((label) => shown.has(label.toLowerCase()))
}
