import { sha256 } from '../../core/digest.ts'
import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { Answer } from '../../core/policy/grid.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { compilePolicy } from '../compile.ts'
import { policyDigest } from '../files.ts'
import { checkedOutput } from '../shapes.ts'
import type { Reply } from '../worker/batch.ts'
import { Evaluator, type Loadable } from '../worker/evaluator.ts'

/** What a decision may take. */
const one = { cpuMs: 100, wallMs: 5_000 }
/** A batch that takes more than this for each of its questions is asked one by one. */
const each = { cpuMs: 2, wallMs: 100 }
const memoryPages = 1024
/** So many questions cross to the thread at once: few enough that who asks for access meanwhile does not wait for their texts. */
const atOnce = 64

/** A policy that is not in force, in a thread of its own. */
export type Trial = {
  /** Its data files, merged, as JSON text. */
  data: string
  /**
   * Asks as the engine does, but what no schema allows too, and with other data where it is given. What keeps the policy from answering is
   * its answer. `answered`: told of how many there is an answer so far. Throws POLICY_TIMEOUT once `signal` is aborted.
   */
  ask(inputs: readonly unknown[], data?: string, answered?: (count: number) => void): Promise<Answer[]>
  close(): Promise<void>
}

/**
 * @throws DaypassError what compiling throws
 */
export async function createTrial(opa: string, files: PolicyFiles, signal?: AbortSignal): Promise<Trial> {
  const compiled = await compilePolicy(opa, files)
  const digest = policyDigest(files)
  const evaluator = new Evaluator({ budget: one, memoryPages })

  async function askSome(policy: Loadable, inputs: readonly string[]): Promise<Reply[]> {
    if (signal?.aborted) throw tooLong()
    try {
      // Nothing is expected, so that every answer is told.
      const asked = inputs.map((input) => ({ input, expected: '' }))
      const count = inputs.length
      const budget = { cpuMs: one.cpuMs + count * each.cpuMs, wallMs: one.wallMs + count * each.wallMs }
      const found = await evaluator.runBatch(policy, undefined, asked, budget)
      return found.map(({ now }) => (now === 'varies' ? { code: 'POLICY_FAILED', message: 'It varies.' } : now))
    } catch (error) {
      if (!isDaypassError(error)) throw error
    }
    // One of them ended the thread: which, and how the others are answered, is found one by one.
    const replies: Reply[] = []
    for (const input of inputs) {
      if (signal?.aborted) throw tooLong()
      replies.push(await askOne(policy, input))
    }
    return replies
  }

  async function askOne(policy: Loadable, input: string): Promise<Reply> {
    try {
      return { text: await evaluator.run(policy, input) }
    } catch (error) {
      if (!isDaypassError(error)) throw error
      return { code: error.code, message: error.message }
    }
  }

  return {
    data: compiled.data,
    async ask(inputs, data = compiled.data, answered) {
      const policy = { ...compiled, data, digest: `${digest} ${sha256(data)}` }
      const answers: Answer[] = []
      for (let from = 0; from < inputs.length; from += atOnce) {
        const some = inputs.slice(from, from + atOnce)
        const replies = await askSome(
          policy,
          some.map((input) => JSON.stringify(input)),
        )
        answers.push(...replies.map((reply, index) => answerOf(reply, some[index])))
        answered?.(answers.length)
      }
      return answers
    },
    close: () => evaluator.close(),
  }
}

function answerOf(reply: Reply, input: unknown): Answer {
  if ('code' in reply) return reply
  try {
    return { output: checkedOutput(reply.text, input) }
  } catch (error) {
    if (!isDaypassError(error)) throw error
    return { code: error.code, message: error.message }
  }
}

function tooLong(): DaypassError {
  return new DaypassError(
    'POLICY_TIMEOUT',
    'Judging this policy took too long, and was given up. Try again, or make it cheaper.',
  )
}
