import { asError } from '../core/error.ts'
import type { ErrorCode } from '../core/error-codes.ts'
import { unquoted } from './unwrapped.ts'

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Reads a whole text file; throws what the file system throws. */
export type ReadFile = (path: string) => string

/** The text of a secret, and how a sentence about it begins: empty for a variable's own text, `names /x, which ` for a file's. */
export type FoundSecret = { text: string; variable: string; opening: string }

/** Why the secret cannot be had: a sentence without its subject, which is `variable`. */
export type LostSecret = { code: ErrorCode; variable: string; complaint: string }

/** The variable that names the file of a secret. */
export const pathVariable = (name: string): string => `${name}_PATH`

/**
 * A secret of the environment: what the variable `name` holds, or the file that `<name>_PATH` names, less the one newline that editors and
 * secret stores put at its end. Undefined: neither is set. Lost when both are set (CONFIG_INVALID), and when the file is absent
 * (CONFIG_MISSING), cannot be read (CONFIG_UNREADABLE) or is empty (CONFIG_INVALID). What a file holds is never repeated.
 */
export function findSecret(name: string, env: Environment, readFile: ReadFile): FoundSecret | LostSecret | undefined {
  const variable = pathVariable(name)
  const named = env[variable]
  const [text, path] = [env[name], named === undefined ? undefined : unquoted(named)]
  if (path === undefined) return text === undefined ? undefined : { text, variable: name, opening: '' }
  const lost = (code: ErrorCode, complaint: string): LostSecret => ({ code, variable, complaint })
  if (text !== undefined)
    return {
      code: 'CONFIG_INVALID',
      variable: name,
      complaint: `is set together with ${variable}. Remove one of the two`,
    }
  if (path === '') return lost('CONFIG_INVALID', 'is set but empty. Give it the path of a file, or remove it')
  const shown = showPath(path)
  try {
    const held = readFile(path).replace(/\r?\n$/, '')
    if (held.trim() === '') return lost('CONFIG_INVALID', `names ${shown}, which is empty. Put the secret into it`)
    return { text: held, variable, opening: `names ${shown}, which ` }
  } catch (thrown) {
    const { code } = asError(thrown) as NodeJS.ErrnoException
    if (code === 'ENOENT') return lost('CONFIG_MISSING', `names ${shown}, where there is no file. Correct the path`)
    const reason = `cannot be read (${code ?? 'unknown reason'}). Make it a file that this user may read`
    return lost('CONFIG_UNREADABLE', `names ${shown}, which ${reason}`)
  }
}

/** Somebody may have put the secret itself where its path belongs: only what begins as a path does is repeated. */
function showPath(path: string): string {
  return /^(?:\.{0,2}\/|[A-Za-z]:[\\/])[^\n\r]{0,300}$/.test(path) ? path : 'something without a / at its beginning'
}
