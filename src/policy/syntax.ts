import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDaypassError } from '../core/error.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'
import { runOpa } from './opa/run-opa.ts'
import { withPolicyFolder } from './policy-folder.ts'

/** A node of opa's syntax tree; what it holds depends on its `type`. */
export type Node = { readonly [member: string]: unknown }
/** A file and its rules, as opa reads them. */
export type ParsedFile = { path: string; text: string; rules: readonly Node[]; imports: readonly Node[] }

/** The rules of each Rego file. A file that opa cannot read is left out: compiling says what is wrong with it. */
export async function parseRego(opa: string, files: PolicyFiles): Promise<ParsedFile[]> {
  const texts = Object.fromEntries([...files].filter(([path]) => path.endsWith('.rego')))
  return withPolicyFolder(new Map(), async (dir) => {
    // The texts are input, never files that opa would load.
    await writeFile(join(dir, 'input.json'), JSON.stringify(texts), { mode: 0o600 })
    const query = '{p: m | some p, t in input; m := rego.parse_module(p, t)}'
    const { code, output } = await runOpa(opa, ['eval', '--format', 'json', '--input', 'input.json', query], dir)
    if (code !== 0) return []
    const found = JSON.parse(output).result?.[0]?.expressions[0].value as
      | Record<string, { rules?: Node[]; imports?: Node[] }>
      | undefined
    return Object.entries(found ?? {}).map(([path, { rules = [], imports = [] }]) => ({
      path,
      text: texts[path] ?? '',
      rules,
      imports,
    }))
  })
}

/** A tree with the place and the text of every node is many times longer than what it was made from. */
const placed = { outputLength: 64 * 1024 * 1024 }

/**
 * The rules of one of these files, each node with its `location`: `row`, `col` and, in Base64, `text`. Undefined where opa cannot read
 * it, or not within its limits.
 */
export async function parsePlaced(opa: string, files: PolicyFiles, path: string): Promise<ParsedFile | undefined> {
  const text = files.get(path)
  if (text === undefined) return undefined
  return withPolicyFolder(new Map([[path, text]]), async (dir) => {
    const args = ['parse', '--format', 'json', '--json-include', 'locations', `policies/${path}`]
    const answer = await runOpa(opa, args, dir, placed).catch((thrown: unknown) => {
      if (isDaypassError(thrown, 'POLICY_INVALID')) return undefined
      throw thrown
    })
    if (answer?.code !== 0) return undefined
    const { rules = [], imports = [] } = JSON.parse(answer.output) as { rules?: Node[]; imports?: Node[] }
    return { path, text, rules, imports }
  })
}

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every node below a value, itself included, except below those that `into` keeps closed. */
export function* nodesIn(value: unknown, into: (node: Node) => boolean = () => true): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesIn(item, into)
  if (!isNode(value)) return
  yield value
  if (into(value)) for (const member of Object.values(value)) yield* nodesIn(member, into)
}

/** A variable or reference as it is written: `input.request.ticket`, `level`; undefined for other terms and for computed places. */
export function nameOf(term: unknown): string | undefined {
  if (!isNode(term)) return undefined
  if (term.type === 'var') return String(term.value)
  if (term.type !== 'ref' || !Array.isArray(term.value) || term.value[0]?.type !== 'var') return undefined
  const parts = (term.value as Node[]).map((part, i) => (i === 0 || part.type === 'string' ? String(part.value) : '[]'))
  return parts.join('.')
}
