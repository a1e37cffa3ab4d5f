import { DaypassError } from '../../core/error.ts'
import type { CliDeps } from '../deps.ts'
import { deadline, fetchJson } from '../fetch-json.ts'
import { apiUrlOf } from './issue-url.ts'

const login = /^@?(?<name>[A-Za-z0-9][A-Za-z0-9_-]{0,99})$/

/**
 * The number of a person on GitHub: `text` itself, or what GitHub says now of a login; digits alone are a number, and `@` before them
 * makes them a login. A token of GH_TOKEN or GITHUB_TOKEN is sent along, and none is needed on github.com. Throws USAGE,
 * GITHUB_NOT_FOUND, GITHUB_UNAVAILABLE.
 */
export async function personId({ env, fetch }: Pick<CliDeps, 'env' | 'fetch'>, text: string): Promise<number> {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text)
  const name = login.exec(text)?.groups?.name
  const where = '--person'
  if (name === undefined)
    throw new DaypassError('USAGE', 'Name the person by login, or by number on GitHub.', { where })
  const api = apiUrlOf(new URL('https://github.com'), env.GITHUB_API_URL)
  const token = env.GH_TOKEN?.trim() || env.GITHUB_TOKEN?.trim()
  const headers = { 'user-agent': 'daypass', ...(token ? { authorization: `Bearer ${token}` } : {}) }
  const byNumber = `Name the person by number: \`gh api users/${name} --jq .id\` shows it.`
  const answer = await fetchJson(fetch, `${api}/users/${name}`, { headers, signal: deadline() }).catch((cause) => {
    throw new DaypassError('GITHUB_UNAVAILABLE', `GitHub cannot be asked who ${name} is. ${byNumber}`, { cause, where })
  })
  const { id, login: called } = (answer.body ?? {}) as Record<string, unknown>
  const isThem = typeof called === 'string' && called.toLowerCase() === name.toLowerCase()
  if (answer.status === 200 && isThem && typeof id === 'number' && Number.isSafeInteger(id) && id > 0) return id
  if (answer.status === 404)
    throw new DaypassError('GITHUB_NOT_FOUND', `GitHub knows nobody by the login ${name}. ${byNumber}`, { where })
  const message = `GitHub answered ${answer.status} when asked who ${name} is. ${byNumber}`
  throw new DaypassError('GITHUB_UNAVAILABLE', message, { where })
}
