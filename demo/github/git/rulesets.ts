import { forbidden, forward, read } from '../gateway/forward.ts'
import { page } from '../gateway/page.ts'
import { type Answer, type Exchange, json, notFound, type Route, refusal, route } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import { asObject, isObject, type JsonObject, wholeSeconds } from '../json.ts'
import { allows, appMayRead } from '../people/permission.ts'
import type { BranchRules, TextPattern } from '../switch-types.ts'
import { nodeId } from '../world.ts'
import { paid } from './plan.ts'
import { readRuleset } from './read-ruleset.ts'
import { bypasses, kinds, type Ruleset } from './rules.ts'

const REPOSITORY = '/repos/:owner/:repo'

export const rulesetRoutes: readonly Route[] = [
  route(`GET ${REPOSITORY}/rules/branches/*branch`, paid(rulesOfBranch)),
  route(`GET ${REPOSITORY}/rulesets`, paid(rulesets)),
  route(`GET ${REPOSITORY}/rulesets/:id`, paid(ruleset)),
  route(`POST ${REPOSITORY}/rulesets`, paid(setting)),
  route(`PUT ${REPOSITORY}/rulesets/:id`, paid(setting)),
  route(`GET ${REPOSITORY}/branches/*branch/protection`, paid(protection)),
  route(`GET ${REPOSITORY}/branches/*branch`, branch),
]

/** What applies to a branch, whether it exists or not; everybody who reads the repository may know. */
function rulesOfBranch(x: Exchange): Answer {
  const repository = repositoryOf(x)
  const rules = x.world.rules.active(repository, x.params.branch ?? '').flatMap((one) => {
    const { source_type, source } = sourceOf(x, one)
    const from = { ruleset_source_type: source_type, ruleset_source: source, ruleset_id: one.id }
    return rulesIn(one).map((rule) => ({ ...rule, ...from }))
  })
  return page(x, rules)
}

/** Those of the organisation too, unless they are not wanted. */
function rulesets(x: Exchange): Answer {
  const wanted = seen(x)
  return page(
    x,
    wanted.map((one) => short(x, one)),
  )
}

function seen(x: Exchange): readonly Ruleset[] {
  const all = x.world.rules.all(repositoryOf(x))
  return x.query.get('includes_parents') === 'false' ? all.filter(({ source }) => source !== undefined) : all
}

function sourceOf(x: Exchange, { source }: Ruleset) {
  if (source === undefined) return { source_type: 'Organization', source: x.world.organisation.login }
  return { source_type: 'Repository', source: source.fullName }
}

function ruleset(x: Exchange): Answer {
  const one = seen(x).find(({ id }) => id === Number(x.params.id))
  if (one === undefined) return notFound()
  const administers = allows(x, 'admin', 'administration')
  return json({
    ...short(x, one),
    ...(administers ? { bypass_actors: bypassActors(x, one) } : {}),
    ...(x.actor.by === 'app' && !x.world.settings.tellsBypass
      ? {}
      : { current_user_can_bypass: bypasses(one.rules, x.actor) ? 'always' : 'never' }),
    conditions: { ref_name: { include: one.patterns.map(condition), exclude: [] } },
    rules: rulesIn(one),
  })
}

function short(x: Exchange, one: Ruleset): JsonObject {
  const { login } = x.world.organisation
  const place = one.source === undefined ? `orgs/${login}` : `repos/${one.source.fullName}`
  const page = one.source === undefined ? `organizations/${login}/settings` : one.source.fullName
  return {
    id: one.id,
    name: one.name,
    target: 'branch',
    ...sourceOf(x, one),
    enforcement: one.rules.enforcement ?? 'active',
    node_id: nodeId('RepositoryRuleset', one.id),
    _links: {
      self: { href: `${x.world.url}/${place}/rulesets/${one.id}` },
      html: { href: `${x.world.url}/${page}/rules/${one.id}` },
    },
    created_at: one.createdAt,
    updated_at: one.createdAt,
  }
}

function rulesIn({ rules }: Ruleset): JsonObject[] {
  const moves: JsonObject[] = kinds(rules).map((type) => {
    return type === 'update' ? { type, parameters: { update_allows_fetch_and_merge: false } } : { type }
  })
  const plain = [...moves, ...commitRules(rules), ...checkRules(rules)]
  if (rules.reviews === undefined) return plain
  const parameters = {
    allowed_merge_methods: rules.reviews.methods ?? ['merge', 'squash', 'rebase'],
    dismiss_stale_reviews_on_push: rules.reviews.dismissStale ?? false,
    require_code_owner_review: rules.reviews.codeOwners ?? false,
    require_last_push_approval: false,
    required_approving_review_count: rules.reviews.count,
    required_review_thread_resolution: false,
  }
  return [...plain, { type: 'pull_request', parameters }]
}

/** What must have been checked; without a number any app will do. */
function checkRules({ requiredChecks = [], upToDate = false }: BranchRules): JsonObject[] {
  if (requiredChecks.length === 0) return []
  const required = requiredChecks.map(({ context, app }) => ({
    context,
    ...(app === undefined ? {} : { integration_id: app }),
  }))
  const strict = { strict_required_status_checks_policy: upToDate, do_not_enforce_on_create: false }
  return [{ type: 'required_status_checks', parameters: { ...strict, required_status_checks: required } }]
}

/** What commits and names of branches must be like. */
function commitRules({ linearHistory, signatures, commitMessage, branchName }: BranchRules): JsonObject[] {
  const pattern = (type: string, given: TextPattern | undefined) => {
    return given === undefined ? [] : [{ type, parameters: { name: '', negate: false, ...given } }]
  }
  return [
    ...(linearHistory ? [{ type: 'required_linear_history' }] : []),
    ...(signatures ? [{ type: 'required_signatures' }] : []),
    ...pattern('commit_message_pattern', commitMessage),
    ...pattern('branch_name_pattern', branchName),
  ]
}

function bypassActors(x: Exchange, { rules }: Ruleset): JsonObject[] {
  const app = { actor_id: x.world.app.id, actor_type: 'Integration', bypass_mode: 'always' }
  const owners = { actor_id: 1, actor_type: 'OrganizationAdmin', bypass_mode: 'always' }
  const hasApp = rules.onlyApp || rules.bypass?.includes('app')
  return [...(hasApp ? [app] : []), ...(rules.bypass?.includes('owners') ? [owners] : [])]
}

function condition(pattern: string): string {
  return pattern.startsWith('~') ? pattern : `refs/heads/${pattern}`
}

/** Makes a ruleset, or changes the one that the path names. */
function setting(x: Exchange): Answer {
  if (!allows(x, 'admin', 'administration')) return forbidden(x.actor)
  const known = 'id' in x.params ? seen(x).find(({ id }) => id === Number(x.params.id)) : undefined
  if ('id' in x.params && known === undefined) return notFound()
  const read = readRuleset(x)
  if ('refused' in read) return refusal(422, 'Invalid request.', [read.refused])
  const source = repositoryOf(x)
  const taken = x.world.rules
    .all(source)
    .some((one) => one.source === source && one.name === read.name && one !== known)
  if (taken) return refusal(422, 'Validation Failed', ['Name must be unique'])
  const made = x.world.rules.put(source, read, wholeSeconds(x.world.now()), known?.id)
  const shown = ruleset({ ...x, params: { ...x.params, id: String(made.id) } })
  return { ...shown, status: known === undefined ? 201 : 200 }
}

/** Rulesets do not show here: GitHub knows only the older protection under this address, and nobody here has set one. */
async function protection(x: Exchange): Promise<Answer> {
  if (!appMayRead(x, 'administration')) return forbidden(x.actor)
  if (x.actor.by === 'user' && !allows(x, 'admin', 'administration')) return notFound()
  const answer = await forward(x)
  return answer.status === 404 ? refusal(404, 'Branch not protected') : answer
}

async function branch(x: Exchange): Promise<Answer> {
  const answer = await forward(x)
  if (answer.status !== 200 || !isObject(answer.body)) return answer
  const repository = repositoryOf(x)
  const name = String(answer.body.name)
  const url = `${x.world.url}/repos/${repository.fullName}/branches/${name}`
  const commit = await read(x.world, `/repos/${repository.fullName}/commits/${asObject(answer.body.commit).sha}`)
  const { stats: _, files: __, ...plain } = commit ?? {}
  const ruled = x.world.rules.active(repository, name).length > 0
  return json({
    protection: { enabled: false },
    ...answer.body,
    commit: plain,
    _links: { self: url, html: `${x.world.url}/${repository.fullName}/tree/${name}` },
    protected: ruled || answer.body.protected === true,
    protection_url: `${url}/protection`,
  })
}
