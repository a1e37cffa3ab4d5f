import type { JsonObject } from '../json.ts'
import type { World } from '../world.ts'
import type { Pull } from './pull-store.ts'

/** What an issue says when it is a pull request. */
export function asPullRequest(world: World, pull: Pull): JsonObject {
  const path = `${pull.repository.fullName}/pull`
  const html = `${world.url}/${path}/${pull.number}`
  return {
    url: `${world.url}/repos/${path}s/${pull.number}`,
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    merged_at: pull.merged?.at ?? null,
  }
}
