import { compare, isArray, RegoObject, RegoSet, type Value } from './value.ts'

const same = (a: Value, b: Value): boolean => compare(a, b) === 0

/** Of objects member by member and into them, of sets and lists by equal items, a list in one piece. Undefined for other pairs. */
function within(whole: Value, part: Value): boolean | undefined {
  if (whole instanceof RegoObject && part instanceof RegoObject) {
    return part.entries.every(([key, value]) => {
      const found = whole.get(key)
      return found !== undefined && (within(found, value) ?? same(found, value))
    })
  }
  if (whole instanceof RegoSet && part instanceof RegoSet) return holdsAll(whole.items, part.items)
  if (!isArray(whole) || !isArray(part)) return undefined
  const fits = (at: number) => part.every((item, i) => same(item, whole[at + i] as Value))
  return Array.from({ length: Math.max(whole.length - part.length + 1, 0) }, (_, at) => at).some(fits)
}

const holdsAll = (whole: readonly Value[], part: readonly Value[]): boolean =>
  part.every((item) => whole.some((other) => same(item, other)))

/** `object.subset(whole, part)`: also of a list and a set, but only at the top. */
export function isSubset(whole: Value, part: Value): boolean | undefined {
  if (isArray(whole) && part instanceof RegoSet) return holdsAll(whole, part.items)
  return within(whole, part)
}
