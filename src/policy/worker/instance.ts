import { asError, DaypassError } from '../../core/error.ts'
import { providedBuiltins } from '../capabilities.ts'
import { type OpenModule, openModule, requiredBuiltins } from '../module.ts'

const ENTRYPOINT = 'daypass/decision'
const MAX_ANSWER = 64 * 1024

/** One loaded policy: answers an input, as JSON text, with an output, as JSON text. `fresh`: the same policy, in another memory. */
export type Instance = { evaluate(input: string): string; fresh(): Promise<Instance> }

/**
 * Instantiates a module with its data in at most `pages` of 64 KiB. After a failure the instance must be dropped: its memory
 * may be half written, and WASM memory never shrinks.
 *
 * @throws DaypassError POLICY_FORBIDDEN, POLICY_INVALID, POLICY_MEMORY; evaluating POLICY_UNDEFINED, POLICY_OUTPUT_INVALID,
 *   POLICY_MEMORY, POLICY_FAILED
 */
export async function instantiate(module: WebAssembly.Module, data: string, pages: number): Promise<Instance> {
  const loaded = await load(module, data, pages).catch((thrown: unknown) => fail('POLICY_INVALID', thrown))
  const foreign = requiredBuiltins(loaded).filter((name) => !providedBuiltins.has(name))
  if (foreign.length > 0) {
    const names = foreign.join(', ')
    throw new DaypassError('POLICY_FORBIDDEN', `The policy calls ${names}, which a policy may not: take it out.`)
  }
  if (!Object.hasOwn(loaded.entrypoints, ENTRYPOINT)) {
    throw new DaypassError('POLICY_INVALID', 'The policy has no rule `decision` in `package daypass`: add it.')
  }
  return { evaluate: (input) => answer(evaluate(loaded, input)), fresh: () => instantiate(module, data, pages) }
}

async function load(module: WebAssembly.Module, data: string, pages: number): Promise<OpenModule> {
  const loaded = await openModule(module, pages)
  loaded.setData(bytes(data))
  return loaded
}

function evaluate(loaded: OpenModule, input: string): unknown {
  try {
    return loaded.evaluate(bytes(input), ENTRYPOINT)
  } catch (thrown) {
    return fail('POLICY_FAILED', thrown)
  }
}

/** A result set of exactly one answer, as text; whether the answer has the right shape is judged outside. */
function answer(results: unknown): string {
  if (Array.isArray(results) && results.length === 0) {
    throw new DaypassError(
      'POLICY_UNDEFINED',
      'The policy gives no answer to this request: give `decision` a rule for it.',
    )
  }
  const result: unknown = Array.isArray(results) && results.length === 1 ? results[0]?.result : undefined
  const text = JSON.stringify(result)
  if (text === undefined || text.length > MAX_ANSWER) {
    throw new DaypassError(
      'POLICY_OUTPUT_INVALID',
      `The policy's answer is longer than ${MAX_ANSWER} characters or none at all.`,
    )
  }
  return text
}

/** The SDK throws strings and bare objects; that something did not fit into memory shows in their text alone. */
function fail(code: 'POLICY_INVALID' | 'POLICY_FAILED', thrown: unknown): never {
  const cause = asError(thrown)
  if (/opa_malloc|WebAssembly\.Memory/.test(cause.message)) {
    const message = 'The policy needs more memory than it may have: make its data or loops smaller.'
    throw new DaypassError('POLICY_MEMORY', message, { cause })
  }
  const verb = code === 'POLICY_FAILED' ? 'failed' : 'cannot be loaded'
  throw new DaypassError(code, `The policy ${verb}: ${cause.message.slice(0, 500)}.`, { cause })
}

function bytes(text: string): ArrayBuffer {
  const encoded = new TextEncoder().encode(text)
  const { buffer, byteOffset, byteLength } = encoded
  return byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)
}
