import { DaypassError } from '../core/error.ts'
import { unseenCharacter } from '../core/hidden-text.ts'
import type { PolicyFiles } from '../ports/policy-engine.ts'

/** What a METADATA block may say at its top level. `schemas` is missing on purpose: opa would fetch or open what it names. */
const METADATA_LINE = /^(title|description|scope|authors|organizations|related_resources|entrypoint|custom)\s*:/

// OPA takes every comment that begins with the word, also behind code and with more text after it.
const METADATA = /#\s*METADATA/

const FOREIGN_METADATA =
  'is METADATA other than title, description, scope, authors, organizations, related_resources, entrypoint and custom'

const PACKAGE = /^package\s+(daypass(?:_test)?)((?:\.[A-Za-z_]\w*)*)\s*(?:#.*)?$/

const NAMES = new Map([
  ['U+FEFF', 'the byte order mark'],
  ['U+200B', 'a zero-width space'],
  ['U+200C', 'a zero-width non-joiner'],
  ['U+200D', 'a zero-width joiner outside of an emoji'],
  ['U+00AD', 'a soft hyphen'],
])
const TURNING = /^U\+(?:061C|200[EF]|202[A-E]|206[6-9])$/

/**
 * What a line holds and its reader does not see, as words; a whole emoji is none of it. YAML takes a lone CR, NEL, LS and PS for line
 * ends, Rego does not: with them a comment could hide a line. The others show a reviewer something else than the compiler reads.
 */
function hiddenIn(line: string): string | undefined {
  const found = unseenCharacter(line)
  if (found === undefined) return undefined
  const name = NAMES.get(found) ?? (TURNING.test(found) ? 'it turns the direction of the text' : undefined)
  return name === undefined ? found : `${found} (${name})`
}

/**
 * Refuses what must not even reach opa, because checking or testing it would already act on it, and packages that are not ours.
 *
 * @throws DaypassError POLICY_FORBIDDEN with file and line
 */
export function refuseForbidden(files: PolicyFiles): void {
  for (const [path, text] of files) {
    const lines = text.replaceAll('\r\n', '\n').split('\n')
    for (const [index, line] of lines.entries()) {
      const hidden = hiddenIn(line)
      if (hidden !== undefined)
        throw forbidden(path, index, `holds the character ${hidden}, which a reader does not see`)
    }
    if (!path.endsWith('.rego')) continue
    refuseForeignPackage(path, lines)
    refuseSchemas(path, lines)
  }
}

function refuseForeignPackage(path: string, lines: readonly string[]): void {
  const index = lines.findIndex((line) => !/^\s*(#.*)?$/.test(line))
  const found = PACKAGE.exec(lines[index] ?? '')
  const allowed = found?.[1] === 'daypass' || (found?.[1] === 'daypass_test' && path.endsWith('_test.rego'))
  if (!allowed)
    throw forbidden(path, Math.max(index, 0), 'must begin with `package daypass` or `package daypass.<name>`')
}

/** Line by line rather than by reading the YAML: what is not plainly harmless is refused, however it is quoted. */
function refuseSchemas(path: string, lines: readonly string[]): void {
  for (const [start, line] of lines.entries()) {
    if (!METADATA.test(line)) continue
    if (!/^\s*#\s*METADATA\s*$/.test(line)) throw forbidden(path, start, 'says METADATA and something else in one line')
    let top: number | undefined
    for (let index = start + 1; lines[index]?.includes('#'); index += 1) {
      const comment = /^ *#([^\t]*)$/.exec(lines[index] ?? '')?.[1]
      const content = comment?.trimStart()
      if (comment === undefined || content === undefined)
        throw forbidden(path, index, 'mixes METADATA with code or tabs')
      if (content === '') continue
      // In YAML the first line sets the column of the top level; only what is further in belongs to its values.
      const column = comment.length - content.length
      top ??= column
      if (column <= top && !METADATA_LINE.test(content)) throw forbidden(path, index, FOREIGN_METADATA)
    }
  }
}

function forbidden(path: string, index: number, what: string): DaypassError {
  const where = `policies/${path}:${index + 1}`
  return new DaypassError('POLICY_FORBIDDEN', `${where} ${what}: change that line.`, { where })
}
