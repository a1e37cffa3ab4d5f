import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml'
import { canonicalJson } from '../../core/canonical-json.ts'
import type { CatalogEdit } from '../../core/catalog/catalog-change.ts'
import { DaypassError } from '../../core/error.ts'
import type { Catalog, Resource } from '../../generated/catalog.ts'
import { isCatalog } from '../../generated/validators.js'
import type { CatalogText, NotedEntry } from '../../ports/catalog-text.ts'
import { readYaml } from '../yaml.ts'

/** A part of a text, and what stands there afterwards. */
type Splice = { from: number; to: number; text: string }

const emptyFile = `# Begun by \`daypass catalog import\`, and yours to change: say who may ask, what each action is worth, and for how long at most.
resources: []
`

/** Nodes are found by the document, and texts are changed at their places alone: nothing else moves. */
export const catalogText: CatalogText = {
  edit: (text = emptyFile, edits, where) => {
    let [now, meant] = [text, readCatalogText(text, where).resources]
    for (const edit of edits) {
      now = applied(now, edit, where)
      meant = expected(meant, edit)
      // Two readers and a comparison: what a splice has broken is never proposed.
      if (canonicalJson(readCatalogText(now, where).resources) !== canonicalJson(meant)) throw byHand(where)
    }
    return now
  },
  read: (text, where) => ({ ...readCatalogText(text, where), noted: notesIn(text, where) }),
}

function readCatalogText(text: string, where: string): Catalog {
  const data = readYaml(text, where)
  if (isCatalog(data)) return data
  const [problem] = isCatalog.errors ?? []
  const message = `The catalog is not right: ${problem?.instancePath ?? ''} ${problem?.message ?? ''}. Correct it first.`
  throw new DaypassError('CATALOG_INVALID', message, { where })
}

function expected(resources: readonly Resource[], edit: CatalogEdit): Resource[] {
  if ('add' in edit) return [...resources, edit.add]
  if ('remove' in edit) return resources.filter(({ id }) => id !== edit.remove)
  return resources.map((one) => {
    if (one.id !== edit.resource) return one
    return 'expires' in edit
      ? { ...one, expires: edit.expires }
      : { ...one, actions: { ...one.actions, ...edit.actions } }
  })
}

function applied(text: string, edit: CatalogEdit, where: string): string {
  const list = listIn(text, where)
  const { from, to, text: put } = spliceFor(text, list, edit, where)
  return text.slice(0, from) + put + text.slice(to)
}

function spliceFor(text: string, list: YAMLSeq, edit: CatalogEdit, where: string): Splice {
  if ('add' in edit) return adding(text, list, entryLines(edit.add, edit.note), where)
  const entry = list.items.find((one): one is YAMLMap => isMap(one) && one.get('id') === nameIn(edit))
  if (!entry) throw byHand(where)
  if ('remove' in edit) return removing(text, list, entry, where)
  if ('expires' in edit) {
    const node = entry.get('expires', true)
    if (!isScalar(node)) throw byHand(where)
    const [from, to] = rangeOf(node, where)
    return { from, to, text: quoted(edit.expires) }
  }
  const actions = entry.get('actions', true)
  if (!isMap(actions)) throw byHand(where)
  return addingActions(text, actions as YAMLMap, edit.actions, where)
}

const nameIn = (edit: Exclude<CatalogEdit, { add: Resource }>): string =>
  'remove' in edit ? edit.remove : edit.resource

function adding(text: string, list: YAMLSeq, lines: readonly string[], where: string): Splice {
  const last = list.items.at(-1)
  if (last === undefined) {
    const [start, to] = rangeOf(list, where)
    const from = text[start - 1] === ' ' ? start - 1 : start
    return { from, to, text: `\n${lines.map((line) => `  ${line}`).join('\n')}` }
  }
  if (list.flow) throw byHand(where)
  const at = lineAfter(text, last as Node, where)
  const indent = ' '.repeat(dashOf(text, last as Node, where).column)
  const apart = list.items.some((_, index) => index > 0 && blankBefore(text, list, index, where)) ? '\n' : ''
  const before = at > 0 && text[at - 1] !== '\n' ? '\n' : ''
  return { from: at, to: at, text: `${before}${apart}${lines.map((line) => `${indent}${line}\n`).join('')}` }
}

/** The lines of an entry, with the blank one before it; comments stay where they are. */
function removing(text: string, list: YAMLSeq, entry: YAMLMap, where: string): Splice {
  if (list.flow) throw byHand(where)
  const to = lineAfter(text, entry, where)
  const { lineStart } = dashOf(text, entry, where)
  if (list.items.length === 1) return { from: lineStart, to, text: `${' '.repeat(2)}[]\n` }
  const from = text.endsWith('\n\n', lineStart) ? lineStart - 1 : lineStart
  return { from, to, text: '' }
}

function addingActions(text: string, actions: YAMLMap, added: Resource['actions'], where: string): Splice {
  const pairs = Object.entries(added).map(([name, action]) => actionText(name, action))
  const last = actions.items.at(-1) as Pair<Node, Node> | undefined
  if (!last) throw byHand(where)
  if (actions.flow) {
    const [, at] = rangeOf(last.value ?? undefined, where)
    return { from: at, to: at, text: pairs.map((pair) => `, ${pair}`).join('') }
  }
  const at = lineAfter(text, actions, where)
  const [start] = rangeOf(last.key, where)
  const indent = ' '.repeat(start - lineStartOf(text, start))
  const before = at > 0 && text[at - 1] !== '\n' ? '\n' : ''
  return { from: at, to: at, text: `${before}${pairs.map((pair) => `${indent}${pair}\n`).join('')}` }
}

function listIn(text: string, where: string): YAMLSeq {
  const document = parseDocument(text, { version: '1.2', schema: 'core', stringKeys: true })
  const list = document.errors.length === 0 ? document.get('resources', true) : undefined
  if (isSeq(list)) return list
  throw byHand(where)
}

function notesIn(text: string, where: string): NotedEntry[] {
  return listIn(text, where).items.flatMap((one) => {
    const id = isMap(one) ? one.get('id', true) : undefined
    return isScalar(id) && typeof id.value === 'string' && id.comment ? [{ id: id.value, note: id.comment.trim() }] : []
  })
}

function rangeOf(node: Node | undefined, where: string): [number, number] {
  if (node?.range) return [node.range[0], node.range[1]]
  throw byHand(where)
}

const lineStartOf = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** Where the line after the last one of a block begins; a comment at the end of that line belongs to it. */
function lineAfter(text: string, node: Node, where: string): number {
  const last = isMap(node) && !node.flow ? (node.items.at(-1) as Pair<Node, Node> | undefined) : undefined
  const value = last ? (last.value ?? last.key) : isSeq(node) && !node.flow ? (node.items.at(-1) as Node) : undefined
  if (value) return lineAfter(text, value, where)
  const [, end] = rangeOf(node, where)
  if (text[end - 1] === '\n') return end
  const newline = text.indexOf('\n', end)
  return newline === -1 ? text.length : newline + 1
}

/** The dash before an entry: where its line begins, and how far in it stands. */
function dashOf(text: string, entry: Node, where: string): { lineStart: number; column: number } {
  const [start] = rangeOf(entry, where)
  const lineStart = lineStartOf(text, start)
  const column = text.slice(lineStart, start).indexOf('-')
  if (column === -1 || text.slice(lineStart, lineStart + column).trim() !== '') throw byHand(where)
  return { lineStart, column }
}

function blankBefore(text: string, list: YAMLSeq, index: number, where: string): boolean {
  const [before, entry] = [list.items[index - 1] as Node, list.items[index] as Node]
  const between = text.slice(lineAfter(text, before, where), dashOf(text, entry, where).lineStart)
  return between
    .split('\n')
    .slice(0, -1)
    .some((line) => line.trim() === '')
}

function entryLines({ actions, id, ...rest }: Resource, note: string | undefined): string[] {
  const fields = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [`  ${name}: ${typeof value === 'string' ? plain(value) : JSON.stringify(value)}`],
  )
  return [
    `- id: ${plain(id)}${note === undefined ? '' : ` # ${note}`}`,
    ...fields,
    '  actions:',
    ...Object.entries(actions).map(([name, action]) => `    ${actionText(name, action)}`),
  ]
}

function actionText(name: string, action: Resource['actions'][string]): string {
  const { scope, ...rest } = action ?? { scope: '' }
  const more = Object.entries(rest).flatMap(([key, value]) =>
    value === undefined ? [] : [`, ${key}: ${plain(value)}`],
  )
  return `${plain(name)}: { scope: ${quoted(scope)}${more.join('')} }`
}

/** JSON is YAML but for a few characters, which are escaped. */
const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

/** What readers of older YAML take for something else. */
const taken = new Set(['true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n', 'null'])

/** A word that begins with a letter is no number, and one without marks is nothing else of YAML. */
const plain = (text: string): string =>
  /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$|^[1-9]\d*[smhd]$/.test(text) && !taken.has(text) ? text : quoted(text)

function byHand(where: string): DaypassError {
  const message =
    'This file is written in a way that Daypass does not change. Name another file with --into, or change it by hand.'
  return new DaypassError('CATALOG_BY_HAND', message, { where })
}
