import { describe, expect, it } from 'vitest'
import { fitOf } from '../../../src/ingress/known-events.ts'

// What GitHub's documentation says of each event: by what it is told from the others, and what it cannot be without.

const repository = { id: 71 }
const organization = { id: 7 }
const installation = { id: 9, account: { id: 7 } }
const issue = { number: 4 }
const pull_request = { number: 5 }
const one = { id: 1 }

type Example = {
  event: string
  payload: Record<string, unknown>
  /** The subjects that it has and others have not. */
  about: string[]
  /** What it cannot be without. */
  needs: string[]
}

const onIssue = ['action', 'issue.number', 'repository.id']
const onPull = ['action', 'pull_request.number', 'repository.id']
const examples: Example[] = [
  { event: 'issues', payload: { action: 'opened', issue, repository }, about: ['issue'], needs: onIssue },
  {
    event: 'issue_comment',
    payload: { action: 'created', issue, comment: one, repository },
    about: ['issue', 'comment'],
    needs: [...onIssue, 'comment.id'],
  },
  {
    event: 'pull_request',
    payload: { action: 'opened', pull_request, repository },
    about: ['pull_request'],
    needs: onPull,
  },
  {
    event: 'pull_request_review',
    payload: { action: 'submitted', pull_request, review: one, repository },
    about: ['pull_request', 'review'],
    needs: [...onPull, 'review.id'],
  },
  {
    event: 'pull_request_review_comment',
    payload: { action: 'created', pull_request, comment: one, repository },
    about: ['pull_request', 'comment'],
    needs: [...onPull, 'comment.id'],
  },
  {
    event: 'push',
    payload: { ref: 'refs/heads/main', after: 'b', commits: [], repository },
    about: ['commits'],
    needs: ['ref', 'after', 'commits', 'repository.id'],
  },
  ...['workflow_run', 'check_run', 'check_suite', 'member'].map((event) => ({
    ...{ event, payload: { action: 'completed', [event]: one, repository }, about: [event] },
    needs: ['action', `${event}.id`, 'repository.id'],
  })),
  {
    event: 'membership',
    payload: { action: 'removed', member: one, team: one, organization },
    about: ['team', 'member'],
    needs: ['action', 'member.id', 'team.id', 'organization.id'],
  },
  {
    event: 'team',
    payload: { action: 'edited', team: one, organization },
    about: ['team'],
    needs: ['action', 'team.id', 'organization.id'],
  },
  ...['renamed', 'deleted'].map((action) => ({
    ...{ event: 'organization', payload: { action, organization }, about: ['membership'] },
    needs: ['action', 'organization.id'],
  })),
  ...['member_added', 'member_removed'].map((action) => ({
    ...{ event: 'organization', payload: { action, organization, membership: { user: one } }, about: ['membership'] },
    needs: ['action', 'organization.id', 'membership.user.id', 'membership'],
  })),
  ...[
    ...['archived', 'created', 'deleted', 'edited', 'privatized'],
    ...['publicized', 'renamed', 'transferred', 'unarchived'],
  ].map((action) => ({
    ...{ event: 'repository', payload: { action, repository }, about: [], needs: ['action', 'repository.id'] },
  })),
  ...['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted'].map((action) => ({
    ...{ event: 'installation', payload: { action, installation }, about: [] },
    needs: ['action', 'installation.id', 'installation.account.id'],
  })),
  {
    event: 'installation_repositories',
    payload: { action: 'added', installation, repositories_added: [] },
    about: ['repositories_added'],
    needs: ['action', 'installation.id', 'repositories_added'],
  },
]

/** Members at the top of GitHub's payloads by which an event is told from another. */
const subjects = [
  ...['issue', 'comment', 'pull_request', 'review', 'thread', 'commits', 'team', 'member', 'membership', 'invitation'],
  ...['workflow_run', 'workflow_job', 'check_run', 'check_suite', 'deployment', 'release', 'discussion'],
  ...['repositories_added', 'sub_issue', 'blocked_issue', 'key', 'starred_at', 'forkee', 'alert', 'hook', 'rule'],
]

/** A copy in which the member at the path is another, or is not there. */
function changed(value: unknown, [name = '', ...deeper]: string[], to: unknown): unknown {
  const { [name]: member, ...others } = value as Record<string, unknown>
  const next = deeper.length === 0 ? to : changed(member, deeper, to)
  return next === undefined ? others : { ...others, [name]: next }
}

describe.each(examples)('$event: $payload.action', ({ event, payload, about, needs }) => {
  it('fits', () => expect(fitOf(event, payload)).toBe('fits'))

  it.each(needs)('not without %s', (path) => {
    const without = changed(payload, path.split('.'), undefined) as object
    expect(fitOf(event, without)).toBe('mislabelled')
  })

  it.each(needs.flatMap((path) => [0, -1, 1.5, true, null, {}].map((value) => ({ path, value }))))(
    'not with $path: $value',
    ({ path, value }) => {
      const other = changed(payload, path.split('.'), value) as object
      expect(fitOf(event, other)).toBe('mislabelled')
    },
  )

  it.each(subjects.filter((subject) => !about.includes(subject)))('not when it is about %s, too', (subject) => {
    expect(fitOf(event, { ...payload, [subject]: one })).toBe('mislabelled')
  })
})

it.each([
  ['an organisation with another action', 'organization', { action: 'member_invited', organization }],
  ['a changed organisation in a repository', 'organization', { action: 'renamed', organization, repository }],
  ['a member added without one', 'organization', { action: 'member_added', organization }],
  ['a renamed one with a member', 'organization', { action: 'renamed', organization, membership: { user: one } }],
  ['a repository with another action', 'repository', { action: 'opened', repository }],
  ['an installation with another action', 'installation', { action: 'added', installation }],
  ['an action that is no text', 'issues', { action: 1, issue, repository }],
])('%s is no known event', (_what, event, payload) => {
  expect(fitOf(event, payload)).toBe('mislabelled')
})
