import type { Resource } from '../../generated/catalog.ts'
import type { Codeowners, Ownership } from '../review/codeowners.ts'
import { ownersOf } from '../review/codeowners.ts'

/** Who stands behind a name of CODEOWNERS or of a policy; nobody: why. */
export type Behind = { people: readonly { id: number }[]; nobody?: string; members?: readonly { id: number }[] }

/** The people behind names, as far as somebody was asked: `@acme/security`, `@alice`. */
export type Known = ReadonlyMap<string, Behind>

/**
 * Who may fill a slot. `people`: their numbers; those whose numbers are not known have some below zero, one for each login. Undefined: a
 * name of a team that nobody was asked about is among them, so that it may be anybody. `owners`: the line of CODEOWNERS, where it counts.
 */
export type Circle = { people: ReadonlySet<number> | undefined; owners?: Ownership }

/** Turns the names of slots into people, each login into the same number every time. */
export class PeopleKnown {
  readonly #known: Known
  readonly #codeowners: Codeowners | undefined
  readonly #numbers = new Map<string, number>()
  readonly #owners = new Map<string, Ownership>()

  /** Of the names that keep people from a slot on either side, those of which nobody can tell whom they stand for. */
  readonly unclear: readonly string[]

  /** `excepted`: the names that keep people from a slot, on both sides where two are compared. */
  constructor(known: Known, codeowners: Codeowners | undefined, excepted: readonly string[] = []) {
    this.#known = known
    this.#codeowners = codeowners
    this.unclear = this.keptOut([...new Set(excepted)].sort()).unclear
  }

  /** Who owns requests for a resource. */
  ownersOf({ id }: Resource): Ownership {
    const found = this.#owners.get(id)
    if (found !== undefined) return found
    const owners: Ownership = this.#codeowners
      ? ownersOf(this.#codeowners, `requests/${id}/0.yml`)
      : { kind: 'unowned' }
    this.#owners.set(id, owners)
    return owners
  }

  /**
   * Who a slot keeps out. `unclear`: names of which nobody can tell whom they stand for; whoever decides would count nobody.
   */
  keptOut(except: readonly string[]): { people: ReadonlySet<number>; unclear: readonly string[] } {
    const each = except.map((name) => ({ name, people: this.#allBehind(name) }))
    return {
      people: new Set(each.flatMap(({ people = [] }) => people)),
      unclear: each.filter(({ people }) => people === undefined).map(({ name }) => name),
    }
  }

  /** With those who may not say yes. */
  #allBehind(name: string): readonly number[] | undefined {
    const { nobody, members } = this.#known.get(name) ?? {}
    return nobody === undefined ? this.peopleBehind(name) : members?.map(({ id }) => id)
  }

  circle(resource: Resource, from: readonly string[]): Circle {
    const owners = from.includes('code-owners') ? this.ownersOf(resource) : undefined
    const names = from.flatMap((name) => (name === 'code-owners' ? ownerNames(owners) : [name]))
    const people = names.map((name) => this.peopleBehind(name))
    const all = people.every((some) => some !== undefined)
      ? new Set(people.flatMap((some) => [...(some ?? [])]))
      : undefined
    return { people: all, ...(owners ? { owners } : {}) }
  }

  /** Undefined for a team that nobody was asked about. */
  peopleBehind(name: string): readonly number[] | undefined {
    const behind = this.#known.get(name)
    if (behind !== undefined) return behind.people.map(({ id }) => id)
    if (name.includes('/')) return undefined
    // Logins differ in more than upper and lower case.
    const login = name.toLowerCase()
    const number = this.#numbers.get(login) ?? -1 - this.#numbers.size
    this.#numbers.set(login, number)
    return [number]
  }
}

export function ownerNames(owners: Ownership | undefined): readonly string[] {
  return owners?.kind === 'owned' ? owners.owners : []
}
