import { isArray, Num, RegoObject, RegoSet, type Value } from './value.ts'

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y
const STRING = /"(?:[^"\\]|\\.)*"/y

/** Reads what a module's `opa_value_dump` writes: JSON with sets, and with keys of any kind. Throws an Error for anything else. */
export function readValue(text: string): Value {
  const reader = new Reader(text)
  const value = reader.value()
  if (reader.at !== text.length) throw reader.error()
  return value
}

class Reader {
  readonly #text: string
  at = 0

  constructor(text: string) {
    this.#text = text
  }

  error(): Error {
    return new Error(`the module wrote a value that cannot be read, at ${this.at}`)
  }

  value(): Value {
    const first = this.#text[this.at]
    if (first === '"') return JSON.parse(this.#string()) as string
    if (first === '[') return this.#list(']')
    if (first === '{') return this.#members()
    for (const [word, value] of WORDS) if (this.#take(word)) return value
    NUMBER.lastIndex = this.at
    const number = NUMBER.exec(this.#text)?.[0]
    if (number === undefined) throw this.error()
    this.at += number.length
    return new Num(number)
  }

  #take(word: string): boolean {
    if (!this.#text.startsWith(word, this.at)) return false
    this.at += word.length
    return true
  }

  #string(): string {
    STRING.lastIndex = this.at
    const found = STRING.exec(this.#text)?.[0]
    if (found === undefined) throw this.error()
    this.at += found.length
    return found
  }

  #list(end: string): Value[] {
    this.at += 1
    const items: Value[] = []
    if (this.#take(end)) return items
    do items.push(this.value())
    while (this.#take(', '))
    if (!this.#take(end)) throw this.error()
    return items
  }

  #members(): Value {
    this.at += 1
    if (this.#take('}')) return new RegoObject([])
    const first = this.value()
    if (!this.#take(': ')) {
      const items = [first]
      while (this.#take(', ')) items.push(this.value())
      if (!this.#take('}')) throw this.error()
      return new RegoSet(items)
    }
    const entries: [Value, Value][] = [[first, this.value()]]
    while (this.#take(', ')) {
      const key = this.value()
      if (!this.#take(': ')) throw this.error()
      entries.push([key, this.value()])
    }
    if (!this.#take('}')) throw this.error()
    return new RegoObject(entries)
  }
}

const WORDS: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['set()', new RegoSet([])],
]

/** The text from which a module's `opa_value_parse` makes the value. */
export function writeValue(value: Value): string {
  if (value instanceof Num) return value.text
  if (typeof value === 'string') return JSON.stringify(value.toWellFormed())
  if (isArray(value)) return `[${value.map(writeValue).join(',')}]`
  if (value instanceof RegoSet) return value.items.length === 0 ? 'set()' : `{${value.items.map(writeValue).join(',')}}`
  if (value instanceof RegoObject)
    return `{${value.entries.map(([key, member]) => `${writeValue(key)}:${writeValue(member)}`).join(',')}}`
  return String(value)
}
