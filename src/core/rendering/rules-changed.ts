import { showInstant } from '../instant.ts'
import { message } from '../markdown.ts'
import type { Standing } from '../policy/standing-answer.ts'
import type { RequestRecord } from '../record.ts'
import { page } from './page.ts'

/** Why access ended by other rules, as in `#12 changed the rules: nobody may write in December`. */
export function standingWords({ pull, why }: Standing): string {
  return `${pull === undefined ? 'the rules changed' : `#${pull} changed the rules`}: ${why}`
}

/** Said once to whoever has access that would need more approvals by now. Pure. */
export function renderWarning({ grant }: RequestRecord, standing: Standing): string {
  const until = grant ? ` Access goes on until ${showInstant(grant.ends)}; more time would need them.` : ''
  return page('### The rules ask for more by now', `${message(standingWords(standing), 1_000)}.${until}`)
}
