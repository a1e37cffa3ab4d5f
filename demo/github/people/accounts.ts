import { randomBytes } from 'node:crypto'
import { botLogin } from '../gateway/backend.ts'
import { asObject, type JsonObject, pick, wholeSeconds } from '../json.ts'
import type { PersonOptions } from '../types.ts'
import type { World } from '../world.ts'
import type { Account } from './directory.ts'

const URLS = [
  'avatar',
  'followers',
  'following',
  'gists',
  'starred',
  'subscriptions',
  'organizations',
  'repos',
  'events',
  'received_events',
]
const SIMPLE = [
  'login',
  'id',
  'node_id',
  'gravatar_id',
  'url',
  'html_url',
  ...URLS.map((name) => `${name}_url`),
  'type',
  'user_view_type',
  'site_admin',
]

/** Keys that are there from the start were added this long before. */
const KEY_AGE_MS = 30 * 86_400_000

export async function accountOf(
  world: World,
  person: PersonOptions & { bot?: boolean },
  repository: string,
): Promise<Account> {
  const user = simpleUser(await world.backend.must('GET', `/users/${encodeURIComponent(person.login)}`))
  const profile = person.bot ? { ...user, ...asBot(world, person.login) } : user
  const account: Account = {
    id: Number(profile.id),
    login: person.login,
    token: `ghp_${randomBytes(20).toString('hex')}`,
    member: person.member ?? true,
    owner: person.owner ?? false,
    bot: person.bot ?? false,
    keys: [],
    roles: new Map(person.permission === undefined ? [] : [[repository, person.permission]]),
    profile,
  }
  world.directory.setKeys(account, person.keys ?? [], wholeSeconds(new Date(world.now().getTime() - KEY_AGE_MS)))
  return account
}

/** The app's bot, which `emulate` takes for a person. */
export async function botOf(world: World): Promise<JsonObject> {
  const login = botLogin(world.app.slug)
  const user = simpleUser(await world.backend.must('GET', `/users/${encodeURIComponent(login)}`))
  return { ...user, ...asBot(world, login) }
}

/** What tells a bot from a person. */
export function asBot(world: World, login: string): JsonObject {
  return { type: 'Bot', html_url: `${world.url}/apps/${login.replace('[bot]', '')}` }
}

function simpleUser(data: unknown): JsonObject {
  return pick(asObject(data), ...SIMPLE)
}
