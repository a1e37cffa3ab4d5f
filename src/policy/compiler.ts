import { sha256 } from '../core/digest.ts'
import { asError, DaypassError, isDaypassError } from '../core/error.ts'
import type { CompiledPolicy, PolicyFiles } from '../ports/policy-engine.ts'
import { capabilitiesDigest } from './capabilities.ts'
import { compilePolicy } from './compile.ts'
import { compiledFiles, policyDigest } from './files.ts'
import { runtimeName } from './module.ts'
import type { OpaBinary } from './opa/opa-binary.ts'
import type { Loadable } from './worker/evaluator.ts'

const COMPILED_AT_ONCE = 32

/** Compiles policies, and remembers the last ones. */
export type Compiler = {
  /** As the engine's `compile`. */
  compile(files: PolicyFiles): Promise<CompiledPolicy>
  /** What a thread needs to load a policy of this compiler. Throws POLICY_FAILED for any other. */
  loadable(policy: CompiledPolicy): Loadable
}

/** `load`: tries whether a thread can load it, and throws what that throws. */
export function createCompiler(
  opa: Pick<OpaBinary, 'path' | 'version'>,
  load: (policy: Loadable) => Promise<unknown>,
): Compiler {
  const compiled = new Map<string, Promise<CompiledPolicy>>()
  const loadables = new WeakMap<CompiledPolicy, Loadable>()

  async function compileAnew(digest: string, files: PolicyFiles): Promise<CompiledPolicy> {
    const loadable = { digest, ...(await compilePolicy(opa.path, files).catch(failed)) }
    await load(loadable)
    const engine = { opa: opa.version, runtime: runtimeName, capabilities: capabilitiesDigest() }
    const built = { wasm: loadable.wasm, data: sha256(loadable.data), engine }
    const policy = Object.freeze({ digest, files: compiledFiles(files), built })
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
    loadable(policy) {
      const loadable = loadables.get(policy)
      if (loadable !== undefined) return loadable
      throw new DaypassError('POLICY_FAILED', 'This policy was not compiled by this engine: compile it first.')
    },
  }
}

/** A full disk, say: not the policy's fault, and still no approval. */
function failed(thrown: unknown): never {
  if (isDaypassError(thrown)) throw thrown
  const cause = asError(thrown)
  throw new DaypassError('POLICY_FAILED', `The policy could not be compiled here: ${cause.message}.`, { cause })
}
