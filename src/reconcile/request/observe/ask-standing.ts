import { isDaypassError } from '../../../core/error.ts'
import { needsVotesAnew } from '../../../core/lifecycle/decide.ts'
import { notListed, type Standing, standingAnswer } from '../../../core/policy/standing-answer.ts'
import { standingQuestion } from '../../../core/policy/standing-question.ts'
import { untilOf } from '../../../core/policy/until.ts'
import type { Decision, RequestRecord } from '../../../core/record.ts'
import { isPolicyInput } from '../../../generated/validators.js'
import type { Ports } from '../ports.ts'

/**
 * What the rules in force say of access that lives, without a word of GitHub's; undefined: they could not be asked. `standing`: what they object
 * to; `askAgain`: when they let it last no longer than that. An error ends nothing; that what they give is over is none.
 */
export async function askStanding(
  ports: Ports,
  record: RequestRecord,
  now: Date,
): Promise<{ standing?: Standing; askAgain?: Date } | undefined> {
  const { grant, decision, key } = record
  if (!grant || !decision || grant.ends <= now) return undefined
  try {
    const inForce = await ports.inForce.contents(key.repository)
    // The question of the decision that stands: what was said to more time, a no above all, changes nothing of it.
    const given = inForce && (await ports.archive.decisions(key)).filter(({ why }) => why !== 'extend')
    const asked = given?.at(-1)?.input
    if (!inForce || !isPolicyInput(asked)) return undefined
    const { contents, pull } = inForce
    const { resources = [], settings = {} } = contents
    const input = standingQuestion(asked, { now, ends: grant.ends, resources })
    const resource = resources.find(({ id }) => id === grant.resource)
    const found = { policy: contents.digest, ...(pull === undefined ? {} : { pull }) }
    if (!input || !resource) return { standing: { ...found, refused: true, why: notListed.why } }
    const policy = await ports.whatIf.compile(contents.policy)
    const output = await ports.whatIf.decide(policy, input).catch(orOver)
    if (output === 'over') return { standing: { ...found, refused: true, why: over } }
    const until = untilOf(output)
    const again = until && until < grant.ends ? { askAgain: until } : {}
    const by = { resource, floors: ports.floorsOf(resource.connector), settings }
    const answer = standingAnswer(input, output, decision, by)
    const { on_stricter: onStricter = 'warn' } = settings.policy ?? {}
    if (answer.is === 'fine' || (answer.is === 'more' && onStricter === 'keep')) return again
    const refused = answer.is === 'refused' || onStricter === 'end'
    return { ...again, standing: { ...found, refused, why: answer.why } }
  } catch (error) {
    if (!isDaypassError(error)) throw error
    ports.log.warn({ code: error.code, request: key, err: error }, 'what lives could not be asked about; it goes on')
    return undefined
  }
}

const over = 'they let this access last until an instant that has passed'

function orOver(error: unknown): 'over' {
  if (isDaypassError(error, 'POLICY_UNTIL_PAST')) return 'over'
  throw error
}

/** Whether other rules than those that decided are in force, so that what is voted on is decided anew. */
export async function isUnderOtherRules(
  ports: Ports,
  record: RequestRecord,
  decision: Decision | undefined,
): Promise<boolean> {
  if (!decision || !needsVotesAnew(record)) return false
  const digest = await ports.inForce.digest(record.key.repository)
  return digest !== undefined && digest !== decision.policy
}
