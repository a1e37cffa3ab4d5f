import type { Exchange } from '../gateway/route.ts'
import type { Permission } from '../types.ts'
import { findRepository } from '../world.ts'
import { covers } from './directory.ts'

/** Whether the actor may: a person by role on the repository of the path, the app by a write permission of its token. */
export function allows(x: Exchange, role: Permission, permission: string): boolean {
  if (x.actor.by === 'user') {
    const repository = findRepository(x.world, x.params.owner ?? '', x.params.repo ?? '')
    return repository !== undefined && covers(x.world.directory.role(x.actor.account, repository), role)
  }
  return x.actor.by === 'app' && x.actor.as === 'installation' && x.actor.token.permissions[permission] === 'write'
}

/** Whether the app's token, where it is one, may at least read this; people always may. */
export function appMayRead(x: Exchange, permission: string): boolean {
  return x.actor.by !== 'app' || (x.actor.as === 'installation' && x.actor.token.permissions[permission] !== undefined)
}
