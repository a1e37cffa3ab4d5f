import { createHmac } from 'node:crypto'
import { DaypassError } from '../../core/error.ts'
import { addSeconds, showInstant } from '../../core/instant.ts'
import type { Grant } from '../../core/record.ts'
import { Secret } from '../../core/secret.ts'
import type { RedisAddress } from '../../core/targets/redis-address.ts'
import type { Credential, RedisCredential } from '../../generated/sealed-payload.ts'
import type { Connector, Marked, ProbeResult } from '../../ports/connector.ts'
import { roleName } from '../role-name.ts'
import { readMarkers, setUser } from './acl-user.ts'
import { overTcp, type RedisReach } from './redis-node.ts'
import { nodesOf, placeOf, publicPlace, type RedisRole, type RedisSettings, roleFor } from './redis-settings.ts'
import { redisTerms } from './redis-terms.ts'

export type RedisConnectorOptions = {
  name: string
  settings: RedisSettings
  /** Which store this is. */
  store: () => Promise<string>
  now: () => Date
  randomBytes: (count: number) => Uint8Array
  /** How nodes are reached; absent: over TCP. */
  reach?: RedisReach
}

const type = 'redis'

/**
 * A user of Redis for each grant, at every node: users are not replicated. A node knows no end of its own: a user lives until Daypass ends it, or the
 * node starts anew without it. ACL DELUSER ends user and connections in one.
 */
export function createRedisConnector(options: RedisConnectorOptions): Connector {
  const { name, settings, store, now, randomBytes, reach = overTcp } = options
  const { withNode, letsIn } = reach
  const { ca } = settings
  const nodes = nodesOf(settings)
  const places = nodes.map(placeOf).join(', ')
  const soon = () => addSeconds(now(), 2)

  /** A second password of the user, which only who administers the node can know: that of a probe, which has no other. */
  const probePassword = async ({ password = '' }: RedisAddress, grant: string) =>
    createHmac('sha256', password)
      .update(`daypass-redis-probe-v1\n${await store()}\n${grant}`)
      .digest('base64url')
  const canLogIn = async (node: RedisAddress, grant: string) =>
    letsIn(node, ca, { user: roleName(grant), password: await probePassword(node, grant) })

  return {
    name,
    type,
    credential: true,
    ...redisTerms(settings),
    audienceOf: () => `redis://${placeOf(publicPlace(settings))}`,
    prepare: async () => ({}),
    begin: async (grant) => {
      const password = Buffer.from(randomBytes(32)).toString('base64url')
      const user = roleName(grant.id)
      const wanted = {
        ...{ name: user, roles: rolesOf(settings, grant) },
        marker: { store: await store(), connector: name, grant: grant.id },
      }
      for (const node of nodes) {
        const command = setUser({ ...wanted, passwords: [password, await probePassword(node, grant.id)] })
        // Who is inside by the password before is put out with it.
        await withNode(node, ca, async (send) => {
          await send(command)
          await send(['CLIENT', 'KILL', 'USER', user])
        })
      }
      return new Secret<Credential>(credentialOf(settings, user, password))
    },
    end: async ({ id }) => {
      const user = roleName(id)
      let cut = 0
      const failures: unknown[] = []
      // One node that is away keeps no other from ending.
      for (const node of nodes)
        await withNode(node, ca, async (send) => {
          cut += Number((await send(['CLIENT', 'KILL', 'USER', user], 'ERR No such user')) ?? 0)
          await send(['ACL', 'DELUSER', user])
        }).catch((error: unknown) => failures.push(error))
      if (failures.length > 0) throw failures[0]
      return { effective: now(), ...(cut > 0 ? { cut: cut === 1 ? 'a connection' : `${cut} connections` } : {}) }
    },
    probe: async ({ id }): Promise<ProbeResult> => {
      for (const node of nodes) {
        const user = await withNode(node, ca, (send) => send(['ACL', 'GETUSER', roleName(id)]))
        if (user !== null) return { proved: false, why: `${placeOf(node)} still has the user`, again: soon() }
        if (await canLogIn(node, id)) return { proved: false, why: `${placeOf(node)} let the user in`, again: soon() }
      }
      const at = now()
      const words = `the user is gone, and its login was refused by ${places} at ${showInstant(at, 'tenth')}`
      return { proved: true, proof: { how: 'refused', at: at.toISOString(), words } }
    },
    drill: {
      target: places,
      // By the password of probes: so what it meets after the end means something.
      use: async ({ id }) => {
        for (const node of nodes)
          if (!(await canLogIn(node, id)))
            return { works: true, control: 'kept-out', words: `${placeOf(node)} refused a live user` }
        return { works: true, control: 'let-in', words: `${places} let the user in` }
      },
    },
    async *listOurs(): AsyncIterable<Marked> {
      const found = new Map<string, Marked>()
      for (const node of nodes) {
        const lines = await withNode(node, ca, (send) => send(['ACL', 'LIST']))
        for (const { name: user, grant, ...marker } of readMarkers(Array.isArray(lines) ? lines.map(String) : []))
          if (marker.connector === name && /^[\w-]{22}$/.test(grant) && roleName(grant) === user)
            found.set(grant, { grant, store: marker.store })
      }
      yield* found.values()
    },
  }
}

/** A canary may do nothing but log in. */
function rolesOf(settings: RedisSettings, { actions = [] }: Pick<Grant, 'actions'>): RedisRole[] {
  return actions.map((action) => {
    const role = roleFor(settings, action)
    if (role) return role
    throw new DaypassError('CONNECTOR_FAILED', `The connector names no role for the action \`${action}\`.`)
  })
}

function credentialOf(settings: RedisSettings, user: string, password: string): RedisCredential {
  const { host, port, tls } = publicPlace(settings)
  return {
    ...{ type, host, port, user, password, tls },
    ...(settings.ca === undefined ? {} : { ca: settings.ca }),
    uri: `${tls ? 'rediss' : 'redis'}://${user}:${password}@${placeOf({ host, port })}`,
  }
}
