import type { Seen } from '../../../core/lifecycle/plan.ts'
import type { RequestRecord } from '../../../core/record.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { Told } from '../../../ports/request-store.ts'
import type { Notice } from '../../../ports/wake.ts'
import type { Ports } from '../ports.ts'
import { commandsOnPull, newCommands } from './heard.ts'
import { changedComments, findTampering } from './tampering.ts'

/** A request that is over is compared with what it said, and hears what is still said to it. */
export async function observeOver(
  ports: Ports,
  record: RequestRecord,
  issue: Issue,
  { notices, told, now }: { notices: Record<Notice, number>; told: Told; now: Date },
): Promise<Seen> {
  const listed = await changedComments(ports, record, issue, {
    notices: notices.comments,
    isMissed: told.comments.length > 0,
  })
  const tampered = findTampering(ports, record, issue, listed)
  const { commands, missed: _late, ...looked } = await newCommands(ports, record, listed, { now, told: told.comments })
  const pull = await commandsOnPull(ports, record, notices.words, now)
  return {
    kind: 'over',
    open: issue.open,
    labels: issue.labels,
    commands: [...commands, ...pull.commands],
    requester: record.requester?.id ?? issue.author.id,
    comments: { count: issue.comments, ...looked },
    ...(pull.onPull ? { onPull: pull.onPull } : {}),
    ...(tampered ? { tampered } : {}),
  }
}
