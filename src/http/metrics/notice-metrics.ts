import { Counter, type Registry } from 'prom-client'
import { type AlertKind, alertNames } from '../../core/alerts/alert-kinds.ts'
import { issuePlace } from '../../core/alerts/routes.ts'
import type { NoticeResult } from '../../ports/notices.ts'

/** Counts what became of notices. The series of the issue are there from the start, so that the first of a kind shows as an increase. */
export function countNotices(registry: Registry): (kind: AlertKind, place: string, result: NoticeResult) => void {
  const notices = new Counter({
    name: 'daypass_notices_total',
    help: 'Tries to tell an alert at a place, by what came of it.',
    labelNames: ['kind', 'place', 'result'],
    registers: [registry],
  })
  for (const kind of alertNames)
    for (const result of ['delivered', 'failed', 'given-up']) notices.inc({ kind, place: issuePlace, result }, 0)
  return (kind, place, result) => notices.inc({ kind, place, result })
}
