import type { DisplayRecord } from '../../../core/display/display-record.ts'
import type { Seen } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { WebhookNews } from '../../../ports/request-store.ts'
import type { Notice } from '../../../ports/wake.ts'
import type { Ports } from '../ports.ts'
import { askWhy } from './ask-why.ts'
import { observeDebt } from './debt.ts'
import { commandsOnPull, newCommands } from './heard.ts'
import { newComments, orderToCompare, othersAmong } from './shown.ts'

/** A request that is over is compared with what it said, and hears what is still said to it. */
export async function observeOver(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  {
    display,
    notices,
    told,
    isMissed,
    now,
  }: { display: DisplayRecord; notices: Record<Notice, number>; told: WebhookNews; isMissed: boolean; now: Date },
): Promise<Seen> {
  const listed = await newComments(ports, record, issue, { display, isMissed })
  const { commands, missed, ...looked } = await newCommands(ports, record, listed, { now, told: told.comments })
  const pull = await commandsOnPull(ports, record, notices.words, now)
  const isBehind = missed || pull.missed || (told.changed !== undefined && issue.updatedAt < told.changed)
  const all = [...commands, ...pull.commands]
  return {
    kind: 'over',
    labels: issue.labels,
    commands: all,
    ...(await askWhy(ports, record, issue, all)),
    requester: record.requester?.id ?? issue.author.id,
    comments: { count: othersAmong(issue, display, listed), ...looked },
    ...(pull.onPull ? { onPull: pull.onPull } : {}),
    ...(isBehind ? { behind: true } : {}),
    ...(await observeDebt(ports, record, now)),
    ...orderToCompare(record, issue, { display, listed, notices: notices.comments, cli: ports.cli }),
  }
}
