import { raise } from '../deliveries/events.ts'
import { read } from '../gateway/forward.ts'
import type { JsonObject } from '../json.ts'
import type { World } from '../world.ts'
import type { Repository } from './repository.ts'

/** Deletes an issue as an administrator does on the web page; from then on it answers 410. */
export async function deleteIssue(
  world: World,
  repository: Repository,
  number: number,
  sender: JsonObject,
): Promise<void> {
  const issue = await present(world, repository, number)
  world.stamps.markGone(issue, 'deleted')
  raise(world, 'issues', { action: 'deleted', issue }, { sender, repository })
}

/** Transfers an issue to another repository of the organisation, here one that nobody can read; from then on it answers 301. */
export async function transferIssue(
  world: World,
  repository: Repository,
  number: number,
  sender: JsonObject,
): Promise<void> {
  const issue = await present(world, repository, number)
  const fullName = `${world.organisation.login}/elsewhere`
  const place = `${world.url}/repos/${fullName}/issues/${number}`
  world.stamps.markGone(issue, { movedTo: place })
  const moved = {
    id: 900_000 + repository.id,
    name: 'elsewhere',
    full_name: fullName,
    html_url: `${world.url}/${fullName}`,
  }
  const newRepository = { ...repository.profile, ...moved, url: `${world.url}/repos/${fullName}` }
  const newIssue = {
    ...issue,
    id: 900_000 + Number(issue.id),
    url: place,
    html_url: `${world.url}/${fullName}/issues/${number}`,
  }
  const changes = { new_issue: newIssue, new_repository: newRepository }
  raise(world, 'issues', { action: 'transferred', issue, changes }, { sender, repository })
}

async function present(world: World, repository: Repository, number: number): Promise<JsonObject> {
  const issue = await read(world, `/repos/${repository.fullName}/issues/${number}`)
  if (issue === undefined || world.stamps.gone(issue)) throw new Error(`There is no issue ${number}.`)
  return issue
}
