import { notListed, type StandingAnswer, standingAnswer } from '../../core/policy/standing-answer.ts'
import { standingQuestion } from '../../core/policy/standing-question.ts'
import type { RequestRecord } from '../../core/record.ts'
import type { RequestKey } from '../../core/request-key.ts'
import type { Resource } from '../../generated/catalog.ts'
import type { Settings } from '../../generated/config.ts'
import type { PolicyInput } from '../../generated/policy-input.ts'
import type { PolicyOutput } from '../../generated/policy-output.ts'
import { isPolicyInput } from '../../generated/validators.js'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import type { PolicyReplay } from '../../ports/policy-replay.ts'
import type { GovernancePorts } from './governance-ports.ts'

/** The rules that are asked. */
export type Rules = { policy: PolicyFiles; resources: readonly Resource[] | undefined; settings: Settings | undefined }

/** Access that lives, and how these rules find it; what they do not object to is left out. */
export type Objection = { key: RequestKey; answer: Exclude<StandingAnswer, { is: 'fine' }> }

type Ports = Pick<GovernancePorts, 'governances' | 'replay' | 'floorsOf' | 'now'>

/** So many are read and asked at once. */
const atOnce = 1_000

/**
 * Asks these rules about everything that lives in a repository, without a word of GitHub's. What cannot be read or evaluated is no objection:
 * an error ends nothing. `live`: how much there is. Throws STORE_*, and what compiling the rules throws.
 */
export async function objectionsTo(
  ports: Ports,
  repository: number,
  rules: Rules,
): Promise<{ live: number; objections: Objection[] }> {
  const objections: Objection[] = []
  let live = 0
  // Where nothing lives, nothing is compiled.
  let replay: PolicyReplay | undefined
  try {
    for (let after: number | undefined = 0; after !== undefined; ) {
      const page = await ports.governances.live(repository, after, atOnce)
      live += page.length
      const asked = page.flatMap((one) => askedOf(ports, one.key, one.record, one.input, rules))
      objections.push(...asked.flatMap(({ key, gone }) => (gone ? [{ key, answer: notListed }] : [])))
      const questions = asked.flatMap((one) => (one.gone ? [] : [one]))
      if (questions.length > 0) replay ??= ports.replay()
      const others = await replay?.ask(
        questions.map(({ input, decision }) => ({ input, expected: decision.said ?? decision.output })),
        await replay.compile(rules.policy),
      )
      const said = new Map((others ?? []).map(({ index, now }) => [index, now]))
      for (const [index, question] of questions.entries()) {
        const reply = said.get(index) ?? { output: question.decision.said ?? question.decision.output }
        if (reply === 'varies' || !('output' in reply)) continue
        const answer = answerTo(ports, question, reply.output, rules)
        if (answer.is !== 'fine') objections.push({ key: question.key, answer })
      }
      after = page.length < atOnce ? undefined : page.at(-1)?.key.issue
    }
  } finally {
    await replay?.close()
  }
  return { live, objections }
}

type Decision = NonNullable<RequestRecord['decision']>
type Asked = { key: RequestKey; gone?: never; input: PolicyInput; decision: Decision; resource: Resource }

function askedOf(
  { now }: Ports,
  key: RequestKey,
  record: RequestRecord | undefined,
  input: unknown,
  { resources }: Rules,
): (Asked | { key: RequestKey; gone: true })[] {
  if (!record?.grant || !record.decision || !isPolicyInput(input)) return []
  const question = standingQuestion(input, { now: now(), ends: record.grant.ends, resources: resources ?? [] })
  const resource = resources?.find(({ id }) => id === input.request.resource)
  if (!question || !resource) return [{ key, gone: true }]
  return [{ key, input: question, decision: record.decision, resource }]
}

function answerTo(
  { floorsOf }: Ports,
  { input, decision, resource }: Asked,
  output: PolicyOutput,
  { settings = {} }: Rules,
): StandingAnswer {
  return standingAnswer(input, output, decision, { resource, floors: floorsOf(resource.connector), settings })
}
