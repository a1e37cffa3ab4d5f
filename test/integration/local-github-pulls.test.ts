import { ProbotOctokit } from 'probot'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalGitHub, startLocalGitHub } from '../../demo/github/local-github.ts'

const at = { owner: 'acme', repo: 'access' }
const OWNERS = '/requests/orders/ @acme/orders\n'
let github: LocalGitHub
let app: InstanceType<typeof ProbotOctokit>
let count = 0

beforeAll(async () => {
  github = await startLocalGitHub({
    people: [
      { login: 'alice', permission: 'write' },
      { login: 'bob', permission: 'triage' },
      { login: 'rita' },
      { login: 'mallory', member: false },
    ],
    teams: ['orders'],
    files: { '.github/CODEOWNERS': OWNERS, 'lines.txt': 'one\ntwo\nthree\n' },
  })
  const auth = { appId: github.appId, privateKey: github.privateKey, installationId: github.installationId }
  app = new ProbotOctokit({ baseUrl: github.url, auth, retry: { enabled: false }, throttle: { enabled: false } })
})

afterAll(() => github.stop())

const status = (call: Promise<unknown>) => call.then(Object, (error) => error).then(({ status: s }) => s)
const call = (login: string, method: string, path: string, body?: unknown) =>
  github.as(login).request(method, `/repos/acme/access/${path}`, body)

async function opened(files: Record<string, string | null> = { 'x.txt': 'x' }) {
  const branch = `topic/${++count}`
  const { sha } = await github.as('alice').push(branch, files, { createFrom: 'main' })
  const { number } = await github.as('alice').openPull({ title: `Number ${count}`, head: branch, base: 'main' })
  return { number, branch, sha }
}

describe('the app', () => {
  it('keeps a ledger on a branch of its own, by pull request', async () => {
    const tree = await app.rest.git.createTree({
      ...at,
      tree: [{ path: '.github/CODEOWNERS', mode: '100644', content: OWNERS }],
    })
    const { data: root } = await app.request('POST /repos/{owner}/{repo}/git/commits', {
      ...at,
      message: 'The ledger',
      tree: tree.data.sha,
    })
    expect(root.parents).toEqual([])
    await app.rest.git.createRef({ ...at, ref: 'refs/heads/requests', sha: root.sha })
    await app.rest.git.createRef({ ...at, ref: 'refs/heads/daypass/7', sha: root.sha })
    const content = Buffer.from('resource: orders\n').toString('base64')
    const file = { ...at, path: 'requests/orders/abc.yml', branch: 'daypass/7', message: 'Ask', content }
    const written = await app.rest.repos.createOrUpdateFileContents(file)
    const { data: pull } = await app.rest.pulls.create({ ...at, title: 'Grant', head: 'daypass/7', base: 'requests' })
    expect(pull).toMatchObject({
      user: { login: `${github.slug}[bot]`, type: 'Bot' },
      head: { ref: 'daypass/7', sha: written.data.commit.sha, repo: { full_name: 'acme/access' } },
      base: { ref: 'requests', sha: root.sha },
      requested_teams: [{ slug: 'orders' }],
      state: 'open',
      merged: false,
    })
    const one = { ...at, pull_number: pull.number }
    expect((await app.rest.pulls.listFiles(one)).data).toMatchObject([
      { filename: 'requests/orders/abc.yml', status: 'added', additions: 1 },
    ])
    expect((await app.rest.pulls.listCommits(one)).data.map(({ sha }) => sha)).toEqual([pull.head.sha])
    expect(await status(app.rest.pulls.merge({ ...one, sha: root.sha }))).toBe(409)
    const merged = await app.rest.pulls.merge({ ...one, sha: pull.head.sha, merge_method: 'squash' })
    expect(merged.data.merged).toBe(true)
    const head = await app.rest.git.getRef({ ...at, ref: 'heads/requests' })
    expect(head.data.object.sha).toBe(merged.data.sha)
    const inTree = await app.rest.git.getTree({ ...at, tree_sha: merged.data.sha, recursive: '1' })
    expect(inTree.data.tree.map(({ path }) => path)).toContain('requests/orders/abc.yml')
    await app.rest.git.deleteRef({ ...at, ref: 'heads/daypass/7' })
    expect(await status(app.rest.git.getRef({ ...at, ref: 'heads/daypass/7' }))).toBe(404)
    expect((await app.rest.pulls.get(one)).data).toMatchObject({
      state: 'closed',
      merged: true,
      merged_by: { login: `${github.slug}[bot]` },
      merge_commit_sha: merged.data.sha,
      commits: 1,
      changed_files: 1,
    })
  })

  it('creates what GitHub counts as creations', async () => {
    github.resetCalls()
    const { number, sha } = await opened()
    await github.as('rita').review(number, 'APPROVE')
    await github.as('alice').requestReview(number, { people: ['bob'] })
    await github.as('alice').mergePull(number, { sha })
    const made = github.calls.filter(({ creation }) => creation).map(({ path }) => path.replace(/^.*access\//, ''))
    expect(made).toEqual(['git/commits', 'git/refs', 'pulls', `pulls/${number}/reviews`, `pulls/${number}/merge`])
  })
})

describe('a pull request', () => {
  it('is an issue too', async () => {
    const { number } = await opened()
    await github.as('rita').comment(number, 'hm')
    const issue = await github.as('rita').issue(number)
    expect(issue).toMatchObject({
      number,
      comments: 1,
      html_url: `${github.url}/acme/access/pull/${number}`,
      pull_request: { url: `${github.url}/repos/acme/access/pulls/${number}`, merged_at: null },
    })
    await app.rest.issues.addLabels({ ...at, issue_number: number, labels: ['daypass:pending'] })
    const pull = await github.as('rita').pull(number)
    expect(pull.labels).toMatchObject([{ name: 'daypass:pending' }])
    expect(pull.id).not.toBe(issue.id)
    expect((await github.as('alice').openIssue({ title: 'x', body: 'y' })).number).toBe(number + 1)
    expect(await call('rita', 'GET', `pulls/${number + 1}`)).toMatchObject({ status: 404 })
  })

  const refusals = [
    { name: 'from a branch that is missing', given: { head: 'nowhere', base: 'main' }, field: 'head' },
    { name: 'to a branch that is missing', given: { head: 'there', base: 'nowhere' }, field: 'base' },
    { name: 'with nothing to merge', given: { head: 'same', base: 'main' }, field: undefined },
    { name: 'without history in common', given: { head: 'orphan', base: 'main' }, field: undefined },
    { name: 'a second time', given: { head: 'there', base: 'main' }, field: undefined },
    { name: 'from another owner', given: { head: 'mallory:there', base: 'main' }, field: 'head' },
    { name: 'with a title that is too long', given: { head: 'there', base: 'main', title: 'x'.repeat(257) } },
    { name: 'with a body that is too long', given: { head: 'there', base: 'main', body: 'x'.repeat(65_537) } },
  ]
  it.each(refusals)('is refused $name', async ({ given, field }) => {
    if ((await github.as('alice').branch('there')) === undefined) {
      await github.as('alice').push('there', { y: 'y' }, { createFrom: 'main' })
      await github.as('alice').openPull({ title: 'x', head: 'there', base: 'main' })
      await github.as('alice').createBranch('same')
      const tree = await app.rest.git.createTree({ ...at, tree: [{ path: 'z', mode: '100644', content: 'z' }] })
      const root = await app.rest.git.createCommit({ ...at, message: 'm', tree: tree.data.sha })
      await app.rest.git.createRef({ ...at, ref: 'refs/heads/orphan', sha: root.data.sha })
    }
    const answer = await call('alice', 'POST', 'pulls', { title: 'x', ...given })
    expect(answer.status).toBe(422)
    if (field) expect(answer.data).toMatchObject({ errors: [{ field }] })
    expect(await github.as('alice').branch('nowhere')).toBeUndefined()
  })

  it.each([
    { login: 'rita', expected: 403 },
    { login: 'bob', expected: 403 },
    { login: 'mallory', expected: 404 },
  ])('is not for $login to open', async ({ login, expected }) => {
    await github.as('alice').push(`of/${login}`, { y: 'y' }, { createFrom: 'main' })
    expect(await call(login, 'POST', 'pulls', { title: 'x', head: `of/${login}`, base: 'main' })).toMatchObject({
      status: expected,
    })
  })

  it.each([
    { name: 'retitled by its author', login: 'alice', patch: { title: 'y' }, expected: 200 },
    { name: 'retitled by a reader', login: 'rita', patch: { title: 'y' }, expected: 403 },
    { name: 'retitled with triage', login: 'bob', patch: { title: 'y' }, expected: 403 },
    { name: 'closed with triage', login: 'bob', patch: { state: 'closed' }, expected: 200 },
    { name: 'closed by a reader', login: 'rita', patch: { state: 'closed' }, expected: 403 },
    { name: 'pointed at a branch that is missing', login: 'alice', patch: { base: 'nowhere' }, expected: 422 },
    { name: 'pointed at its own branch', login: 'alice', patch: { base: 'self' }, expected: 422 },
    { name: 'edited from outside', login: 'mallory', patch: { title: 'y' }, expected: 404 },
  ])('$name: $expected', async ({ login, patch, expected }) => {
    const { number, branch } = await opened()
    const given = 'base' in patch && patch.base === 'self' ? { base: branch } : patch
    expect(await call(login, 'PATCH', `pulls/${number}`, given)).toMatchObject({ status: expected })
  })

  it('can be pointed at another base', async () => {
    const { number } = await opened()
    await github.as('alice').createBranch('other')
    await github.as('alice').editPull(number, { base: 'other' })
    expect((await github.as('rita').pull(number)).base.ref).toBe('other')
  })

  it('is found by state, head and base, page by page', async () => {
    const { number, branch } = await opened()
    const { number: closed } = await opened()
    await github.as('alice').closePull(closed)
    const list = async (query: Record<string, string>) =>
      (await app.paginate(app.rest.pulls.list, { ...at, ...query, per_page: 2 })).map((pull) => pull.number)
    expect(await list({ head: `acme:${branch}` })).toEqual([number])
    expect(await list({ state: 'closed' })).toContain(closed)
    expect(await list({ state: 'open' })).not.toContain(closed)
    expect(await list({ base: 'nowhere' })).toEqual([])
    expect(new Set(await list({ state: 'all' })).size).toBeGreaterThan(4)
  })

  it('has a page for a browser, with what it changes and what was said', async () => {
    const { number } = await opened({ 'page.txt': '<b>bold</b>\n' })
    await github.as('rita').review(number, 'REQUEST_CHANGES', '<i>no</i>')
    const page = await fetch(`${github.url}/acme/access/pull/${number}`, { headers: { accept: 'text/html' } })
    const text = await page.text()
    for (const said of ['added <code>page.txt</code>', 'CHANGES_REQUESTED', '&lt;i&gt;no&lt;/i&gt;', '+&lt;b&gt;bold'])
      expect(text).toContain(said)
  })

  it('is answered 304 until it changes', async () => {
    const { number, branch } = await opened()
    const headers = { authorization: `token ${github.as('rita').token}` }
    for (const path of [`pulls/${number}`, `issues/${number}`, `pulls/${number}/reviews`]) {
      const url = `${github.url}/repos/acme/access/${path}`
      // The first look at a pull request does not know yet whether it can be merged.
      await fetch(url, { headers })
      const etag = (await fetch(url, { headers })).headers.get('etag') ?? ''
      const again = () => fetch(url, { headers: { ...headers, 'if-none-match': etag } }).then((answer) => answer.status)
      expect(await again()).toBe(304)
      if (path.startsWith('pulls/')) await github.as('rita').review(number, 'COMMENT')
      else await github.as('rita').comment(number, 'hm')
      await github.as('alice').push(branch, { [`file-${count++}`]: 'x' })
      expect(await again()).toBe(200)
    }
  })
})

describe('a branch', () => {
  it('cannot be made below or above another', async () => {
    await github.as('alice').createBranch('tree')
    await github.as('alice').createBranch('wood/tree')
    await expect(github.as('alice').createBranch('tree/leaf')).rejects.toThrow('Reference update failed')
    await expect(github.as('alice').createBranch('wood')).rejects.toThrow('Reference update failed')
    await expect(github.as('rita').createBranch('tree/leaf')).rejects.toThrow('403')
    await github.as('alice').createBranch('trees')
  })

  it('may be moved by whoever writes, with the name of another as author', async () => {
    const { data: base } = await app.rest.git.getCommit({ ...at, commit_sha: (await opened()).sha })
    const author = { name: github.slug, email: `${github.slug}[bot]@users.noreply.github.com` }
    const commit = { message: 'x', tree: base.tree.sha, parents: [base.sha], author }
    const { data } = await call('alice', 'POST', 'git/commits', commit)
    await github.as('alice').createBranch('spoofed', Object(data).sha)
    const { data: shown } = await app.rest.repos.getCommit({ ...at, ref: 'spoofed' })
    expect(shown).toMatchObject({ author: { type: 'Bot' }, commit: { verification: { verified: false } } })
  })
})

describe('a branch that moves', () => {
  it('takes the head of its pull request with it', async () => {
    const { number, branch } = await opened()
    const { sha } = await github.as('alice').push(branch, { 'x.txt': 'else' })
    expect(await github.as('rita').pull(number)).toMatchObject({ head: { sha }, commits: 2 })
    const forced = await github.as('alice').push(branch, { 'z.txt': 'z' }, { createFrom: 'main', force: true })
    expect(await github.as('rita').pull(number)).toMatchObject({ head: forced, commits: 1 })
    await expect(github.as('alice').push(branch, { q: 'q' }, { createFrom: 'main' })).rejects.toThrow('422')
  })

  it('closes its pull request when it goes, which then cannot be opened', async () => {
    const { number, branch, sha } = await opened()
    await github.as('alice').deleteBranch(branch)
    expect(await github.as('rita').pull(number)).toMatchObject({ state: 'closed', merged: false, head: { sha } })
    await expect(github.as('alice').editPull(number, { state: 'open' })).rejects.toThrow('has been deleted')
    await github.as('alice').push(branch, { other: 'x' }, { createFrom: 'main' })
    await expect(github.as('alice').reopenIssue(number)).rejects.toThrow('force-pushed or recreated')
    await github.as('alice').moveBranch(branch, sha, true)
    await github.as('alice').reopenIssue(number)
    expect((await github.as('rita').pull(number)).state).toBe('open')
  })

  it('merges a pull request by taking in its commits', async () => {
    const { number, sha } = await opened({ [`merged-${++count}`]: 'x' })
    const base = await github.as('alice').createBranch(`base/${count}`)
    expect(base.sha).not.toBe(sha)
    await github.as('alice').editPull(number, { base: `base/${count}` })
    await github.as('alice').moveBranch(`base/${count}`, sha)
    expect(await github.as('rita').pull(number)).toMatchObject({ merged: true, merge_commit_sha: sha })
  })
})

describe('merging', () => {
  it('keeps what the base has got meanwhile', async () => {
    const first = await opened({ 'a/1': '1' })
    const second = await opened({ 'a/2': '2', 'lines.txt': null })
    await github.as('alice').mergePull(first.number)
    const { sha } = await github.as('alice').mergePull(second.number)
    const { data } = await app.rest.git.getTree({ ...at, tree_sha: sha, recursive: 'true' })
    const paths = data.tree.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['a/1', 'a/2']))
    expect(paths).not.toContain('lines.txt')
    const { data: commit } = await app.rest.git.getCommit({ ...at, commit_sha: sha })
    expect(commit.parents).toHaveLength(2)
    expect(commit.message).toBe(`Merge pull request #${second.number} from acme/${second.branch}\n\nNumber ${count}`)
  })

  it.each([
    { name: 'by a reader', login: 'rita', body: {}, expected: 403 },
    { name: 'with triage', login: 'bob', body: {}, expected: 403 },
    { name: 'from outside', login: 'mallory', body: {}, expected: 404 },
    { name: 'of another head', login: 'alice', body: { sha: 'f'.repeat(40) }, expected: 409 },
    { name: 'in a way that there is not', login: 'alice', body: { merge_method: 'octopus' }, expected: 422 },
    { name: 'with write', login: 'alice', body: {}, expected: 200 },
  ])('$name: $expected', async ({ login, body, expected }) => {
    const { number } = await opened({ [`file/${++count}`]: 'x' })
    expect(await call(login, 'PUT', `pulls/${number}/merge`, body)).toMatchObject({ status: expected })
    expect((await github.as('rita').pull(number)).merged).toBe(expected === 200)
  })

  it('is refused of what is closed, merged, in conflict or a draft', async () => {
    const [one, other] = [await opened({ same: 'x' }), await opened({ same: 'y' })]
    const merge = (number: number) => call('alice', 'PUT', `pulls/${number}/merge`, {}).then(({ status: s }) => s)
    expect(await merge(one.number)).toBe(200)
    expect(await merge(one.number)).toBe(405)
    expect(await github.as('rita').pull(other.number)).toMatchObject({ mergeable: null, mergeable_state: 'unknown' })
    expect(await github.as('rita').pull(other.number)).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
    expect(await merge(other.number)).toBe(405)
    await github.as('alice').closePull(other.number)
    expect(await merge(other.number)).toBe(405)
    await github.as('alice').push('draft', { draft: 'x' }, { createFrom: 'main' })
    const { number } = await github.as('alice').openPull({ title: 'x', head: 'draft', base: 'main', draft: true })
    expect(await merge(number)).toBe(405)
  })

  it('happens once when asked twice at once', async () => {
    const { number } = await opened({ [`file/${++count}`]: 'x' })
    const both = await Promise.all([1, 2].map(() => call('alice', 'PUT', `pulls/${number}/merge`, {})))
    expect(both.map(({ status: s }) => s).sort()).toEqual([200, 405])
  })
})
