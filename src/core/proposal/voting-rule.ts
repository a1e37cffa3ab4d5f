import type { Settings } from '../../generated/config.ts'
import { parseDuration } from '../duration.ts'
import { DaypassError } from '../error.ts'
import type { Floors } from '../request/limits.ts'
import { type Age, ageOf } from '../review/tenure.ts'

/**
 * By what the owners' votes on a change of the rules count. `further`: how many more than one have to say yes; `memberFor`: how long they
 * must have been in the team by which they own; `keyMinAge`: seconds for which one of their account's SSH keys must have been known, where it has
 * any; undefined: that is nobody's wish.
 */
export type VotingRule = { further: number; memberFor: Age; keyMinAge: number | undefined }

const oneFurther = 1
/** Where settings cannot be used, as for requests whose settings say nothing. */
const aDay = 86_400

/** The rule of the settings in force (undefined: they cannot be used) and of the deployment, whichever is stricter in each. */
export function votingRule(settings: Settings | undefined, floors: readonly Floors[]): VotingRule {
  const said = (one: Pick<Floors, 'key_min_age'> | undefined) => (one?.key_min_age ? [secondsOf(one.key_min_age)] : [])
  const ages = [settings, ...floors].flatMap(said)
  if (settings === undefined) ages.push(aDay)
  return {
    further: Math.max(
      settings?.policy?.loosening_approvals ?? oneFurther,
      ...floors.map(({ loosening_approvals }) => loosening_approvals ?? 0),
    ),
    memberFor: ageOf(settings),
    keyMinAge: ages.length === 0 ? undefined : Math.max(...ages),
  }
}

/** What cannot be read no key is old enough for. */
function secondsOf(duration: string): number {
  try {
    return parseDuration(duration)
  } catch (error) {
    if (error instanceof DaypassError) return Number.POSITIVE_INFINITY
    throw error
  }
}
