import type { Flip } from '../lint/effect-flips.ts'
import { code, table } from '../markdown.ts'

const said: Record<Flip['comparison'], string> = {
  looser: 'looser',
  mixed: 'looser in part',
  'other-approvers': 'other approvers',
  stricter: 'stricter',
  words: 'other words',
}

const who: Record<Flip['role'], string> = {
  outsider: 'people outside the organisation',
  bot: 'bots',
  member: 'members',
  team: "members of the resource's team",
}

const when: Record<Flip['kind'], string> = {
  plain: '',
  'no-ticket': ', without a ticket',
  'empty-ticket': ', with an empty ticket',
  'at-limit': ', for as long as was allowed',
  'beyond-limit': ', for longer than was allowed',
  longest: ', for the longest time',
  'another-time': ', at another time',
  emergency: ', in an emergency',
  recorded: ', as was asked once',
  extreme: ', with unusual facts',
  team: ', in another team',
  together: ', all at once',
}

/** So many rows are shown, and so many names in one. */
const [mostRows, mostNames, mostActions] = [40, 3, 5]

/** What no question shows, a line each. */
export function widenedOf(widened: readonly string[]): string {
  return someOf(
    widened.map((sentence) => `- ${sentence}`),
    mostRows,
    '\n',
  )
}

/** A table of who would get what otherwise; what is said in other words alone is left out. */
export function flipsOf(flips: readonly Flip[]): string {
  const effects = flips.filter(({ comparison }) => comparison !== 'words')
  if (effects.length === 0) return ''
  const rows = effects
    .slice(0, mostRows)
    .map((flip) => [
      said[flip.comparison],
      `${who[flip.role]}${when[flip.kind]}: ${someOf(flip.actions.map(code), mostActions)} of ${someOf(flip.resources.map(code))}${askedIn(flip)}`,
      code(flip.before),
      code(flip.after),
    ])
  const left = effects.length - rows.length
  const more = left === 0 ? '' : `\n\n${left} more rows are not shown.`
  return `${table(rows, ['', 'Who asks for what', 'Now', 'With this change'])}${more}`
}

/** GitHub makes links of the numbers. */
function askedIn({ issues }: Flip): string {
  return issues.length === 0 ? '' : ` (${someOf(issues.map((issue) => `#${issue}`))})`
}

/** The first of them, and how many more there are. */
export function someOf(names: readonly string[], most = mostNames, between = ', '): string {
  const left = names.length - most
  return [...names.slice(0, most), ...(left > 0 ? [`${left} more`] : [])].join(between)
}
