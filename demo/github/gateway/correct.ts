import { showCommentId } from '../issues/comment-ids.ts'
import { asObject, isObject, type JsonObject, wholeSeconds } from '../json.ts'
import { permissionsOf } from '../people/directory.ts'
import { asPullRequest } from '../pulls/pull-link.ts'
import { findRepository, integration, type World } from '../world.ts'
import type { Actor } from './actor.ts'

/** What `emulate` answered, with its differences from GitHub mended, at any depth. Changes the value and returns it. */
export function correct(world: World, value: unknown, actor?: Actor): unknown {
  if (Array.isArray(value)) {
    for (const item of value) correct(world, item, actor)
  } else if (isObject(value)) {
    mend(world, value, actor)
    for (const item of Object.values(value)) correct(world, item, actor)
  }
  return value
}

function mend(world: World, object: JsonObject, actor: Actor | undefined): void {
  if (object.type === 'Organization' && typeof object.login === 'string')
    Object.assign(object, organisationUrls(world.url, object.login))
  if (typeof object.login === 'string' && object.login.endsWith('[bot]') && 'type' in object)
    Object.assign(object, { type: 'Bot', html_url: `${world.url}/apps/${object.login.slice(0, -'[bot]'.length)}` })
  if ('author_association' in object) mendAuthored(world, object)
  if (isComment(object)) showCommentId(object)
  if (isIssue(object) || isComment(object)) {
    world.stamps.apply(object)
    mendPullIssue(world, object)
  }
  if (typeof object.full_name === 'string' && 'permissions' in object) mendPermissions(world, object, actor)
  for (const [name, field] of Object.entries(object)) {
    if ((name.endsWith('_at') || name === 'date') && typeof field === 'string') object[name] = seconds(field)
  }
  // GitHub breaks Base64 into lines; a client that does not expect that fails there and should fail here.
  if (object.encoding === 'base64' && typeof object.content === 'string') {
    object.content = object.content.replace(/\n/g, '').replace(/.{1,60}/g, '$&\n')
  }
}

function mendAuthored(world: World, object: JsonObject): void {
  const login = String(asObject(object.user).login)
  const account = world.directory.account(login)
  const outside = account && account.roles.size > 0 ? 'COLLABORATOR' : 'NONE'
  object.author_association = account?.member ? 'MEMBER' : outside
  if ('performed_via_github_app' in object) {
    object.performed_via_github_app = login === world.app.bot.login ? integration(world) : null
  }
}

/** The issue of a pull request, and comments on it, lead to the pull request. */
function mendPullIssue(world: World, object: JsonObject): void {
  const place = String(object.issue_url ?? object.url)
  const [, owner = '', name = '', number] = /\/repos\/([^/]+)\/([^/]+)\/issues\/(\d+)$/.exec(place) ?? []
  const repository = findRepository(world, owner, name)
  const pull = repository && world.pulls.find(repository, Number(number))
  if (pull === undefined) return
  object.html_url = String(object.html_url).replace(/\/issues\/(\d+)(#|$)/, '/pull/$1$2')
  if (isIssue(object)) Object.assign(object, { pull_request: asPullRequest(world, pull), draft: pull.draft })
}

function mendPermissions(world: World, object: JsonObject, actor: Actor | undefined): void {
  const [owner = '', name = ''] = String(object.full_name).split('/')
  const repository = findRepository(world, owner, name)
  if (repository === undefined || actor?.by !== 'user') {
    delete object.permissions
    return
  }
  object.permissions = permissionsOf(world.directory.role(actor.account, repository))
}

export function isIssue(object: JsonObject): boolean {
  return typeof object.number === 'number' && typeof object.repository_url === 'string'
}

function isComment(object: JsonObject): boolean {
  return typeof object.issue_url === 'string' && typeof object.body === 'string' && object.number === undefined
}

function seconds(text: string): string {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/.test(text) ? wholeSeconds(new Date(text)) : text
}

/** GitHub shows an organisation that owns something as it shows a user, with all of a user's addresses. */
export function organisationUrls(base: string, login: string): JsonObject {
  const user = `${base}/users/${login}`
  return {
    gravatar_id: '',
    followers_url: `${user}/followers`,
    following_url: `${user}/following{/other_user}`,
    gists_url: `${user}/gists{/gist_id}`,
    starred_url: `${user}/starred{/owner}{/repo}`,
    subscriptions_url: `${user}/subscriptions`,
    organizations_url: `${user}/orgs`,
    received_events_url: `${user}/received_events`,
  }
}
