import { parseAst } from 'vitest/node'
import { filesBelow } from './modules.ts'

/** A regular expression as it is written in a module. */
export type Expression = { path: string; pattern: string; flags: string }

type Node = { type?: string; [member: string]: unknown }

/** Every expression in a text of TypeScript or JavaScript: literals, and `new RegExp` of a text that is written out. */
export function expressionsIn(path: string, text: string): Expression[] {
  const found: Expression[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const node = value as Node
    const written = writtenIn(node)
    if (written) found.push({ path, ...written })
    for (const [name, member] of Object.entries(node)) if (name !== 'parent') visit(member)
  }
  visit(parseAst(text, { lang: path.endsWith('.ts') ? 'ts' : 'js' }))
  return found
}

function writtenIn(node: Node): { pattern: string; flags: string } | undefined {
  if (node.type === 'Literal' && node.regex) return node.regex as { pattern: string; flags: string }
  const { callee, arguments: given } = node as { callee?: { name?: string }; arguments?: { value?: unknown }[] }
  if (node.type !== 'NewExpression' || callee?.name !== 'RegExp') return undefined
  const [pattern, flags] = given ?? []
  return typeof pattern?.value === 'string' ? { pattern: pattern.value, flags: String(flags?.value ?? '') } : undefined
}

/** The modules of the product, generated ones included. */
export function productFiles(): string[] {
  return filesBelow('src').filter((path) => /\.(?:ts|js)$/.test(path) && !path.endsWith('.d.ts'))
}
