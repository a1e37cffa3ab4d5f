import { beforeEach, expect, it } from 'vitest'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { Proposal, PullRequests } from '../../src/ports/pull-requests.ts'

/** Pull requests of one repository, and what people do there: `olga` owns it, `mallory` may write. */
export type TestPulls = {
  pulls: PullRequests
  repository: number
  people: {
    idOf(login: string): number
    approve(pull: number, login: string): Promise<unknown>
    merge(pull: number, login: string): Promise<unknown>
    close(pull: number, login: string): Promise<unknown>
    /** Returns the commit; `begins`: the branch is not there, and is begun on the one for requests. */
    push(branch: string, files: Record<string, string>, login: string, begins?: true): Promise<string>
    /** Returns its number. */
    open(of: Pick<Proposal, 'branch' | 'base' | 'title'>, login: string): Promise<number>
  }
}

const owners = '/requests/ @acme/owners\n'
let last = 500

/** What GitHub's pull requests do, as far as Daypass relies on it. */
export function pullsContract(open: () => Promise<TestPulls>): void {
  let test: TestPulls
  beforeEach(async () => {
    test = await open()
  })
  const next = (): { key: RequestKey; proposal: Proposal } => {
    const issue = ++last
    const path = `requests/orders-db/${issue}.yml`
    const words = { title: `Grant #${issue}: orders-db`, body: 'Approve this pull request to say yes.\n', by: 7 }
    const proposal = { branch: `daypass/${issue}`, base: 'requests', path, file: `issue: ${issue}\n`, ...words }
    return { key: { repository: test.repository, issue }, proposal }
  }
  const proposed = async () => {
    const { pulls } = test
    const { key, proposal } = next()
    const onto = await pulls.prepare(key.repository, owners)
    const head = await pulls.commit(key, proposal, onto)
    return { pulls, key, proposal, onto, head, pull: await pulls.open(key, proposal) }
  }
  const changed = async (key: RequestKey, base: string, head: string) =>
    (await test.pulls.changes(key, { base, head })).map(({ path, status }) => [path, status])

  it('keeps the mirror of CODEOWNERS on the branch of requests, and nothing else anew', async () => {
    const { pulls } = test
    const at = { repository: test.repository, issue: 1 }
    const first = await pulls.prepare(test.repository, owners)
    expect(await pulls.fileAt(at, first, '.github/CODEOWNERS')).toBe(owners)
    expect(await pulls.prepare(test.repository, owners)).toBe(first)
    const other = `${owners}/requests/x/ @acme/readers\n`
    const second = await pulls.prepare(test.repository, other)
    expect(await pulls.fileAt(at, second, '.github/CODEOWNERS')).toBe(other)
    expect(await pulls.prepare(test.repository, owners)).not.toBe(second)
  })

  it('opens, is approved and merges, and the file is what was voted on', async () => {
    const { pulls, key, proposal, onto, head, pull } = await proposed()
    const { title, branch, path, file } = proposal
    expect(pull).toMatchObject({
      open: true,
      merged: false,
      head,
      own: true,
      headRef: branch,
      baseRef: 'requests',
      title,
    })
    expect(await changed(key, onto, head)).toEqual([[path, 'added']])
    await test.people.approve(pull.number, 'olga')
    const reviews = await pulls.reviews(key, pull.number)
    const person = { id: test.people.idOf('olga') }
    expect(reviews).toMatchObject([{ person, state: 'APPROVED', commit: head }])
    const commit = await pulls.merge(key, pull.number, head, 7)
    expect(await pulls.fileAt(key, commit, path)).toBe(file)
    await pulls.deleteBranch(key, branch)
    await pulls.deleteBranch(key, branch)
    const merged = { open: false, merged: true, mergedByUs: true, mergeCommit: commit, closedBy: undefined, head }
    expect(await pulls.read(key, pull.number)).toMatchObject(merged)
    expect(await pulls.prepare(key.repository, owners)).toBe(commit)
  })

  it('is the same when steps are repeated', async () => {
    const { pulls, key, proposal, onto, pull } = await proposed()
    const again = await pulls.commit(key, proposal, onto)
    expect(await pulls.open(key, proposal)).toMatchObject({ number: pull.number, head: again })
    await pulls.rewrite(key, pull.number, { title: 'Another', body: 'text' })
    expect(await pulls.read(key, pull.number)).toMatchObject({ title: 'Another', body: 'text' })
    await pulls.close(key, pull.number)
    await pulls.close(key, pull.number)
    const closed = { open: false, merged: false, closedBy: expect.any(Number) }
    expect(await pulls.read(key, pull.number)).toMatchObject(closed)
    expect(await pulls.open(key, proposal)).not.toMatchObject({ number: pull.number })
  })

  it('closes what loses its branch', async () => {
    const { pulls, key, proposal, pull } = await proposed()
    await pulls.deleteBranch(key, proposal.branch)
    expect(await pulls.read(key, pull.number)).toMatchObject({ open: false, merged: false })
  })

  it('leaves nothing of whoever was on the branch first, nor their pull request', async () => {
    const { pulls } = test
    const { key, proposal } = next()
    const onto = await pulls.prepare(key.repository, owners)
    await test.people.push(proposal.branch, { [proposal.path]: 'mine\n', 'policies/x.rego': 'x' }, 'mallory', true)
    const theirs = await test.people.open({ ...proposal, title: 'Mine' }, 'mallory')
    const head = await pulls.commit(key, proposal, onto)
    const ours = await pulls.open(key, proposal)
    expect(ours).toMatchObject({ head, title: proposal.title })
    expect(ours.number).not.toBe(theirs)
    expect(await changed(key, onto, head)).toEqual([[proposal.path, 'added']])
    expect(await pulls.read(key, theirs)).toMatchObject({ open: false, merged: false })
  })

  it('merges no other head than the one that was voted on', async () => {
    const { pulls, key, proposal, head, pull } = await proposed()
    const pushed = await test.people.push(proposal.branch, { 'x.yml': 'x' }, 'mallory')
    expect(await pulls.read(key, pull.number)).toMatchObject({ head: pushed })
    await expect(pulls.merge(key, pull.number, head, 7)).rejects.toMatchObject({ code: 'PULL_MOVED' })
  })

  it('shows a file that was planted on the branch of requests as an added one all the same', async () => {
    const { pulls } = test
    const { key, proposal } = next()
    await pulls.prepare(key.repository, owners)
    await test.people.push('requests', { [proposal.path]: proposal.file }, 'mallory')
    const head = await pulls.commit(key, proposal, await pulls.prepare(key.repository, owners))
    const { number, baseHead } = await pulls.open(key, proposal)
    expect(await changed(key, baseHead, head)).toEqual([[proposal.path, 'added']])
    const commit = await pulls.merge(key, number, head, 7)
    expect(await pulls.fileAt(key, commit, proposal.path)).toBe(proposal.file)
  })

  it('tells who merged or closed it from us', async () => {
    const one = await proposed()
    await test.people.merge(one.pull.number, 'mallory')
    expect(await one.pulls.read(one.key, one.pull.number)).toMatchObject({ merged: true, mergedByUs: false })
    const two = await proposed()
    await test.people.close(two.pull.number, 'mallory')
    const closed = { merged: false, closedBy: test.people.idOf('mallory') }
    expect(await two.pulls.read(two.key, two.pull.number)).toMatchObject(closed)
    const merging = two.pulls.merge(two.key, two.pull.number, two.head, 7)
    await expect(merging).rejects.toMatchObject({ code: 'PULL_NOT_MERGEABLE' })
  })

  it('moves and deletes nothing but branches of ours', async () => {
    const { key, proposal } = next()
    const onto = await test.pulls.prepare(key.repository, owners)
    await expect(test.pulls.commit(key, { ...proposal, branch: 'main' }, onto)).rejects.toThrow(TypeError)
    await expect(test.pulls.deleteBranch(key, 'main')).rejects.toThrow(TypeError)
  })
}
