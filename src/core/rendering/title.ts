import type { CanonicalRequest } from '../../generated/request.ts'
import { formatDuration } from '../duration.ts'

/** GitHub takes 256 characters; resource and duration always fit beside these. */
const roomForActions = 150

/** `read, dump`, or `read, dump and 3 more` where all of them would be too long for a title. */
export function listActions(actions: readonly string[], room = roomForActions): string {
  let shown = actions.length
  while (shown > 1 && actions.slice(0, shown).join(', ').length > room) shown--
  const more = actions.length - shown
  return actions.slice(0, shown).join(', ') + (more > 0 ? ` and ${more} more` : '')
}

/** The title: `orders-db · read · 2h`. */
export function titleOf(request: CanonicalRequest): string {
  return `${request.resource} · ${listActions(request.actions)} · ${formatDuration(request.duration)}`
}
