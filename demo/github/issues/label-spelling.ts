import { asObjects } from '../json.ts'
import type { Repository } from '../repositories/repository.ts'
import type { World } from '../world.ts'

/** The names of a repository's labels, in the spelling in which each was first set. */
export async function labelsOf(world: World, repository: Repository): Promise<string[]> {
  return asObjects(await world.backend.all(`/repos/${repository.fullName}/labels`)).map(({ name }) => String(name))
}

/** Names as the repository spells them, each once: for GitHub labels are one whatever their case, `emulate` would make two. */
export async function spelled(world: World, repository: Repository, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const spellings = new Map<string, string>()
  for (const name of [...(await labelsOf(world, repository)), ...names]) {
    if (!spellings.has(name.toLowerCase())) spellings.set(name.toLowerCase(), name)
  }
  return [...new Set(names.map((name) => spellings.get(name.toLowerCase()) ?? name))]
}
