import { DaypassError } from '../core/error.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import type { PolicyOutput } from '../generated/policy-output.ts'
import { isPolicyInput, isPolicyOutput, type Validator } from '../generated/validators.js'

/** The input as a thread is given it. Throws POLICY_INPUT_INVALID. */
export function inputText(input: PolicyInput): string {
  if (isPolicyInput(input)) return JSON.stringify(input)
  throw new DaypassError('POLICY_INPUT_INVALID', `The facts for the policy are incomplete: ${problems(isPolicyInput)}.`)
}

/**
 * Judged here and not in the thread, so that whatever happens there, only this shape comes out.
 *
 * @throws DaypassError POLICY_OUTPUT_INVALID
 */
export function checkedOutput(text: string): PolicyOutput {
  const output: unknown = JSON.parse(text)
  if (isPolicyOutput(output)) return output
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
