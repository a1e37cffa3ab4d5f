// `npm run check`: everything that can be said about the tree without running the product. All of it, then the verdict.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { findOpa } from '../src/policy/opa/opa-binary.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const opa = (await findOpa({ own: process.env.DAYPASS_OPA })).path
const capabilities = 'src/policy/capabilities.json'
const rego = readdirSync(new URL('../policies/', import.meta.url))
  .filter((file) => file.endsWith('.rego'))
  .map((file) => `policies/${file}`)

const checks: [what: string, command: string, ...args: string[]][] = [
  ['types', 'tsc', '-p', '.'],
  ['lint and format', 'biome', 'ci', '--colors=off', '--error-on-warnings', '.'],
  ['schema drift', 'node', 'scripts/generate.ts', '--check'],
  ['cases and their tests', 'node', 'scripts/cases.ts', '--check'],
  ['Rego format', opa, 'fmt', '--fail', '--list', ...rego],
  ['Rego check', opa, 'check', '--strict', '--capabilities', capabilities, ...rego],
  ['Rego tests', opa, 'test', '--capabilities', capabilities, 'policies/'],
  // What a reader's opa runs, which has every built-in.
  ['gate format', opa, 'fmt', '--fail', '--list', 'gate/'],
  ['gate check', opa, 'check', '--strict', 'gate/'],
  ['gate tests', opa, 'test', 'gate/'],
  ['architecture', 'vitest', 'run', 'test/architecture'],
  ['npm pack contents', 'node', 'scripts/pack-contents.ts'],
]

let failed = 0
for (const [what, command, ...args] of checks) {
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8' })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${status === 0 ? 'ok  ' : 'FAIL'} ${what} (${seconds} s)`)
  if (status !== 0) {
    failed += 1
    console.log(`${stdout}${stderr}`.trim())
  }
}
console.log(`${checks.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
