import type { PolicyEngine } from '../ports/policy-engine.ts'
import { createCompiler } from './compiler.ts'
import type { OpaBinary } from './opa/opa-binary.ts'
import { checkedOutput, inputText } from './shapes.ts'
import { Evaluator } from './worker/evaluator.ts'

export type PolicyEngineOptions = {
  opa: Pick<OpaBinary, 'path' | 'version'>
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
  const leastBusy = () => evaluators.reduce((a, b) => (b.queued < a.queued ? b : a))
  const { compile, loadable } = createCompiler(opa, (policy) => leastBusy().run(policy))

  return {
    compile,
    decide: async (policy, input) => checkedOutput(await leastBusy().run(loadable(policy), inputText(input)), input),
    async close() {
      await Promise.all(evaluators.map((evaluator) => evaluator.close()))
    },
  }
}
