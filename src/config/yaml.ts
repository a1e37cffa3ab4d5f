import { CORE_SCHEMA, constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml'
import { asError, DaypassError } from '../core/error.ts'
import type { ReadYaml } from '../ports/access-repository.ts'

export const longest = 64 * 1024
export const deepest = 20
const mostNodes = 20_000

/**
 * Reads one YAML document as JSON-like data: core schema; no anchor, alias, merge key or tag; unique keys; at most 64 KiB,
 * 20 levels and 20 000 nodes. Text without a document, such as comments alone, is null. `where` is the file that errors name.
 * Throws YAML_INVALID with file and line.
 */
export const readYaml: ReadYaml = (text, where) => {
  if (Buffer.byteLength(text) > longest) throw refused(where, undefined, 'The file is larger than 64 KiB. Split it.')
  if (!text.isWellFormed()) throw refused(where, undefined, 'The file is not valid Unicode. Save it as UTF-8.')
  try {
    const events = parseEvents(text, { maxDepth: deepest + 1 })
    checkEvents(events, text, where)
    const [document = null] = constructFromEvents(events, { source: text, schema: CORE_SCHEMA, maxAliases: 0 })
    checkValue(document, where)
    return document
  } catch (error) {
    if (error instanceof DaypassError) throw error
    if (!(error instanceof YAMLException)) throw refused(where, undefined, 'The file is not YAML.', error)
    const line = error.mark === undefined ? undefined : error.mark.line + 1
    throw refused(where, line, `The file is not YAML as we read it: ${oneLine(error.reason)}.`, error)
  }
}

/** What makes a YAML text mean more than it shows is refused before anything is built from it. */
function checkEvents(events: readonly Event[], text: string, where: string): void {
  if (events.length > mostNodes) throw refused(where, undefined, 'The file holds more than 20 000 values. Split it.')
  let documents = 0
  for (const event of events) {
    if (event.type === EVENT_ID.POP) continue
    if (event.type === EVENT_ID.DOCUMENT) {
      documents += 1
      if (documents > 1)
        throw refused(where, undefined, 'The file holds more than one document. Remove what follows the line ---.')
      if (event.directives.length > 0) throw refused(where, undefined, 'The file holds a % directive. Remove it.')
      continue
    }
    if (event.anchorStart !== -1) {
      throw refused(
        where,
        lineOf(text, event.anchorStart),
        'Anchors (&) and aliases (*) are not read here. Write the value out.',
      )
    }
    if (event.type !== EVENT_ID.ALIAS && event.tagStart !== -1) {
      throw refused(where, lineOf(text, event.tagStart), 'Tags (!) are not read here. Remove the tag.')
    }
  }
}

/** Keys and numbers that other readers of the same text would take for something else. */
function checkValue(value: unknown, where: string): void {
  if (typeof value === 'number' && !(Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER)) {
    throw refused(where, undefined, 'A number is too large, infinite or none at all. Put it in quotes if it is a text.')
  }
  if (typeof value !== 'object' || value === null) return
  for (const key of Object.getOwnPropertyNames(value)) {
    if (key === '__proto__' || key === '<<')
      throw refused(where, undefined, `The key ${key} is not read here. Remove it.`)
  }
  for (const part of Object.values(value)) checkValue(part, where)
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length
}

function refused(where: string, line: number | undefined, message: string, cause?: unknown): DaypassError {
  const place = line === undefined ? where : `${where}:${line}`
  return new DaypassError('YAML_INVALID', `${place}: ${message}`, {
    where: place,
    ...(cause === undefined ? {} : { cause: asError(cause) }),
  })
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').slice(0, 200)
}
