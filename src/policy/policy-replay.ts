import { canonicalJson } from '../core/canonical-json.ts'
import { DaypassError, isDaypassError } from '../core/error.ts'
import type { PolicyReply } from '../core/policy/replay-rows.ts'
import type { CompiledPolicy } from '../ports/policy-engine.ts'
import type { OldQuestion, OtherAnswer, PolicyReplay } from '../ports/policy-replay.ts'
import { createCompiler } from './compiler.ts'
import type { PolicyEngineOptions } from './policy-engine.ts'
import { policyReads } from './policy-reads.ts'
import { checkedOutput, inputText } from './shapes.ts'
import type { Asked, Reply, Unlike } from './worker/batch.ts'
import { Evaluator, type Loadable } from './worker/evaluator.ts'

/** So many questions cross to a thread at once: one by one, the crossing takes a third of the time. */
const atOnce = 256

/** A batch that takes longer than so many evaluations at their longest is asked in halves, down to the one that takes so long. */
const patience = 20

type Asking = { now: Loadable; before: Loadable | undefined }

/** Asks on threads of its own, as the engine does, which keep no process alive. */
export function createPolicyReplay(options: PolicyEngineOptions): PolicyReplay {
  const { opa, deadlineMs = 100, capMs = 5_000, memoryPages = 1024, workers = 1 } = options
  const one = { cpuMs: deadlineMs, wallMs: capMs }
  const many = { cpuMs: patience * deadlineMs, wallMs: patience * capMs }
  const evaluators = Array.from({ length: workers }, () => new Evaluator({ budget: one, memoryPages }))
  const leastBusy = () => evaluators.reduce((a, b) => (b.queued < a.queued ? b : a))
  const { compile, loadable } = createCompiler(opa, (policy) => leastBusy().run(policy))
  let isClosed = false

  async function askSome(asked: readonly Asked[], policies: Asking, from: number): Promise<Unlike[]> {
    if (isClosed) throw new DaypassError('POLICY_FAILED', 'The replay was closed.')
    const { now, before } = policies
    try {
      const budget = asked.length === 1 ? one : many
      const found = await leastBusy().runBatch(now, before, asked, budget)
      return found.map((unlike) => ({ ...unlike, index: from + unlike.index }))
    } catch (error) {
      if (!isDaypassError(error)) throw error
      if (asked.length > 1) return askHalves(asked, policies, from)
      return [{ index: from, ...(await askAlone(asked[0], policies)) }]
    }
  }

  async function askHalves(asked: readonly Asked[], policies: Asking, from: number): Promise<Unlike[]> {
    const half = Math.ceil(asked.length / 2)
    const first = await askSome(asked.slice(0, half), policies, from)
    return [...first, ...(await askSome(asked.slice(half), policies, from + half))]
  }

  /** What ends a thread ends it for one policy alone. */
  async function askAlone(asked: Asked | undefined, { now, before }: Asking): Promise<Omit<Unlike, 'index'>> {
    const { input, possible = [input] } = asked ?? { input: '' }
    const replies = []
    for (const text of possible) replies.push(await replyOf(now, text))
    const [first] = replies
    const isOne = first !== undefined && replies.every((reply) => canonicalJson(reply) === canonicalJson(first))
    return { now: isOne ? first : 'varies', ...(before ? { before: await replyOf(before, input) } : {}) }
  }

  async function replyOf(policy: Loadable, input: string): Promise<Reply> {
    try {
      return { text: canonicalJson(JSON.parse(await leastBusy().run(policy, input))) }
    } catch (error) {
      if (!isDaypassError(error) || isClosed) throw error
      return { code: error.code, message: error.message }
    }
  }

  return {
    compile,
    reads: (policy) => policyReads(opa.path, policy.files, loadable(policy).data),
    async ask(questions, now: CompiledPolicy, before?: CompiledPolicy) {
      const policies = { now: loadable(now), before: before && loadable(before) }
      const asked = questions.map(askedOf)
      const batches = []
      for (let from = 0; from < asked.length; from += atOnce)
        batches.push(askSome(asked.slice(from, from + atOnce), policies, from))
      return (await Promise.all(batches)).flat().map((unlike) => otherAnswer(unlike, questions[unlike.index]?.input))
    },
    async close() {
      isClosed = true
      await Promise.all(evaluators.map((evaluator) => evaluator.close()))
    },
  }
}

function askedOf({ input, expected, possible }: OldQuestion): Asked {
  const asked = { input: inputText(input), expected: canonicalJson(expected) }
  return possible ? { ...asked, possible: possible.map(inputText) } : asked
}

function otherAnswer({ index, now, before }: Unlike, input: unknown): OtherAnswer {
  return {
    index,
    now: now === 'varies' ? now : judged(now, input),
    ...(before === undefined ? {} : { before: judged(before, input) }),
  }
}

/** Of the agreed shape, or no answer. */
function judged(reply: Reply, input: unknown): PolicyReply {
  if ('code' in reply) return reply
  try {
    return { output: checkedOutput(reply.text, input) }
  } catch (error) {
    if (isDaypassError(error)) return { code: error.code, message: error.message }
    throw error
  }
}
