import type { CliDeps } from '../deps.ts'
import type { OpenedGrant } from '../open/open-grant.ts'
import type { UsableCredential } from './usable-credential.ts'
import { usePostgres } from './use-postgres.ts'
import { useRedis } from './use-redis.ts'
import { useToken } from './use-token.ts'
import { useValues } from './use-values.ts'

/** Makes an opened credential ready for use. Throws what asking its issuer throws, where that is asked for a token. */
export async function useCredential(deps: CliDeps, opened: OpenedGrant): Promise<UsableCredential> {
  const { credential } = opened.payload
  switch (credential.type) {
    case 'refresh_token':
      return useToken(deps, opened, credential)
    case 'postgres':
      return usePostgres(deps, opened, credential)
    case 'redis':
      return useRedis(deps, opened, credential)
    case 'webhook':
      return useValues(opened, credential)
    default:
      return credential satisfies never
  }
}
