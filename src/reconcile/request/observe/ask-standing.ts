import { isDaypassError } from '../../../core/error.ts'
import { needsVotesAnew } from '../../../core/lifecycle/decide.ts'
import { notListed, type Standing, standingAnswer } from '../../../core/policy/standing-answer.ts'
import { standingQuestion } from '../../../core/policy/standing-question.ts'
import type { Decision, RequestRecord } from '../../../core/record.ts'
import { isPolicyInput } from '../../../generated/validators.js'
import type { Ports } from '../ports.ts'

/**
 * What the rules in force say of access that lives, without a word of GitHub's; undefined: they have no objection, or could not be asked. An error
 * ends nothing.
 */
export async function askStanding(ports: Ports, record: RequestRecord, now: Date): Promise<Standing | undefined> {
  const { grant, decision, key } = record
  if (!grant || !decision || grant.ends <= now) return undefined
  try {
    const inForce = await ports.inForce.contents(key.repository)
    const asked = inForce && (await ports.archive.decisions(key)).at(-1)?.input
    if (!inForce || !isPolicyInput(asked)) return undefined
    const { contents, pull } = inForce
    const { resources = [], settings = {} } = contents
    const input = standingQuestion(asked, { now, ends: grant.ends, resources })
    const resource = resources.find(({ id }) => id === grant.resource)
    const found = { policy: contents.digest, ...(pull === undefined ? {} : { pull }) }
    if (!input || !resource) return { ...found, refused: true, why: notListed.why }
    const policy = await ports.whatIf.compile(contents.policy)
    const output = await ports.whatIf.decide(policy, input)
    const by = { resource, floors: ports.floorsOf(resource.connector), settings }
    const answer = standingAnswer(input, output, decision, by)
    const { on_stricter: onStricter = 'warn' } = settings.policy ?? {}
    if (answer.is === 'fine' || (answer.is === 'more' && onStricter === 'keep')) return undefined
    return { ...found, refused: answer.is === 'refused' || onStricter === 'end', why: answer.why }
  } catch (error) {
    if (!isDaypassError(error)) throw error
    ports.log.warn({ code: error.code, request: key, err: error }, 'what lives could not be asked about; it goes on')
    return undefined
  }
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
