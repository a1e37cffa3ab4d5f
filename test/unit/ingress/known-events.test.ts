import { describe, expect, it } from 'vitest'
import { fitOf, knownEvents } from '../../../src/ingress/known-events.ts'

const repository = { id: 71, name: 'access', owner: { login: 'acme', id: 7 } }
const organization = { id: 7, login: 'acme' }
const installation = { id: 9 }
const issue = { number: 4, id: 40, title: 't', body: 'b' }
const pull = { number: 5, id: 50, head: { sha: 'a' } }
const person = { id: 5, login: 'rita' }

/** What each event looks like in GitHub's documentation, as far as it tells them apart. */
const payloads: Record<string, object[]> = {
  issues: [
    { action: 'opened', issue, repository, organization, installation, sender: person },
    { action: 'labeled', issue, label: { id: 1 }, repository },
    { action: 'edited', issue, changes: { body: { from: 'x' } }, repository },
  ],
  issue_comment: [{ action: 'created', issue, comment: { id: 1, body: '/done' }, repository, sender: person }],
  pull_request: [{ action: 'synchronize', number: 5, pull_request: pull, before: 'a', after: 'b', repository }],
  pull_request_review: [{ action: 'submitted', review: { id: 1, state: 'approved' }, pull_request: pull, repository }],
  pull_request_review_comment: [{ action: 'created', comment: { id: 2 }, pull_request: pull, repository }],
  push: [{ ref: 'refs/heads/main', before: 'a', after: 'b', commits: [], head_commit: null, repository, pusher: {} }],
  workflow_run: [{ action: 'completed', workflow_run: { id: 1 }, workflow: { id: 2 }, repository }],
  check_run: [{ action: 'rerequested', check_run: { id: 1 }, repository }],
  check_suite: [{ action: 'rerequested', check_suite: { id: 1 }, repository }],
  member: [{ action: 'removed', member: person, repository, organization }],
  membership: [{ action: 'removed', scope: 'team', member: person, team: { id: 3 }, organization }],
  team: [{ action: 'edited', team: { id: 3 }, organization, repository }],
  organization: [
    { action: 'member_removed', membership: { user: person, role: 'member' }, organization },
    { action: 'renamed', changes: {}, organization },
  ],
  repository: [{ action: 'renamed', changes: {}, repository, organization }],
  installation: [
    { action: 'deleted', installation: { id: 9, account: organization }, repositories: [], sender: person },
  ],
  installation_repositories: [
    {
      action: 'removed',
      installation,
      repositories_added: [],
      repositories_removed: [{ id: 71 }],
      repository_selection: 'all',
    },
  ],
}

const pairs = Object.entries(payloads).flatMap(([of, examples]) =>
  knownEvents.flatMap((as) => examples.map((payload) => ({ of, as, payload }))),
)

describe('a payload fits its own event and no other', () => {
  it('has an example of every event', () => expect(Object.keys(payloads).sort()).toStrictEqual([...knownEvents].sort()))

  it.each(pairs)('$of sent as $as', ({ of, as, payload }) => {
    expect(fitOf(as, payload)).toBe(of === as ? 'fits' : 'mislabelled')
  })
})

describe('a payload does not fit', () => {
  it.each([
    ['without the issue', { action: 'opened', repository }],
    ['with an issue that is null', { action: 'opened', issue: null, repository }],
    ['without a number', { action: 'opened', issue: { id: 1 }, repository }],
    ['with a number that is none', { action: 'opened', issue: { number: '4' }, repository }],
    ['with a number too large', { action: 'opened', issue: { number: 1e300 }, repository }],
    ['with a negative repository id', { action: 'opened', issue, repository: { id: -1 } }],
    ['with an action that is an object', { action: {}, issue, repository }],
    ['with members from a prototype', Object.create({ action: 'opened', issue, repository }) as object],
    ['with a number from a prototype', { action: 'opened', issue: Object.create({ number: 4 }) as object, repository }],
    ['with a repository that is a list', { action: 'opened', issue, repository: [71] }],
  ])('issues %s', (_case, payload) => expect(fitOf('issues', payload)).toBe('mislabelled'))

  it.each(['ping', 'star', 'constructor', '__proto__', 'toString', ''])('an event named "%s" is unknown', (event) => {
    expect(fitOf(event, { action: 'opened', issue, repository })).toBe('unknown-event')
  })
})
