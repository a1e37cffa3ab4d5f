import type { Problem } from '../../core/error.ts'
import type { CheckResult } from '../../ports/check-result.ts'
import type { ConnectorTerms } from '../../ports/connector.ts'
import { withNode } from './redis-node.ts'
import { nodesOf, placeOf, publicPlace, type RedisSettings, roleFor } from './redis-settings.ts'

/** Seconds: an end as it usually is, and with nodes that answer slowly. */
const [effect, worst] = [1, 15]
/** Selectors, and what a connector marks its users with, are of this version. */
const oldest = 7

/** What a connector of kind `redis` says by its settings alone. */
export function redisTerms(settings: RedisSettings): ConnectorTerms {
  const nodes = nodesOf(settings)
  const where = nodes.length === 1 ? placeOf(publicPlace(settings)) : `${nodes.length} nodes`
  return {
    declare: () => ({
      ...{ effect, worst, cutsSessions: true, proof: 'refused' },
      words: `connections cut and logins refused within ${worst} s; the user must be gone, and its login refused, at ${where}`,
    }),
    check: (actions) =>
      Object.keys(actions).flatMap((name): Problem[] => {
        if (roleFor(settings, name)) return []
        const message = `The connector names no role for it. Whoever operates Daypass adds \`${name}\` to its roles.`
        return [{ code: 'CATALOG_INVALID', where: `actions.${name}`, message }]
      }),
    right: (action) => (roleFor(settings, action) ? `the role of ${action}` : undefined),
    health: async () => {
      const told: CheckResult[] = []
      for (const node of nodes) told.push(await lookAtNode(settings, node))
      return told
    },
  }
}

/** Whether the node is new enough, and the login may do what it has to: asked with a user that there is not. */
async function lookAtNode({ ca }: RedisSettings, node: ReturnType<typeof nodesOf>[number]): Promise<CheckResult> {
  const where = placeOf(node)
  const wrong = (message: string): CheckResult => ({ state: 'wrong', code: 'CONNECTOR_FAILED', where, message })
  try {
    return await withNode(node, ca, async (send) => {
      const info = String(await send(['INFO', 'server']))
      const version = /^(?:valkey|redis)_version:(\d+)/m.exec(info)?.[1]
      if (!(Number(version) >= oldest))
        return wrong(`It is of version ${version ?? 'unknown'}: Redis ${oldest} or later, or Valkey, is needed.`)
      const nobody = 'jit_daypass-doctor'
      await send(['ACL', 'LIST'])
      await send(['ACL', 'GETUSER', nobody])
      await send(['ACL', 'DELUSER', nobody])
      await send(['CLIENT', 'KILL', 'USER', nobody], 'ERR No such user')
      return { state: 'well', message: `${where} is of version ${version}, and lets Daypass administer users.` }
    })
  } catch (error) {
    return wrong(
      `${error instanceof Error ? error.message : 'It does not answer.'} Until this is mended, nothing begins or ends there.`,
    )
  }
}
