import type { World } from '../world.ts'
import type { SecretSwitches } from './secret-types.ts'

export function secretSwitches(world: World): SecretSwitches {
  const { secrets } = world
  const named = (name: string) => {
    const found = world.repositories.get(name.toLowerCase())
    if (found) return found
    throw new Error(`The local GitHub has no repository ${name}; name it in repositories.`)
  }
  const shelfOf = async (repository: string, environment?: string) => {
    const shelf = await secrets.shelf(named(repository), environment)
    if (shelf) return shelf
    throw new Error(`The repository ${repository} has no environment ${environment}.`)
  }
  return {
    makeEnvironment: (repository, environment) => secrets.makeEnvironment(named(repository), environment),
    dropEnvironment: (repository, environment) => secrets.dropEnvironment(named(repository), environment),
    valueFor: async (repository, name, environment) =>
      (await secrets.shelf(named(repository), environment))?.kept.get(name.toUpperCase())?.value,
    write: async (repository, name, value, environment, at) => {
      secrets.put(await shelfOf(repository, environment), name, value, at)
    },
    remove: async (repository, name, environment) => {
      ;(await shelfOf(repository, environment)).kept.delete(name.toUpperCase())
    },
  }
}
