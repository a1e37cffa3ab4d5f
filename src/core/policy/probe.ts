import type { PolicyInput } from '../../generated/policy-input.ts'
import { isPolicyInput } from '../../generated/validators.js'

/** What was done to a part of what the policy is told. `spoilt`: a value of its kind that says nothing, or nothing that can be read. */
export type How = 'absent' | 'null' | 'spoilt'

/**
 * Whether it can come to that. `reachable`: the schema lets it. `catalog`: by the will of who writes the catalog, so that it is no mistake.
 * `unreachable`: not today; the next schema may let it.
 */
export type Reach = 'reachable' | 'catalog' | 'unreachable'

type Path = readonly (string | number)[]

/** One part changed. `part` as policies name it: `facts.requester.permission`. */
export type Probe<T> = { part: string; path: Path; how: How; value: T }

/** No name that anybody has. */
const unknown = 'unknown-to-everybody'

/**
 * The input with each part of its facts taken away, null, and spoilt, and with each optional part of the request left out: what else the
 * requester chooses is their own. Numbers and flags are not spoilt: another one is a fact as good as the first. What the catalog may say
 * is left out.
 */
export function probesOf(input: PolicyInput): (Probe<unknown> & { reach: Reach })[] {
  const facts = partsOf(input.facts, ['facts']).flatMap(({ path, value }) =>
    isWord(path, value) ? [] : changesOf(input, path, value),
  )
  // Whoever does not say that it is an emergency asks for something else; and without the operation that is asked for, nothing can be asked.
  const words = Object.keys(input.request).filter((name) => name !== 'emergency' && name !== 'operation')
  const optional = words.map((name) => changed(input, ['request', name], 'absent', undefined))
  return [...facts, ...optional.filter(({ value }) => isPolicyInput(value))]
    .map((probe) => ({ ...probe, reach: reachOf(probe) }))
    .filter(({ reach }) => reach !== 'catalog')
}

function reachOf({ path, value }: Probe<unknown>): Reach {
  if (!isPolicyInput(value)) return 'unreachable'
  return path[0] === 'facts' && path[1] === 'resource' ? 'catalog' : 'reachable'
}

function changesOf(whole: unknown, path: Path, value: unknown): Probe<unknown>[] {
  return [
    changed(whole, path, 'absent', undefined),
    changed(whole, path, 'null', null),
    // That nothing is owed is a fact as good as a debt.
    ...(path.at(-1) === 'debts' ? [] : spoilt(value).map((other) => changed(whole, path, 'spoilt', other))),
  ]
}

/** A word in a list: it is there or it is not. */
const isWord = (path: Path, value: unknown): boolean => typeof path.at(-1) === 'number' && typeof value !== 'object'

/** Values of its kind that say nothing. */
function spoilt(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.length === 0 ? [] : [[]]
  return typeof value === 'string' ? ['', unknown].filter((other) => other !== value) : []
}

/**
 * The policy's data with each of its settings taken away, null, and written so that it cannot be read. Words of a list are its author's,
 * and left alone; entries with members are looked into.
 */
export function settingProbes(data: unknown): Probe<unknown>[] {
  return partsOf(data, []).flatMap(({ path, value }) => {
    if ((typeof value === 'object' && value !== null) || isWord(path, value)) return []
    return [
      changed(data, path, 'absent', undefined),
      changed(data, path, 'null', null),
      ...unreadable(value).map((other) => changed(data, path, 'spoilt', other)),
    ]
  })
}

/** What somebody may write in its place by mistake: another kind of value, a day where an instant is asked for, words. */
function unreadable(value: unknown): unknown[] {
  if (typeof value !== 'string') return [String(value), 'unreadable']
  const day = /^\d{4}-\d\d-\d\dT/.test(value) ? [value.slice(0, 10)] : []
  return ['', 'unreadable', ...day]
}

/** Whether it is a setting as a whole, and no part of one: without it, its rule may well not be there. */
export function isWholeSetting({ path }: Probe<unknown>): boolean {
  return path.length <= 2
}

/** Everything below a value, objects and lists too, without the value itself. */
function partsOf(value: unknown, path: Path): { path: Path; value: unknown }[] {
  if (typeof value !== 'object' || value === null) return []
  const below: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return below.flatMap(([name, part]) => [{ path: [...path, name], value: part }, ...partsOf(part, [...path, name])])
}

function changed(whole: unknown, path: Path, how: How, other: unknown): Probe<unknown> {
  return { part: path.join('.'), path, how, value: replaced(whole, path, other) }
}

/** A copy with another value there; undefined: without it. Only what lies on the way is copied. */
function replaced(whole: unknown, [name, ...rest]: Path, other: unknown): unknown {
  if (name === undefined) return other
  if (Array.isArray(whole)) return whole.map((item, index) => (index === name ? replaced(item, rest, other) : item))
  const { [name]: part, ...others } = whole as Record<string | number, unknown>
  const next = replaced(part, rest, other)
  return next === undefined ? others : { ...others, [name]: next }
}
