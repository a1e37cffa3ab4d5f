import type { Repositories } from '../api/repositories.ts'
import { ResponseFields } from '../api/response.ts'

export type Person = { id: number; login: string }

/** Milliseconds for which the login that was seen to belong to an id is taken to be that person's. */
const trusted = 30_000

/**
 * Which numeric id a login belongs to at present. Any answer that shows the account tells; GitHub is asked for it only when no
 * such answer is at hand or on its way.
 */
export class Identities {
  readonly #repositories: Repositories
  readonly #now: () => Date
  readonly #seen = new Map<string, { id: Promise<number | undefined>; at: Date }>()

  constructor(repositories: Repositories, now: () => Date) {
    this.#repositories = repositories
    this.#now = now
  }

  /** Takes note of an answer that will show the account, and returns it. Undefined: the answer shows nobody. */
  learn<T extends { user: ResponseFields } | undefined>(person: Person, answer: Promise<T>): Promise<T> {
    const id = answer.then((shown) => shown?.user.id('id'))
    id.catch(() => undefined)
    this.#note(person.login, id)
    return answer
  }

  /** An answer has just shown this account. */
  saw({ id, login }: Person): void {
    // Who wrote with an account that is gone is shown as a ghost, whom the id 0 stands for.
    if (id > 0) this.#note(login, Promise.resolve(id))
  }

  /** Whether the login is this person's now. Throws GITHUB_*. */
  async check(repository: number, person: Person): Promise<boolean> {
    // Who is asked about a person in one breath shares one answer: the others get the chance to ask first.
    await Promise.resolve()
    const seen = this.#seen.get(person.login.toLowerCase())
    if (seen && this.#now().getTime() - seen.at.getTime() < trusted) {
      const id = await seen.id.catch(() => undefined)
      if (id !== undefined) return id === person.id
    }
    const asked = this.#repositories.find(repository, 'user', { username: person.login })
    const shown = await this.learn(
      person,
      asked.then((answer) => answer && { user: new ResponseFields(answer.data, 'the account') }),
    )
    return shown?.user.id('id') === person.id
  }

  #note(login: string, id: Promise<number | undefined>): void {
    if (this.#seen.size > 10_000) this.#seen.clear()
    this.#seen.set(login.toLowerCase(), { id, at: this.#now() })
  }
}
