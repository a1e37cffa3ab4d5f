import { type Answer, type Handler, refusal } from '../gateway/route.ts'
import { repositoryOf } from '../issues/issues.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'

/** Whether rules and code owners work there: on GitHub Free they do in public repositories alone. */
export function paysForRules(world: Pick<World, 'settings'>, repository: Repository): boolean {
  return world.settings.plan !== 'free' || !repository.private
}

/** Calls about rules, which GitHub refuses where the plan has none. */
export function paid(handler: Handler): Handler {
  return (x) => (paysForRules(x.world, repositoryOf(x)) ? handler(x) : UPGRADE)
}

const UPGRADE: Answer = refusal(403, 'Upgrade to GitHub Pro or make this repository public to enable this feature.')
