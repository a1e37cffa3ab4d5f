import { isArray, RegoObject, type Value } from './value.ts'

/** The place of an item that OPA holds by itself and not by its place in the list as it was. */
const FREE = -1

/**
 * Where the items of lists stood at first. OPA looks up an item that it has not visited by its place today in the list as it was: after
 * an item before it came or went, that is another one. Who asks here learns of it.
 */
export class PlaceOf {
  readonly #first = new WeakMap<readonly Value[], number[]>()

  /** Whether OPA finds the item at this place; from then on it will. */
  visit(list: readonly Value[], place: number): boolean {
    const first = this.#of(list)
    if (first[place] !== FREE && first[place] !== place) return false
    first[place] = FREE
    return true
  }

  /** A list with some items taken out and others put in at a place. */
  splice(list: readonly Value[], place: number, taken: number, put: readonly Value[]): Value[] {
    const next = list.toSpliced(place, taken, ...put)
    const free = put.map(() => FREE)
    this.#first.set(next, this.#of(list).toSpliced(place, taken, ...free))
    return next
  }

  /** The same value, of whose lists nothing is remembered. */
  forget(value: Value): Value {
    if (isArray(value)) return value.map((item) => this.forget(item))
    if (!(value instanceof RegoObject)) return value
    return new RegoObject(value.entries.map(([key, member]) => [key, this.forget(member)]))
  }

  #of(list: readonly Value[]): number[] {
    const known = this.#first.get(list) ?? list.map((_item, place) => place)
    this.#first.set(list, known)
    return known
  }
}
