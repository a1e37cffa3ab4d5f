import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import { missingFields } from '../fixtures/github/payload-shape.ts'
import shapes from '../fixtures/github/response-shapes.json' with { type: 'json' }

let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
/** What stands in the paths below: a commit, its tree, a blob, the reviews and the ruleset of the set-up. */
const names: Record<string, string> = {}

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'rita', teams: ['orders'] },
    ],
    teamPermissions: { orders: 'write' },
    files: { '.github/CODEOWNERS': '/x @acme/orders\n/y @nobody-at-all\n' },
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
  const { sha } = await github.as('alice').push('topic', { x: 'x' }, { createFrom: 'main' })
  const { number } = await github.as('alice').openPull({ title: 'x', head: 'topic', base: 'main' })
  const { id } = await github.as('rita').review(number, 'APPROVE')
  await github.as('rita').comment(number, 'hm')
  await github.as('alice').requestReview(number, { people: ['rita'] })
  github.setRules('main', { onlyApp: true, reviews: { count: 1 } })
  const commit = await app.rest.git.getCommit({ owner: 'acme', repo: 'access', commit_sha: sha })
  const tree = await app.rest.git.getTree({ owner: 'acme', repo: 'access', tree_sha: commit.data.tree.sha })
  const blob = tree.data.tree.find(({ path }) => path === 'x')?.sha ?? ''
  const [ruleset] = (await app.rest.repos.getRepoRulesets({ owner: 'acme', repo: 'access' })).data
  const found = { sha, tree: commit.data.tree.sha, blob, review: id, ruleset: ruleset?.id, pull: number }
  for (const [name, value] of Object.entries(found)) names[name] = String(value)
})

afterAll(() => github.stop())

const table = [
  ['pull-request', '/repos/acme/access/pulls/:pull'],
  ['pull-request-simple', '/repos/acme/access/pulls'],
  ['pull-request-review', '/repos/acme/access/pulls/:pull/reviews'],
  ['pull-request-review', '/repos/acme/access/pulls/:pull/reviews/:review'],
  ['pull-request-review-request', '/repos/acme/access/pulls/:pull/requested_reviewers'],
  ['diff-entry', '/repos/acme/access/pulls/:pull/files'],
  ['commit', '/repos/acme/access/pulls/:pull/commits'],
  ['commit', '/repos/acme/access/commits/:sha'],
  ['commit-comparison', '/repos/acme/access/compare/main...topic'],
  ['issue', '/repos/acme/access/issues/:pull'],
  ['issue', '/repos/acme/access/issues?sort=updated'],
  ['issue-comment', '/repos/acme/access/issues/:pull/comments'],
  ['git-ref', '/repos/acme/access/git/ref/heads/topic'],
  ['git-ref', '/repos/acme/access/git/matching-refs/heads/top'],
  ['git-commit', '/repos/acme/access/git/commits/:sha'],
  ['git-tree', '/repos/acme/access/git/trees/:tree?recursive=1'],
  ['blob', '/repos/acme/access/git/blobs/:blob'],
  ['content-file', '/repos/acme/access/contents/x?ref=topic'],
  ['branch-with-protection', '/repos/acme/access/branches/main'],
  ['short-branch', '/repos/acme/access/branches'],
  ['repository-ruleset', '/repos/acme/access/rulesets'],
  ['repository-ruleset', '/repos/acme/access/rulesets/:ruleset'],
  ['repository-rule-detailed', '/repos/acme/access/rules/branches/main'],
  ['codeowners-errors', '/repos/acme/access/codeowners/errors'],
  ['team', '/orgs/acme/teams'],
  ['team', '/repos/acme/access/teams'],
  ['team-full', '/orgs/acme/teams/orders'],
  ['team-membership', '/orgs/acme/teams/orders/memberships/rita'],
  ['repository-collaborator-permission', '/repos/acme/access/collaborators/rita/permission'],
] as const

it.each(table)('%s at %s has all that GitHub’s has', async (schema, path) => {
  const url = path.replace(/:(\w+)/g, (_, name: string) => names[name] ?? '')
  const { data } = await app.request(`GET ${url}`)
  const items = Array.isArray(data) ? data : [data]
  expect(items.length).toBeGreaterThan(0)
  for (const item of items) expect(missingFields(shapes, schema, item)).toEqual([])
})
