import { DaypassError, type Problem } from '../core/error.ts'
import type { Resource } from '../generated/catalog.ts'

/** Where a token's claims come from besides Daypass itself: what the deployment file says. */
export type PresetSettings = {
  /** What the target reads a token as; absent: rfc9068. */
  preset?: 'rfc9068' | 'postgrest' | 'hasura'
  /** The role at the target for a scope, in rising order: a token for several scopes has the last of theirs. */
  roles?: Readonly<Record<string, string | undefined>>
  /** More claims, by name: a text, or what it is taken from. */
  claims?: Readonly<Record<string, { value: string } | { from: ClaimSource } | undefined>>
}

export type ClaimSource = 'subject' | 'person' | 'resource' | 'grant' | 'request'

/** What a claim can be taken from: nothing that people wrote. */
export type ClaimFacts = Readonly<Record<ClaimSource, string>> & { scope: string }

const hasuraClaim = 'https://hasura.io/jwt/claims'

/** Whether verifiers of the preset read nothing but signature, audience and `exp`, so that a token works until it has run out. */
export const runsOut = ({ preset = 'rfc9068' }: PresetSettings): boolean => preset !== 'rfc9068'

/** The claims of a token besides those that every token has. Throws CREDENTIAL_INVALID where the deployment names no role for its scope any more. */
export function presetClaims(settings: PresetSettings, facts: ClaimFacts): Record<string, unknown> {
  // The token of a probe or a drill is nobody's, and for nothing.
  if (facts.scope === 'daypass:probe') return {}
  const more = Object.fromEntries(
    Object.entries(settings.claims ?? {}).flatMap(([name, source]) =>
      source ? [[name, 'value' in source ? source.value : facts[source.from]] as const] : [],
    ),
  )
  switch (settings.preset ?? 'rfc9068') {
    case 'rfc9068':
      return more
    case 'postgrest':
      return { ...more, role: roleOf(settings, facts.scope) }
    case 'hasura': {
      const role = roleOf(settings, facts.scope)
      const session = Object.entries(more).map(([name, value]) => [`x-hasura-${name}`, value] as const)
      return {
        [hasuraClaim]: {
          ...Object.fromEntries(session),
          ...{ 'x-hasura-default-role': role, 'x-hasura-allowed-roles': [role], 'x-hasura-user-id': facts.subject },
        },
      }
    }
  }
}

/** Actions whose scope the deployment gives no role at a target that knows roles. */
export function rolesMissing(settings: PresetSettings, actions: Resource['actions']): Problem[] {
  if (!runsOut(settings)) return []
  return Object.entries(actions).flatMap(([name, action]): Problem[] => {
    if (action && Object.hasOwn(settings.roles ?? {}, action.scope)) return []
    const message = `The connector names no role for its scope \`${action?.scope}\`. Whoever operates Daypass adds it to the roles.`
    return [{ code: 'CATALOG_INVALID', where: `actions.${name}.scope`, message }]
  })
}

function roleOf({ roles = {} }: PresetSettings, scope: string): string {
  const asked = new Set(scope.split(' '))
  const role = Object.entries(roles)
    .filter(([name]) => asked.has(name))
    .at(-1)?.[1]
  if (role !== undefined) return role
  throw new DaypassError(
    'CREDENTIAL_INVALID',
    'The deployment names no role for this scope any more. Ask its operators.',
  )
}
