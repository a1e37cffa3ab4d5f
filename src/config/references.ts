import type { Problem } from '../core/error.ts'
import type { Environment } from './variables.ts'

const reference = /\$\{([^}]*)\}/g

const example = `\${NAME}`

type Found = { env: Environment; problems: Problem[] }

function resolveText(text: string, where: string, { env, problems }: Found): string {
  const resolved = text.replace(reference, (_all, name: string) => {
    const value = env[name]
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      problems.push({
        code: 'CONFIG_INVALID',
        where,
        message: `has a reference that names no variable. Write ${example}.`,
      })
    } else if (value === undefined) {
      problems.push({
        code: 'CONFIG_MISSING',
        where,
        message: `refers to \${${name}}, which is not set. Set the variable ${name}.`,
      })
    } else if (value === '') {
      problems.push({
        code: 'CONFIG_INVALID',
        where,
        message: `refers to \${${name}}, which is set but empty. Give ${name} a value.`,
      })
    }
    return value ?? ''
  })
  // What a variable holds is taken as it is: only the file itself can refer.
  if (text.replace(reference, '').includes('${')) {
    problems.push({ code: 'CONFIG_INVALID', where, message: `has a "\${" without its "}". Write ${example}.` })
  }
  return resolved
}

/**
 * The document with every `${NAME}` in its string values, whole or embedded, replaced by what the environment holds. Keys are
 * never replaced, and nothing is replaced twice. Problems are added to `found`, named `file: path.of.the.value`.
 */
export function resolveReferences(value: unknown, where: string, found: Found, path = ''): unknown {
  if (typeof value === 'string') return resolveText(value, `${where}: ${path}`, found)
  if (Array.isArray(value))
    return value.map((item, index) => resolveReferences(item, where, found, `${path}[${index}]`))
  if (typeof value !== 'object' || value === null) return value
  const resolved: [string, unknown][] = Object.entries(value).map(([key, item]) => [
    key,
    resolveReferences(item, where, found, path === '' ? key : `${path}.${key}`),
  ])
  return Object.fromEntries(resolved)
}
