import { expect, test } from 'vitest'
import { pushIn } from '../../../../src/core/proposal/pushes-in-event.ts'

const repository = { id: 7, name: 'access', owner: { login: 'acme', id: 3 }, default_branch: 'main' }
const commit = 'a'.repeat(40)
const pushed = { after: commit, ref: 'refs/heads/change' }
const fork = { id: 70, owner: { id: 5 } }
const pull = (more: object = {}) => ({
  action: 'opened',
  pull_request: { user: { id: 5 }, base: { ref: 'main' }, head: { sha: commit, ref: 'change', repo: fork }, ...more },
})
const synchronize = { ...pull(), action: 'synchronize', after: commit }

test.each<[what: string, event: string, payload: object, person: number | undefined]>([
  ['a push to a branch', 'push', pushed, 5],
  ['a push to the default branch', 'push', { ...pushed, ref: 'refs/heads/main' }, undefined],
  ['a push to the ledger', 'push', { ...pushed, ref: 'refs/heads/requests' }, undefined],
  ['a push to a branch of ours', 'push', { ...pushed, ref: 'refs/heads/daypass/request-4' }, undefined],
  ['a push of a tag', 'push', { ...pushed, ref: 'refs/tags/v1' }, undefined],
  ['a branch that is gone', 'push', { ...pushed, after: '0'.repeat(40) }, undefined],
  ['what is no commit', 'push', { ...pushed, after: `${commit}; drop` }, undefined],
  ['a push by nobody', 'push', { ...pushed, sender: {} }, undefined],
  ['a head that was pushed to', 'pull_request', synchronize, 5],
  ['one by another', 'pull_request', { ...synchronize, sender: { id: 6 } }, 6],
  ['a pull request from a fork of its own', 'pull_request', pull(), 5],
  ['one from a fork of another', 'pull_request', pull({ user: { id: 6 } }), undefined],
  [
    'one from a fork of an organisation',
    'pull_request',
    pull({ head: { sha: commit, repo: { ...fork, owner: { id: 9 } } } }),
    undefined,
  ],
  ['one from here: the push told', 'pull_request', pull({ head: { sha: commit, repo: { ...repository } } }), undefined],
  ['one against another branch', 'pull_request', pull({ base: { ref: 'next' } }), undefined],
  ['one that was closed', 'pull_request', { ...pull(), action: 'closed' }, undefined],
  ['another event', 'issues', { ...pushed }, undefined],
])('of %s', (_what, event, payload, person) => {
  const found = pushIn(event, { repository, installation: { id: 9 }, sender: { id: 5 }, ...payload })
  expect(found).toStrictEqual(
    person && { repository: { id: 7, owner: 'acme', name: 'access', installation: 9 }, commit, person },
  )
})
