// What check runs say of pull requests against the default branch.
import { isUntouched } from '../world/default-branch.ts'
import { isLooser, rulesIn } from '../world/governed-files.ts'
import { decisive, settingsIn } from './in-force.ts'
import { tolerated } from './invariants.ts'
import type { Subject } from './subject.ts'
import { isApproved, isPusherTold } from './votes-on-proposal.ts'

const conclusions: readonly string[] = ['success', 'failure', 'action_required', 'cancelled']

/** Looks at each run at the instant at which it is created or concluded. */
export function watchJudged(subject: Subject): void {
  const { observation, world } = subject
  world.main.onCheck = (check) => {
    const said = check.conclusion.newest
    const violated = (what: string) => observation.violated('judged', `${check.head.slice(0, 7)}: ${what}`)
    if (said !== undefined && !conclusions.includes(said)) violated(`it is ${said}`)
    const of = [...world.main.proposals.values()].find(({ pushers }) => pushers.has(check.head))
    if (!of) violated('a run of what nobody has proposed')
    else if (said === 'success' && !verdicts(subject, of.pull.number, check.head).includes('success'))
      violated('it is green, and must not be')
    const same = [...world.main.checks.values()].filter(({ head, name }) => head === check.head && name === check.name)
    // Who asks whether it is there already may be shown a listing of before, and who stands still asks nobody.
    if (same.length > 1 && !observation.isListingBehind && !observation.hasStalled) violated('it was begun twice')
  }
}

/**
 * What may be said of a head, by all that stood on the default branch and was in force a moment ago: what it would change is what is in
 * force, though the default branch may say something else.
 */
export function verdicts(subject: Subject, number: number, head: string): string[] {
  const { main } = subject.world
  const since = subject.clock - tolerated
  return main.tip.since(since).flatMap((onto) => {
    const commit = main.mergeOf(number, onto, head)
    if (commit === 'conflict') return ['failure']
    const [newest, after] = [main.filesAt(onto), main.filesAt(commit)]
    if (isUntouched(newest, after)) return ['success']
    if (!rulesIn(after)) return ['failure']
    return decisive(subject, since).flatMap((before) => {
      if (!isLooser(before, after)) return ['success']
      const count = 1 + (settingsIn(before).policy?.loosening_approvals ?? 1)
      return isApproved(subject, number, head, { before, newest, after, count }) ? ['success'] : ['action_required']
    })
  })
}

/** Milliseconds. */
const unseenEvery = 3_700_000

/** What is open has one run that is over for its newest head, and it says what is so. */
export function checkJudged(subject: Subject): void {
  const { observation, world } = subject
  const { archived, reach, private: isPrivate } = world.place.newest
  if (archived || reach !== 'there') return
  for (const { pull } of world.main.proposals.values()) {
    const { open, head, number } = pull.versions.newest
    const violated = (what: string) => observation.violated('judged', `pull request ${number}: ${what}`)
    const runs = [...world.main.checks.values()].filter((one) => one.head === head)
    const unfinished = runs.filter((one) => one.conclusion.newest === undefined)
    if (!open) {
      // What was closed while nothing could be seen for long is looked for once an hour.
      const wasSeen = world.place.since(subject.clock - unseenEvery).every((place) => place.reach === 'there')
      if (unfinished.length > 0 && !isLost(subject) && wasSeen) violated('it is closed, and a run goes on')
      continue
    }
    const said = runs.at(-1)?.conclusion.newest
    if (said === undefined) violated(runs.length === 0 ? 'it was never judged' : 'its run never ends')
    if (unfinished.length > 0 && !isLost(subject)) violated('an older run goes on')
    // Until somebody asks for another run.
    const isUnjudged = said === 'failure' && observation.unjudged.has(number)
    // Of who pushed webhooks alone tell: where none did, one more has to approve.
    const isUnheard = said === 'action_required' && !isPusherTold(subject, number)
    const expected = isPrivate ? verdicts(subject, number, head) : [...verdicts(subject, number, head), 'failure']
    if (said !== undefined && !isUnjudged && !isUnheard && !expected.includes(said))
      violated(`it says ${said}, and ${[...new Set(expected)].join(' or ')} is right`)
  }
}

/** What was begun, and of which no listing told, nobody can find again. */
const isLost = ({ observation }: Subject): boolean => observation.isListingBehind || observation.hasStalled
