import { raise } from '../deliveries/events.ts'
import { asSender } from '../gateway/app-token.ts'
import { asObjects, type JsonObject } from '../json.ts'
import type { World } from '../world.ts'
import { followState } from './pull-state.ts'
import type { Pull } from './pull-store.ts'
import { issueOf, pullFull } from './pull-view.ts'

/** One `pull_request` event, with the pull request as it is now. */
export async function raisePull(world: World, pull: Pull, fields: JsonObject, sender: JsonObject): Promise<void> {
  const shown = await pullFull(world, pull, await issueOf(world, pull), false)
  const event = { action: fields.action, number: pull.number, pull_request: shown, ...fields }
  raise(world, 'pull_request', event, { sender, repository: pull.repository })
}

/** Raises what GitHub raises when the issue of a pull request has become another; state changes included. */
export async function raisePullChanges(
  world: World,
  pull: Pull,
  { before, after, sender }: { before: JsonObject; after: JsonObject; sender: JsonObject },
  moreChanges: JsonObject = {},
): Promise<void> {
  const changes: JsonObject = { ...moreChanges }
  if (before.title !== after.title) changes.title = { from: before.title }
  if ((before.body ?? '') !== (after.body ?? '')) changes.body = { from: before.body ?? '' }
  if (Object.keys(changes).length > 0) await raisePull(world, pull, { action: 'edited', changes }, sender)
  const had = asObjects(before.labels)
  const has = asObjects(after.labels)
  for (const label of has.filter((one) => !had.some((other) => other.id === one.id)))
    await raisePull(world, pull, { action: 'labeled', label }, sender)
  for (const label of had.filter((one) => !has.some((other) => other.id === one.id)))
    await raisePull(world, pull, { action: 'unlabeled', label }, sender)
  if (before.locked !== after.locked)
    await raisePull(world, pull, { action: after.locked ? 'locked' : 'unlocked' }, sender)
  if (before.state === after.state) return
  await followState(world, pull, after.state === 'open')
  await raisePull(world, pull, { action: pull.open ? 'reopened' : 'closed' }, sender)
}

/** Closes because of what happened to its branches, as whoever did that. */
export async function closePull(world: World, pull: Pull, sender: JsonObject): Promise<void> {
  if (!pull.open) return
  await followState(world, pull, false)
  const path = `/repos/${pull.repository.fullName}/issues/${pull.number}`
  // Who closed it is part of the issue, so it is closed by them.
  const reply = await world.backend.request(await asSender(world, sender), 'PATCH', path, { state: 'closed' })
  if (reply.status !== 200) await world.backend.must('PATCH', path, { state: 'closed' })
  const issue = await issueOf(world, pull)
  world.stamps.updated(issue)
  await raisePull(world, pull, { action: 'closed' }, sender)
}
