import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PostgresCredential } from '../../generated/sealed-payload.ts'
import type { CliDeps } from '../deps.ts'
import type { OpenedGrant } from '../open/open-grant.ts'
import { plain } from '../plain-text.ts'
import type { Held, UsableCredential } from './usable-credential.ts'

/**
 * A login of a database, as libpq takes it: a program finds the connection in its environment and the password in a file of its own (PostgreSQL
 * documentation, «Environment Variables» and «The Password File»).
 */
export function usePostgres(
  { machine, env }: CliDeps,
  { payload: { request, ends } }: OpenedGrant,
  credential: PostgresCredential,
): UsableCredential {
  const { host, port, database, user, password, uri } = credential
  const authority = env.PGSSLROOTCERT ?? 'system'
  const variables = variablesOf(credential, request, authority)
  return {
    ends,
    lines: [
      `  Host      ${plain(host)}:${port}`,
      `  Database  ${plain(database)}`,
      `  User      ${plain(user)}`,
      '',
      'Connect:',
      '',
      `psql '${plain(uri).replaceAll("'", '%27')}'`,
      '',
      `Without the password on the screen: daypass exec ${plain(request)} -- psql`,
    ],
    json: {},
    environment: { ...variables, PGPASSWORD: password },
    hold: async ({ url }): Promise<Held> => {
      // mkdtemp makes the directory with mode 0700.
      const directory = await mkdtemp(join(machine.temporary, 'daypass-'))
      const release = () => rm(directory, { recursive: true, force: true })
      try {
        const files: Record<string, string> = { PGPASSFILE: join(directory, 'pgpass') }
        const line = [host, String(port), database, user, password].map(escaped).join(':')
        await writeFile(join(directory, 'pgpass'), `${line}\n`, { mode: 0o600 })
        if (credential.sslrootcert !== undefined) {
          files.PGSSLROOTCERT = join(directory, 'authority.pem')
          await writeFile(files.PGSSLROOTCERT, credential.sslrootcert, { mode: 0o600 })
        }
        return { variables: { ...variables, ...files, ...(url ? { DATABASE_URL: uri } : {}) }, release }
      } catch (thrown) {
        await release()
        throw thrown
      }
    },
  }
}

/** In the password file both have a meaning. */
const escaped = (text: string): string => text.replaceAll(/[\\:]/g, (found) => `\\${found}`)

function variablesOf(
  { host, port, database, user, sslmode }: PostgresCredential,
  request: string,
  authority: string,
): Record<string, string> {
  return {
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database,
    PGUSER: user,
    PGSSLMODE: sslmode,
    // That the machine's own authorities count, libpq wants to be told (16 and later).
    ...(sslmode === 'verify-full' ? { PGSSLROOTCERT: authority } : {}),
    // As an administrator of the server sees it in pg_stat_activity; 63 bytes is the most there is.
    PGAPPNAME: `daypass ${request.split('/').slice(-4).join('/')}`.slice(0, 63),
  }
}
