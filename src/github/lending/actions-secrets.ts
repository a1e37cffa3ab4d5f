import { asError, DaypassError, isDaypassError } from '../../core/error.ts'
import { placeWords, type SecretPlace } from '../../core/lending/secret-place.ts'
import type { ActionsSecrets, FoundSecret, SecretKey } from '../../ports/actions-secrets.ts'
import type { CheckResult } from '../../ports/check-result.ts'
import type { LendingApp } from '../../ports/lending.ts'
import type { Parameters } from '../api/call.ts'
import { createGitHub, type GitHubOptions } from '../api/client.ts'
import type { EndpointName } from '../api/endpoints.ts'
import { ResponseFields } from '../api/response.ts'
import { LendingClient } from './lending-client.ts'

type Calls = { find: EndpointName; key: EndpointName; put: EndpointName; remove: EndpointName; permission: string }

const ofRepository: Calls = {
  find: 'repositorySecret',
  key: 'repositorySecretKey',
  put: 'putRepositorySecret',
  remove: 'removeRepositorySecret',
  permission: 'secrets',
}

const ofEnvironment: Calls = {
  find: 'environmentSecret',
  key: 'environmentSecretKey',
  put: 'putEnvironmentSecret',
  remove: 'removeEnvironmentSecret',
  permission: 'environments',
}

const callsFor = ({ environment }: SecretPlace): Calls => (environment === undefined ? ofRepository : ofEnvironment)

/** The App of a connector, where it writes secrets. Asks GitHub nothing yet. `app.private_key`: PEM. */
export function createActionsSecrets(
  app: LendingApp,
  options: Omit<GitHubOptions, 'appId' | 'privateKey'>,
): ActionsSecrets {
  const github = createGitHub({ ...options, appId: app.app_id, privateKey: app.private_key })
  const client = new LendingClient(github, app, options.now)
  return {
    nameOf: (repository) => nameOf(client, repository),
    find: (place) => find(client, place),
    keyOf: (place) => keyOf(client, place),
    put: async (place, { id }, sealed) => {
      const body = { ...named(place), encrypted_value: sealed, key_id: id }
      return (await client.call(callsFor(place).put, body, place.repository)).date
    },
    remove: async (place) => {
      await client.find(callsFor(place).remove, named(place), place.repository)
    },
    health: (place) => health(client, place),
  }
}

async function nameOf(client: LendingClient, repository: number): Promise<string> {
  const answer = await client.find('lentRepository', { id: repository })
  if (answer) return new ResponseFields(answer.data, 'the repository').text('full_name')
  const message = `The App sees no repository of the id ${repository}. Its owners install the App there, or its operator mends the id.`
  throw new DaypassError('GITHUB_REFUSED', message)
}

/** GitHub says the same of what is not there and of what nobody may see: only where its key is shown, a secret is surely absent. */
async function find(client: LendingClient, place: SecretPlace): Promise<FoundSecret> {
  const calls = callsFor(place)
  const answer = await client.find(calls.find, named(place), place.repository)
  if (answer) {
    const shown = new ResponseFields(answer.data, 'the secret')
    return { created: shown.text('created_at'), updated: shown.instant('updated_at').toISOString() }
  }
  if (await client.find(calls.key, within(place), place.repository)) return 'absent'
  const name = await nameOf(client, place.repository)
  if (place.environment !== undefined) return 'gone'
  throw new DaypassError(
    'GITHUB_REFUSED',
    `The App may not see the secrets of ${name}. Its owners let it write secrets.`,
  )
}

async function keyOf(client: LendingClient, place: SecretPlace): Promise<SecretKey> {
  const answer = await client.find(callsFor(place).key, within(place), place.repository)
  if (answer) {
    const shown = new ResponseFields(answer.data, 'the public key')
    return { id: shown.text('key_id'), key: shown.text('key') }
  }
  const message = `GitHub shows no key for ${placeWords(place)}: its environment is gone, or the App may not see it. Its owners mend that.`
  throw new DaypassError('GITHUB_REFUSED', message)
}

/** Whether it could be written, by what the App was given and what GitHub answers. Throws nothing. */
async function health(client: LendingClient, place: SecretPlace): Promise<CheckResult[]> {
  try {
    const { login, suspended, permissions } = await client.installation()
    if (suspended) return [wrong(`The App is suspended in ${login}. Its owners take that back.`)]
    const { permission } = callsFor(place)
    if (permissions[permission] !== 'write')
      return [wrong(`The App may not write ${permission} in ${login}. Its owners let it.`)]
    const name = await nameOf(client, place.repository)
    const found = await find(client, place)
    if (found === 'gone')
      return [wrong(`There is no environment ${place.environment} in ${name}. Make it, or mend \`deliver_to\`.`)]
    const what = placeWords(place, name)
    if (found === 'absent') return [{ state: 'well', message: `It delivers into ${what}.` }]
    const message = `${what} is there. Unless a grant that lives has it, Daypass writes nothing over it: remove or rename it.`
    return [{ state: 'note', message }]
  } catch (thrown) {
    const error = asError(thrown)
    return [{ ...wrong(error.message), ...(isDaypassError(error) ? { code: error.code } : {}) }]
  }
}

function wrong(message: string): CheckResult {
  return { state: 'wrong', code: 'CONNECTOR_FAILED', message }
}

function within({ repository, environment }: SecretPlace): Parameters {
  return { repository_id: repository, ...(environment === undefined ? {} : { environment_name: environment }) }
}

function named(place: SecretPlace): Parameters {
  return { ...within(place), secret_name: place.secret }
}
