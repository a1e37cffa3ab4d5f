import type { Deployment } from '../generated/deployment.ts'

type Settings = Extract<NonNullable<Deployment['connectors'][string]>, { type: 'token' }>

/** Claims that every token has, or that a preset sets by itself. */
const taken =
  /^(?:iss|sub|aud|exp|nbf|iat|jti|client_id|scope|grant_id|status|daypass|cnf|act|role|https:\/\/hasura\.io\/.*|default-role|allowed-roles|user-id)$/i

/** What is wrong with a token connector's preset, by the key that has it. */
export function presetFlaws({
  preset = 'rfc9068',
  roles,
  claims = {},
  probe,
}: Settings): [key: string, message: string][] {
  const found: [string, string][] = Object.keys(claims).flatMap((name) =>
    taken.test(name) ? [[`claims.${name}`, 'is a claim that says something already. Give it another name.']] : [],
  )
  if (preset === 'rfc9068') {
    if (roles !== undefined) found.push(['roles', `is for the presets postgrest and hasura. Say which, or remove it.`])
    return found
  }
  if (roles === undefined) found.push(['roles', 'is missing. Name the role at the target for each scope.'])
  if (probe !== undefined)
    found.push([
      'probe',
      `is of no use with ${preset}, which reads no status list: it refuses nothing before the token has run out. Remove it.`,
    ])
  return found
}
