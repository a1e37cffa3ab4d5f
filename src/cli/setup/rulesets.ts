import { checkName } from '../../core/proposal/required-checks.ts'
import { ledgerBranch } from '../../core/request/branch-names.ts'

type Bypass = { actor_id: number; actor_type: string; bypass_mode: string }
type Rule = { type: string; parameters?: Readonly<Record<string, unknown>> }

/** A ruleset as GitHub takes it. */
export type WantedRuleset = {
  name: string
  target: 'branch'
  enforcement: 'active'
  bypass_actors: readonly Bypass[]
  conditions: { ref_name: { include: readonly string[]; exclude: readonly string[] } }
  rules: readonly Rule[]
}

/** A ruleset as GitHub shows it to an administrator. */
export type FoundRuleset = Omit<Partial<WantedRuleset>, 'enforcement' | 'target'> & {
  id: number
  name: string
  enforcement?: string
}

const ruleset = (
  name: string,
  include: readonly string[],
  rules: readonly Rule[],
  bypass_actors: readonly Bypass[] = [],
): WantedRuleset => ({
  ...{ name: `daypass: ${name}`, target: 'branch', enforcement: 'active', bypass_actors },
  conditions: { ref_name: { include, exclude: [] } },
  rules,
})

const reviewed: Rule = {
  type: 'pull_request',
  parameters: {
    required_approving_review_count: 1,
    require_code_owner_review: true,
    dismiss_stale_reviews_on_push: true,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  },
}

/** Nothing is merged before the app, and no other, has said what it would change. */
const judged = (app: number): Rule => ({
  type: 'required_status_checks',
  parameters: {
    required_status_checks: [{ context: checkName, integration_id: app }],
    strict_required_status_checks_policy: false,
  },
})

const checkpoints = 'checkpoints'

/**
 * The three rulesets of docs/operating.md: policy, catalog and owners change by pull request alone, reviewed and judged; the ledger is the
 * app's; and nobody, the app neither, takes back what was placed as evidence.
 */
export function wantedRulesets(app: number): WantedRuleset[] {
  const ours: Bypass = { actor_id: app, actor_type: 'Integration', bypass_mode: 'always' }
  const reserved = [{ type: 'creation' }, { type: 'update' }, { type: 'deletion' }]
  const branches = [ledgerBranch, 'daypass/**', checkpoints].map((branch) => `refs/heads/${branch}`)
  return [
    ruleset('default branch', ['~DEFAULT_BRANCH'], [reviewed, judged(app)]),
    ruleset('ledger', branches, reserved, [ours]),
    ruleset('checkpoints', [`refs/heads/${checkpoints}`], [{ type: 'deletion' }, { type: 'non_fast_forward' }]),
  ]
}

/** What is to be done about one ruleset: nothing where what is there does the same. */
export type RulesetStep = { does: 'nothing' } | { does: 'make' } | { does: 'change'; id: number }

/** By its name among those that are there; one that somebody changed is put right. */
export function stepFor(wanted: WantedRuleset, found: readonly FoundRuleset[]): RulesetStep {
  const [one] = found.filter(({ name }) => name === wanted.name)
  if (one === undefined) return { does: 'make' }
  return isSame(wanted, one) ? { does: 'nothing' } : { does: 'change', id: one.id }
}

function isSame(wanted: WantedRuleset, found: FoundRuleset): boolean {
  return (
    found.enforcement === wanted.enforcement &&
    sameSet(found.bypass_actors?.map(bypassText), wanted.bypass_actors.map(bypassText)) &&
    sameSet(found.conditions?.ref_name.include, wanted.conditions.ref_name.include) &&
    sameSet(found.conditions?.ref_name.exclude, []) &&
    sameSet(
      found.rules?.map(({ type }) => type),
      wanted.rules.map(({ type }) => type),
    ) &&
    wanted.rules.every((rule) => has(found.rules ?? [], rule))
  )
}

const bypassText = ({ actor_type, actor_id, bypass_mode }: Bypass): string => `${actor_type} ${actor_id} ${bypass_mode}`

function sameSet(found: readonly string[] | undefined, wanted: readonly string[]): boolean {
  return found !== undefined && found.toSorted().join('\n') === wanted.toSorted().join('\n')
}

/** GitHub adds parameters of its own; those that are wanted count. */
function has(rules: readonly Rule[], { type, parameters = {} }: Rule): boolean {
  return rules.some((rule) => rule.type === type && holds(rule.parameters ?? {}, parameters))
}

/** Whether all that is wanted stands in what was found. */
function holds(found: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return Array.isArray(found) && found.length === wanted.length && wanted.every((one, at) => holds(found[at], one))
  if (typeof wanted !== 'object' || wanted === null) return found === wanted
  if (typeof found !== 'object' || found === null) return false
  return Object.entries(wanted).every(([name, value]) => holds((found as Record<string, unknown>)[name], value))
}
