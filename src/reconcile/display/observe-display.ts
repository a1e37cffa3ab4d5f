import { differencesIn } from '../../core/display/compare-display.ts'
import type { Compared, DisplayFile } from '../../core/display/decide-display.ts'
import type { RequestRecord } from '../../core/record.ts'
import type { DisplayClaim } from '../../ports/display-store.ts'
import type { DisplayPorts } from './display-ports.ts'

/**
 * What is to be shown, and where a comparison was ordered, what GitHub shows: nobody else writes there while the claim is held. Undefined:
 * the request is not known.
 */
export async function observeDisplay(ports: DisplayPorts, claim: DisplayClaim): Promise<DisplayFile | undefined> {
  const { key, orders } = claim
  const wanted = await ports.displays.wanted(key)
  if (!wanted) return undefined
  const { record } = wanted
  const isMarked = claim.display.mark !== undefined || record.adopted !== undefined
  const { display } = isMarked ? claim : await ports.displays.save(claim, { set: { mark: await ports.marks.of(key) } })
  const at = ports.now()
  const isOrdered = orders.compare > (display.compared ?? 0)
  const isAgain = !isOrdered && display.again !== undefined && at >= new Date(display.again)
  const compared = isOrdered || isAgain ? { at, again: isAgain } : undefined
  const isLookedAt = compared !== undefined || orders.reopen > (display.reopened ?? 0)
  return {
    ...wanted,
    display,
    orders,
    live: await isLive(ports, record),
    cli: ports.cli,
    ...(isLookedAt ? { seen: await lookAt(ports, record, display, compared) } : {}),
  }
}

async function lookAt(
  { issues, cli }: DisplayPorts,
  record: RequestRecord,
  display: DisplayClaim['display'],
  compared: Compared | undefined,
): Promise<NonNullable<DisplayFile['seen']>> {
  const issue = await issues.read(record.key)
  const closedBy = !issue.open && issue.closedBy ? { closedBy: issue.closedBy.id } : {}
  if (!compared) return { labels: issue.labels, ...closedBy }
  const comments = await issues.comments(record.key)
  const differences = differencesIn(record, display, { ...issue, comments, at: compared.at }, cli)
  return { labels: issue.labels, compared, ...closedBy, ...(differences ? { differences } : {}) }
}

/** Whether the grant still works: it may have been ended a moment ago, with the record still to say so. */
async function isLive({ grants, now }: DisplayPorts, { state, grant }: RequestRecord): Promise<boolean> {
  if (state !== 'active' || !grant || now() >= grant.ends) return false
  const kept = await grants.find(grant.id)
  return kept === undefined || kept.ended === null
}
