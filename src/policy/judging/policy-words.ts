import { type Place, placeIn } from '../../core/policy/policy-finding.ts'
import type { PolicyFiles } from '../../ports/policy-engine.ts'
import { compiledFiles } from '../files.ts'
import { isNode, type Node, nodesIn, type ParsedFile, parsePlaced } from '../syntax.ts'
import { requiredInput } from '../syntax-findings.ts'
import { placeOf } from './opa-report.ts'

/** What the schema of the input lets be absent, at every level; a test compares. */
export const optionalInput: readonly string[] = [
  ...['version', 'request.ticket', 'request.emergency', 'request.operation'],
  ...['permission', 'keys', 'keys.usable', 'keys.oldest_age'].map((name) => `facts.requester.${name}`),
  ...['affiliation', 'grants', 'granted_seconds_last_day', 'open_grants_total', 'debts', 'break_glass_last_30d'].map(
    (name) => `facts.requester.${name}`,
  ),
  'facts.live_on_resource',
  ...['history', 'history.first_time', 'history.burst', 'history.after_denial'].map((name) => `facts.${name}`),
  ...['operation', 'operation.url', 'operation.commit', 'operation.on_default_branch'].map((name) => `facts.${name}`),
  ...['id', 'full_name', 'private', 'default_branch'].map((name) => `facts.operation.repository.${name}`),
  ...['id', 'attempt', 'event', 'branch', 'workflow', 'status', 'conclusion'].map(
    (name) => `facts.operation.run.${name}`,
  ),
  ...['facts.operation.repository', 'facts.operation.run'],
  ...['team', 'environment', 'expires', 'guests', 'guests.until', 'operation'].map((name) => `facts.resource.${name}`),
].map((name) => `input.${name}`)

/** Files are read for the places of their words one by one, each in a run of opa. */
const mostPlaced = 20

/**
 * Which parts of the input rules with these names may read, such as `input.facts.requester.permission`. Another name (`requester := …`) hides what it
 * stands for, so a part counts as read where its last name stands anywhere in the rules. `opa deps` would miss what an `else` reads.
 */
export function inputRead(names: ReadonlySet<string>): ReadonlySet<string> {
  const parts = [...requiredInput, ...optionalInput]
  return new Set(parts.filter((part) => names.has(part.slice(part.lastIndexOf('.') + 1))))
}

/**
 * Where each of these words first stands: in the rules as a name or a text, else in a data file as a text; in the files that are named `first`
 * before others. Words that stand nowhere are left out. The same files are read by opa once.
 */
export async function findPlaces(
  opa: string,
  files: PolicyFiles,
  words: readonly string[],
  first: ReadonlySet<string> = new Set(),
): Promise<ReadonlyMap<string, Place>> {
  const chosen = compiledFiles(files)
  const ordered = [...chosen].sort(([a], [b]) => Number(first.has(b)) - Number(first.has(a)))
  const found = new Map<string, Place>()
  const missing = () => words.filter((word) => !found.has(word))
  let read = 0
  for (const [path, text] of ordered) {
    if (!path.endsWith('.rego') || read >= mostPlaced) continue
    const wanted = new Set(missing().filter((word) => text.includes(word)))
    if (wanted.size === 0) continue
    read += 1
    const parsed = await parsePlaced(opa, chosen, path)
    for (const [word, place] of parsed ? placesIn(parsed, wanted) : []) found.set(word, place)
  }
  for (const [path, text] of ordered) {
    if (path.endsWith('.rego')) continue
    for (const word of missing()) {
      const at = text.indexOf(word)
      if (word !== '' && at >= 0) found.set(word, placeAt(path, text, at))
    }
  }
  return found
}

function placesIn({ rules }: ParsedFile, wanted: ReadonlySet<string>): Map<string, Place> {
  const found = new Map<string, Place>()
  const look = (word: unknown, { location }: Node): void => {
    if (typeof word !== 'string' || !wanted.has(word) || !isNode(location)) return
    const [place, known] = [placeOf(location), found.get(word)]
    if (known === undefined || place.line < known.line || (place.line === known.line && place.column < known.column))
      found.set(word, place)
  }
  for (const node of nodesIn(rules)) {
    if (node.type === 'string' || node.type === 'var') look(node.value, node)
    // The name of a rule is no term of its own.
    else if (isNode(node.head)) look(node.head.name, node)
  }
  return found
}

function placeAt(path: string, text: string, at: number): Place {
  const before = text.slice(0, at).split('\n')
  return { ...placeIn(`policies/${path}`), line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
