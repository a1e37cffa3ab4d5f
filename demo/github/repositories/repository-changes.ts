import { raise } from '../deliveries/events.ts'
import { correct } from '../gateway/correct.ts'
import { asObject, type JsonObject } from '../json.ts'
import { MERGE_SETTINGS } from '../pulls/merge-methods.ts'
import type { MergeMethod } from '../switch-types.ts'
import type { World } from '../world.ts'
import type { Repository } from './repository.ts'

/** Gives a repository another visibility, and raises GitHub's event if it is one. */
export async function setPrivate(
  world: World,
  repository: Repository,
  isPrivate: boolean,
  sender: JsonObject,
): Promise<void> {
  const before = repository.private
  await change(world, repository, { private: isPrivate })
  if (before === isPrivate) return
  raise(world, 'repository', { action: isPrivate ? 'privatized' : 'publicized' }, { sender, repository })
}

/** Renames; the old name leads to the repository's numeric id from then on. */
export async function renameRepository(
  world: World,
  repository: Repository,
  name: string,
  sender: JsonObject,
): Promise<void> {
  const from = repository.name
  await change(world, repository, { name })
  world.repositories.delete(from.toLowerCase())
  world.repositories.set(name.toLowerCase(), repository)
  world.renamed.set(from.toLowerCase(), repository)
  for (const { roles } of world.directory.accounts()) {
    const role = roles.get(from)
    if (role !== undefined && roles.delete(from)) roles.set(name, role)
  }
  raise(world, 'repository', { action: 'renamed', changes: { repository: { name: { from } } } }, { sender, repository })
}

/** Archives, which makes everything in it read-only, or takes it back. */
export async function setArchived(
  world: World,
  repository: Repository,
  archived: boolean,
  sender: JsonObject,
): Promise<void> {
  await change(world, repository, { archived })
  raise(world, 'repository', { action: archived ? 'archived' : 'unarchived' }, { sender, repository })
}

/** Allows these ways to merge and no others; GitHub raises no event. */
export async function setMergeMethods(
  world: World,
  repository: Repository,
  methods: readonly MergeMethod[],
): Promise<void> {
  const settings = Object.entries(MERGE_SETTINGS).map(([method, name]) => [name, methods.some((one) => one === method)])
  await change(world, repository, Object.fromEntries(settings))
}

export async function deleteRepository(world: World, repository: Repository, sender: JsonObject): Promise<void> {
  world.repositories.delete(repository.name.toLowerCase())
  await world.backend.must('DELETE', `/repos/${repository.fullName}`)
  raise(world, 'repository', { action: 'deleted' }, { sender, repository })
}

/** Reads the repository again after a change that the gateway did not make itself. */
export function refresh(repository: Repository, profile: JsonObject): void {
  delete profile.permissions
  repository.profile = profile
  repository.private = profile.private === true
  repository.name = String(profile.name)
  repository.fullName = String(profile.full_name)
}

async function change(world: World, repository: Repository, patch: JsonObject): Promise<void> {
  const data = await world.backend.must('PATCH', `/repos/${repository.fullName}`, patch)
  refresh(repository, asObject(correct(world, data)))
}
