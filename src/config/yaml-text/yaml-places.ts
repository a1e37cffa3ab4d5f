import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml'
import type { PlaceInYaml } from '../../core/policy/policy-finding.ts'
import { deepest, longest } from '../yaml.ts'

/** What a text names and where: by path, the offset of its key or of its first character, and the words of scalars. */
type Outline = { offsets: Map<string, number>; words: Map<string, string> }

/** A collection that is open: its path, and what comes next in it. */
type Open = { path: string; next: number | { key: string } | 'key' }

export const placeInYaml: PlaceInYaml = (text, what) => {
  const outline = outlineOf(text)
  const offset = outline === undefined ? 0 : nearest(outline, what)
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

function nearest({ offsets, words }: Outline, what: string): number {
  const steps = what.split(/(?=[.[])/)
  const [first = ''] = steps
  const entry = offsets.has(first) ? undefined : entryNamed(words, first)
  const path = [entry ?? first, ...steps.slice(1)]
  for (let length = path.length; length > 0; length--) {
    const offset = offsets.get(path.slice(0, length).join(''))
    if (offset !== undefined) return offset
  }
  return 0
}

/** `resources[3]`, where that has this id. */
function entryNamed(words: Outline['words'], id: string): string | undefined {
  for (const [path, word] of words) if (word === id && path.endsWith('].id')) return path.slice(0, -'.id'.length)
  return undefined
}

function outlineOf(text: string): Outline | undefined {
  if (text.length > longest) return undefined
  try {
    return readOutline(parseEvents(text, { maxDepth: deepest + 1 }), text)
  } catch {
    // What is wrong with it is said by whoever reads it.
    return undefined
  }
}

function readOutline(events: readonly Event[], text: string): Outline {
  const outline: Outline = { offsets: new Map(), words: new Map() }
  const open: (Open | undefined)[] = []
  for (const event of events) {
    const parent = open.at(-1)
    if (event.type === EVENT_ID.POP) open.pop()
    else if (event.type === EVENT_ID.DOCUMENT) open.push(undefined)
    else if (event.type === EVENT_ID.SCALAR && parent?.next === 'key') {
      const key = getScalarValue(text, event)
      outline.offsets.set(below(parent.path, key), event.valueStart)
      parent.next = { key }
    } else {
      const path = pathIn(parent)
      if (event.type === EVENT_ID.SCALAR) outline.words.set(path, getScalarValue(text, event))
      const start = event.type === EVENT_ID.SCALAR ? event.valueStart : event.type === EVENT_ID.ALIAS ? 0 : event.start
      if (!outline.offsets.has(path)) outline.offsets.set(path, start)
      if (event.type === EVENT_ID.SEQUENCE) open.push({ path, next: 0 })
      if (event.type === EVENT_ID.MAPPING) open.push({ path, next: 'key' })
    }
  }
  return outline
}

/** Where the next value of a collection stands; afterwards it expects the one behind it. */
function pathIn(parent: Open | undefined): string {
  if (parent === undefined) return ''
  const { path, next } = parent
  if (typeof next === 'number') {
    parent.next = next + 1
    return `${path}[${next}]`
  }
  parent.next = 'key'
  return next === 'key' ? path : below(path, next.key)
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`
}
