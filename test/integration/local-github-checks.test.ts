import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CheckGiven, type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'
import shapes from '../fixtures/github/check-shapes.json' with { type: 'json' }
import { missingFields } from '../fixtures/github/payload-shape.ts'

const at = { owner: 'acme', repo: 'access' }
const repo = '/repos/acme/access'
const permissions = { checks: 'write', contents: 'write', metadata: 'read', pull_requests: 'write' } as const
let now = new Date('2026-11-30T12:00:00.750Z')
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let count = 0

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [{ login: 'alice', permission: 'write' }, { login: 'rory' }, { login: 'olivia', owner: true }],
    permissions,
    now: () => now,
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
})

afterAll(() => github.stop())

/** A commit of its own, on a branch of its own. */
async function commit(): Promise<{ sha: string; branch: string }> {
  const branch = `topic/${++count}`
  const { sha } = await github.as('alice').push(branch, { [`${count}.txt`]: `${count}` }, { createFrom: 'main' })
  return { sha, branch }
}

const create = async (check: Partial<CheckGiven> & { head_sha: string }) =>
  (await app.rest.checks.create({ ...at, name: 'daypass/policy', ...check } as never)).data
const refused = (call: Promise<unknown>) =>
  call.then(
    () => 'taken',
    ({ status, response }) => `${status} ${response.data.message} ${JSON.stringify(response.data.errors ?? '')}`,
  )
const annotation = (line: number) => {
  const at = { path: 'policies/access.rego', start_line: line, end_line: line }
  return { ...at, annotation_level: 'failure' as const, message: `line ${line}` }
}
const annotations = (count: number) => Array.from({ length: count }, (_, i) => annotation(i + 1))
const output = (fields: object = {}) => ({ title: 'Title', summary: 'Summary', ...fields })

describe('a check run', () => {
  it('begins, goes on and ends', async () => {
    const { sha, branch } = await commit()
    const { number } = await github.as('alice').openPull({ title: 'x', head: branch, base: 'main' })
    const begun = await create({ head_sha: sha, status: 'in_progress', external_id: 'one' })
    expect(begun).toMatchObject({
      name: 'daypass/policy',
      head_sha: sha,
      external_id: 'one',
      status: 'in_progress',
      conclusion: null,
      started_at: '2026-11-30T12:00:00Z',
      completed_at: null,
      app: { id: github.appId, slug: github.slug },
      output: { title: null, summary: null, text: null, annotations_count: 0 },
    })
    expect(begun.pull_requests.map((pull) => pull.number)).toEqual([number])
    expect(begun.output.annotations_url).toBe(`${begun.url}/annotations`)
    now = new Date('2026-11-30T12:00:05.990Z')
    const of = { ...at, check_run_id: Number(begun.id) }
    await app.rest.checks.update({ ...of, output: output({ text: 'one' }), details_url: 'https://daypass.test/1' })
    const { data } = await app.rest.checks.update({ ...of, conclusion: 'action_required' })
    expect(data).toMatchObject({
      id: begun.id,
      status: 'completed',
      conclusion: 'action_required',
      started_at: '2026-11-30T12:00:00Z',
      completed_at: '2026-11-30T12:00:05Z',
      details_url: 'https://daypass.test/1',
      output: { title: 'Title', summary: 'Summary', text: 'one' },
    })
    expect((await app.rest.checks.get(of)).data).toEqual(data)
  })

  it('may be made complete at once, and be opened again', async () => {
    const { sha } = await commit()
    const made = await create({ head_sha: sha, conclusion: 'success', output: output() })
    expect(made).toMatchObject({ status: 'completed', conclusion: 'success', external_id: '' })
    const { data } = await app.rest.checks.update({ ...at, check_run_id: Number(made.id), status: 'in_progress' })
    expect(data).toMatchObject({ status: 'in_progress', conclusion: null, completed_at: null })
  })

  it('gathers annotations: each call adds to those that are there', async () => {
    const { sha } = await commit()
    const first = { ...annotation(1), title: 'Title', raw_details: 'raw', start_column: 3, end_column: 9 }
    const made = await create({ head_sha: sha, output: output({ annotations: [first, ...annotations(49)] }) })
    const of = { ...at, check_run_id: Number(made.id) }
    const { data } = await app.rest.checks.update({ ...of, output: { ...output(), annotations: annotations(30) } })
    expect(data.output.annotations_count).toBe(80)
    const list = (page: number) => app.rest.checks.listAnnotations({ ...of, per_page: 50, page })
    expect((await list(1)).data).toHaveLength(50)
    expect((await list(2)).data).toHaveLength(30)
    expect((await list(1)).data[0]).toEqual({
      ...first,
      blob_href: `${github.url}/acme/access/blob/${sha}/policies/access.rego`,
    })
    expect((await list(1)).data[1]).toMatchObject({ title: null, raw_details: null, start_column: null })
  })

  const inTwoLines = { ...annotation(1), end_line: 2, start_column: 1, end_column: 2 }
  it.each<[string, Record<string, unknown>, string]>([
    ['a commit that is not there', { head_sha: '0'.repeat(40) }, `422 No commit found for SHA: ${'0'.repeat(40)}`],
    ['a branch for a commit', { head_sha: 'main' }, '422 No commit found for SHA: main'],
    ['no commit', { head_sha: undefined }, '422 Invalid request.\n\n"head_sha" wasn\'t supplied.'],
    ['no name', { name: undefined }, '422 Invalid request.\n\n"name" wasn\'t supplied.'],
    ['an unknown conclusion', { conclusion: 'fine' }, '422 Invalid request.\n\nfine is not a member of'],
    ['what GitHub alone concludes', { conclusion: 'stale' }, '422 Invalid request.\n\nstale is not a member of'],
    ['an unknown status', { status: 'done' }, '422 Invalid request.\n\ndone is not a member of'],
    ['an end without a conclusion', { status: 'completed' }, '422 Invalid request.\n\n"conclusion" wasn\'t supplied.'],
    ['a time that is none', { started_at: 'now' }, '422 Invalid request.\n\nnow is not a valid date-time.'],
    ['an output without a title', { output: { summary: 'x' } }, '422 Invalid request.'],
    ['an output without a summary', { output: { title: 'x' } }, '422 Invalid request.'],
    [
      '51 annotations',
      { output: output({ annotations: annotations(51) }) },
      '422 Invalid request.\n\nNo more than 50 items are allowed; 51 were supplied.',
    ],
    [
      'a long summary',
      { output: output({ summary: 'x'.repeat(65_536) }) },
      '422 Invalid request.\n\nOnly 65535 characters are allowed; 65536 were supplied.',
    ],
    [
      'a long text',
      { output: output({ text: 'x'.repeat(70_000) }) },
      '422 Invalid request.\n\nOnly 65535 characters are allowed; 70000 were supplied.',
    ],
    [
      'a summary of more bytes than characters',
      { output: output({ summary: 'ü'.repeat(40_000) }) },
      '422 Validation Failed [{"resource":"CheckRun","code":"custom","field":"summary","message":"summary exceeds a maximum bytesize of 65535"}]',
    ],
    [
      'an annotation of no level',
      { output: output({ annotations: [{ ...annotation(1), annotation_level: 'bad' }] }) },
      '422 Validation Failed',
    ],
    [
      'an annotation without a line',
      { output: output({ annotations: [{ ...annotation(1), start_line: undefined }] }) },
      '422 Validation Failed',
    ],
    ['columns over two lines', { output: output({ annotations: [inTwoLines] }) }, '422 Validation Failed'],
    [
      'a long title of an annotation',
      { output: output({ annotations: [{ ...annotation(1), title: 'x'.repeat(256) }] }) },
      '422 Validation Failed',
    ],
  ])('is refused with %s, new or changed', async (_, fields, words) => {
    const { sha } = await commit()
    const body = { name: 'x', head_sha: sha, ...fields }
    expect(await refused(app.request(`POST ${repo}/check-runs`, body as never))).toContain(words)
    expect((await app.rest.checks.listForRef({ ...at, ref: sha })).data.total_count).toBe(0)
    if ('name' in fields || 'head_sha' in fields || words.endsWith('Invalid request.')) return
    const made = await create({ head_sha: sha })
    expect(await refused(app.request(`PATCH ${repo}/check-runs/${made.id}`, fields))).toContain(words)
  })

  it('takes what is just short enough', async () => {
    const { sha } = await commit()
    const full = output({ summary: 'x'.repeat(65_535), text: 'x'.repeat(65_535), annotations: annotations(50) })
    expect(await create({ head_sha: sha, output: full })).toMatchObject({ output: { annotations_count: 50 } })
  })

  it('that is not there is not found', async () => {
    for (const path of ['check-runs/7', 'check-runs/7/annotations', 'check-suites/7'])
      expect(await refused(app.request(`GET ${repo}/${path}`))).toContain('404')
  })
})

describe('who may', () => {
  it.each(['alice', 'olivia'])('write a check run: not %s, who is no app', async (login) => {
    const { sha } = await commit()
    const { id } = await create({ head_sha: sha })
    const app = 'You must authenticate via a GitHub App.'
    await expect(github.as(login).createCheck({ name: 'x', head_sha: sha })).rejects.toThrow(`403: ${app}`)
    await expect(github.as(login).updateCheck(Number(id), { conclusion: 'success' })).rejects.toThrow(`403: ${app}`)
    expect(await github.as(login).checks(sha)).toHaveLength(1)
  })

  it('rerun one: whoever writes, on the web page; not with a token, nor who only reads', async () => {
    const { sha } = await commit()
    const id = Number((await create({ head_sha: sha, conclusion: 'failure' })).id)
    await github.as('alice').rerequest(id)
    await expect(github.as('rory').rerequest(id)).rejects.toThrow('403')
    const headers = { authorization: `token ${github.as('alice').token}` }
    const url = `${github.url}${repo}/check-runs/${id}/rerequest`
    expect((await fetch(url, { method: 'POST', headers })).status).toBe(403)
    // What is asked for again stays as it was until its app does something.
    expect((await github.as('alice').checks(sha))[0]).toMatchObject({ conclusion: 'failure' })
  })

  it.each<[string, Record<string, 'read' | 'write'>, string, string]>([
    ['nothing', { contents: 'write', metadata: 'read' }, '403', '403'],
    ['read', { contents: 'write', metadata: 'read', checks: 'read' }, '403', 'taken'],
    ['write', { contents: 'write', metadata: 'read', checks: 'write' }, 'taken', 'taken'],
  ])('an app that has %s of checks', async (_, accepted, write, read) => {
    const { sha } = await commit()
    github.accept({ permissions: accepted })
    const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
    const fresh = new ProbotOctokit({
      baseUrl: github.url,
      auth,
      retry: { enabled: false },
      throttle: { enabled: false },
    })
    const written = await refused(fresh.rest.checks.create({ ...at, name: 'x', head_sha: sha }))
    expect(written).toContain(write)
    if (write === '403') expect(written).toContain('Resource not accessible by integration')
    for (const path of [`commits/${sha}/check-runs`, `commits/${sha}/check-suites`])
      expect(await refused(fresh.request(`GET ${repo}/${path}`))).toContain(read)
    github.accept()
  })

  it('change a check run: only the app that made it', async () => {
    const { sha } = await commit()
    const ours = await create({ head_sha: sha })
    const theirs = await github.bot().createCheck({ name: 'daypass/policy', head_sha: sha, conclusion: 'success' })
    const words = 'check run can only be modified by the GitHub App that created it.'
    const patch = app.rest.checks.update({ ...at, check_run_id: theirs.id, conclusion: 'failure' })
    expect(await refused(patch)).toContain(`403 Invalid app_id \`${github.appId}\` - ${words}`)
    await expect(github.bot().updateCheck(Number(ours.id), { conclusion: 'success' })).rejects.toThrow(words)
    expect(await refused(app.rest.checks.rerequestRun({ ...at, check_run_id: theirs.id }))).toContain('403')
    await app.rest.checks.rerequestRun({ ...at, check_run_id: Number(ours.id) })
  })
})

describe('the checks of a commit', () => {
  it('are by default the newest of each name and app', async () => {
    const { sha, branch } = await commit()
    const old = await create({ head_sha: sha, conclusion: 'failure' })
    const fresh = await create({ head_sha: sha, status: 'in_progress' })
    const other = await create({ head_sha: sha, name: 'lint', conclusion: 'success' })
    const theirs = await github.bot().createCheck({ name: 'daypass/policy', head_sha: sha, conclusion: 'success' })
    const list = async (query: object = {}) => {
      const { data } = await app.rest.checks.listForRef({ ...at, ref: branch, ...query })
      return data.check_runs.map(({ id }) => id)
    }
    expect(await list()).toEqual([theirs.id, other.id, fresh.id])
    expect(await list({ filter: 'all' })).toEqual([theirs.id, other.id, fresh.id, old.id])
    expect(await list({ check_name: 'daypass/policy' })).toEqual([theirs.id, fresh.id])
    expect(await list({ check_name: 'daypass/policy', app_id: github.appId })).toEqual([fresh.id])
    expect(await list({ app_id: 15_368 })).toEqual([theirs.id])
    expect(await list({ status: 'completed' })).toEqual([theirs.id, other.id])
    const second = await app.rest.checks.listForRef({ ...at, ref: sha, filter: 'all', per_page: 3, page: 2 })
    expect(second.data).toMatchObject({ total_count: 4, check_runs: [{ id: old.id }] })
    expect(await github.as('rory').checks(sha)).toHaveLength(4)
    expect(await refused(app.rest.checks.listForRef({ ...at, ref: 'nowhere' }))).toContain('422 No commit found')
  })

  it('stand in one suite an app', async () => {
    const { sha, branch } = await commit()
    const suites = async () => (await app.rest.checks.listSuitesForRef({ ...at, ref: sha })).data.check_suites
    const made = await create({ head_sha: sha, status: 'in_progress' })
    expect(await suites()).toMatchObject([{ head_branch: branch, status: 'in_progress', conclusion: null }])
    await create({ head_sha: sha, name: 'lint', conclusion: 'failure' })
    await app.rest.checks.update({ ...at, check_run_id: Number(made.id), conclusion: 'success' })
    await github.bot().createCheck({ name: 'test', head_sha: sha, conclusion: 'skipped' })
    expect(await suites()).toMatchObject([
      { status: 'completed', conclusion: 'failure', latest_check_runs_count: 2, app: { id: github.appId } },
      { status: 'completed', conclusion: 'skipped', app: { id: 15_368, slug: 'github-actions' } },
    ])
    await github.as('alice').rerequestAll(Number(made.id))
    expect((await suites())[0]).toMatchObject({ status: 'queued', conclusion: null })
    const [suite] = await suites()
    const ofSuite = await app.rest.checks.listForSuite({ ...at, check_suite_id: Number(suite?.id) })
    expect(ofSuite.data.total_count).toBe(2)
  })
})

it.each([
  ['check-run', 'check-runs/:run'],
  ['check-annotation', 'check-runs/:run/annotations'],
  ['check-suite', 'check-suites/:suite'],
])('%s at %s has all that GitHub’s has', async (schema, path) => {
  const { sha, branch } = await commit()
  await github.as('alice').openPull({ title: 'x', head: branch, base: 'main' })
  const made = await create({ head_sha: sha, output: output({ annotations: annotations(1) }) })
  const url = path.replace(':run', String(made.id)).replace(':suite', String(made.check_suite?.id))
  const { data } = await app.request(`GET ${repo}/${url}`)
  const items = Array.isArray(data) ? data : [data]
  expect(items.length).toBeGreaterThan(0)
  for (const item of items) expect(missingFields(shapes, schema, item)).toEqual([])
})
