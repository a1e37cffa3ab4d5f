import { asError, DaypassError } from '../../core/error.ts'
import type { Lendable } from '../../core/lending/loans.ts'
import type { CheckResult } from '../../ports/check-result.ts'
import { ResponseFields } from '../api/response.ts'
import type { LendingClient } from './lending-client.ts'

/** Whether the App is there, what it may do, and that the ids lead somewhere. Throws nothing. */
export async function lendingHealth(
  client: LendingClient,
  whats: readonly Lendable[],
  delivers: boolean,
): Promise<CheckResult[]> {
  try {
    const { login, suspended, permissions } = await client.installation()
    if (suspended) return [wrong(`The App is suspended in ${login}. Its owners take that back.`)]
    const wanted = new Set(whats.map((what) => ('team' in what ? 'members' : 'administration')))
    const missing: string[] = [...wanted].filter((name) => permissions[name] !== 'write')
    // What somebody has on a repository by a team is told by who is in it.
    if (wanted.has('administration') && !wanted.has('members') && permissions.members === undefined)
      missing.push('members')
    const needless = Object.keys(permissions).filter(
      (name) =>
        !['members', 'administration', 'metadata', ...(delivers ? ['secrets', 'environments'] : [])].includes(name) ||
        (name === 'administration' && !wanted.has(name)),
    )
    const found: CheckResult[] = missing.map((name) =>
      wrong(`The App may not write ${name} in ${login}. Its owners let it.`),
    )
    if (needless.length > 0) {
      const message = `The App may do more than lending takes: ${needless.join(', ')}. Take that from it.`
      found.push({ state: 'note', message })
    }
    const places = await Promise.all(whats.map((what) => lookAt(client, what)))
    found.push(...places.filter(({ state }) => state === 'wrong'))
    if (found.some(({ state }) => state === 'wrong')) return found
    const lent = places.map(({ message }) => message).join(', ') || 'nothing'
    const also = delivers ? ', and other connectors deliver into secrets by it' : ''
    return [{ state: 'well', message: `It lends ${lent}${also}.` }, ...found]
  } catch (thrown) {
    return [wrong(asError(thrown).message, thrown)]
  }
}

async function lookAt(client: LendingClient, what: Lendable): Promise<CheckResult> {
  if ('team' in what) {
    const answer = await client.find('lentTeam', { org_id: client.organisation, team_id: what.team })
    const { login } = await client.installation()
    if (!answer) return wrong(`There is no team of the id ${what.team} in ${login}. Mend it in \`roles\`.`)
    return { state: 'well', message: `@${login}/${new ResponseFields(answer.data, 'the team').text('slug')}` }
  }
  const answer = await client.find('lentRepository', { id: what.repository })
  if (!answer)
    return wrong(
      `The App sees no repository of the id ${what.repository}. Mend it in \`roles\`, or install the App there.`,
    )
  const name = new ResponseFields(answer.data, 'the repository').text('full_name')
  return { state: 'well', message: `${name} (${what.permission})` }
}

function wrong(message: string, thrown?: unknown): CheckResult {
  return { state: 'wrong', code: thrown instanceof DaypassError ? thrown.code : 'CONNECTOR_FAILED', message }
}
