import { compareNumbers } from './number.ts'
import { quote } from './quote.ts'

/** A number as it was written: neither big integers nor the digits of 1.50 are lost. */
export class Num {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A set of Rego: sorted as OPA sorts, nothing twice. */
export class RegoSet {
  readonly items: readonly Value[]
  constructor(items: readonly Value[]) {
    const sorted = items.toSorted(compare)
    this.items = sorted.filter((item, i) => i === 0 || compare(sorted[i - 1] as Value, item) !== 0)
  }
}

/** An object of Rego: its keys are of any kind, sorted as OPA sorts. Of two equal keys the later counts. */
export class RegoObject {
  readonly entries: readonly (readonly [Value, Value])[]
  constructor(entries: readonly (readonly [Value, Value])[]) {
    const sorted = entries.toSorted(([a], [b]) => compare(a, b))
    this.entries = sorted.filter(
      ([key], i) => i + 1 === sorted.length || compare(sorted[i + 1]?.[0] ?? null, key) !== 0,
    )
  }

  get(key: Value): Value | undefined {
    let [low, high] = [0, this.entries.length - 1]
    while (low <= high) {
      const middle = (low + high) >> 1
      const [found, value] = this.entries[middle] as readonly [Value, Value]
      const order = compare(found, key)
      if (order === 0) return value
      if (order < 0) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }
}

/** What a policy computes with, exact where JSON is not. */
export type Value = null | boolean | string | Num | readonly Value[] | RegoSet | RegoObject

export const isArray = (value: Value): value is readonly Value[] => Array.isArray(value)

function rank(value: Value): number {
  if (value === null) return 0
  if (typeof value === 'boolean') return 1
  if (value instanceof Num) return 2
  if (typeof value === 'string') return 3
  if (isArray(value)) return 4
  return value instanceof RegoObject ? 5 : 6
}

function compareLists(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const order = compare(a[i] as Value, b[i] as Value)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** By code point, as UTF-8 sorts; JavaScript compares halves of characters. */
function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < left.length && i < right.length; i += 1) {
    const order = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (order !== 0) return order
  }
  return left.length - right.length
}

/** OPA's order of all values: below, at or above zero. */
export function compare(a: Value, b: Value): number {
  const kind = rank(a) - rank(b)
  if (kind !== 0 || a === null) return kind
  if (typeof a === 'boolean') return Number(a) - Number(b)
  if (a instanceof Num) return compareNumbers(a.text, (b as Num).text)
  if (typeof a === 'string') return compareStrings(a, b as string)
  if (isArray(a)) return compareLists(a, b as readonly Value[])
  if (a instanceof RegoSet) return compareLists(a.items, (b as RegoSet).items)
  // The keys are compared before the values.
  const [one, other] = [a.entries, (b as RegoObject).entries]
  const keys = compareLists(
    one.map(([key]) => key),
    other.map(([key]) => key),
  )
  if (keys !== 0) return keys
  return compareLists(
    one.map(([, value]) => value),
    other.map(([, value]) => value),
  )
}

/** A value as OPA shows it inside of a text: `[1, "a"]`, `{"a": {1, 2}}`, `set()`. */
export function show(value: Value): string {
  if (value instanceof Num) return value.text
  if (typeof value === 'string') return quote(value)
  if (isArray(value)) return `[${value.map(show).join(', ')}]`
  if (value instanceof RegoSet) return value.items.length === 0 ? 'set()' : `{${value.items.map(show).join(', ')}}`
  if (value instanceof RegoObject)
    return `{${value.entries.map(([key, member]) => `${show(key)}: ${show(member)}`).join(', ')}}`
  return String(value)
}
