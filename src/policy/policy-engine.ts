import { asError, DaypassError, isDaypassError } from '../core/error.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import type { PolicyOutput } from '../generated/policy-output.ts'
import { isPolicyInput, isPolicyOutput, type Validator } from '../generated/validators.js'
import type { CompiledPolicy, PolicyEngine, PolicyFiles } from '../ports/policy-engine.ts'
import { compilePolicy } from './compile.ts'
import { compiledFiles, policyDigest } from './files.ts'
import type { OpaBinary } from './opa/opa-binary.ts'
import { Evaluator, type Loadable } from './worker/evaluator.ts'

const COMPILED_AT_ONCE = 32

export type PolicyEngineOptions = {
  opa: Pick<OpaBinary, 'path'>
  /** Most CPU time that an evaluation takes, in milliseconds. */
  deadlineMs?: number
  /** Longest evaluation by the clock, in milliseconds, for one that gets no CPU time. Waiting in line counts for neither. */
  capMs?: number
  /** Most memory of one policy, in pages of 64 KiB. */
  memoryPages?: number
  /** Threads that evaluate side by side. */
  workers?: number
}

/** The engine of real policies: opa compiles them, worker threads evaluate the WASM. Its threads keep no process alive. */
export function createPolicyEngine(options: PolicyEngineOptions): PolicyEngine {
  const { opa, deadlineMs = 100, capMs = 5_000, memoryPages = 1024, workers = 1 } = options
  const limits = { budget: { cpuMs: deadlineMs, wallMs: capMs }, memoryPages }
  const evaluators = Array.from({ length: workers }, () => new Evaluator(limits))
  const compiled = new Map<string, Promise<CompiledPolicy>>()
  const loadables = new WeakMap<CompiledPolicy, Loadable>()

  const leastBusy = () => evaluators.reduce((a, b) => (b.queued < a.queued ? b : a))

  async function compileAnew(digest: string, files: PolicyFiles): Promise<CompiledPolicy> {
    const loadable = { digest, ...(await compilePolicy(opa.path, files).catch(failed)) }
    await leastBusy().run(loadable)
    const policy = Object.freeze({ digest, files: compiledFiles(files) })
    loadables.set(policy, loadable)
    return policy
  }

  return {
    async compile(files) {
      const digest = policyDigest(files)
      const policy = compiled.get(digest) ?? compileAnew(digest, files)
      // A failure is not kept: it may have been the machine's.
      if (!compiled.delete(digest)) policy.catch(() => compiled.delete(digest))
      compiled.set(digest, policy)
      const [oldest] = compiled.keys()
      if (compiled.size > COMPILED_AT_ONCE && oldest !== undefined) compiled.delete(oldest)
      return policy
    },
    async decide(policy, input) {
      const loadable = loadables.get(policy)
      if (loadable === undefined) {
        throw new DaypassError('POLICY_FAILED', 'This policy was not compiled by this engine: compile it first.')
      }
      return checkedOutput(await leastBusy().run(loadable, inputText(input)))
    },
    async close() {
      await Promise.all(evaluators.map((evaluator) => evaluator.close()))
    },
  }
}

/** A full disk, say: not the policy's fault, and still no approval. */
function failed(thrown: unknown): never {
  if (isDaypassError(thrown)) throw thrown
  const cause = asError(thrown)
  throw new DaypassError('POLICY_FAILED', `The policy could not be compiled here: ${cause.message}.`, { cause })
}

function inputText(input: PolicyInput): string {
  if (isPolicyInput(input)) return JSON.stringify(input)
  throw new DaypassError('POLICY_INPUT_INVALID', `The facts for the policy are incomplete: ${problems(isPolicyInput)}.`)
}

/** Judged here and not in the thread, so that whatever happens there, only this shape comes out. */
function checkedOutput(text: string): PolicyOutput {
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
