import { code, fold, table } from '../markdown.ts'
import type { Change } from './catalog-change.ts'
import { recordLine } from './declined.ts'

/** `source`: where it comes from, as Markdown; `command`: what somebody ran, without texts of others. */
export type ProposalText = {
  source: string
  command: string
  chosen: readonly Change[]
  remarks: readonly string[]
  declined: readonly string[]
  leftOut: readonly string[]
  later: number
  renewsForm: boolean
}

const mostRemarks = 40
/** GitHub takes 65 536 characters. */
const longestPart = 40_000

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

function summary(chosen: readonly Change[]): string {
  const count = (kind: Change['kind']) => chosen.filter((change) => change.kind === kind).length
  const parts = [
    ...(count('new') > 0 ? [counted(count('new'), 'new resource', 'new resources')] : []),
    ...(count('changed') > 0 ? [counted(count('changed'), 'change', 'changes')] : []),
    ...(count('gone') > 0 ? [`${count('gone')} gone`] : []),
  ]
  return parts.join(', ')
}

/** Title and body of the pull request, for people who did not ask for it. `about`: a word or two, ids alone. */
export function renderProposal(about: string, text: ProposalText): { title: string; body: string } {
  const { chosen, declined, leftOut, remarks, later } = text
  const section = (kind: Change['kind'], head: string): string[] => {
    const rows = chosen.filter((change) => change.kind === kind).map(({ what, why }) => [what, why])
    return rows.length === 0 ? [] : [`#### ${head}`, table(rows, ['what', 'why'])]
  }
  const parts = [
    recordLine({ proposed: chosen.map(({ key }) => key), declined: [...declined] }),
    `### Proposed for the catalog · ${summary(chosen)}`,
    `${capital(text.source)} says so; ${code(text.command)} wrote it down. Nobody has access by it: merged, it can be asked for, and the policy decides.`,
    ...section('new', 'New'),
    ...section('changed', 'Changed'),
    ...section('gone', 'Gone'),
    ...(later > 0 ? [`${counted(later, 'more comes', 'more come')} once this is merged or closed.`] : []),
    '#### Before you merge',
    [
      '- Sensitivities are guesses of a machine. Change the files on this branch, and no rerun touches them.',
      ...(chosen.some(({ kind }) => kind === 'new')
        ? ['- `.github/CODEOWNERS` says who approves requests for what is new: a line `/requests/<resource>/` each.']
        : []),
      ...(text.renewsForm ? ['- The issue form is renewed with it.'] : []),
      '- The check `daypass/policy` says who would get what by it.',
      '- Closed without merging, what is proposed here is not proposed again (`--again` does).',
    ].join('\n'),
    ...(remarks.length > 0 ? [fold(`To know · ${remarks.length}`, listed(remarks))] : []),
    ...(leftOut.length > 0
      ? [fold(`Declined before, so left out · ${leftOut.length}`, listed(leftOut.map((key) => code(key))))]
      : []),
  ]
  return { title: `Catalog: ${summary(chosen)} (${about})`, body: fitting(parts) }
}

function listed(lines: readonly string[]): string {
  const rest = lines.length - mostRemarks
  const shown = lines.slice(0, mostRemarks).map((line) => `- ${line}`)
  return [...shown, ...(rest > 0 ? [`- and ${rest} more, which the command prints`] : [])].join('\n')
}

/** What is too long is left to the files that the pull request shows anyway. */
function fitting(parts: readonly string[]): string {
  const [record = '', ...others] = parts
  const kept = others.map((part) => (part.length > longestPart / 2 ? 'Too many to show: see the files.' : part))
  return [record, ...kept].join('\n\n')
}
