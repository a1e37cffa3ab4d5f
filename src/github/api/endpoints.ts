import type { Endpoint, Need } from './endpoint.ts'
import { lendingEndpoints } from './lending-endpoints.ts'

const readActions: Need = { permission: 'actions', level: 'read' }
const writeChecks: Need = { permission: 'checks', level: 'write' }
const metadata: Need = { permission: 'metadata', level: 'read' }
const contents: Need = { permission: 'contents', level: 'read' }
const writeContents: Need = { permission: 'contents', level: 'write' }
const members: Need = { permission: 'members', level: 'read' }
const readIssues: Need = { permission: 'issues', level: 'read' }
const writeIssues: Need = { permission: 'issues', level: 'write' }
const readPulls: Need = { permission: 'pull_requests', level: 'read' }
const writePulls: Need = { permission: 'pull_requests', level: 'write' }

/**
 * Every call that Daypass makes to GitHub. app.yml asks for exactly the permissions that are named here, and app-lending.yml for those of
 * calls that lend.
 */
export const endpoints = {
  app: { route: 'GET /app', as: 'app' },
  installations: { route: 'GET /app/installations', as: 'app' },
  token: { route: 'POST /app/installations/{installation_id}/access_tokens', as: 'app', repeatable: true },
  deliveries: { route: 'GET /app/hook/deliveries', as: 'app' },
  delivery: { route: 'GET /app/hook/deliveries/{delivery_id}', as: 'app' },
  hook: { route: 'GET /app/hook/config', as: 'app' },
  // Repeatable: a delivery that comes twice is known by its id.
  redeliver: { route: 'POST /app/hook/deliveries/{delivery_id}/attempts', as: 'app', repeatable: true },
  installationRepositories: { route: 'GET /installation/repositories', as: 'installation', needs: metadata },
  repository: { route: 'GET /repos/{owner}/{repo}', as: 'installation', needs: metadata },
  // Where GitHub redirects to after a rename.
  repositoryById: { route: 'GET /repositories/{repository_id}', as: 'installation', needs: metadata },
  permission: {
    route: 'GET /repos/{owner}/{repo}/collaborators/{username}/permission',
    as: 'installation',
    needs: metadata,
  },
  branch: { route: 'GET /repos/{owner}/{repo}/git/ref/{ref}', as: 'installation', needs: contents },
  matchingRefs: {
    route: 'GET /repos/{owner}/{repo}/git/matching-refs/{ref}',
    as: 'installation',
    needs: contents,
  },
  branchState: { route: 'GET /repos/{owner}/{repo}/branches/{branch}', as: 'installation', needs: contents },
  branchRules: { route: 'GET /repos/{owner}/{repo}/rules/branches/{branch}', as: 'installation', needs: metadata },
  ruleset: { route: 'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}', as: 'installation', needs: metadata },
  tree: { route: 'GET /repos/{owner}/{repo}/git/trees/{tree_sha}', as: 'installation', needs: contents },
  blob: { route: 'GET /repos/{owner}/{repo}/git/blobs/{file_sha}', as: 'installation', needs: contents },
  commit: { route: 'GET /repos/{owner}/{repo}/git/commits/{commit_sha}', as: 'installation', needs: contents },
  run: {
    route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
    as: 'installation',
    needs: readActions,
    optional: true,
  },
  runAttempt: {
    route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}',
    as: 'installation',
    needs: readActions,
    optional: true,
  },
  createTree: {
    route: 'POST /repos/{owner}/{repo}/git/trees',
    as: 'installation',
    needs: writeContents,
    creates: true,
  },
  createCommit: {
    route: 'POST /repos/{owner}/{repo}/git/commits',
    as: 'installation',
    needs: writeContents,
    creates: true,
  },
  createRef: { route: 'POST /repos/{owner}/{repo}/git/refs', as: 'installation', needs: writeContents, creates: true },
  moveRef: {
    route: 'PATCH /repos/{owner}/{repo}/git/refs/{ref}',
    as: 'installation',
    needs: writeContents,
    repeatable: true,
  },
  deleteRef: {
    route: 'DELETE /repos/{owner}/{repo}/git/refs/{ref}',
    as: 'installation',
    needs: writeContents,
    repeatable: true,
  },
  file: { route: 'GET /repos/{owner}/{repo}/contents/{path}', as: 'installation', needs: contents },
  putFile: {
    route: 'PUT /repos/{owner}/{repo}/contents/{path}',
    as: 'installation',
    needs: writeContents,
    creates: true,
  },
  deleteFile: { route: 'DELETE /repos/{owner}/{repo}/contents/{path}', as: 'installation', needs: writeContents },
  pull: { route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}', as: 'installation', needs: readPulls },
  checksOfCommit: {
    route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    as: 'installation',
    needs: { permission: 'checks', level: 'read' },
  },
  createCheck: {
    route: 'POST /repos/{owner}/{repo}/check-runs',
    as: 'installation',
    needs: writeChecks,
    creates: true,
  },
  // Not repeatable: annotations are added to those that were sent before.
  updateCheck: {
    route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    as: 'installation',
    needs: writeChecks,
  },
  pulls: { route: 'GET /repos/{owner}/{repo}/pulls', as: 'installation', needs: readPulls },
  compare: { route: 'GET /repos/{owner}/{repo}/compare/{basehead}', as: 'installation', needs: contents },
  reviews: { route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/reviews', as: 'installation', needs: readPulls },
  openPull: { route: 'POST /repos/{owner}/{repo}/pulls', as: 'installation', needs: writePulls, creates: true },
  changePull: {
    route: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    as: 'installation',
    needs: writePulls,
    repeatable: true,
  },
  // GitHub asks for contents here, not for pull requests.
  merge: {
    route: 'PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge',
    as: 'installation',
    needs: writeContents,
    creates: true,
  },
  issue: { route: 'GET /repos/{owner}/{repo}/issues/{issue_number}', as: 'installation', needs: readIssues },
  openIssue: {
    route: 'POST /repos/{owner}/{repo}/issues',
    as: 'installation',
    needs: writeIssues,
    creates: true,
  },
  lockIssue: { route: 'PUT /repos/{owner}/{repo}/issues/{issue_number}/lock', as: 'installation', needs: writeIssues },
  unlockIssue: {
    route: 'DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock',
    as: 'installation',
    needs: writeIssues,
  },
  // As a browser shows it.
  commentShown: {
    route: 'GET /repos/{owner}/{repo}/issues/comments/{comment_id}',
    as: 'installation',
    needs: readIssues,
    accept: 'application/vnd.github.full+json',
  },
  issues: { route: 'GET /repos/{owner}/{repo}/issues', as: 'installation', needs: readIssues },
  changeIssue: {
    route: 'PATCH /repos/{owner}/{repo}/issues/{issue_number}',
    as: 'installation',
    needs: writeIssues,
    repeatable: true,
  },
  comments: {
    route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
    as: 'installation',
    needs: readIssues,
  },
  comment: {
    route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
    as: 'installation',
    needs: writeIssues,
    creates: true,
  },
  editComment: {
    route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
    as: 'installation',
    needs: writeIssues,
    repeatable: true,
  },
  membership: { route: 'GET /orgs/{org}/memberships/{username}', as: 'installation', needs: members },
  teams: { route: 'GET /orgs/{org}/teams', as: 'installation', needs: members },
  team: { route: 'GET /orgs/{org}/teams/{team_slug}', as: 'installation', needs: members },
  teamMembership: {
    route: 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}',
    as: 'installation',
    needs: members,
  },
  teamMembers: { route: 'GET /orgs/{org}/teams/{team_slug}/members', as: 'installation', needs: members },
  // Without the media type GitHub says that the team has some access, and not which.
  teamRepository: {
    route: 'GET /orgs/{org}/teams/{team_slug}/repos/{owner}/{repo}',
    as: 'installation',
    needs: members,
    accept: 'application/vnd.github.v3.repository+json',
  },
  labels: { route: 'GET /repos/{owner}/{repo}/labels', as: 'installation', needs: readIssues },
  createLabel: { route: 'POST /repos/{owner}/{repo}/labels', as: 'installation', needs: writeIssues },
  changeLabel: {
    route: 'PATCH /repos/{owner}/{repo}/labels/{name}',
    as: 'installation',
    needs: writeIssues,
    repeatable: true,
  },
  user: { route: 'GET /users/{username}', as: 'installation' },
  keys: { route: 'GET /users/{username}/keys', as: 'installation' },
  ...lendingEndpoints,
} as const satisfies Record<string, Endpoint>

export type EndpointName = keyof typeof endpoints

/** The permissions that these calls need together, as app.yml must ask for them; `lends`: app-lending.yml, for the calls that lend. */
export function neededPermissions(
  table: Readonly<Record<string, Endpoint>> = endpoints,
  lends = false,
): Record<string, 'read' | 'write'> {
  const needed: Record<string, 'read' | 'write'> = {}
  for (const { needs, ...call } of Object.values(table)) {
    if (needs && (call.lends ?? false) === lends && needed[needs.permission] !== 'write')
      needed[needs.permission] = needs.level
  }
  return needed
}
