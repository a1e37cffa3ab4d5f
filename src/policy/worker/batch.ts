import { canonicalJson } from '../../core/canonical-json.ts'
import { asError, isDaypassError } from '../../core/error.ts'
import type { ErrorCode } from '../../core/error-codes.ts'
import type { Instance } from './instance.ts'

/**
 * A question, as texts. `expected`: the answer in RFC 8785 form. `possible`: all that the input may have been, where the policy that is
 * asked now reads what nobody had read.
 */
export type Asked = { input: string; expected: string; possible?: readonly string[] }

/** Questions to the job's policy, and to another that is loaded: to that one as they were. */
export type Batch = { before?: string; asked: readonly Asked[] }

/** The answer in RFC 8785 form, or why there is none. */
export type Reply = { text: string } | { code: ErrorCode; message: string }

/** A question to which one of the policies does not answer as expected. `varies`: it depends on what nobody had read. */
export type Unlike = { index: number; now: Reply | 'varies'; before?: Reply }

/** After these the memory of an instance may be half written. */
const spoils: readonly ErrorCode[] = ['POLICY_FAILED', 'POLICY_MEMORY']

/** Asks one question after the other, and returns, as JSON text, where an answer is not the expected one. Instances that failed are renewed. */
export async function askAll({ before, asked }: Batch, now: string, instances: Map<string, Instance>): Promise<string> {
  const unlike: Unlike[] = []
  for (const [index, { input, expected, possible = [input] }] of asked.entries()) {
    const was = before === undefined ? undefined : await replyOf(instances, before, input)
    const is = await oneReply(instances, now, possible)
    const asWas = was === undefined || isText(was, expected)
    if (asWas && is !== 'varies' && isText(is, expected)) continue
    unlike.push({ index, now: is, ...(was === undefined ? {} : { before: was }) })
  }
  return JSON.stringify(unlike)
}

const isText = (reply: Reply, text: string): boolean => 'text' in reply && reply.text === text

async function oneReply(
  instances: Map<string, Instance>,
  digest: string,
  inputs: readonly string[],
): Promise<Reply | 'varies'> {
  let first: Reply | undefined
  for (const input of inputs) {
    const reply = await replyOf(instances, digest, input)
    if (first !== undefined && canonicalJson(first) !== canonicalJson(reply)) return 'varies'
    first = reply
  }
  return first ?? 'varies'
}

async function replyOf(instances: Map<string, Instance>, digest: string, input: string): Promise<Reply> {
  const instance = instances.get(digest)
  if (instance === undefined) throw new Error('the policy is not loaded')
  try {
    return { text: canonicalJson(JSON.parse(instance.evaluate(input))) }
  } catch (thrown) {
    const { message } = asError(thrown)
    // What can be answered and has no canonical form is not of the agreed shape.
    const code = isDaypassError(thrown) ? thrown.code : 'POLICY_OUTPUT_INVALID'
    if (spoils.includes(code)) instances.set(digest, await instance.fresh())
    return { code, message }
  }
}
