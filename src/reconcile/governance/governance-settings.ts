import { parseDuration } from '../../core/duration.ts'
import { defaultLastGoodFor } from '../../core/governance/governance-record.ts'
import type { Settings } from '../../generated/config.ts'
import type { Deployment } from '../../generated/deployment.ts'

/** What no repository can loosen. */
export type PolicyFloors = NonNullable<Deployment['policy']>

/** For how many seconds what was good last decides: by the settings in force, and never longer than the deployment says. */
export function lastGoodFor(settings: Settings | undefined, floors: PolicyFloors): number {
  const said = settings?.policy?.last_good_for
  const own = said === undefined ? defaultLastGoodFor : parseDuration(said)
  return floors.last_good_for === undefined ? own : Math.min(own, parseDuration(floors.last_good_for))
}
