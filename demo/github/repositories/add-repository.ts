import { correct } from '../gateway/correct.ts'
import { asObject } from '../json.ts'
import type { World } from '../world.ts'
import type { Repository } from './repository.ts'

/** Takes a repository of `emulate`'s for one of the organisation's. */
export async function addRepository(world: World, name: string): Promise<Repository> {
  const profile = asObject(
    correct(world, await world.backend.must('GET', `/repos/${world.organisation.login}/${name}`)),
  )
  const fullName = `${world.organisation.login}/${name}`
  const repository = {
    id: Number(profile.id),
    name,
    fullName,
    private: profile.private === true,
    empty: false,
    profile,
  }
  world.repositories.set(name.toLowerCase(), repository)
  delete profile.permissions
  return repository
}
