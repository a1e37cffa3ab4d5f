import type { ValuesCredential } from '../../generated/sealed-payload.ts'
import type { OpenedGrant } from '../open/open-grant.ts'
import { plain } from '../plain-text.ts'
import type { UsableCredential } from './usable-credential.ts'

/** What a target gave by names of the deployment file: a program finds each in a variable of that name. */
export function useValues({ payload: { request, ends } }: OpenedGrant, { values }: ValuesCredential): UsableCredential {
  const variables = Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
  return {
    ends,
    lines: [
      ...Object.entries(variables).flatMap(([name, value]) => [`${name}:`, '', plain(value), '']),
      `Without them on the screen: daypass exec ${plain(request)} -- <command>`,
    ],
    json: {},
    environment: variables,
    hold: async () => ({ variables, release: async () => undefined }),
  }
}
