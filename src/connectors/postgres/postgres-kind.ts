import { DaypassError } from '../../core/error.ts'
import { addSeconds } from '../../core/instant.ts'
import type { Grant } from '../../core/record.ts'
import { Secret } from '../../core/secret.ts'
import type { PostgresCredential } from '../../generated/sealed-payload.ts'
import type { Connector, Marked } from '../../ports/connector.ts'
import type { LeaseState } from '../../ports/lease-state.ts'
import { roleName } from '../role-name.ts'
import { createPoolerCheck } from './ask-pooler.ts'
import { createStatements, extendStatement, type RoleWanted, replaceStatements } from './begin-role.ts'
import { createClosedLogins } from './closed-logins.ts'
import { dropRole } from './drop-role.ts'
import { type Cut, closeLogin, endRole } from './end-role.ts'
import { findRole, listRoles, lookAtRole, type Role } from './find-role.ts'
import { lookingAgain } from './looking-again.ts'
import { createPostgresServer, placeOf } from './postgres-server.ts'
import { addressOf, type GroupUse, groupFor, type PostgresSettings, publicPlace } from './postgres-settings.ts'
import { postgresTerms } from './postgres-terms.ts'
import { notePrepared } from './prepared-transactions.ts'
import { tryEndedLogin } from './prove-role-end.ts'
import type { RoleMarker } from './role-marker.ts'
import { cutSessions } from './role-sessions.ts'
import { scramVerifier } from './scram-verifier.ts'

export type PostgresConnectorOptions = {
  name: string
  publicUrl: string
  settings: PostgresSettings
  /** Which store this is, as roles are marked with it. */
  store: () => Promise<string>
  now: () => Date
  randomBytes: (count: number) => Uint8Array
  pause: (seconds: number) => Promise<void>
}

const type = 'postgres'
const usualConnections = 5

/**
 * Access to a PostgreSQL server by a login of its own for each grant: a role that is a member of groups, and owns nothing but what it makes. Its end is
 * the loss of its groups, of its login, of its sessions and of itself, and is proved by a login with the right password that is refused.
 */
export function createPostgresConnector(options: PostgresConnectorOptions): Connector {
  const { name, settings, publicUrl, now, pause } = options
  const { ca } = settings
  const address = addressOf(settings.url)
  const primary = createPostgresServer(address, ca)
  const replicas = (settings.replicas ?? []).map((url) => createPostgresServer(addressOf(url), ca))
  const place = publicPlace(settings)
  const isPooled = placeOf(place) !== primary.place
  const askPooler = isPooled ? createPoolerCheck(createPostgresServer({ ...address, ...place }, ca), now) : undefined
  const parts = { primary, replicas, pause }
  const closed = createClosedLogins()
  const secret = () => Buffer.from(options.randomBytes(32)).toString('base64url')
  const verifierOf = (password: string) => scramVerifier(password, options.randomBytes(16))
  const markerOf = async (grant: string): Promise<RoleMarker> => ({
    issuer: publicUrl,
    connector: name,
    store: await options.store(),
    grant,
  })

  async function begin(grant: Grant): Promise<Secret<PostgresCredential>> {
    const password = secret()
    const wanted: RoleWanted = {
      ...{ name: roleName(grant.id), verifier: await verifierOf(password), ends: grant.ends },
      ...{ connections: settings.connections ?? usualConnections, groups: groupsOf(settings, grant) },
      marker: await markerOf(grant.id),
    }
    await lookingAgain(async () => {
      const { version, role } = await lookAtRole(primary, wanted.name)
      await primary.run(role ? replaceStatements(wanted, version, role) : createStatements(wanted, version))
    })
    return new Secret(credentialOf(settings, wanted.name, password))
  }

  /** The role of a grant, if there is one that is ours: by its name, and by what nobody else can give it. */
  async function roleOf(grant: string): Promise<Role | undefined> {
    const role = await findRole(primary, roleName(grant))
    if (!role || role.marked || role.marker?.grant === grant) return role
    throw new DaypassError(
      'CONNECTOR_FAILED',
      `There is a role ${role.name} at ${primary.place} that Daypass did not make. Whoever administers the server removes it.`,
    )
  }

  const endOf = (id: string, lease: LeaseState | null): Promise<Cut | undefined> =>
    lookingAgain(async () => {
      const role = await roleOf(id)
      if (!role) return undefined
      const password = secret()
      const cut = await endRole(parts, role, lease, await verifierOf(password))
      closed.keep(role, password)
      return cut
    })

  /** A password that is right, for a login that must be refused; undefined: somebody holds the role up. */
  async function passwordOf(role: Role): Promise<string | undefined> {
    const known = closed.take(role)
    if (known !== undefined) return known
    const password = secret()
    return (await closeLogin(primary, role, await verifierOf(password))) ? password : undefined
  }

  return {
    name,
    type,
    credential: true,
    ...postgresTerms(settings, now),
    audienceOf: () => `postgres://${placeOf(place)}/${encodeURIComponent(address.database)}`,
    prepare: (grant) => notePrepared(primary, groupsOf(settings, grant)),
    begin,
    extend: async ({ id, ends }) => {
      const role = await roleOf(id)
      if (role?.canLogIn) await primary.run(extendStatement(role.name, ends))
    },
    end: async ({ id }, lease) => {
      const cut = await endOf(id, lease)
      return { effective: now(), ...(cut ? cutInWords(cut) : {}) }
    },
    probe: async ({ id }, lease) => {
      const again = () => addSeconds(now(), 2)
      const role = await roleOf(id)
      if (!role) {
        if ((await cutSessions(primary, replicas, 'vanished', pause)) > 0)
          return { proved: false, why: 'sessions of a role that is gone were still open', again: again() }
        const words = `there is no role ${roleName(id)} at ${primary.place} any more, and no session of a role that is gone`
        return { proved: true, proof: { how: 'absent', at: now().toISOString(), words } }
      }
      // What has come back is ended again.
      if (role.canLogIn || role.groups.length > 0) {
        await endOf(id, lease)
        return { proved: false, why: 'the role was still there, with its login or its groups', again: again() }
      }
      const password = await passwordOf(role)
      if (password === undefined) return { proved: false, why: 'something holds the role up', again: again() }
      const tried = await tryEndedLogin(primary, { user: role.name, password }, now)
      if (!tried.refused) return { proved: false, why: tried.why, again: again() }
      const used = await askPooler?.({ user: role.name, password })
      if (used?.refused === false) return { proved: false, why: used.why, again: again() }
      if ((await cutSessions(primary, replicas, role, pause)) > 0)
        return { proved: false, why: 'somebody got in while it ended, and was put out', again: again() }
      const at = now().toISOString()
      const words = [
        tried.words,
        ...(used ? [used.words] : []),
        ...(await dropRole(primary, role, settings.reassign_to)),
      ]
      return { proved: true, proof: { how: 'refused', at, words: words.join('; ') } }
    },
    drill: {
      target: `${primary.place}/${address.database}`,
      use: async (_grant, credential) => {
        const found = credential?.reveal()
        if (found?.type !== 'postgres') return { works: false, words: 'the lease has no login' }
        const answer = await primary.tryLogin(found)
        if (answer.letIn) return { works: true, control: 'let-in', words: `${primary.place} let the role in` }
        return {
          works: true,
          control: 'kept-out',
          words: `${primary.place} refused a live role (${answer.code ?? 'no code'})`,
        }
      },
    },
    async *listOurs(): AsyncIterable<Marked> {
      for (const { name: found, marker } of await listRoles(primary))
        if (marker?.issuer === publicUrl && marker.connector === name && isNameOf(found, marker.grant))
          yield { grant: marker.grant, store: marker.store }
    },
  }
}

function isNameOf(role: string, grant: string): boolean {
  return /^[\w-]{22}$/.test(grant) && roleName(grant) === role
}

/** A canary may do nothing but log in. */
function groupsOf(settings: PostgresSettings, { actions = [] }: Pick<Grant, 'actions'>): GroupUse[] {
  const found = new Map<string, GroupUse>()
  for (const action of actions) {
    const use = groupFor(settings, action)
    if (!use) throw new DaypassError('CONNECTOR_FAILED', `The connector names no group for the action \`${action}\`.`)
    const other = found.get(use.group)
    if (other?.mode !== 'own') found.set(use.group, use)
  }
  return [...found.values()]
}

function credentialOf(settings: PostgresSettings, user: string, password: string): PostgresCredential {
  const { host, port } = publicPlace(settings)
  const { database, tls } = addressOf(settings.url)
  const sslmode = tls ? 'verify-full' : 'disable'
  const place = `${host.includes(':') ? `[${host}]` : host}:${port}`
  return {
    ...{ type, host, port, database, user, password, sslmode },
    ...(settings.ca === undefined ? {} : { sslrootcert: settings.ca }),
    uri: `postgres://${user}:${password}@${place}/${encodeURIComponent(database)}?sslmode=${sslmode}`,
  }
}

function cutInWords({ sessions, transactions }: Cut): { cut?: string } {
  const counted = (count: number, one: string, many: string) =>
    count === 0 ? [] : [count === 1 ? one : `${count} ${many}`]
  const words = [
    ...counted(sessions, 'a session', 'sessions'),
    ...counted(transactions, 'a prepared transaction', 'prepared transactions'),
  ]
  return words.length === 0 ? {} : { cut: words.join(' and ') }
}
