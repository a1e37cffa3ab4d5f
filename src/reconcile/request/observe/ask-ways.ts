import { parseDuration } from '../../../core/duration.ts'
import { accessUnder, type EffectLimits } from '../../../core/effect/effect.ts'
import { type Access, type Answer, type Way, whatItTakes } from '../../../core/effect/what-it-takes.ts'
import { asError, isDaypassError } from '../../../core/error.ts'
import { withYoungKeys } from '../../../core/lifecycle/young-keys.ts'
import type { KeySet } from '../../../core/ssh/recipient-keys.ts'
import type { Settings } from '../../../generated/config.ts'
import type { PolicyInput } from '../../../generated/policy-input.ts'
import type { PolicyOutput } from '../../../generated/policy-output.ts'
import type { CompiledPolicy } from '../../../ports/policy-engine.ts'
import type { Ports } from '../ports.ts'

/** By what an answer is acted on, beside the request that it answers. */
export type ActedBy = Omit<EffectLimits, 'request' | 'settings'> & {
  settings: Settings
  /** The keys that count, and when it was asked; absent where no credential is sealed. */
  keys?: { set: KeySet; asked: Date; minAge: number } | undefined
}

/** What an answer leads to, by every limit and by the age of the requester's keys. Throws REQUEST_DURATION_INVALID. */
export function actedOn(
  said: PolicyOutput,
  { request }: PolicyInput,
  { keys, ...limits }: ActedBy,
): { output: PolicyOutput; access: Access } {
  const output = keys ? withYoungKeys(said, keys.set, { ...keys, voted: false }).output : said
  return { output, access: accessUnder(output, { ...limits, request }) }
}

/** So long (milliseconds) is looked for at most, and after so many answers that do not count no more: a request waits meanwhile. */
const patience = 2_000
const mostUnanswered = 10
const mostKept = 6

/**
 * What it would take for what is wished for, of a question that this policy has answered; none where the policy cannot be asked so often.
 * Whatever goes wrong is logged and no more: nothing depends on it.
 */
export async function askWays(
  { whatIf, now, log }: Pick<Ports, 'whatIf' | 'now' | 'log'>,
  policy: CompiledPolicy,
  question: { input: PolicyInput; wished: (access: Access) => boolean; by: ActedBy },
): Promise<Way[]> {
  const { by, input, wished } = question
  const { floors, settings } = by
  const limits = [floors.max_duration, settings.max_duration].filter((one) => one !== undefined)
  const until = now().getTime() + patience
  let unanswered = 0
  const answer = async (asked: PolicyInput): Promise<Answer> => {
    try {
      return await whatIf.decide(policy, asked)
    } catch (error) {
      const isNoAnswer = isDaypassError(error, 'POLICY_UNDEFINED') || isDaypassError(error, 'POLICY_OUTPUT_INVALID')
      if (!isNoAnswer || ++unanswered > mostUnanswered) throw error
      return undefined
    }
  }
  try {
    const search = whatItTakes({
      input,
      wished,
      accessOf: (asked, output) => actedOn(output, asked, by).access,
      limits: limits.map(parseDuration),
      readsTime: [...policy.files.values()].some((text) => text.includes('now_ns')),
      takesTicket: settings.ticket !== 'off',
    })
    let next = search.next()
    while (!next.done) {
      if (now().getTime() > until) return []
      next = search.next(await answer(next.value))
    }
    return next.value.ways.slice(0, mostKept)
  } catch (error) {
    log.warn({ err: asError(error) }, 'what a request would take could not be found out')
    return []
  }
}
