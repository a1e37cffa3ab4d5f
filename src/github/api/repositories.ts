import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { Parameters } from './call.ts'
import type { Caller } from './client.ts'
import { type EndpointName, endpoints } from './endpoints.ts'
import { type Answer, ResponseFields } from './response.ts'

/** Where a repository is, as its last event said. The name is a hint: names change hands, ids do not. */
export type RepositoryAddress = { owner: string; name: string; installation: number }
export type AddressOf = (repository: number) => Promise<RepositoryAddress | undefined>

export type Repository = {
  id: number
  owner: { id: number; login: string; type: string }
  name: string
  fullName: string
  private: boolean
  archived: boolean
  url: string
  defaultBranch: string
  installation: number
}

type Known = { repository: Repository; etag: string | undefined; at: Date }

/** Milliseconds for which a name that was proved to belong to the id is trusted. */
const trusted = 60_000

/**
 * Calls about a repository that is named by its id. GitHub's addresses hold names, which can be given up and taken by somebody
 * else; so the name's id is checked at least once a minute, and a renamed repository is found under its new name.
 */
export class Repositories {
  readonly #caller: Caller
  readonly #addressOf: AddressOf
  readonly #listed = new Map<number, RepositoryAddress>()
  readonly #now: () => Date
  readonly #known = new Map<number, Known>()
  readonly #asking = new Map<number, Promise<Repository>>()

  constructor(caller: Caller, addressOf: AddressOf, now: () => Date) {
    this.#caller = caller
    this.#addressOf = addressOf
    this.#now = now
  }

  /** Takes note of where GitHub lists a repository, for as long as no event of it has been seen. */
  learn(id: number, address: RepositoryAddress): void {
    this.#listed.set(id, address)
  }

  /** The repository as it is now (one conditional call). Throws REPOSITORY_NOT_ENROLLED, GITHUB_*; GITHUB_SHUT_OUT: it cannot be seen. */
  fresh(id: number): Promise<Repository> {
    const asking = this.#asking.get(id)
    if (asking) return asking
    const asked = this.#ask(id).finally(() => this.#asking.delete(id))
    this.#asking.set(id, asked)
    return asked
  }

  /** The repository as it was at most a minute ago. */
  async recent(id: number): Promise<Repository> {
    const known = this.#known.get(id)
    return known && this.#now().getTime() - known.at.getTime() < trusted ? known.repository : this.fresh(id)
  }

  /** Whether there is room for creations that nobody waits for. Throws REPOSITORY_NOT_ENROLLED. */
  async isCalm(id: number): Promise<boolean> {
    return this.#caller.isCalm((await this.#address(id)).installation)
  }

  /** What was last known of it, however old; undefined: nothing yet. */
  last(id: number): Repository | undefined {
    return this.#known.get(id)?.repository
  }

  /**
   * One call about the repository or its owner. `owner` and `repo` are filled in where the address has them. A call that only reads
   * goes out while the name is being checked, and its answer counts only when the name was right. A repository that was renamed
   * since is asked under its new name. Throws GITHUB_GONE for what moved to another repository, and the other GITHUB_* codes.
   */
  async call(id: number, name: EndpointName, parameters: Parameters = {}, etag?: string): Promise<Answer> {
    const first = await this.#once(id, name, parameters, etag)
    if (first.movedTo === undefined) return first
    const repository = await this.fresh(id)
    const again = await this.#send(repository, name, parameters, etag)
    if (again.movedTo === undefined) return again
    const isOurs = again.movedTo === id || again.movedTo === repository.fullName.toLowerCase()
    const message = isOurs
      ? 'GitHub leads round in a circle to a repository that was renamed. It is asked again later.'
      : 'It was moved to another repository.'
    throw new DaypassError(isOurs ? 'GITHUB_UNAVAILABLE' : 'GITHUB_GONE', message, {
      where: endpoints[name].route,
    })
  }

  async #once(id: number, name: EndpointName, parameters: Parameters, etag: string | undefined): Promise<Answer> {
    const address = await this.#address(id)
    if (!endpoints[name].route.startsWith('GET ')) return this.#send(await this.recent(id), name, parameters, etag)
    const hint = this.#known.get(id)?.repository ?? {
      id,
      installation: address.installation,
      owner: { login: address.owner },
      name: address.name,
    }
    const early = this.#send(hint, name, parameters, etag)
    early.catch(() => undefined)
    const repository = await this.recent(id)
    const same = repository.owner.login === hint.owner.login && repository.name === hint.name
    return same ? early : this.#send(repository, name, parameters, etag)
  }

  /** Undefined when GitHub says that what was asked for does not exist. */
  async find(id: number, name: EndpointName, parameters: Parameters = {}): Promise<Answer | undefined> {
    try {
      return await this.call(id, name, parameters)
    } catch (error) {
      const isAbsent = isDaypassError(error, 'GITHUB_NOT_FOUND') || isDaypassError(error, 'GITHUB_GONE')
      if (isAbsent && error.where === endpoints[name].route) return undefined
      throw error
    }
  }

  #send(
    at: { id: number; installation: number; owner: { login: string }; name: string },
    name: EndpointName,
    parameters: Parameters,
    etag: string | undefined,
  ): Promise<Answer> {
    const named = endpoints[name].route.includes('{repo}') ? { owner: at.owner.login, repo: at.name } : {}
    return this.#caller.asInstallation(
      { installation: at.installation, repository: at.id },
      name,
      { ...named, ...parameters },
      etag,
    )
  }

  async #address(id: number): Promise<RepositoryAddress> {
    const address = (await this.#addressOf(id)) ?? this.#listed.get(id)
    if (address) return address
    const message = 'This repository was never heard of. Install the app there, and name its id in daypass.config.yml.'
    throw new DaypassError('REPOSITORY_NOT_ENROLLED', message)
  }

  async #ask(id: number): Promise<Repository> {
    try {
      return await this.#askNow(id)
    } catch (error) {
      // That its name leads nowhere says nothing yet about what is in it.
      if (!isDaypassError(error, 'GITHUB_NOT_FOUND') && !isDaypassError(error, 'GITHUB_GONE')) throw error
      throw new DaypassError('GITHUB_SHUT_OUT', error.message, {
        cause: error.cause,
        where: endpoints.repository.route,
      })
    }
  }

  async #askNow(id: number): Promise<Repository> {
    const address = await this.#address(id)
    const known = this.#known.get(id)
    const at = this.#now()
    const ours = { installation: address.installation, repository: id }
    const answer = await this.#caller.asInstallation(
      ours,
      'repository',
      { owner: address.owner, repo: address.name },
      known?.etag,
    )
    let repository: Repository
    if (answer.notModified && known) repository = known.repository
    else if (answer.movedTo !== undefined) repository = await this.#byId(id, address.installation)
    else repository = readRepository(answer.data, address.installation)
    if (repository.id !== id) repository = await this.#byId(id, address.installation)
    if (repository.id !== id) throw replaced(address, id)
    this.#known.set(id, { repository, etag: answer.etag ?? known?.etag, at })
    return repository
  }

  async #byId(id: number, installation: number): Promise<Repository> {
    const answer = await this.#caller.asInstallation({ installation, repository: id }, 'repositoryById', {
      repository_id: id,
    })
    return readRepository(answer.data, installation)
  }
}

export function readRepository(data: unknown, installation: number): Repository {
  const repository = new ResponseFields(data, 'the repository')
  const owner = repository.part('owner')
  return {
    id: repository.id('id'),
    owner: { id: owner.id('id'), login: owner.text('login'), type: owner.text('type') },
    name: repository.text('name'),
    fullName: repository.text('full_name'),
    private: repository.flag('private'),
    archived: repository.has('archived') && repository.flag('archived'),
    url: repository.text('html_url'),
    defaultBranch: repository.text('default_branch'),
    installation,
  }
}

function replaced({ owner, name }: RepositoryAddress, id: number): DaypassError {
  const message = `${owner}/${name} is not the repository that is enrolled (${id}). That one was renamed or moved; its next event tells where.`
  return new DaypassError('GITHUB_SHUT_OUT', message, { where: endpoints.repository.route })
}
