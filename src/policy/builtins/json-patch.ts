import { Unequal } from './builtin.ts'
import { fitsInt64, plainInteger } from './number.ts'
import { PlaceOf } from './place-of.ts'
import { compare, isArray, Num, RegoObject, RegoSet, type Value } from './value.ts'

const TWICE = 'call it twice'

type Path = readonly Value[]
type Operation = { op: string; path: Path; from: Path; value: Value }

/** What an operation that cannot be done throws; it never leaves this file. */
class Impossible extends Error {}

function impossible(): never {
  throw new Impossible()
}

const present = (value: Value | undefined): Value => (value === undefined ? impossible() : value)

/** `/a/b~1c/0`, with any number of strokes at its begin, or a list of keys, which may be of any kind. */
function readPath(path: Value): Path {
  if (path === '') return []
  if (typeof path !== 'string') return isArray(path) ? path : impossible()
  const keys = path.replace(/^\/+/, '').split('/')
  return keys.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function readOperation(given: Value): Operation {
  if (!(given instanceof RegoObject)) return impossible()
  const op = given.get('op')
  if (typeof op !== 'string' || !/^(?:add|remove|replace|move|copy|test)$/.test(op)) return impossible()
  const from = op === 'move' || op === 'copy' ? readPath(present(given.get('from'))) : []
  const value = op === 'add' || op === 'replace' || op === 'test' ? present(given.get('value')) : null
  return { op, path: readPath(present(given.get('path'))), from, value }
}

/** A place in a list of this length, the one after its end too. */
function readPlace(key: Value, length: number): number {
  if (key === '-') return length
  const text = key instanceof Num ? key.text : typeof key === 'string' ? key.replace(/^\+(?=\d)/, '') : ''
  const place = plainInteger(text)
  if (place === undefined || !fitsInt64(place) || (typeof key === 'string' && /^0./.test(key))) return impossible()
  return place < 0n || place > length ? impossible() : Number(place)
}

const same = (a: Value, b: Value): boolean => compare(a, b) === 0

const without = (items: readonly Value[], key: Value): Value[] => items.filter((item) => !same(item, key))

/** One document while it is patched. */
class Patched {
  readonly #places = new PlaceOf()
  document: Value | undefined
  /** Whether the whole document was given up for another: OPA mostly falls over when it goes on inside of that. */
  #whole = false

  constructor(document: Value) {
    this.document = document
  }

  apply({ op, path, from, value }: Operation): void {
    if (op === 'test') {
      if (!same(this.#find(path), value)) impossible()
      return
    }
    const added = op === 'move' || op === 'copy' ? this.#places.forget(this.#find(from)) : value
    if (op !== 'add' && op !== 'copy') this.#remove(op === 'move' ? from : path)
    if (op !== 'remove') this.#add(path, added)
  }

  #find(path: Path): Value {
    return path.reduce((holder: Value, key) => this.#member(holder, key), this.#root(path))
  }

  /** What a path begins with. */
  #root(path: Path): Value {
    const document = present(this.document)
    if (path.length > 0 && this.#whole) throw new Unequal('json.patch of what it put in place of the whole', TWICE)
    return document
  }

  #remove(path: Path): void {
    if (path.length > 0) this.#change(path, (holder, key) => this.#withoutMember(holder, key))
    else this.#put(void this.#root(path))
  }

  #add(path: Path, value: Value): void {
    if (path.length > 0) this.#change(path, (holder, key) => this.#withMember(holder, key, value))
    else this.#put(value)
  }

  #put(document: Value | undefined): void {
    this.document = document
    this.#whole = true
  }

  #change(path: Path, act: (holder: Value, key: Value) => Value): void {
    const within = (holder: Value, [key = null, ...rest]: Path): Value =>
      rest.length === 0 ? act(holder, key) : this.#exchange(holder, key, within(this.#member(holder, key), rest))
    this.document = within(this.#root(path), path)
  }

  #member(holder: Value, key: Value): Value {
    if (isArray(holder)) {
      const place = readPlace(key, holder.length)
      if (place === holder.length) return impossible()
      if (!this.#places.visit(holder, place))
        throw new Unequal('json.patch inside of a list that it made longer or shorter before', TWICE)
      return holder[place] as Value
    }
    // Of a set, OPA reads what it has become by now.
    if (holder instanceof RegoSet) return this.#places.forget(present(holder.items.find((item) => same(item, key))))
    return present(holder instanceof RegoObject ? holder.get(key) : undefined)
  }

  #withMember(holder: Value, key: Value, value: Value): Value {
    if (isArray(holder)) {
      return this.#places.splice(holder, readPlace(key, holder.length), 0, [value])
    }
    if (holder instanceof RegoSet) return same(key, value) ? new RegoSet([...holder.items, value]) : impossible()
    return holder instanceof RegoObject ? new RegoObject([...holder.entries, [key, value]]) : impossible()
  }

  #withoutMember(holder: Value, key: Value): Value {
    if (isArray(holder)) {
      const place = readPlace(key, holder.length)
      return place < holder.length ? this.#places.splice(holder, place, 1, []) : impossible()
    }
    this.#member(holder, key)
    if (holder instanceof RegoSet) return new RegoSet(without(holder.items, key))
    return new RegoObject((holder as RegoObject).entries.filter(([other]) => !same(other, key)))
  }

  /** The holder with another value for a member that it has. */
  #exchange(holder: Value, key: Value, value: Value): Value {
    if (isArray(holder)) return this.#places.splice(holder, readPlace(key, holder.length), 1, [value])
    if (holder instanceof RegoSet) return new RegoSet([...without(holder.items, key), value])
    return this.#withMember(holder, key, value)
  }
}

/**
 * `json.patch(document, operations)`, RFC 6902 as OPA has it: paths are texts or lists, what is in a set is addressed by itself.
 * Undefined where one operation cannot be done. Throws Unequal where OPA mixes up the items of a list, or falls over.
 */
export function jsonPatch(document: Value, operations: Value): Value | undefined {
  if (!isArray(operations)) return undefined
  const patched = new Patched(document)
  try {
    for (const operation of operations) patched.apply(readOperation(operation))
  } catch (thrown) {
    if (thrown instanceof Impossible) return undefined
    throw thrown
  }
  if (patched.document === undefined) throw new Unequal('json.patch that removes the whole document', 'replace it')
  return patched.document
}
