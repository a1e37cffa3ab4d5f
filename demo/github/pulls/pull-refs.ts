import type { World } from '../world.ts'
import type { Pull } from './pull-store.ts'

/** Puts `refs/pull/N/head` or `refs/pull/N/merge` where it belongs. Nobody else may: see `pushRoutes`. */
export async function setPullRef(world: World, pull: Pull, end: 'head' | 'merge', sha: string): Promise<void> {
  const base = `/repos/${pull.repository.fullName}/git/refs`
  const ref = `pull/${pull.number}/${end}`
  const moved = await world.backend.admin('PATCH', `${base}/${ref}`, { sha, force: true })
  if (moved.status >= 300) await world.backend.must('POST', base, { ref: `refs/${ref}`, sha })
}
