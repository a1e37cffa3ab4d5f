import { isTerminal, type RequestState } from '../../../src/core/record.ts'
import { formatKey } from '../../../src/core/request-key.ts'
import { withoutReason } from '../../../src/store/erasure.ts'
import { textsCursor, withoutTexts } from '../../../src/store/old-texts.ts'
import type { StoreParts } from './database/parts.ts'

/** Blanks the texts of requests that are over and of which nothing was noted since then. */
export function createForgetOldTexts({ tables, transaction }: StoreParts): (before: Date) => Promise<number> {
  const { trail, requests, decisions, cursors } = tables
  return (before) =>
    transaction(async () => {
      let blanked = 0
      for (const [repository, all] of Map.groupBy(trail.rows(), (row) => row.repository)) {
        const name = textsCursor(repository)
        const after = Number(cursors.get(name)?.value ?? 0)
        const old = all.filter(
          ({ seq, event }) => seq > after && new Date((JSON.parse(event) as { at: string }).at) < before,
        )
        const last = Math.max(0, ...old.map(({ seq }) => seq))
        if (last === 0) continue
        for (const issue of new Set(old.map((row) => row.issue))) {
          const row = requests.get(formatKey({ repository, issue }))
          const isLater = all.some((entry) => entry.issue === issue && entry.seq > last)
          if (!row || isLater || !isTerminal(row.state as RequestState)) continue
          const record = JSON.stringify(withoutTexts(JSON.parse(row.record) as Record<string, unknown>))
          requests.change(row, { record, fence: row.fence + 1 })
          for (const one of decisions.where((each) => formatKey(each) === formatKey(row)))
            decisions.change(one, {
              input: JSON.stringify(withoutReason(JSON.parse(one.input) as Record<string, unknown>)),
            })
          blanked++
        }
        cursors.put({ name, value: String(last) })
      }
      return blanked
    })
}
