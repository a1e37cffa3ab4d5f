import { forbidden, senderOf } from '../gateway/forward.ts'
import { type Answer, type Exchange, json, type Route, route } from '../gateway/route.ts'
import { ownersOf, readOwners } from '../git/code-owners.ts'
import { compare } from '../git/comparison.ts'
import { paysForRules } from '../git/plan.ts'
import { repositoryOf } from '../issues/issues.ts'
import type { JsonObject } from '../json.ts'
import type { Account, Team } from '../people/directory.ts'
import { covers } from '../people/directory.ts'
import type { World } from '../world.ts'
import { changingPull, isAuthor, mayOnPull, unprocessable, withPull } from './pull-access.ts'
import { raisePull } from './pull-events.ts'
import type { Pull } from './pull-store.ts'
import { issueOf, pullSimple } from './pull-view.ts'

const REQUESTED = '/repos/:owner/:repo/pulls/:number/requested_reviewers'

export const reviewRequestRoutes: readonly Route[] = [
  route(
    `GET ${REQUESTED}`,
    withPull((_, pull) => json({ users: profiles(pull.reviewers), teams: profiles(pull.teams) })),
  ),
  route(`POST ${REQUESTED}`, changingPull(ask)),
  route(`DELETE ${REQUESTED}`, changingPull(unask)),
]

type Asked = { person: Account } | { team: Team }

/** Puts people and teams on the list of those asked who are not on it yet, and raises an event for each. */
export async function askFor(world: World, pull: Pull, asked: readonly Asked[], sender: JsonObject): Promise<void> {
  for (const one of asked) {
    if ('team' in one) {
      if (pull.teams.has(one.team)) continue
      pull.teams.add(one.team)
      await raisePull(world, pull, { action: 'review_requested', requested_team: one.team.profile }, sender)
    } else if (!pull.reviewers.has(one.person)) {
      pull.reviewers.add(one.person)
      await raisePull(world, pull, { action: 'review_requested', requested_reviewer: one.person.profile }, sender)
    }
  }
}

/** Asks the owners, by the CODEOWNERS of the base, of what the pull request changes; not its author, nor who has answered. */
export async function requestOwners(world: World, pull: Pull, sender: JsonObject): Promise<void> {
  if (pull.draft || !paysForRules(world, pull.repository)) return
  const rules = await readOwners(world, pull.repository, pull.base)
  if (rules.length === 0) return
  const changes = await compare(world, pull.repository, pull.baseSha, pull.headSha)
  const answered = new Set(pull.reviews.map(({ user }) => user.id))
  for (const { filename } of changes?.files ?? []) {
    const { people, teams } = ownersOf(world, pull.repository, rules, String(filename))
    const open = people.filter(({ id }) => id !== pull.author.id && !answered.has(id))
    const waiting = teams.filter((team) => !world.directory.membersOf(team).some(({ id }) => answered.has(id)))
    const asked = [...open.map((person) => ({ person })), ...waiting.map((team) => ({ team }))]
    await askFor(world, pull, asked, sender)
  }
}

/** Whoever has reviewed is no longer asked, nor is a team of theirs. */
export function answered(world: World, pull: Pull, reviewer: JsonObject): void {
  for (const person of pull.reviewers) if (person.id === reviewer.id) pull.reviewers.delete(person)
  for (const team of pull.teams) {
    if (world.directory.membersOf(team).some(({ id }) => id === reviewer.id)) pull.teams.delete(team)
  }
}

async function ask(x: Exchange, pull: Pull): Promise<Answer> {
  if (!mayOnPull(x, 'triage') && !isAuthor(x, pull)) return forbidden(x.actor)
  const [people, teams] = named(x)
  const author = people.some((person) => person?.id === pull.author.id)
  if (author) return unprocessable('Review cannot be requested from pull request author.')
  const strangers = people.some((person) => person === undefined || !reads(x, person))
  if (strangers || teams.includes(undefined)) {
    const who = 'One or more of the users or teams you specified is not a collaborator of the'
    return unprocessable(
      `Reviews may only be requested from collaborators. ${who} ${pull.repository.fullName} repository.`,
    )
  }
  const asked = [
    ...people.flatMap((person) => (person ? [{ person }] : [])),
    ...teams.flatMap((team) => (team ? [{ team }] : [])),
  ]
  await askFor(x.world, pull, asked, senderOf(x.world, x.actor))
  return json(pullSimple(x.world, pull, await issueOf(x.world, pull)), 201)
}

async function unask(x: Exchange, pull: Pull): Promise<Answer> {
  if (!mayOnPull(x, 'triage') && !isAuthor(x, pull)) return forbidden(x.actor)
  const [people, teams] = named(x)
  const sender = senderOf(x.world, x.actor)
  const action = 'review_request_removed'
  for (const person of people) {
    if (person && pull.reviewers.delete(person))
      await raisePull(x.world, pull, { action, requested_reviewer: person.profile }, sender)
  }
  for (const team of teams) {
    if (team && pull.teams.delete(team))
      await raisePull(x.world, pull, { action, requested_team: team.profile }, sender)
  }
  return json(pullSimple(x.world, pull, await issueOf(x.world, pull)))
}

/** The people and teams of the body; undefined for one that does not exist. */
function named(x: Exchange): [(Account | undefined)[], (Team | undefined)[]] {
  const list = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  const { directory } = x.world
  return [
    list(x.body.reviewers).map((login) => directory.account(login)),
    list(x.body.team_reviewers).map((slug) => directory.team(slug)),
  ]
}

function reads(x: Exchange, person: Account): boolean {
  return covers(x.world.directory.role(person, repositoryOf(x)), 'read')
}

function profiles(all: Iterable<{ profile: JsonObject }>): JsonObject[] {
  return [...all].map(({ profile }) => profile)
}
