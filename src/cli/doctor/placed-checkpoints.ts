import { isDaypassError } from '../../core/error.ts'
import { checkpointBranch } from '../../core/trail/placed.ts'
import type { PlaceLook } from '../../ports/checkpoint-place.ts'
import type { BranchRule } from '../../ports/repository-inspection.ts'
import type { DoctorInspection, TrailLook } from './inspection.ts'
import type { CheckResult } from './report.ts'

/** What must bind everybody, with what each forbids. */
const needed = { non_fast_forward: 'moving it back (block force pushes)', deletion: 'deleting it (restrict deletions)' }

/** Rules under which no program can add a commit, unless it may pass over them. */
const obstacles = [
  ...['creation', 'update', 'pull_request', 'required_status_checks', 'required_deployments', 'merge_queue'],
  'workflows',
]

const advice = `Add a ruleset for \`${checkpointBranch}\` that blocks force pushes and restricts deletions, with nobody in its bypass list: docs/operating.md, section 2, has it ready to be imported.`

const wrong = (code: string, message: string): CheckResult => ({
  state: 'wrong',
  code,
  where: checkpointBranch,
  message,
})

/**
 * Whether nobody, the app neither, can take back what lies on the branch, and whether the app can add to it. An app is not told who
 * stands in a bypass list; that it cannot pass over a rule itself is what GitHub tells it.
 */
export function judgeCheckpointRules(rules: readonly BranchRule[]): CheckResult[] {
  const told: CheckResult[] = []
  const of = (type: string) => rules.filter((rule) => rule.type === type)
  const types = Object.keys(needed) as (keyof typeof needed)[]
  const open = types.filter((type) => of(type).length === 0)
  if (open.length > 0)
    told.push(
      wrong('BRANCH_UNPROTECTED', `No rule forbids ${open.map((type) => needed[type]).join(' or ')}. ${advice}`),
    )
  const loose = types.filter((type) => of(type).length > 0 && of(type).every(({ bypassed }) => bypassed === true))
  if (loose.length > 0) {
    const message = `The app may pass over ${loose.map((type) => `\`${type}\``).join(' and ')}, and so may whoever steals its key. Empty the bypass list of that ruleset; what is for the app alone stands in another one.`
    told.push(wrong('BRANCH_UNPROTECTED', message))
  }
  const unsaid = types.filter((type) => !loose.includes(type) && of(type).length > 0 && !of(type).some(binds))
  if (unsaid.length > 0) {
    const message = `GitHub does not say whether the app may pass over ${unsaid.map((type) => `\`${type}\``).join(' and ')} on ${checkpointBranch}: look that nobody stands in that bypass list.`
    told.push({ state: 'note', message })
  }
  const inTheWay = [
    ...new Set(
      rules
        .filter(({ type }) => obstacles.includes(type))
        .filter(binds)
        .map(({ type }) => type),
    ),
  ]
  if (inTheWay.length > 0) {
    const message = `The app cannot add checkpoints: ${inTheWay.map((type) => `\`${type}\``).join(', ')} bind it. Leave \`${checkpointBranch}\` out of these rulesets, or put the app into their bypass lists.`
    told.push(wrong('BRANCH_UNPROTECTED', message))
  } else if (of('update').length === 0) {
    const message = `Everybody with write access can add commits to ${checkpointBranch}. What they add does not count, and what they take away stays in the history; to keep them out, name \`${checkpointBranch}\` in the ruleset of \`requests\` too.`
    told.push({ state: 'note', message })
  }
  return told
}

const binds = ({ bypassed }: BranchRule): boolean => bypassed === false

/** What lies there, against what the store remembers. `known` undefined: it cannot be told. */
export function judgePlace(id: number, look: PlaceLook, known: TrailLook | undefined): CheckResult[] {
  if (look.kind === 'shut') return []
  const told: CheckResult[] = []
  if (known?.ahead !== undefined) {
    const message = `It has a signed checkpoint of trail entry ${known.ahead}, which the store does not have: the store is an older copy, or entries were removed. Nothing is granted in this repository; ends go on. Put the newest copy of the store back, or, where that is lost for good, run \`daypass adopt --trail ${id}\`.`
    told.push(wrong('TRAIL_TRUNCATED', message))
  }
  const newest = look.kind === 'there' ? look.newest?.checkpoint.seq : undefined
  if (known?.placed !== undefined && (newest ?? 0) < known.placed) {
    const gone = look.kind === 'absent' ? 'The branch is gone, although' : 'It does not show that'
    const back =
      look.kind === 'absent'
        ? `Put it back from a clone: \`git push origin checkpoints\`. Where there is none, begin it anew: \`git push origin $(git commit-tree -m Lost $(git mktree </dev/null)):refs/heads/${checkpointBranch}\`; until then none is placed.`
        : 'Its history shows who took it away, and has it still.'
    const message = `${gone} a checkpoint of trail entry ${known.placed} was placed there. Ask who did that: the organisation's audit log tells. ${back}`
    told.push(wrong('CHECKPOINTS_REMOVED', message))
  }
  if (look.kind === 'there' && look.strange.length > 0) {
    const some = look.strange.slice(0, 3).join(', ')
    const more = look.strange.length > 3 ? `, and ${look.strange.length - 3} more` : ''
    const message = `On ${checkpointBranch} lie files that no key of this Daypass signed, and that do not count: ${some}${more}. Ask who put them there.`
    told.push({ state: 'note', message })
  }
  if (told.some(({ state }) => state === 'wrong')) return told
  const message =
    newest === undefined
      ? `No checkpoint lies on ${checkpointBranch} yet; the first is placed by itself.`
      : `Checkpoints lie on ${checkpointBranch}, up to trail entry ${newest}.`
  return [{ state: 'well', message }, ...told]
}

/** The trails as a running server's metrics tell of them. */
export function trailsIn(metrics: string): TrailLook[] {
  const trails = new Map<number, TrailLook>()
  const lines = metrics.matchAll(/^daypass_(checkpoint_placed|trail_truncated)\{repository="(\d+)"\} (\d+)$/gm)
  for (const [, what, id, seq] of lines) {
    const repository = Number(id)
    const name = what === 'trail_truncated' ? 'ahead' : 'placed'
    trails.set(repository, { ...trails.get(repository), repository, [name]: Number(seq) })
  }
  return [...trails.values()]
}

/** From the store, or from the server that has it open; undefined: neither tells, and the look at the store says why. */
async function trailsOf(looks: DoctorInspection): Promise<readonly TrailLook[] | undefined> {
  try {
    return (await looks.store())?.trails ?? []
  } catch (error) {
    if (!isDaypassError(error)) throw error
    const metrics = error.code === 'STORE_LOCKED' ? await looks.metrics() : undefined
    return metrics === undefined ? undefined : trailsIn(metrics)
  }
}

/** The rules of the branch, and what lies there. Throws GITHUB_*, REPOSITORY_UNREADABLE. */
export async function lookAtCheckpoints(looks: DoctorInspection, id: number): Promise<CheckResult[]> {
  const [rules, look, trails] = await Promise.all([
    looks.repositories.branchRules(id, checkpointBranch),
    looks.checkpoints(id),
    trailsOf(looks),
  ])
  const known = trails?.find(({ repository }) => repository === id)
  return [...(look ? judgePlace(id, look, known) : []), ...judgeCheckpointRules(rules)]
}
