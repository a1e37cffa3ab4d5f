import { showInstant } from '../../core/instant.ts'
import {
  isRefuting,
  type PolicyReply,
  type ReplayFinding,
  type ReplayReport,
  type ReplayRow,
} from '../../core/policy/replay-rows.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { plain } from '../plain-text.ts'

/** How a request is called. */
export type NameOf = (key: RequestKey) => string

/** An answer in one line: the outcome, for how long, who has to agree, and why. */
export function answerText({
  outcome,
  max_duration: longest,
  until,
  break_glass: owed,
  approvals = [],
  reasons,
}: PolicyOutput): string {
  const slots = approvals.map(
    ({ name, from, except = [], count }) =>
      `${name}: ${count} of ${from.join(', ')}${except.length > 0 ? ` but none of ${except.join(', ')}` : ''}`,
  )
  const parts = [
    outcome,
    ...(longest === undefined ? [] : [`up to ${longest}`]),
    ...(until ? [`until ${until}`] : []),
    ...slots,
    ...(owed ? [`to be reviewed within ${owed.review_within} afterwards`] : []),
  ]
  return plain(`${parts.join(' · ')} (${reasons.join(' ')})`)
}

export function replyText(reply: PolicyReply): string {
  return 'output' in reply ? answerText(reply.output) : `no answer: ${plain(reply.message)} [${reply.code}]`
}

const sums: Record<ReplayFinding['is'], string> = {
  different: 'answered otherwise',
  'not-reproduced': 'not reproduced by the texts of then',
  altered: 'not as the receipt says',
  'texts-missing': 'whose texts are gone',
  'not-known-then': 'depending on facts that nobody had read then',
  unreadable: 'that cannot be asked',
  'not-kept': 'of before texts were kept',
  forgotten: 'depending on what was forgotten with the requester',
}

const heads: Record<ReplayFinding['is'], string> = {
  different: 'is answered otherwise',
  'not-reproduced': 'is not answered by the texts of then as it was recorded',
  altered: 'is not what its receipt says',
  'texts-missing': 'was made by texts that are gone',
  'not-known-then': 'depends on facts that nobody had read then',
  unreadable: 'cannot be asked',
  'not-kept': 'was made before texts were kept',
  forgotten: 'may depend on what was forgotten with its requester',
}

function details(row: ReplayFinding): string[] {
  switch (row.is) {
    case 'different':
      return [
        `then: ${answerText(row.recorded)}`,
        ...(row.again ? [`then, made again: ${replyText(row.again)}`] : []),
        `now: ${replyText(row.now)}`,
      ]
    case 'not-reproduced':
      return [`then: ${answerText(row.recorded)}`, `made again: ${replyText(row.again)}`]
    case 'altered':
      return [row.part === 'output' ? 'its answer is another' : 'its texts have another digest']
    case 'not-known-then':
      return row.facts.map(plain)
    case 'unreadable':
      return [plain(row.flaw)]
    default:
      return []
  }
}

/** More rows of a kind that is nobody's fault say nothing more. */
const mostOfAKind = 20

/** What came of it: first the sum, then each decision that was not answered with the same bytes. */
export function renderReplay({ asked, equal, rows }: ReplayReport, nameOf: NameOf): string {
  const sum = `${count(asked, 'decision')} asked again: ${equal} answered with the same bytes${rows.length === 0 ? '.' : ','}`
  const kinds = [...Map.groupBy(rows, ({ is }) => is)]
  const parts = kinds.map(([is, same]) => `${same.length} ${sums[is]}`)
  const lines = parts.map((part, index) => `  ${part}${index === parts.length - 1 ? '.' : ','}`)
  return `${[sum, ...lines, ...kinds.flatMap(([, same]) => rowsOf(same, nameOf))].join('\n')}\n`
}

function rowsOf(same: readonly ReplayRow[], nameOf: NameOf): string[] {
  const shown = same.filter((row, index) => isRefuting(row) || index < mostOfAKind)
  const left = same.length - shown.length
  const lines = shown.flatMap((row) => {
    const when = row.at === null ? 'at an unknown time' : showInstant(row.at)
    const head = `${plain(nameOf(row.key))}, ${when}${row.why === null ? '' : ` (${plain(row.why)})`}: ${heads[row.is]}`
    return ['', head, ...details(row).map((line) => `  ${line}`)]
  })
  return left === 0 ? lines : [...lines, '', `and ${left} more ${sums[shown[0]?.is ?? 'forgotten']}`]
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** For programs: `ok` is the exit code in words. */
export function renderReplayJson({ asked, equal, rows }: ReplayReport, nameOf: NameOf, ok: boolean): string {
  const counts = Object.fromEntries([...Map.groupBy(rows, ({ is }) => is)].map(([is, same]) => [is, same.length]))
  const shown = rows.map(({ id: _ours, key, at, ...row }) => ({
    request: nameOf(key),
    ...key,
    at: at?.toISOString() ?? null,
    ...row,
  }))
  return `${JSON.stringify({ ok, asked, equal, counts, rows: shown }, null, 2)}\n`
}
