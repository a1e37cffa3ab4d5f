import { DaypassError } from '../core/error.ts'
import { object } from '../core/payload.ts'
import { checkUntil } from '../core/policy/until.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import type { PolicyOutput } from '../generated/policy-output.ts'
import { isPolicyInput, isPolicyOutput, type Validator } from '../generated/validators.js'

/** The input as a thread is given it. Throws POLICY_INPUT_INVALID. */
export function inputText(input: PolicyInput): string {
  if (isPolicyInput(input)) return JSON.stringify(input)
  throw new DaypassError('POLICY_INPUT_INVALID', `The facts for the policy are incomplete: ${problems(isPolicyInput)}.`)
}

/**
 * Judged here and not in the thread, so that whatever happens there, only this shape comes out. `input`: what was asked, valid or not.
 *
 * @throws DaypassError POLICY_OUTPUT_INVALID, POLICY_UNTIL_PAST
 */
export function checkedOutput(text: string, input: unknown): PolicyOutput {
  const output: unknown = JSON.parse(text)
  if (isPolicyOutput(output)) {
    checkUntil(output, object(object(input).facts).now_ns)
    return output
  }
  const found = problems(isPolicyOutput)
  throw new DaypassError(
    'POLICY_OUTPUT_INVALID',
    `The policy's answer has not the agreed shape: ${found}. Mend \`decision\`.`,
  )
}

function problems({ errors }: Validator<unknown>): string {
  const found = (errors ?? []).map((e) => `${e.instancePath || '(top)'} ${e.message ?? e.keyword}`)
  return [...new Set(found)].slice(0, 5).join('; ')
}
