import { DaypassError } from '../../core/error.ts'
import { readFailure } from './api-error.ts'
import type { Parameters } from './call.ts'
import { type EndpointName, endpoints } from './endpoints.ts'
import { type Answer, ResponseFields } from './response.ts'

/** An installation, and where possible the one repository of it that a token shall open. */
export type Scope = { installation: number; repository?: number }

/** GitHub's tokens live an hour; ours are renewed five minutes before, by our own clock, whatever GitHub's says (milliseconds). */
const lifetime = 55 * 60_000

type Token<T> = { client: T; until: Date }

/** Installation tokens, kept while they are good, each with the client that carries it. */
export class Tokens<T> {
  readonly #asApp: (name: EndpointName, parameters: Parameters) => Promise<Answer>
  readonly #clientFor: (token: string) => Promise<T>
  readonly #now: () => Date
  readonly #tokens = new Map<string, Promise<Token<T>>>()

  constructor(
    asApp: (name: EndpointName, parameters: Parameters) => Promise<Answer>,
    clientFor: (token: string) => Promise<T>,
    now: () => Date,
  ) {
    this.#asApp = asApp
    this.#clientFor = clientFor
    this.#now = now
  }

  /** Throws GITHUB_SHUT_OUT where the app is shut out, and the other GITHUB_* codes. */
  async clientFor(scope: Scope): Promise<T> {
    const key = keyOf(scope)
    for (;;) {
      const asked = this.#tokens.get(key) ?? this.#ask(key, scope)
      const token = await asked
      if (this.#now() < token.until) return token.client
      if (this.#tokens.get(key) === asked) this.#tokens.delete(key)
    }
  }

  forget(scope: Scope): void {
    this.#tokens.delete(keyOf(scope))
  }

  /** Those who come while a token is being asked for wait for the same one; one that could not be had is forgotten. */
  #ask(key: string, scope: Scope): Promise<Token<T>> {
    const asked = this.#mint(scope)
    this.#tokens.set(key, asked)
    asked.catch(() => this.#tokens.get(key) === asked && this.#tokens.delete(key))
    return asked
  }

  async #mint({ installation, repository }: Scope): Promise<Token<T>> {
    const narrowed = repository === undefined ? {} : { repository_ids: [repository] }
    const until = new Date(this.#now().getTime() + lifetime)
    const { data } = await this.#asApp('token', { installation_id: installation, ...narrowed }).catch(shutOut)
    return { client: await this.#clientFor(new ResponseFields(data, 'the installation token').text('token')), until }
  }
}

function keyOf({ installation, repository }: Scope): string {
  return `${installation}/${repository ?? '*'}`
}

/** GitHub gives no token where the app is suspended (403), not installed (404), or not for this repository (422). */
function shutOut(error: unknown): never {
  const isShut = error instanceof DaypassError && [403, 404, 422].includes(readFailure(error.cause).status ?? 0)
  if (!isShut || error.code === 'GITHUB_LIMITED') throw error
  const message =
    'The app is suspended or not installed there any more, or not for this repository. Its owners can mend that in the settings of GitHub.'
  throw new DaypassError('GITHUB_SHUT_OUT', message, { cause: error.cause, where: endpoints.token.route })
}
