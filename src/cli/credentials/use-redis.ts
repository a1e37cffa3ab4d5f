import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RedisCredential } from '../../generated/sealed-payload.ts'
import type { CliDeps } from '../deps.ts'
import type { OpenedGrant } from '../open/open-grant.ts'
import { plain } from '../plain-text.ts'
import type { Held, UsableCredential } from './usable-credential.ts'

/**
 * A login of Redis, as redis-cli takes it: the password in REDISCLI_AUTH, which is the one way to give it without showing it among the processes;
 * host, port and user as its options.
 */
export function useRedis(
  { machine }: CliDeps,
  { payload: { request, ends } }: OpenedGrant,
  credential: RedisCredential,
): UsableCredential {
  const { host, port, user, password, tls, uri } = credential
  const variables = { REDIS_HOST: host, REDIS_PORT: String(port), REDIS_USER: user, REDISCLI_AUTH: password }
  const secure = tls ? ' --tls' : ''
  const authority = credential.ca === undefined ? '' : ' --cacert "$REDIS_CACERT"'
  return {
    ends,
    lines: [
      `  Host      ${plain(host)}:${port}`,
      `  User      ${plain(user)}`,
      '',
      'Connect:',
      '',
      `redis-cli${secure} -u '${plain(uri).replaceAll("'", '%27')}'`,
      '',
      'Without the password on the screen:',
      '',
      `daypass exec ${plain(request)} -- sh -c 'redis-cli${secure}${authority} -h "$REDIS_HOST" -p "$REDIS_PORT" --user "$REDIS_USER"'`,
    ],
    json: {},
    environment: variables,
    hold: async ({ url }): Promise<Held> => {
      const given = { ...variables, ...(url ? { REDIS_URL: uri } : {}) }
      if (credential.ca === undefined) return { variables: given, release: async () => undefined }
      // mkdtemp makes the directory with mode 0700.
      const directory = await mkdtemp(join(machine.temporary, 'daypass-'))
      const release = () => rm(directory, { recursive: true, force: true })
      try {
        const file = join(directory, 'authority.pem')
        await writeFile(file, credential.ca, { mode: 0o600 })
        return { variables: { ...given, REDIS_CACERT: file }, release }
      } catch (thrown) {
        await release()
        throw thrown
      }
    },
  }
}
