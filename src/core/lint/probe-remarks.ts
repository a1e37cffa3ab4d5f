import { formatDuration } from '../duration.ts'
import { compareEffects } from '../effect/compare-effects.ts'
import type { Effect } from '../effect/effect.ts'
import type { Question } from '../policy/grid.ts'
import type { Severity } from '../policy/policy-finding.ts'
import type { How, Reach } from '../policy/probe.ts'
import { type Remark, shownQuestion } from './remark.ts'

/** What one question came to, as it is and with one part changed. */
export type Probed = { question: Question; part: string; how: How; before: Effect; after: Effect } & (
  | { of: 'facts'; reach: Exclude<Reach, 'catalog'> }
  /** `whole`: a setting as a whole, and no part of one. */
  | { of: 'settings'; whole: boolean }
)

type Looser = Probed & { severity: Severity }

/**
 * Where less is known and more is given: parts of the input and of the settings without which, or with nothing in them, an answer becomes
 * looser. Codes: POLICY_FAILS_OPEN, POLICY_SETTING_FAILS_OPEN.
 */
export function probeRemarks(probed: readonly Probed[]): Remark[] {
  const looser = probed.filter(isLooser).map((one): Looser => ({ ...one, severity: severityOf(one) }))
  const groups = [...Map.groupBy(looser, ({ of, part }) => `${of} ${part}`).values()]
  const parts = groups.map(([first]) => first?.part ?? '')
  return groups.flatMap((group): Remark[] => {
    const [first] = group
    // Without the whole, its parts are missing too.
    if (first === undefined || parts.some((part) => part.startsWith(`${first.part}.`))) return []
    return [remarkOn(group)]
  })
}

function isLooser({ before, after }: Probed): boolean {
  const comparison = compareEffects(before, after)
  return comparison === 'looser' || comparison === 'mixed'
}

/** What can come to pass is an error. A whole setting may be left out on purpose, and whoever does so should know. */
function severityOf(probed: Probed): Severity {
  if (probed.of === 'facts') return probed.reach === 'reachable' ? 'error' : 'warning'
  if (probed.how !== 'absent') return 'error'
  return probed.whole ? 'notice' : 'warning'
}

function remarkOn(group: readonly Looser[]): Remark {
  const severity =
    (['error', 'warning', 'notice'] as const).find((one) => group.some((each) => each.severity === one)) ?? 'notice'
  const worst = group.filter((each) => each.severity === severity)
  const first = worst.find(({ before }) => before.access === 'none') ?? worst[0] ?? group[0]
  if (first === undefined) throw new TypeError('nothing was found')
  const questions = new Set(worst.map(({ question }) => question)).size
  const hows = (['absent', 'null', 'spoilt'] as const).filter((how) => worst.some((each) => each.how === how))
  const name = first.of === 'facts' ? `input.${first.part}` : `data.${first.part}`
  const found = `When \`${name}\` ${hows.map((how) => words[first.of][how]).join(' or ')}, ${questions} answers are looser: ${shownQuestion(first.question)} is ${shown(first.before)}, and then ${shown(first.after)}.`
  const about = { words: [lastName(first.part), ...first.part.split('.').toReversed(), 'decision'] }
  return first.of === 'facts'
    ? { severity, code: 'POLICY_FAILS_OPEN', message: `${found} ${advice}`, about }
    : { severity, code: 'POLICY_SETTING_FAILS_OPEN', message: `${found} ${settingAdvice}`, about }
}

const words: Record<Probed['of'], Record<How, string>> = {
  facts: { absent: 'is missing', null: 'is null', spoilt: 'says nothing' },
  settings: { absent: 'is missing', null: 'is null', spoilt: 'cannot be read' },
}

const advice = 'Allow what is known to be true, rather than deny what is known to be wrong.'
const settingAdvice = 'Deny where a setting cannot be read, and say who mends it.'

/** The last part that is a name and no place in a list. */
function lastName(part: string): string {
  return part.split('.').findLast((name) => !/^\d+$/.test(name)) ?? part
}

function shown(effect: Effect): string {
  if (effect.access === 'none') return 'denied'
  const time = `for up to ${formatDuration(effect.seconds)}`
  if (effect.access === 'at-once') return `allowed at once ${time}`
  return `allowed ${time} with ${effect.slots.length} ${effect.slots.length === 1 ? 'approval' : 'approvals'}`
}
