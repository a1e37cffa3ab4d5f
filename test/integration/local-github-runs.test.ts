import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

let github: LocalGitHub
let sha: string
beforeAll(async () => {
  github = await startLocalGitHub({
    repositories: ['orders'],
    people: [{ login: 'rita' }, { login: 'eve', member: false }],
  })
  sha = (await github.commitTo('orders')).sha
  github.addRun('orders', { id: 30433642, sha })
  github.addRun('orders', { id: 30433642, sha, attempt: 2, status: 'in_progress', conclusion: null })
})
afterAll(() => github?.stop())

const run = (login: string, rest = '') =>
  github.as(login).request('GET', `/repos/acme/orders/actions/runs/30433642${rest}`)

// The members that GitHub documents for a run (REST API, «Get a workflow run») and that somebody here reads.
it('shows a run as GitHub documents it, the newest attempt first', async () => {
  const newest = { id: 30433642, head_sha: sha, run_attempt: 2, status: 'in_progress', conclusion: null, event: 'push' }
  expect(await run('rita')).toMatchObject({
    status: 200,
    data: { ...newest, path: expect.any(String), head_branch: 'main' },
  })
  expect(await run('rita', '/attempts/1')).toMatchObject({
    data: { run_attempt: 1, conclusion: 'success', repository: { id: github.repositoryId('orders') } },
  })
})

it('shows none to whoever does not see the repository, and none that was deleted', async () => {
  expect(await run('rita', '/attempts/3')).toMatchObject({ status: 404 })
  expect(await run('eve')).toMatchObject({ status: 404 })
  github.removeRun('orders', 30433642)
  expect(await run('rita')).toMatchObject({ status: 404 })
})

it('shows the commit of a fork under the name of the repository, and keeps it apart where it is compared', async () => {
  const { sha: foreign } = await github.commitTo('orders', 'elsewhere')
  const ask = (path: string) => github.as('rita').request('GET', `/repos/acme/orders/${path}`)
  expect(await ask(`git/commits/${foreign}`)).toMatchObject({ status: 200, data: { sha: foreign } })
  expect(await ask(`compare/${sha}...${foreign}`)).toMatchObject({ data: { status: 'ahead' } })
  const later = await github.commitTo('orders')
  expect(await ask(`compare/${later.sha}...${foreign}`)).toMatchObject({ data: { status: 'diverged' } })
  expect(await ask(`compare/${later.sha}...${sha}`)).toMatchObject({ data: { status: 'behind' } })
})
