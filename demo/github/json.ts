export type JsonObject = Record<string, unknown>

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value as an object; anything else becomes an empty one. */
export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {}
}

/** The objects of a list; anything else becomes an empty list. */
export function asObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

/** The JSON of a value, with whole numbers of any size: a bigint is written as the number that it is. */
export function jsonText(value: unknown): string {
  const raw = (text: string) => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text)
  return JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? raw(String(one)) : one))
}

/** GitHub's times have whole seconds. */
export function wholeSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`
}

export function pick(object: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]))
}
