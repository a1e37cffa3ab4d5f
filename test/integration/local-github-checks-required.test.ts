import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type BranchRules,
  type CheckGiven,
  type LocalGitHub,
  startLocalGitHub,
} from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
const permissions = {
  administration: 'read',
  checks: 'write',
  contents: 'write',
  metadata: 'read',
  pull_requests: 'write',
} as const
const context = 'daypass/policy'
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let count = 0

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'rita', permission: 'write' },
      { login: 'olivia', owner: true },
    ],
    permissions,
    mergeUnknown: { reads: 0 },
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
})

afterAll(() => github.stop())
beforeEach(() => github.setRules('main', null))

const byUs = (check: CheckGiven) => app.rest.checks.create({ ...at, ...check } as never)
const byOther = (check: CheckGiven) => github.bot().createCheck(check)

/** A pull request of alice's with one file, and its head. */
async function pull(rules: BranchRules) {
  const branch = `topic/${++count}`
  const { sha } = await github.as('alice').push(branch, { [`${count}.txt`]: 'x' }, { createFrom: 'main' })
  const { number } = await github.as('alice').openPull({ title: 'x', head: branch, base: 'main' })
  github.setRules('main', rules)
  const check = (fields: Partial<CheckGiven> = {}) => ({ name: context, head_sha: sha, ...fields })
  return { number, sha, branch, check }
}

/** What alice is answered who merges, and how the pull request said that it stands. */
async function merge(number: number, login = 'alice'): Promise<string> {
  const { mergeable_state: state } = await github.as(login).pull(number)
  const { status, data } = await github.as(login).request('PUT', `/repos/acme/access/pulls/${number}/merge`, {})
  return `${state}: ${status}${status === 200 ? '' : ` ${Object(data).message}`}`
}

const one: BranchRules = { requiredChecks: [{ context }] }

describe('a required check', () => {
  it('holds a merge back until it has reported', async () => {
    const { number, check } = await pull(one)
    expect(await merge(number)).toBe(`blocked: 405 Required status check "${context}" is expected.`)
    const { data } = await app.rest.checks.create({ ...at, ...check({ status: 'queued' }) } as never)
    const of = { ...at, check_run_id: Number(data.id) }
    expect(await merge(number)).toBe(`blocked: 405 Required status check "${context}" is queued.`)
    await app.rest.checks.update({ ...of, status: 'in_progress' })
    expect(await merge(number)).toBe(`blocked: 405 Required status check "${context}" is in progress.`)
    await app.rest.checks.update({ ...of, conclusion: 'failure' })
    expect(await merge(number)).toBe(`blocked: 405 Required status check "${context}" is failing.`)
    await app.rest.checks.update({ ...of, conclusion: 'success' })
    expect(await merge(number)).toBe('clean: 200')
  })

  it.each<[NonNullable<CheckGiven['conclusion']>, string]>([
    ['success', 'clean: 200'],
    ['neutral', 'clean: 200'],
    ['skipped', 'clean: 200'],
    ['failure', `blocked: 405 Required status check "${context}" is failing.`],
    ['action_required', `blocked: 405 Required status check "${context}" is failing.`],
    ['cancelled', `blocked: 405 Required status check "${context}" is failing.`],
    ['timed_out', `blocked: 405 Required status check "${context}" is failing.`],
  ])('that concludes with %s: %s', async (conclusion, expected) => {
    const { number, check } = await pull(one)
    await byUs(check({ conclusion }))
    expect(await merge(number)).toBe(expected)
  })

  it('counts by its newest run, and for the head alone', async () => {
    const { number, check, branch } = await pull(one)
    await byUs(check({ conclusion: 'success' }))
    await byUs(check({ status: 'in_progress' }))
    expect(await merge(number)).toContain('is in progress.')
    await byUs(check({ conclusion: 'success' }))
    await github.as('alice').push(branch, { other: 'x' })
    expect(await merge(number)).toContain('is expected.')
  })

  it('of another app passes where none is named, and does not where ours is', async () => {
    const given = await pull(one)
    await byOther(given.check({ conclusion: 'success' }))
    expect(await merge(given.number)).toBe('clean: 200')
    const pinned = await pull({ requiredChecks: [{ context, app: github.appId }] })
    await byOther(pinned.check({ conclusion: 'success' }))
    expect(await merge(pinned.number)).toBe(`blocked: 405 Required status check "${context}" is expected.`)
    await byUs(pinned.check({ conclusion: 'failure' }))
    await byOther(pinned.check({ conclusion: 'success' }))
    expect(await merge(pinned.number)).toBe(`blocked: 405 Required status check "${context}" is failing.`)
    await byUs(pinned.check({ conclusion: 'success' }))
    expect(await merge(pinned.number)).toBe('clean: 200')
  })

  it('among several is counted', async () => {
    const { number, check } = await pull({ requiredChecks: [{ context }, { context: 'lint' }, { context: 'test' }] })
    expect(await merge(number)).toBe('blocked: 405 3 of 3 required status checks are expected.')
    await byUs(check({ conclusion: 'failure' }))
    await byOther(check({ name: 'lint', conclusion: 'success' }))
    expect(await merge(number)).toBe(
      'blocked: 405 2 of 3 required status checks have not succeeded: 1 failing, 1 expected.',
    )
  })

  it('is not for whoever is beyond the rules, nor where they are only tried', async () => {
    const { number } = await pull({ ...one, bypass: ['owners'] })
    expect(await merge(number)).toContain('405')
    expect(await merge(number, 'olivia')).toBe('blocked: 200')
    const tried = await pull({ ...one, enforcement: 'evaluate' })
    expect(await merge(tried.number)).toBe('clean: 200')
  })

  it('holds pushes back too', async () => {
    const { sha, check } = await pull(one)
    const to = (branch: string) => github.as('alice').moveBranch(branch, sha)
    const words = `Repository rule violations found\\n\\nRequired status check "${context}" is expected.`
    await expect(to('main')).rejects.toThrow(`422: ${words.replaceAll('\\n', '\n')}`)
    const file = { message: 'x', content: '', branch: 'main' }
    const put = await github.as('alice').request('PUT', '/repos/acme/access/contents/new.txt', file)
    expect(put).toMatchObject({ status: 409, data: { message: expect.stringContaining('is expected.') } })
    await byUs(check({ conclusion: 'success' }))
    await to('main')
  })

  it('that nobody requires makes a pull request unstable, and no more', async () => {
    const { number, check } = await pull({})
    await byOther(check({ name: 'lint', conclusion: 'failure' }))
    expect(await merge(number)).toBe('unstable: 200')
  })
})

it('a branch that must be up to date lets nothing in that is behind', async () => {
  const { number, check } = await pull({ ...one, upToDate: true })
  await github.commitFiles({ [`base-${count}.txt`]: 'x' })
  await byUs(check({ conclusion: 'success' }))
  expect(await merge(number)).toMatch(/^behind: 405 /)
  github.setRules('main', one)
  expect(await merge(number)).toBe('clean: 200')
})

it('rules tell what is required, and of which app', async () => {
  const requiredChecks = [{ context, app: github.appId }, { context: 'lint' }]
  github.setRules('main', { requiredChecks, upToDate: true })
  const rule = {
    type: 'required_status_checks',
    parameters: {
      strict_required_status_checks_policy: true,
      do_not_enforce_on_create: false,
      required_status_checks: [{ context, integration_id: github.appId }, { context: 'lint' }],
    },
  }
  const { data: applied } = await app.rest.repos.getBranchRules({ ...at, branch: 'main' })
  expect(applied).toMatchObject([rule])
  const [ruleset] = (await app.rest.repos.getRepoRulesets(at)).data
  const { data } = await app.rest.repos.getRepoRuleset({ ...at, ruleset_id: ruleset?.id ?? 0 })
  expect(data.rules).toEqual([rule])
})
