import type { PolicyBuild } from '../core/trail/receipt-of-decision.ts'
import type { PolicyInput } from '../generated/policy-input.ts'
import type { PolicyOutput } from '../generated/policy-output.ts'

/** Path below policies/ → text. `*.rego` and `data.json|yaml|yml` count; `*_test.rego` and everything else are left out. */
export type PolicyFiles = ReadonlyMap<string, string>

/** A policy that opa accepted and that loads. It belongs to the engine that compiled it. */
export interface CompiledPolicy {
  /** SHA-256, hexadecimal, over the paths and texts of the files that count: equal digests answer alike. */
  readonly digest: string
  /** Those files, sorted by path. */
  readonly files: PolicyFiles
  /** What they became: the same files and engine give the same bytes. */
  readonly built: PolicyBuild
}

/**
 * Turns policies into decisions. An answer is either an output of exactly the agreed shape or an exception with a code; no failure
 * can look like an approval. The same digest and input give the same bytes, whenever and wherever they are asked.
 */
export interface PolicyEngine {
  /**
   * Compiles files that nobody has checked yet. Idempotent, and cheap for files that were compiled before.
   * Throws POLICY_MISSING (no Rego file), POLICY_FORBIDDEN (a file that must not even be shown to opa, or a
   * module that asks for more than it may), POLICY_INVALID (with opa's words), POLICY_MEMORY, POLICY_TIMEOUT, POLICY_FAILED,
   * OPA_MISSING, OPA_CHECKSUM.
   */
  compile(files: PolicyFiles): Promise<CompiledPolicy>
  /**
   * Asks `daypass/decision`. Throws POLICY_INPUT_INVALID, POLICY_UNDEFINED, POLICY_OUTPUT_INVALID, POLICY_TIMEOUT,
   * POLICY_MEMORY, POLICY_FAILED. After any of them the next decision starts from a fresh instance.
   */
  decide(policy: CompiledPolicy, input: PolicyInput): Promise<PolicyOutput>
  /** Stops the workers; decisions still under way fail with POLICY_FAILED. */
  close(): Promise<void>
}
