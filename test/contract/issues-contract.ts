import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { RequestKey } from '../../src/core/request-key.ts'
import type { Issues } from '../../src/ports/issues.ts'

/** Issues, and what people do there beside us. */
export type TestIssues = {
  issues: Issues
  /** A person opens an issue; what was opened before need not be there any more. */
  open(title: string, body: string): Promise<RequestKey>
  /** That person says something. */
  say(key: RequestKey, body: string): Promise<void>
  /** That person closes it, or opens it again. */
  set(key: RequestKey, state: 'open' | 'closed'): Promise<void>
  lock(key: RequestKey): Promise<void>
  /** Another place to say something: the number of a pull request, or of another issue. */
  elsewhere(key: RequestKey): Promise<RequestKey>
  person: { id: number; login: string }
  close(): Promise<void>
}

const ours = { for: 'open', by: 'upkeep' } as const

/** What everything must do that shows issues. */
export function issuesContract(start: () => Promise<TestIssues>): void {
  let test: TestIssues
  let issues: Issues
  let key: RequestKey
  beforeAll(async () => {
    test = await start()
    issues = test.issues
  })
  afterAll(() => test?.close())
  beforeEach(async () => {
    key = await test.open('Access, please', 'to the orders\n')
  })
  const bodies = async (at = key) => (await issues.comments(at)).map(({ body }) => body)

  it('reads an issue as it was opened', async () => {
    expect(await issues.read(key)).toMatchObject({
      ...{ number: key.issue, title: 'Access, please', body: 'to the orders\n', isPull: false, open: true },
      ...{ closedBy: undefined, labels: [], comments: 0, locked: false, author: { ...test.person, type: 'User' } },
    })
    expect(await issues.comments(key)).toStrictEqual([])
  })

  it('lists what was said in order, and whose it is', async () => {
    const first = await issues.comment(key, 'first', ours)
    await test.say(key, 'second')
    const third = await issues.comment(key, 'third', ours)
    expect(first).not.toBe(third)
    const found = await issues.comments(key)
    expect(found.map(({ body, ours: own, author }) => [body, own, author.type])).toStrictEqual([
      ['first', true, 'Bot'],
      ['second', false, 'User'],
      ['third', true, 'Bot'],
    ])
    expect([found[0]?.id, found[2]?.id]).toStrictEqual([first, third])
    expect(found[1]?.author).toMatchObject(test.person)
    expect((await issues.read(key)).comments).toBe(3)
  })

  it('says something twice where it is asked twice', async () => {
    await issues.comment(key, 'again', ours)
    await issues.comment(key, 'again', ours)
    expect(await bodies()).toStrictEqual(['again', 'again'])
  })

  it('says something elsewhere without saying it here', async () => {
    const there = await test.elsewhere(key)
    await issues.comment(there, 'there', ours)
    expect(await bodies()).toStrictEqual([])
    expect(await bodies(there)).toStrictEqual(['there'])
  })

  it('rewrites the comment that is named, at its place', async () => {
    const id = await issues.comment(key, 'first', ours)
    await issues.comment(key, 'second', ours)
    await issues.editComment(key, id, 'changed')
    expect(await bodies()).toStrictEqual(['changed', 'second'])
    expect((await issues.comments(key))[0]?.id).toBe(id)
  })

  it('finds no comment that is not there', async () => {
    const id = await issues.comment(key, 'first', ours)
    await expect(issues.editComment(key, id + 1_000_000, 'changed')).rejects.toMatchObject({ code: 'GITHUB_NOT_FOUND' })
    expect(await bodies()).toStrictEqual(['first'])
  })

  it.each([
    ['60 000 bytes', 'a'.repeat(60_000), true],
    ['60 001 bytes', `${'a'.repeat(59_999)}é`, false],
  ])('takes a text of at most 60 000 bytes: %s', async (_, body, isTaken) => {
    const id = await issues.comment(key, 'short', ours)
    const [said, edited] = [issues.comment(key, body, ours), issues.editComment(key, id, body)]
    const outcomes = await Promise.allSettled([said, edited])
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toStrictEqual([isTaken, isTaken])
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(await bodies()).toStrictEqual(isTaken ? [body, body] : ['short'])
  })

  it('changes what is named, and leaves the rest', async () => {
    await issues.change(key, { title: 'orders-api · read · 2h' })
    await issues.change(key, { labels: ['daypass:active', 'resource:orders-api'] })
    const changed = { title: 'orders-api · read · 2h', body: 'to the orders\n', open: true }
    expect(await issues.read(key)).toMatchObject({ ...changed, labels: ['daypass:active', 'resource:orders-api'] })
    await issues.change(key, { labels: [] })
    expect(await issues.read(key)).toMatchObject({ ...changed, labels: [] })
    await issues.change(key, {})
    expect(await issues.read(key)).toMatchObject({ ...changed, labels: [] })
  })

  it('closes and opens, and says who has closed', async () => {
    await issues.change(key, { state: 'closed', reason: 'completed' })
    expect(await issues.read(key)).toMatchObject({ open: false, closedBy: { type: 'Bot' } })
    await issues.change(key, { state: 'open', reason: 'reopened' })
    expect(await issues.read(key)).toMatchObject({ open: true, closedBy: undefined })
    await test.set(key, 'closed')
    expect(await issues.read(key)).toMatchObject({ open: false, closedBy: test.person })
    // What is closed stays closed by whoever did it first.
    await issues.change(key, { state: 'closed', reason: 'not_planned' })
    expect(await issues.read(key)).toMatchObject({ open: false, closedBy: test.person })
  })

  it('says nothing new where the conversation is locked, and changes what stands there', async () => {
    const id = await issues.comment(key, 'before', ours)
    await test.lock(key)
    await expect(issues.comment(key, 'after', ours)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    await issues.editComment(key, id, 'changed')
    await issues.change(key, { title: 'changed', state: 'closed' })
    expect(await bodies()).toStrictEqual(['changed'])
    expect(await issues.read(key)).toMatchObject({ title: 'changed', open: false, locked: true })
  })

  it('reads afresh: what was read before does not change with it', async () => {
    const id = await issues.comment(key, 'first', ours)
    const [issue, comments] = [await issues.read(key), await issues.comments(key)]
    await issues.change(key, { title: 'changed', labels: ['one'] })
    await issues.editComment(key, id, 'changed')
    issue.labels.push('mine')
    expect(issue.title).toBe('Access, please')
    expect(comments.map(({ body }) => body)).toStrictEqual(['first'])
    expect((await issues.read(key)).labels).toStrictEqual(['one'])
  })
}
