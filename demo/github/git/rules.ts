import type { Actor } from '../gateway/actor.ts'
import type { Repository } from '../repositories/repository.ts'
import type { BranchRules } from '../types.ts'

export type Ruleset = { id: number; pattern: string; rules: BranchRules; createdAt: string; source: Repository }
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

  set(source: Repository, pattern: string, rules: BranchRules | null, now: string): void {
    const known = this.#rulesets.find((one) => one.pattern === pattern && one.source === source)
    this.#rulesets = this.#rulesets.filter((one) => one !== known)
    if (rules === null) return
    this.#rulesets.push({
      id: known?.id ?? this.#nextId++,
      pattern,
      rules,
      createdAt: known?.createdAt ?? now,
      source,
    })
  }

  all(repository: Repository): readonly Ruleset[] {
    return this.#rulesets.filter(({ source }) => source === repository)
  }

  /** Those that apply to a branch and are enforced. */
  active(repository: Repository, branch: string): Ruleset[] {
    return this.all(repository).filter(({ pattern, rules }) => {
      return (rules.enforcement ?? 'active') === 'active' && fits(pattern, branch)
    })
  }

  /** What GitHub answers to somebody who may not do this to the branch; undefined when they may. */
  refusal(actor: Actor, repository: Repository, branch: string, operation: Operation): string | undefined {
    const refusing = this.active(repository, branch).find((one) => {
      return !bypasses(one.rules, actor) && kinds(one.rules).includes(operation)
    })
    return refusing && `Repository rule violations found\n\n${SAID[operation]}\n\n`
  }

  /** What GitHub answers to somebody who may change the branch only through a pull request; undefined when they may. */
  needsPull(actor: Actor, repository: Repository, branch: string): string | undefined {
    const needing = this.active(repository, branch).find(({ rules }) => rules.reviews && !bypasses(rules, actor))
    return needing && 'Repository rule violations found\n\nChanges must be made through a pull request.\n\n'
  }
}

/** The kinds of rule about moving a branch that a ruleset is made of, in GitHub's words. */
export function kinds(rules: BranchRules): Operation[] {
  return [
    ...(rules.onlyApp ? (['creation', 'update'] as const) : []),
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
