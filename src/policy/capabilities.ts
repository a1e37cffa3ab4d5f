import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { sha256 } from '../core/digest.ts'
import { hostBuiltins } from './builtins/host-builtins.ts'
import capabilities from './capabilities.json' with { type: 'json' }

/**
 * The file that opa is given with `--capabilities`: what our runtime really offers, so that a call of anything else is a compile
 * error rather than a surprise at the first decision that reaches it. `node scripts/capabilities.ts` writes it.
 */
export const capabilitiesPath: string = fileURLToPath(new URL('./capabilities.json', import.meta.url))

let digest: string | undefined

/** SHA-256 of that file. */
export function capabilitiesDigest(): string {
  digest ??= sha256(readFileSync(capabilitiesPath))
  return digest
}

/** Every built-in that a policy may call. */
export const allowedBuiltins: readonly string[] = capabilities.builtins.map((builtin) => builtin.name)

/** Those of them that a module asks its host for; a module that asks for any other is refused. */
export const providedBuiltins: ReadonlySet<string> = new Set(Object.keys(hostBuiltins))
