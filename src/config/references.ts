import type { Problem } from '../core/error.ts'
import { type Environment, findSecret, pathVariable, type ReadFile } from './secret-source.ts'

/** One that is never closed is taken to the end, so that no part of a text is read twice. */
const reference = /\$\{([^}]*)(\}|$)/g

const example = `\${NAME}`

type Found = { env: Environment; readFile: ReadFile; problems: Problem[] }

/** What a reference stands for, or what is wrong with it. */
function lookUp(name: string, { env, readFile }: Found): { text: string } | Omit<Problem, 'where'> {
  const wrong = (message: string, code: Problem['code'] = 'CONFIG_INVALID') => ({ code, message })
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return wrong(`has a reference that names no variable. Write ${example}.`)
  const found = findSecret(name, env, readFile)
  const refers = `refers to \${${name}}`
  if (found === undefined) {
    const advice = `Set the variable ${name}, or ${pathVariable(name)} to a file that holds it.`
    return wrong(`${refers}, which is not set. ${advice}`, 'CONFIG_MISSING')
  }
  if ('complaint' in found) return wrong(`${refers}, but ${found.variable} ${found.complaint}.`, found.code)
  if (found.text === '') return wrong(`${refers}, which is set but empty. Give ${name} a value.`)
  return found
}

function resolveText(text: string, where: string, found: Found): string {
  const { problems } = found
  const resolved = text.replace(reference, (all, name: string, closing: string) => {
    if (closing === '') return all
    const value = lookUp(name, found)
    if ('text' in value) return value.text
    problems.push({ ...value, where })
    return ''
  })
  // What a variable holds is taken as it is: only the file itself can refer.
  if (text.replace(reference, (all, _name, closing: string) => (closing === '' ? all : '')).includes('${')) {
    problems.push({ code: 'CONFIG_INVALID', where, message: `has a "\${" without its "}". Write ${example}.` })
  }
  return resolved
}

/**
 * The document with every `${NAME}` in its string values, whole or embedded, replaced by what the variable NAME holds, or the file that
 * NAME_PATH names. Keys are never replaced, and nothing is replaced twice. Problems are added to `found`, named `file: path.of.the.value`.
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
