import type { PolicyReply } from '../core/policy/replay-rows.ts'
import type { PolicyReads } from '../core/policy/unread-facts.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import type { CompiledPolicy, PolicyFiles } from './policy-engine.ts'

/**
 * What was asked once. `expected`: the answer then. `possible`: all that the input may have been, where the policy that is asked now reads what
 * nobody had read.
 */
export type OldQuestion = { input: PolicyInput; expected: unknown; possible?: readonly PolicyInput[] }

/** A question that is not answered with the expected bytes. `varies`: the answer depends on what nobody had read. */
export type OtherAnswer = { index: number; now: PolicyReply | 'varies'; before?: PolicyReply }

/**
 * Asks old questions again, many at a time, on threads of its own: live decisions never wait for it. Answers are compared as RFC 8785
 * bytes.
 */
export interface PolicyReplay {
  /** As the engine's `compile`. */
  compile(files: PolicyFiles): Promise<CompiledPolicy>
  /** What a policy may read. Throws POLICY_INVALID, POLICY_TIMEOUT, OPA_MISSING. */
  reads(policy: CompiledPolicy): Promise<PolicyReads>
  /**
   * Asks a policy, and the one before it where there is one, and returns the questions that either does not answer as expected, in their order.
   * An error of a policy is its reply. Throws POLICY_INPUT_INVALID, and POLICY_FAILED once it is closed.
   */
  ask(questions: readonly OldQuestion[], now: CompiledPolicy, before?: CompiledPolicy): Promise<OtherAnswer[]>
  /** Stops the threads. */
  close(): Promise<void>
}
