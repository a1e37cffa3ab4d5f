import { isArray, RegoSet, type Value } from './value.ts'

/** One text, or all of a list or set; undefined where anything else is among them. */
function texts(value: Value): readonly string[] | undefined {
  if (typeof value === 'string') return [value]
  const items = value instanceof RegoSet ? value.items : isArray(value) ? value : undefined
  return items?.every((item) => typeof item === 'string') ? (items as readonly string[]) : undefined
}

function anyOf(search: Value, base: Value, fits: (text: string, part: string) => boolean): boolean | undefined {
  const [all, parts] = [texts(search), texts(base)]
  return all && parts && all.some((text) => parts.some((part) => fits(text, part)))
}

export const anyPrefixMatch = (search: Value, base: Value) => anyOf(search, base, (text, part) => text.startsWith(part))

export const anySuffixMatch = (search: Value, base: Value) => anyOf(search, base, (text, part) => text.endsWith(part))

/** How often a part occurs, none overlapping another; the empty one before each character and at the end. */
export function countOf(text: Value, part: Value): number | undefined {
  if (typeof text !== 'string' || typeof part !== 'string') return undefined
  return part === '' ? [...text].length + 1 : text.split(part).length - 1
}
