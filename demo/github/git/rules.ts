import type { Actor } from '../gateway/actor.ts'
import type { Repository } from '../repositories/repository.ts'
import type { BranchRules, MergeMethod } from '../switch-types.ts'
import { wrongByPattern } from './text-rules.ts'

/** `source` is the repository whose ruleset it is; undefined for one of the organisation, which is for all repositories. */
export type Ruleset = {
  id: number
  name: string
  patterns: readonly string[]
  rules: BranchRules
  createdAt: string
  source: Repository | undefined
}
export type Operation = 'creation' | 'update' | 'deletion' | 'non_fast_forward'

const SAID: Readonly<Record<Operation, string>> = {
  creation: 'Cannot create ref due to creations being restricted.',
  update: 'Cannot update this protected ref.',
  deletion: 'Cannot delete this protected ref.',
  non_fast_forward: 'Cannot force-push to this branch.',
}

/** Rulesets of branches, one for each pattern. `emulate` has none. */
export class Rules {
  #rulesets: Ruleset[] = []
  #nextId = 8_801
  readonly #inForce: (repository: Repository) => boolean

  /** `inForce` says whether the plan has rules for a repository. */
  constructor(inForce: (repository: Repository) => boolean) {
    this.#inForce = inForce
  }

  set(source: Repository | undefined, pattern: string, rules: BranchRules | null, now: string): void {
    const known = this.#rulesets.find((one) => one.name === pattern && one.source === source)
    if (rules === null) this.#rulesets = this.#rulesets.filter((one) => one !== known)
    else this.put(source, { name: pattern, patterns: [pattern], rules }, now, known?.id)
  }

  /** Makes a ruleset, or puts another in the place of the one with this number. */
  put(
    source: Repository | undefined,
    made: Pick<Ruleset, 'name' | 'patterns' | 'rules'>,
    now: string,
    id?: number,
  ): Ruleset {
    const known = this.#rulesets.find((one) => one.id === id && one.source === source)
    const ruleset = { ...made, id: known?.id ?? this.#nextId++, createdAt: known?.createdAt ?? now, source }
    this.#rulesets = [...this.#rulesets.filter((one) => one !== known), ruleset]
    return ruleset
  }

  all(repository: Repository): readonly Ruleset[] {
    return this.#rulesets.filter(({ source }) => source === repository || source === undefined)
  }

  /** Those that apply to a branch and are enforced. */
  active(repository: Repository, branch: string): Ruleset[] {
    if (!this.#inForce(repository)) return []
    return this.all(repository).filter(({ patterns, rules }) => {
      return (rules.enforcement ?? 'active') === 'active' && patterns.some((pattern) => fits(pattern, branch))
    })
  }

  /** What GitHub answers to somebody who may not do this to the branch; undefined when they may. */
  refusal(actor: Actor, repository: Repository, branch: string, operation: Operation): string | undefined {
    const refusing = this.active(repository, branch).find((one) => {
      return !bypasses(one.rules, actor) && kinds(one.rules).includes(operation)
    })
    return refusing && violation(SAID[operation])
  }

  /** What GitHub answers to somebody who may change the branch only through a pull request; undefined when they may. */
  needsPull(actor: Actor, repository: Repository, branch: string): string | undefined {
    const needing = this.active(repository, branch).find(({ rules }) => rules.reviews && !bypasses(rules, actor))
    return needing && violation('Changes must be made through a pull request.')
  }

  /** What GitHub answers to somebody whose commit or new branch does not fit the rules about texts and signatures. */
  wrongCommit(actor: Actor, repository: Repository, branch: string, commit: NewCommit): string | undefined {
    const binding = this.active(repository, branch).filter(({ rules }) => !bypasses(rules, actor))
    for (const { rules } of binding) {
      const wrong =
        wrongByPattern('Commit message', commit.message, rules.commitMessage) ??
        (commit.isNewBranch ? wrongByPattern('Branch name', branch, rules.branchName) : undefined) ??
        (rules.signatures && !commit.signed ? 'Commits must have verified signatures.' : undefined)
      if (wrong !== undefined) return violation(wrong)
    }
    return undefined
  }

  /** The ways in which somebody may merge into the branch by the rules. */
  methods(actor: Actor, repository: Repository, branch: string): MergeMethod[] {
    const binding = this.active(repository, branch).filter(({ rules }) => !bypasses(rules, actor))
    return (['merge', 'squash', 'rebase'] as const).filter((method) => {
      return binding.every(({ rules }) => {
        return !(rules.linearHistory && method === 'merge') && rules.reviews?.methods?.includes(method) !== false
      })
    })
  }
}

type NewCommit = { message: string; signed: boolean; isNewBranch: boolean }

/** How GitHub begins where it refuses by a ruleset. */
export function violation(what: string): string {
  return `Repository rule violations found\n\n${what}\n\n`
}

/** The kinds of rule about moving a branch that a ruleset is made of, in GitHub's words. */
export function kinds(rules: BranchRules): Operation[] {
  return [
    ...(rules.onlyApp || rules.creation ? (['creation'] as const) : []),
    ...(rules.onlyApp || rules.update ? (['update'] as const) : []),
    ...(rules.onlyApp || rules.deletion ? (['deletion'] as const) : []),
    ...(rules.nonFastForward ? (['non_fast_forward'] as const) : []),
  ]
}

/** Our app bypasses what is for it alone; it and the owners bypass the rest only where the rules say so. */
export function bypasses(rules: BranchRules, actor: Actor): boolean {
  if (actor.by === 'app') return rules.onlyApp === true || rules.bypass?.includes('app') === true
  return actor.by === 'user' && actor.account.owner && rules.bypass?.includes('owners') === true
}

/** GitHub's fnmatch: a star does not cross a slash, a double star with a slash crosses any number of them. */
function fits(pattern: string, branch: string): boolean {
  if (pattern === '~ALL') return true
  if (pattern === '~DEFAULT_BRANCH') return branch === 'main'
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*+|\?/g, (mark) => (mark === '**/' ? '(?:.*/)?' : mark === '?' ? '[^/]' : '[^/]*'))
  return new RegExp(`^${source}$`).test(branch)
}
