import { kinds } from '../../../src/connectors/kinds.ts'
import type { Calls } from '../github/calls.ts'
import { repository } from '../world/setting.ts'
import type { World } from '../world/world.ts'
import { createTeams, githubSettings, openTeams } from './loans.ts'
import { reachRedis, redisSettings } from './redis.ts'
import { openSecrets, type Secrets } from './secrets.ts'
import { createTarget, type Passing, type Target, type TargetKind } from './target.ts'
import { vaultKind } from './vault.ts'
import { webhookSettings, webhookTarget } from './webhook.ts'

const deployed = { repositories: [repository.id] }

const secret = { github: 'lender', repository: 7100, secret: 'BUILD' }

const settings = {
  vault: { type: 'vault', drill: 'hourly' as const },
  webhook: { ...webhookSettings, drill: 'hourly' as const },
  github: githubSettings,
  redis: { ...redisSettings, drill: 'hourly' as const },
}

/** A target of this kind in which nothing has happened. */
export function targetOf(kind: TargetKind, clock: () => number): Target {
  return kind === 'github' ? createTeams(clock) : createTarget(kind, clock, ({ id }) => [id], new Set())
}

/** The connectors of a deployment with this target, and the ways to it. `store`: which store it is. */
export function connectTarget(parts: {
  target: Target
  secrets: Secrets
  world: World
  passage: Calls & { target: Passing }
  store: () => Promise<string>
}) {
  const { target, secrets, world, passage, store } = parts
  return {
    kinds: { ...kinds, vault: vaultKind(target, passage.target, store) },
    deployment: {
      connectors: {
        tokens: { type: 'token', drill: 'off' as const, ...deployed },
        builds: { type: 'token', drill: 'off' as const, deliver_to: secret, ...deployed },
        vault: { ...settings[target.kind], ...deployed },
      },
    },
    fetch: webhookTarget(target, passage.target, store),
    reach: reachRedis(target, passage.target),
    openLending: openTeams(target, world, passage),
    secretsOf: () => openSecrets(secrets, target.clock, passage),
  }
}
