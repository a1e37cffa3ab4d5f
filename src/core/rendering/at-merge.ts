import type { AtMerge } from '../lint/judgement.ts'
import { code, prose, table } from '../markdown.ts'

/** So many rows are shown. */
const mostRows = 20

/** What merging would do to access that lives, ends first; empty: nothing. GitHub makes links of the numbers. */
export function renderAtMerge(atMerge: readonly AtMerge[]): string {
  if (atMerge.length === 0) return ''
  const sorted = [...atMerge].sort((a, b) => Number(b.ends) - Number(a.ends) || a.issue - b.issue)
  const rows = sorted
    .slice(0, mostRows)
    .map(({ issue, ends, why }) => [ends ? 'ends at merge' : 'would need more votes', `#${issue}`, code(why)])
  const left = sorted.length - rows.length
  const more = left === 0 ? '' : `\n\n${prose(`${left} more are not shown.`)}`
  return `${table(rows, ['', 'Access that lives', 'By the rules of this change'])}${more}`
}

/** For a title, as in `ends 2 grants that live`; empty: none. */
export function endsWords(atMerge: readonly AtMerge[]): string {
  const count = atMerge.filter(({ ends }) => ends).length
  return count === 0 ? '' : `ends ${count} ${count === 1 ? 'grant that lives' : 'grants that live'}`
}
