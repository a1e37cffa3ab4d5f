import { expect, test } from 'vitest'
import { proposalsIn } from '../../../../src/core/proposal/proposals-in-event.ts'

const repository = { id: 7, name: 'access', owner: { login: 'acme' }, default_branch: 'main' }
const place = { id: 7, owner: 'acme', name: 'access', installation: 9 }
const [commit, onto] = ['a'.repeat(40), 'b'.repeat(40)]
const push = (branch: string, after = commit) => ({ ref: `refs/heads/${branch}`, after, commits: [] })

test.each<[what: string, payload: object, queued: boolean]>([
  ['a commit of the merge queue', push(`gh-readonly-queue/main/pr-12-${onto}`), true],
  ['one of another base', push(`gh-readonly-queue/next/pr-12-${onto}`), false],
  ['one that is gone', push(`gh-readonly-queue/main/pr-12-${onto}`, '0'.repeat(40)), false],
  ['a name without a number', push(`gh-readonly-queue/main/pr--${onto}`), false],
  ['a number that is none', push(`gh-readonly-queue/main/pr-0-${onto}`), false],
  ['a name without a commit', push('gh-readonly-queue/main/pr-12-abc'), false],
  ['more behind the name', push(`gh-readonly-queue/main/pr-12-${onto}/x`), false],
  ['a branch that is called alike', push(`x/gh-readonly-queue/main/pr-12-${onto}`), false],
])('of %s', (_what, payload, isQueued) => {
  const found = proposalsIn('push', { repository, installation: { id: 9 }, ...payload })
  expect(found).toStrictEqual(isQueued ? [{ repository: place, pull: 12, queued: { commit, onto } }] : [])
})
