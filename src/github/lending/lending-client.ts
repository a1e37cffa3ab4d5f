import { DaypassError, isDaypassError } from '../../core/error.ts'
import type { LendingApp } from '../../ports/lending.ts'
import type { Parameters } from '../api/call.ts'
import type { Caller } from '../api/client.ts'
import { type EndpointName, endpoints } from '../api/endpoints.ts'
import { allPages } from '../api/pages.ts'
import { type Answer, asList, ResponseFields } from '../api/response.ts'

/** The App of a connector, where it is installed in its organisation. */
export type LendingInstallation = {
  id: number
  /** Of the organisation, now. */
  login: string
  suspended: boolean
  allRepositories: boolean
  permissions: Readonly<Record<string, string>>
}

/** Milliseconds for which it is not looked up again; names change hands no faster. */
const trusted = 30_000

/** Calls of the App of one connector, in its one organisation. */
export class LendingClient {
  readonly #github: Caller
  readonly #app: LendingApp
  readonly #now: () => Date
  #known: { installation: LendingInstallation; at: Date } | undefined

  constructor(github: Caller, app: LendingApp, now: () => Date) {
    this.#github = github
    this.#app = app
    this.#now = now
  }

  get organisation(): number {
    return this.#app.organisation
  }

  /** Throws GITHUB_*; GITHUB_SHUT_OUT: the App is not installed in the organisation. */
  async installation(): Promise<LendingInstallation> {
    const at = this.#now()
    if (this.#known && at.getTime() - this.#known.at.getTime() < trusted) return this.#known.installation
    const found = await this.#find()
    if (found === undefined) {
      const message = `The App ${this.#app.app_id} is not installed in the organisation ${this.#app.organisation}. Its owners install it.`
      throw new DaypassError('GITHUB_SHUT_OUT', message)
    }
    this.#known = { installation: found, at }
    return found
  }

  /** One call; `repository`: by a token that opens this one only. */
  async call(name: EndpointName, parameters: Parameters = {}, repository?: number): Promise<Answer> {
    const { id } = await this.installation()
    const scope = repository === undefined ? { installation: id } : { installation: id, repository }
    return this.#github.asInstallation(scope, name, parameters)
  }

  /** Undefined when GitHub says that what was asked for does not exist. */
  async find(name: EndpointName, parameters: Parameters = {}, repository?: number): Promise<Answer | undefined> {
    try {
      return await this.call(name, parameters, repository)
    } catch (error) {
      const isAbsent = isDaypassError(error, 'GITHUB_NOT_FOUND') || isDaypassError(error, 'GITHUB_GONE')
      if (isAbsent && error.where === endpoints[name].route) return undefined
      throw error
    }
  }

  /** All pages of a list. */
  async list(name: EndpointName, parameters: Parameters, repository?: number): Promise<ResponseFields[]> {
    const all = await allPages((page) => this.call(name, { ...parameters, ...page }, repository))
    return all.map((item) => new ResponseFields(item, name))
  }

  /** The login that this id has now; undefined: there is no such account, or it is no person's. */
  async loginOf(person: number): Promise<string | undefined> {
    const answer = await this.find('lendAccount', { account_id: person })
    if (answer === undefined) return undefined
    const account = new ResponseFields(answer.data, 'the account')
    return account.id('id') === person && account.text('type') === 'User' ? account.text('login') : undefined
  }

  /** Active membership of the organisation. */
  async memberOf(person: number): Promise<{ isOwner: boolean } | undefined> {
    const login = await this.loginOf(person)
    if (login === undefined) return undefined
    const { login: org } = await this.installation()
    const answer = await this.find('lendMember', { org, member: login })
    if (answer === undefined) return undefined
    const shown = new ResponseFields(answer.data, 'the membership')
    const isThem =
      shown.part('user').id('id') === person &&
      shown.part('organization').id('id') === this.organisation &&
      shown.text('state') === 'active'
    return isThem ? { isOwner: shown.text('role') === 'admin' } : undefined
  }

  async #find(): Promise<LendingInstallation | undefined> {
    const { installation_id, organisation } = this.#app
    if (installation_id !== undefined) {
      const { data } = await this.#github.asApp('lendInstallation', { installation_id })
      return readInstallation(data, organisation)
    }
    const all = await allPages(
      (page) => this.#github.asApp('installations', page),
      (answer) => asList(answer.data, 'the installations'),
    )
    return all.map((one) => readInstallation(one, organisation)).find((one) => one !== undefined)
  }
}

/** Undefined: it is another account's. */
function readInstallation(data: unknown, organisation: number): LendingInstallation | undefined {
  const shown = new ResponseFields(data, 'the installation')
  const account = shown.optionalPart('account')
  if (account?.id('id') !== organisation) return undefined
  const { permissions } = data as { permissions?: Record<string, string> }
  return {
    id: shown.id('id'),
    login: account.text('login'),
    suspended: shown.has('suspended_at'),
    allRepositories: shown.optionalText('repository_selection') === 'all',
    permissions: permissions ?? {},
  }
}

/** GitHub's words where somebody else decides who is in it. */
export function refusedByProvider(error: unknown): boolean {
  return (
    isDaypassError(error, 'GITHUB_REFUSED') &&
    /identity provider|externally|synchroni[sz]|\bIdP\b|team sync/i.test(error.message)
  )
}
