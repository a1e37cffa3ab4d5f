import { read } from '../gateway/forward.ts'
import { compare } from '../git/comparison.ts'
import { branchHead, NOWHERE } from '../git/push-event.ts'
import { type JsonObject, pick } from '../json.ts'
import { nodeId, type World } from '../world.ts'
import { checksOfPull, isUnstable, outOfDate } from './pull-checks.ts'
import type { Pull } from './pull-store.ts'
import { reviewsMissing } from './required-reviews.ts'
import { lookAtMerge, mergeShown } from './test-merge.ts'

/** The issue that a pull request also is. */
export async function issueOf(world: World, pull: Pull): Promise<JsonObject> {
  const issue = await read(world, `/repos/${pull.repository.fullName}/issues/${pull.number}`)
  if (issue === undefined) throw new Error(`Pull request ${pull.number} has lost its issue.`)
  return issue
}

const FROM_ISSUE = ['number', 'state', 'locked', 'active_lock_reason', 'title', 'user', 'body', 'labels', 'milestone']
const TIMES_AND_PEOPLE = ['created_at', 'updated_at', 'closed_at', 'assignee', 'assignees', 'author_association']

/** GitHub's pull request as lists and review events show it. */
export function pullSimple(world: World, pull: Pull, issue: JsonObject): JsonObject {
  const { fullName } = pull.repository
  const url = `${world.url}/repos/${fullName}/pulls/${pull.number}`
  const html = `${world.url}/${fullName}/pull/${pull.number}`
  const issueUrl = `${world.url}/repos/${fullName}/issues/${pull.number}`
  const links = {
    self: url,
    html,
    issue: issueUrl,
    comments: `${issueUrl}/comments`,
    review_comments: `${url}/comments`,
    review_comment: `${world.url}/repos/${fullName}/pulls/comments{/number}`,
    commits: `${url}/commits`,
    statuses: `${world.url}/repos/${fullName}/statuses/${pull.headSha}`,
  }
  return {
    url,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: issueUrl,
    ...Object.fromEntries(
      ['commits', 'review_comments', 'review_comment', 'comments', 'statuses'].map((name) => {
        return [`${name}_url`, links[name as keyof typeof links]]
      }),
    ),
    ...pick(issue, ...FROM_ISSUE, ...TIMES_AND_PEOPLE),
    merged_at: pull.merged?.at ?? null,
    merge_commit_sha: pull.merged?.sha ?? mergeShown(world, pull),
    requested_reviewers: [...pull.reviewers].map(({ profile }) => profile),
    requested_teams: [...pull.teams].map(({ profile }) => profile),
    head: headSide(world, pull),
    base: baseSide(world, pull, pull.base, pull.baseSha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])),
    auto_merge: null,
    draft: pull.draft,
  }
}

/** A fork that is gone leaves the names behind, and no repository. */
function headSide(world: World, pull: Pull): JsonObject {
  const { fork, head: ref, headSha: sha } = pull
  if (fork === undefined) return baseSide(world, pull, ref, sha)
  const repo = world.forks.has(fork) ? fork.profile : null
  return { label: `${fork.owner.login}:${ref}`, ref, sha, user: fork.owner.profile, repo }
}

function baseSide(world: World, { repository }: Pull, ref: string, sha: string): JsonObject {
  const { login, profile: user } = world.organisation
  return { label: `${login}:${ref}`, ref, sha, user, repo: repository.profile }
}

/** GitHub's whole pull request. Whether it can be merged is worked out only when somebody reads it, not for events. */
export async function pullFull(world: World, pull: Pull, issue: JsonObject, isRead: boolean): Promise<JsonObject> {
  const changes = await changesOf(world, pull)
  const mergeability = isRead && pull.open ? await mergeabilityOf(world, pull) : UNKNOWN
  const files = changes?.files ?? []
  const sum = (name: string) => files.reduce((total, file) => total + Number(file[name]), 0)
  return {
    ...pullSimple(world, pull, issue),
    merged: pull.merged !== undefined,
    ...mergeability,
    merged_by: pull.merged?.by ?? null,
    comments: issue.comments,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: changes?.ahead ?? 0,
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  }
}

/** What the head has that the base has not: against the base of now while open, of then when closed. */
export async function changesOf(world: World, pull: Pull) {
  return compare(world, pull.repository, await baseOf(world, pull), pull.headSha)
}

async function baseOf(world: World, pull: Pull): Promise<string> {
  const tip = pull.open ? await branchHead(world, pull.repository, pull.base) : NOWHERE
  return tip === NOWHERE ? pull.baseSha : tip
}

const UNKNOWN = { mergeable: null, rebaseable: null, mergeable_state: 'unknown' }

async function mergeabilityOf(world: World, pull: Pull) {
  const merge = await lookAtMerge(world, pull, await baseOf(world, pull))
  if (merge === 'unknown') return UNKNOWN
  if (merge === null) return { mergeable: false, rebaseable: false, mergeable_state: 'dirty' }
  return { mergeable: true, rebaseable: true, mergeable_state: await stateOf(world, pull) }
}

/** What holds back what can be merged, in GitHub's words, whoever asks. */
async function stateOf(world: World, pull: Pull): Promise<string> {
  if (pull.draft) return 'draft'
  const missing = (await reviewsMissing(world, pull)) ?? checksOfPull(world, pull)
  if (missing !== undefined) return 'blocked'
  if ((await outOfDate(world, pull)) !== undefined) return 'behind'
  return isUnstable(world, pull) ? 'unstable' : 'clean'
}
