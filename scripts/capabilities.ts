// Writes src/policy/capabilities.json: what a policy may use. A built-in gets in when the WASM module carries its code
// itself, found out by compiling a call of it, or when it is one of those that the host provides (src/policy/builtins). Run `node scripts/capabilities.ts [path of opa]` after each change of the opa version.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { hostBuiltins } from '../src/policy/builtins/host-builtins.ts'
import { openModule, requiredBuiltins } from '../src/policy/module.ts'
import { findOpa } from '../src/policy/opa/opa-binary.ts'
import { readTar } from '../src/policy/tar.ts'

type Builtin = { name: string; decl: { args?: unknown[] }; [key: string]: unknown }
type Capabilities = { builtins: Builtin[]; [key: string]: unknown }

// Compile-time or infix forms that cannot be called by name, and calls that the compiler erases or rewrites.
const byCompiler = [
  'assign',
  'eq',
  'internal.member_2',
  'internal.member_3',
  'internal.print',
  'internal.template_string',
  'internal.test_case',
  'print',
  'rego.metadata.chain',
  'rego.metadata.rule',
]
// Whether native or not: with them a decision could not be repeated, or could learn about the machine.
const never = ['rand.intn', 'opa.runtime', 'http.send', 'time.now_ns', 'uuid.rfc4122', 'trace']

const opa = process.argv[2] ?? (await findOpa()).path
const all = JSON.parse(execFileSync(opa, ['capabilities', '--current'], { encoding: 'utf8' })) as Capabilities
const dir = mkdtempSync(join(tmpdir(), 'daypass-capabilities-'))

/** The built-ins that a module compiled from one call asks its host for; undefined when the call does not compile. */
async function asked(builtin: Builtin): Promise<string[] | undefined> {
  const args = (builtin.decl.args ?? []).map((_arg, i) => `input.a${i}`).join(', ')
  const file = join(dir, 'probe.rego')
  const bundle = join(dir, 'bundle.tar.gz')
  writeFileSync(file, `package probe\n\nanswer := ${builtin.name}(${args})\n`)
  try {
    execFileSync(opa, ['build', '-t', 'wasm', '-e', 'probe/answer', '-O', '0', '-o', bundle, file], { stdio: 'pipe' })
  } catch {
    return undefined
  }
  const wasm = readTar(gunzipSync(readFileSync(bundle))).get('policy.wasm')
  return wasm && requiredBuiltins(await openModule(await WebAssembly.compile(wasm), 64))
}

const fromHost = new Set(Object.keys(hostBuiltins))
const builtins: Builtin[] = []
for (const builtin of all.builtins) {
  const known = byCompiler.includes(builtin.name) || fromHost.has(builtin.name)
  if (!never.includes(builtin.name) && (known || (await asked(builtin))?.length === 0)) builtins.push(builtin)
}
rmSync(dir, { recursive: true })
const lean = builtins.map(({ name, decl, infix, relation }) => ({
  name,
  decl: withoutWords(decl),
  ...(infix === undefined ? {} : { infix }),
  // Without this word a call of `walk` gives all of its answers as one.
  ...(relation === undefined ? {} : { relation }),
}))
const file = new URL('../src/policy/capabilities.json', import.meta.url)
writeFileSync(file, `${JSON.stringify({ ...all, allow_net: [], builtins: lean }, undefined, 1)}\n`)
execFileSync('biome', ['format', '--write', fileURLToPath(file)])
writeGuide()
console.log(`${lean.length} of ${all.builtins.length} built-ins may be used`)

/** Descriptions and argument names are for documentation; opa needs the types only. */
function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([key]) => key !== 'description' && key !== 'name')
  return Object.fromEntries(kept.map(([key, v]) => [key, withoutWords(v)]))
}

/** In a process of its own, since this one has the list as it was before. */
function writeGuide(): void {
  const guide =
    "import { renderBuiltinGuide } from './src/policy/builtin-guide.ts'; process.stdout.write(renderBuiltinGuide())"
  const root = fileURLToPath(new URL('..', import.meta.url))
  const text = execFileSync(process.execPath, ['--input-type=module', '--eval', guide], { cwd: root, encoding: 'utf8' })
  const docs = join(root, 'docs', 'policy.md')
  const [before, rest = ''] = readFileSync(docs, 'utf8').split(
    '<!-- built-ins: written by scripts/capabilities.ts -->\n',
  )
  const after = rest.slice(rest.indexOf('<!-- end of built-ins -->'))
  const marked = `<!-- built-ins: written by scripts/capabilities.ts -->\n${text}\n${after}`
  writeFileSync(docs, before + marked)
}
