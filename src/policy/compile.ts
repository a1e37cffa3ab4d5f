import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { sha256 } from '../core/digest.ts'
import { asError, DaypassError } from '../core/error.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import { capabilitiesPath } from './capabilities.ts'
import { compiledFiles } from './files.ts'
import { refuseForbidden } from './forbidden.ts'
import { runOpa } from './opa/run-opa.ts'
import { explained } from './opa-words.ts'
import { withPolicyFolder } from './policy-folder.ts'
import { parseRego } from './syntax.ts'
import { refusedSyntax } from './syntax-findings.ts'
import { readTar } from './tar.ts'

export const ENTRYPOINT = 'daypass/decision'
const MAX_BUNDLE = 32 * 1024 * 1024
const MAX_MESSAGE = 4_000

/** What the worker loads: the module, and the data files merged as JSON text. `wasm`: SHA-256 of the module's bytes. */
export type Compiled = { module: WebAssembly.Module; data: string; wasm: string }

/**
 * Checks the files and compiles them to a WASM module, with the opa binary at this path.
 *
 * @throws DaypassError POLICY_MISSING, POLICY_FORBIDDEN, POLICY_INVALID (opa's message with file and line), POLICY_TIMEOUT, OPA_MISSING
 */
export async function compilePolicy(opa: string, files: PolicyFiles): Promise<Compiled> {
  const chosen = compiledFiles(files)
  if (![...chosen.keys()].some((path) => path.endsWith('.rego'))) throw noPolicy()
  refuseForbidden(chosen)
  await refuseSyntax(opa, chosen)
  return withPolicyFolder(chosen, async (dir) => {
    await opaOrInvalid(opa, ['check', '--strict', '--capabilities', capabilitiesPath, 'policies'], dir)
    const build = ['build', '-t', 'wasm', '-e', ENTRYPOINT, '-O', '0', '--capabilities', capabilitiesPath]
    await opaOrInvalid(opa, [...build, '-o', 'bundle.tar.gz', 'policies'], dir)
    return readBundle(await readFile(join(dir, 'bundle.tar.gz')))
  })
}

export function noPolicy(): DaypassError {
  return new DaypassError('POLICY_MISSING', 'There is no policy: add a .rego file with `package daypass` to policies/.')
}

// Only a text with these words is worth the time of another run of opa.
const SUSPECT = /\bwalk\b|\bcases\b/

/** Refuses what opa accepts and WASM, or a run without the tables of tests, answers otherwise. */
async function refuseSyntax(opa: string, files: PolicyFiles): Promise<void> {
  if (![...files.values()].some((text) => SUSPECT.test(text))) return
  const found = refusedSyntax(await parseRego(opa, files))
  if (found !== undefined) throw new DaypassError(found.code, found.message, { where: found.where })
}

// opa colours some of what it says even where nobody sees colours.
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g')

/** opa's words without colours and without the temporary folder, which says nothing to the reader. */
export function tidy(output: string, dir: string): string {
  return output.replace(COLOUR, '').replaceAll(`${dir}/`, '').replaceAll(dir, '').trim().slice(0, MAX_MESSAGE)
}

async function opaOrInvalid(opa: string, args: readonly string[], dir: string): Promise<void> {
  const { code, output } = await runOpa(opa, args, dir)
  if (code === 0) return
  const where = /policies\/(?:(?!policies\/)[^\s:])+:\d+/.exec(output)?.[0]
  const message = `opa does not accept the policy: ${explained(tidy(output, dir))}`
  throw new DaypassError('POLICY_INVALID', message, where === undefined ? {} : { where })
}

async function readBundle(bundle: Uint8Array): Promise<Compiled> {
  const files = readTar(gunzipSync(bundle, { maxOutputLength: MAX_BUNDLE }))
  const wasm = files.get('policy.wasm')
  if (wasm === undefined)
    throw new DaypassError('POLICY_INVALID', 'opa wrote no WASM module: check that DAYPASS_OPA can build one.')
  const data = new TextDecoder().decode(files.get('data.json') ?? new TextEncoder().encode('{}'))
  // Data at the path of the package would stand beside the rules, where a reader of the rules does not see it.
  if (Object.hasOwn(JSON.parse(data) as object, 'daypass')) {
    throw new DaypassError(
      'POLICY_FORBIDDEN',
      'A data file defines `daypass`, which belongs to the rules: choose another name.',
    )
  }
  try {
    return { module: refuseForeignImports(await WebAssembly.compile(wasm)), data, wasm: sha256(wasm) }
  } catch (cause) {
    if (cause instanceof DaypassError) throw cause
    throw new DaypassError('POLICY_INVALID', `The compiled policy cannot be loaded: ${asError(cause).message}.`, {
      cause,
    })
  }
}

/** opa's own runtime imports its memory, abort, print and the doors to built-ins; whatever else a module wants, it does not get. */
function refuseForeignImports(module: WebAssembly.Module): WebAssembly.Module {
  const foreign = WebAssembly.Module.imports(module).find(
    (wanted) => wanted.module !== 'env' || !/^(memory|opa_abort|opa_println|opa_builtin[0-4])$/.test(wanted.name),
  )
  if (foreign === undefined) return module
  throw new DaypassError(
    'POLICY_FORBIDDEN',
    `The compiled policy imports ${foreign.module}.${foreign.name}: use another opa.`,
  )
}
