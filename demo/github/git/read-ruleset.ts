import type { Exchange } from '../gateway/route.ts'
import { asObject, asObjects, type JsonObject } from '../json.ts'
import type { BranchRules } from '../switch-types.ts'
import { isInstalled } from '../world.ts'
import type { Ruleset } from './rules.ts'

type Read = Pick<Ruleset, 'name' | 'patterns' | 'rules'> | { refused: string }

/** The rules that are understood here, by GitHub's words for them. */
const known: Readonly<Record<string, (parameters: JsonObject) => BranchRules>> = {
  creation: () => ({ creation: true }),
  update: () => ({ update: true }),
  deletion: () => ({ deletion: true }),
  non_fast_forward: () => ({ nonFastForward: true }),
  pull_request: (parameters) => ({
    reviews: {
      count: Number(parameters.required_approving_review_count),
      codeOwners: parameters.require_code_owner_review === true,
      dismissStale: parameters.dismiss_stale_reviews_on_push === true,
    },
  }),
  required_status_checks: (parameters) => ({
    requiredChecks: asObjects(parameters.required_status_checks).map(({ context, integration_id: app }) => {
      return { context: String(context), ...(typeof app === 'number' ? { app } : {}) }
    }),
    upToDate: parameters.strict_required_status_checks_policy === true,
  }),
}

const bypassing: Readonly<Record<string, 'app' | 'owners'>> = { Integration: 'app', OrganizationAdmin: 'owners' }

/** What somebody sends to make or change a ruleset, as GitHub reads it. */
export function readRuleset(x: Exchange): Read {
  const { name, target, enforcement, conditions } = x.body
  if (typeof name !== 'string' || name === '') return { refused: 'Name is missing' }
  if (target !== undefined && target !== 'branch') return { refused: 'Target is not known here' }
  if (enforcement !== 'active' && enforcement !== 'disabled' && enforcement !== 'evaluate')
    return { refused: 'Enforcement is missing' }
  const patterns = readPatterns(asObject(asObject(conditions).ref_name))
  if (patterns === undefined) return { refused: 'Conditions are invalid' }
  const rules = asObjects(x.body.rules)
  const unknown = rules.find(({ type }) => !(String(type) in known))
  if (unknown) return { refused: `Rule ${String(unknown.type)} is not known here` }
  const bypass = readBypass(x)
  if (typeof bypass === 'string') return { refused: bypass }
  const read = rules.map(({ type, parameters }) => known[String(type)]?.(asObject(parameters)) ?? {})
  return { name, patterns, rules: Object.assign({ enforcement, bypass }, ...read) as BranchRules }
}

function readPatterns({ include, exclude }: JsonObject): string[] | undefined {
  if (!Array.isArray(include) || include.length === 0 || !Array.isArray(exclude) || exclude.length > 0) return undefined
  const patterns = include.map(String)
  const wrong = patterns.some((one) => one !== '~ALL' && one !== '~DEFAULT_BRANCH' && !one.startsWith('refs/heads/'))
  return wrong ? undefined : patterns.map((one) => one.replace(/^refs\/heads\//, ''))
}

/** An app is an actor of a repository where it is installed, and not before. */
function readBypass(x: Exchange): NonNullable<BranchRules['bypass']> | string {
  const { app } = x.world
  const who: ('app' | 'owners')[] = []
  for (const { actor_type: type, actor_id: id } of asObjects(x.body.bypass_actors)) {
    const one = bypassing[String(type)]
    if (one === undefined) return 'Bypass actors are not known here'
    if (one === 'app' && (Number(id) !== app.id || !isInstalled(app)))
      return 'Actor GitHub App must be part of the ruleset source or owner organization'
    who.push(one)
  }
  return who
}
