import { type Explained, isOtherwise, type Said, type Today } from '../../../core/effect/explained.ts'
import { asError } from '../../../core/error.ts'
import { asksWhy } from '../../../core/lifecycle/read-commands.ts'
import { resourceFacts } from '../../../core/policy/policy-question.ts'
import type { Decision, RequestRecord } from '../../../core/record.ts'
import type { PolicyInput } from '../../../generated/policy-input.ts'
import { isPolicyInput } from '../../../generated/validators.js'
import type { Governance } from '../../../ports/access-repository.ts'
import type { Issue } from '../../../ports/issues.ts'
import type { PolicyFiles } from '../../../ports/policy-engine.ts'
import type { Ports } from '../ports.ts'
import { type ActedBy, actedOn, askWays } from './ask-ways.ts'
import { minAgeOf } from './frozen-keys.ts'

/**
 * What is said to whoever asks why a request was denied or waits, by the decision that was recorded and its own input; and what the rules of
 * now say to the same, where they are others. Undefined where nobody asks. Nothing is thrown: the answer then says less.
 */
export async function askWhy(
  ports: Ports,
  record: RequestRecord,
  issue: Pick<Issue, 'createdAt'>,
  commands: readonly { name: string }[],
): Promise<{ explained?: Explained }> {
  const { key, state, decision } = record
  if (!asksWhy(record, commands) || !decision || (state !== 'pending' && state !== 'denied')) return {}
  try {
    const recorded = await recordedQuestion(ports, record)
    if (!recorded) return {}
    const governance = await ports.repository.read(key.repository)
    const look = { record, issue, decision, governance, recorded }
    const [atOnce, today] = [await withoutReview(ports, look), await otherToday(ports, look)]
    return { explained: { ...(atOnce.length > 0 ? { atOnce } : {}), ...(today === undefined ? {} : { today }) } }
  } catch (error) {
    ports.log.warn({ request: key, err: asError(error) }, 'why it stands so is explained by the record alone')
    return {}
  }
}

type Recorded = { input: PolicyInput; texts: PolicyFiles | undefined }

/** The question of the decision that stands, with the texts that answered it, where both are still kept. */
async function recordedQuestion({ archive }: Ports, { key }: RequestRecord): Promise<Recorded | undefined> {
  const kept = (await archive.decisions(key)).filter(({ why }) => why !== 'extend').at(-1)
  if (!kept || !isPolicyInput(kept.input)) return undefined
  const texts = kept.policy === null ? undefined : await archive.policyTexts(kept.policy)
  return { input: kept.input, texts: texts && new Map(texts) }
}

type Look = {
  record: RequestRecord
  issue: Pick<Issue, 'createdAt'>
  decision: Decision
  governance: Governance
  recorded: Recorded
}

/** What needs approval may need none if it is asked for otherwise: by the policy that decided, and within the limits of now. */
async function withoutReview(ports: Ports, { recorded, ...look }: Look) {
  // That keys are too young is no rule of the policy.
  if (look.record.state !== 'pending' || look.decision.said || !recorded.texts) return []
  const by = actedBy(ports, look, recorded.input)
  if (!by) return []
  const policy = await ports.whatIf.compile(recorded.texts)
  return askWays(ports, policy, { input: recorded.input, wished: (access) => access === 'at-once', by })
}

/** What the rules of now say to the recorded question, its resource as the catalog has it now; undefined: nothing else. */
async function otherToday(ports: Ports, { recorded, ...look }: Look): Promise<Today | undefined> {
  const { decision, governance, record } = look
  if (governance.digest === decision.policy) return undefined
  if (governance.problems.length > 0) return 'unknown'
  const by = actedBy(ports, look, recorded.input)
  if (!by) return 'gone'
  const { request, facts } = recorded.input
  const input = { request, facts: { ...facts, resource: resourceFacts(by.resource) } }
  try {
    const said = await ports.whatIf.decide(await ports.whatIf.compile(governance.policy), input)
    const { output, access } = actedOn(said, input, by)
    const now: Said = { access, approvals: output.approvals ?? [] }
    const then: Said = {
      access: record.state === 'denied' ? 'none' : 'reviewed',
      approvals: decision.output.approvals ?? [],
    }
    return isOtherwise(then, now) ? now : undefined
  } catch (error) {
    ports.log.warn({ request: record.key, err: asError(error) }, 'the rules of now could not be asked')
    return 'unknown'
  }
}

/** The limits of now for what was asked; undefined: the catalog has it no more. */
function actedBy(
  ports: Ports,
  { record, issue, governance }: Omit<Look, 'recorded'>,
  { request }: PolicyInput,
): ActedBy | undefined {
  const resource = governance.resources?.find(({ id }) => id === request.resource)
  if (!resource || !request.actions.every((name) => resource.actions[name])) return undefined
  const settings = governance.settings ?? {}
  const floors = ports.floorsOf(resource.connector)
  const keys = record.keys && { set: record.keys, asked: issue.createdAt, minAge: minAgeOf(settings, floors) }
  return { resource, floors, settings, keys }
}
