import { describe, expect, test } from 'vitest'
import { gitHash } from '../../../../src/github/git/blobs.ts'
import type { Reply } from '../scripted-github.ts'
import { ann, bot, key, names, proposal, pull, pullsWith, type Replies, said, sha, shownFile } from './pull-fixtures.ts'

const review = { id: 1, user: ann, state: 'APPROVED', commit_id: sha('c'), submitted_at: '2026-11-21T12:00:00Z' }

describe('opening', () => {
  test('is one call, and lets nobody change the branch', async () => {
    const { pulls, done, body } = pullsWith({ [names.openPull]: { status: 201, body: pull } })
    expect(await pulls.open(key, proposal)).toMatchObject({ number: 12, open: true, author: bot, own: true })
    expect(done()).toEqual([names.openPull])
    expect(body(names.openPull)).toEqual({
      head: 'daypass/3',
      base: 'requests',
      title: proposal.title,
      body: proposal.body,
      maintainer_can_modify: false,
    })
  })

  const exists = said(422, 'Validation Failed')
  test('finds the one that an earlier try opened', async () => {
    const { pulls, asked } = pullsWith({ [names.openPull]: exists, [names.pulls]: { body: [pull] } })
    expect((await pulls.open(key, proposal)).number).toBe(12)
    const query = asked.at(-1)?.query.toString()
    expect(query).toBe('head=acme%3Adaypass%2F3&base=requests&state=open')
  })

  test.each([
    ['a person', ann],
    ['a person with the name of our bot', { ...ann, login: 'daypass[bot]' }],
    ['another app', { ...bot, login: 'other[bot]' }],
    ['a deleted account', null],
  ])('closes the one that %s opened there, and opens ours', async (_, user) => {
    let tries = 0
    const { pulls, done } = pullsWith({
      [names.openPull]: () => (tries++ === 0 ? exists : { status: 201, body: { ...pull, number: 13 } }),
      [names.pulls]: { body: [{ ...pull, user }] },
      [names.changePull]: { body: { state: 'closed' } },
    })
    expect((await pulls.open(key, proposal)).number).toBe(13)
    expect(done()).toEqual([names.openPull, names.pulls, names.changePull, names.openPull])
  })

  test.each<[string, Reply]>([
    ['there is none', { body: [] }],
    ['it is from a fork', { body: [{ ...pull, head: { ...pull.head, repo: { id: 8 } } }] }],
    ['it is from another branch', { body: [{ ...pull, head: { ...pull.head, ref: 'daypass/33' } }] }],
    ['it is to another branch', { body: [{ ...pull, base: { ref: 'main', sha: sha('d') } }] }],
    ['it is closed', { body: [{ ...pull, state: 'closed' }] }],
  ])('fails as GitHub says when %s', async (_, reply) => {
    const { pulls } = pullsWith({ [names.openPull]: said(422, 'No commits between'), [names.pulls]: reply })
    const error = { code: 'GITHUB_REFUSED', message: expect.stringContaining('No commits between') }
    await expect(pulls.open(key, proposal)).rejects.toMatchObject(error)
  })

  test('does not take one for ours before GitHub has said who we are', async () => {
    const { pulls } = pullsWith({ [names.openPull]: exists, [names.pulls]: { body: [pull] } }, '')
    await expect(pulls.open(key, proposal)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })

  test('is never sent twice', async () => {
    const { pulls, done } = pullsWith({ [names.openPull]: { status: 502 } })
    await expect(pulls.open(key, proposal)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    expect(done()).toHaveLength(1)
  })
})

const merged = { state: 'closed', merged: true, merged_by: bot }
describe('reading', () => {
  const reading = (change: object, replies: Replies = {}, slug = 'daypass') =>
    pullsWith({ [names.pull]: { body: { ...pull, ...change } }, ...replies }, slug)

  test('an open one is one call', async () => {
    const { pulls, done } = reading({ body: null })
    expect(await pulls.read(key, 12)).toEqual({
      number: 12,
      url: pull.html_url,
      open: true,
      draft: false,
      merged: false,
      mergedByUs: false,
      closedBy: undefined,
      mergeCommit: undefined,
      head: sha('c'),
      headRef: 'daypass/3',
      own: true,
      baseRef: 'requests',
      baseHead: sha('a'),
      title: proposal.title,
      body: '',
      author: bot,
    })
    expect(done()).toEqual([names.pull])
  })

  test('an open one needs not know who we are', async () => {
    expect(await reading({}, {}, '').pulls.read(key, 12)).toMatchObject({ merged: false, mergedByUs: false })
  })

  test.each<[string, object, object]>([
    ['merged by us', merged, { merged: true, mergedByUs: true, open: false, mergeCommit: sha('9') }],
    ['merged by a person', { ...merged, merged_by: ann }, { merged: true, mergedByUs: false }],
    ['merged by a look-alike', { ...merged, merged_by: { ...ann, login: bot.login } }, { mergedByUs: false }],
    ['merged by another app', { ...merged, merged_by: { ...bot, login: 'x[bot]' } }, { mergedByUs: false }],
    ['merged by nobody who is left', { ...merged, merged_by: null }, { merged: true, mergedByUs: false }],
    ['from a fork', { head: { ...pull.head, repo: { id: 8 } } }, { own: false }],
    ['from a fork that is gone', { head: { ...pull.head, repo: null } }, { own: false }],
    ['to another base', { base: { ref: 'main', sha: sha('d') } }, { baseRef: 'main', baseHead: sha('d') }],
    ['that is a draft', { draft: true }, { draft: true }],
    ['of a person', { user: ann }, { author: ann }],
  ])('one %s', async (_, change, expected) => {
    const { pulls, done } = reading(change)
    expect(await pulls.read(key, 12)).toMatchObject({ ...expected, closedBy: undefined })
    expect(done()).toEqual([names.pull])
  })

  test.each([
    ['a person', ann, 501],
    ['us', bot, 900],
    ['nobody who is left', null, undefined],
  ])('one closed unmerged by %s asks its issue who it was', async (_, closed_by, expected) => {
    const { pulls, done } = reading({ state: 'closed' }, { [names.issue]: { body: { closed_by } } })
    expect(await pulls.read(key, 12)).toMatchObject({ open: false, merged: false, closedBy: expected })
    expect(done()).toEqual([names.pull, names.issue])
  })

  test.each<[string, object, string?]>([
    ['that is another one', { number: 13 }],
    ['merged, before GitHub has said who we are', merged, ''],
    ['without a head', { head: undefined }],
    ['without a state', { state: null }],
    ['without a base', { base: null }],
    ['whose author has no id', { user: { login: 'daypass[bot]', type: 'Bot' } }],
  ])('one %s is no answer', async (_, change, slug) => {
    const { pulls } = reading(change, {}, slug)
    await expect(pulls.read(key, 12)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('reviews', () => {
  const paged = (count: number, change: (page: number) => Reply | undefined = () => undefined) =>
    pullsWith({
      [names.reviews]: ({ query }) => {
        const page = Number(query.get('page'))
        const all = Array.from({ length: count }, (_, i) => ({ ...review, id: i + 1 }))
        return change(page) ?? { body: all.slice((page - 1) * 100, page * 100) }
      },
    })

  test.each([0, 1, 100, 101, 250])('%i are read to the last page', async (count) => {
    const { pulls } = paged(count)
    const found = await pulls.reviews(key, 12)
    expect(found.map(({ id }) => id)).toEqual(Array.from({ length: count }, (_, i) => i + 1))
  })

  test.each([404, 502])('are not read at all when the second page is missing (%i)', async (status) => {
    const { pulls } = paged(101, (page) => (page === 2 ? { status } : undefined))
    await expect(pulls.reviews(key, 12)).rejects.toMatchObject({ code: expect.stringMatching(/^GITHUB_/) })
  })

  test.each<[string, object, object]>([
    [
      'an approval',
      {},
      { person: ann, state: 'APPROVED', commit: sha('c'), submittedAt: new Date(review.submitted_at) },
    ],
    ['a draft', { state: 'PENDING', submitted_at: undefined }, { state: 'PENDING', submittedAt: undefined }],
    ['one whose commit is gone', { commit_id: null }, { commit: undefined }],
    ['one whose author is gone', { user: null }, { person: { id: 0, login: 'ghost', type: 'Bot' } }],
    ['one of a bot', { user: bot }, { person: bot }],
  ])('%s', async (_, change, expected) => {
    const { pulls } = pullsWith({ [names.reviews]: { body: [{ ...review, ...change }] } })
    expect(await pulls.reviews(key, 12)).toMatchObject([expected])
  })

  test.each<[string, object]>([
    ['a state that nobody knows', { state: 'RETRACTED' }],
    ['no state', { state: undefined }],
    ['no id', { id: 0 }],
    ['a person without an id', { user: { login: 'ann', type: 'User' } }],
    ['an odd time', { submitted_at: 'yesterday' }],
  ])('one with %s makes the list no answer', async (_, change) => {
    const { pulls } = pullsWith({ [names.reviews]: { body: [review, { ...review, ...change }] } })
    await expect(pulls.reviews(key, 12)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('merging', () => {
  test('is one call that names the head, with words of our own', async () => {
    const { pulls, done, body } = pullsWith({ [names.merge]: { body: { merged: true, sha: sha('9') } } })
    expect(await pulls.merge(key, 12, sha('c'), 7)).toBe(sha('9'))
    expect(done()).toEqual([names.merge])
    const words = { commit_title: 'Grant what pull request 12 asks for', commit_message: '' }
    expect(body(names.merge)).toEqual({ sha: sha('c'), merge_method: 'merge', ...words })
  })

  test.each<[string, Reply, string, string]>([
    ['the head moved', said(409, 'Head branch was modified.'), 'PULL_MOVED', 'Head branch was modified.'],
    ['a rule forbids it', said(405, 'Repository rule violations found'), 'PULL_NOT_MERGEABLE', 'rule violations'],
    ['GitHub cannot', said(422, 'Merge conflict'), 'PULL_NOT_MERGEABLE', 'Merge conflict'],
    ['GitHub says no with 200', { body: { merged: false, sha: sha('9') } }, 'PULL_NOT_MERGEABLE', 'did not say'],
    ['the app may not', said(403, 'Resource not accessible'), 'GITHUB_REFUSED', 'not accessible'],
    ['the answer is none', { body: {} }, 'GITHUB_UNAVAILABLE', 'merged'],
    ['nothing is answered', { status: 502 }, 'GITHUB_UNAVAILABLE', '502'],
  ])('fails when %s, and is not repeated', async (_, reply, code, words) => {
    const { pulls, done } = pullsWith({ [names.merge]: reply })
    const error = { code, message: expect.stringContaining(words) }
    await expect(pulls.merge(key, 12, sha('c'), 7)).rejects.toMatchObject(error)
    expect(done()).toHaveLength(1)
  })

  test('goes one after the other, whatever became of the one before', async () => {
    const { pulls, done } = pullsWith({ [names.merge]: said(405, 'Base branch was modified.') })
    const [one, two] = [pulls.merge(key, 12, sha('c'), 7), pulls.merge(key, 12, sha('c'), 7)]
    two.catch(() => undefined)
    await expect(one).rejects.toMatchObject({ code: 'PULL_NOT_MERGEABLE' })
    expect(done()).toHaveLength(1)
    await expect(two).rejects.toMatchObject({ code: 'PULL_NOT_MERGEABLE' })
    expect(done()).toHaveLength(2)
  })
})

describe('a file of a commit', () => {
  const at = (reply: Reply | undefined) => pullsWith(reply ? { [names.file]: reply } : {})

  test.each<[string, Reply | undefined, string | undefined]>([
    ['is its text', shownFile(proposal.path, proposal.file), proposal.file],
    ['keeps a byte order mark', shownFile(proposal.path, '\ufeffx'), '\ufeffx'],
    ['may be empty', shownFile(proposal.path, ''), ''],
    ['may be missing', undefined, undefined],
  ])('%s', async (_, reply, expected) => {
    const { pulls, asked } = at(reply)
    expect(await pulls.fileAt(key, sha('9'), proposal.path)).toBe(expected)
    expect(asked.find(({ path }) => path.includes('/contents/'))?.query.get('ref')).toBe(sha('9'))
  })

  const bytes = Buffer.from([0xff, 0xfe])
  test.each<[string, Reply]>([
    ['other contents than its name', shownFile(proposal.path, 'x', { sha: sha('e') })],
    ['65 KiB', shownFile(proposal.path, 'x'.repeat(65 * 1024))],
    ['more than GitHub shows', shownFile(proposal.path, '', { encoding: 'none', size: 2_000_000 })],
    [
      'no text',
      shownFile(proposal.path, '', {
        content: bytes.toString('base64'),
        size: 2,
        sha: gitHash(bytes),
      }),
    ],
    ['a link', shownFile(proposal.path, 'x', { type: 'symlink' })],
    ['a folder', { body: [] }],
  ])('is refused: %s', async (_, reply) => {
    await expect(at(reply).pulls.fileAt(key, sha('9'), proposal.path)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
  })
})

describe('changing', () => {
  const text = { title: 'T', body: 'one\ntwo' }
  test.each<[string, object, boolean]>([
    ['as given', text, true],
    ['with other line ends', { title: 'T ', body: 'one\r\ntwo\r\n' }, true],
    ['with another title', { ...text, title: 'U' }, false],
    ['with another body', { ...text, body: 'one' }, false],
    ['with no body', { ...text, body: null }, false],
  ])('GitHub keeps the text %s', async (_, kept, good) => {
    const { pulls, body } = pullsWith({ [names.changePull]: { body: { ...pull, ...kept } } })
    const rewritten = pulls.rewrite(key, 12, text)
    if (good) await rewritten
    else await expect(rewritten).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(body(names.changePull)).toEqual(text)
  })

  test('a text that GitHub might cut is not sent', async () => {
    const { pulls, asked } = pullsWith({})
    const body = 'a'.repeat(60_001)
    await expect(pulls.rewrite(key, 12, { ...text, body })).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    await expect(pulls.open(key, { ...proposal, body })).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(asked).toEqual([])
  })

  test('closing is done when it is closed', async () => {
    const { pulls, body } = pullsWith({ [names.changePull]: { body: { state: 'closed' } } })
    await pulls.close(key, 12)
    expect(body(names.changePull)).toEqual({ state: 'closed' })
    const still = pullsWith({ [names.changePull]: { body: { state: 'open' } } })
    await expect(still.pulls.close(key, 12)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
  })

  test.each([
    [204, true],
    [404, true],
    [422, true],
    [403, false],
    [502, false],
  ])('deleting the branch with the answer %i', async (status, good) => {
    const deleted = pullsWith({ [names.deleteRef]: { status } }).pulls.deleteBranch(key, 'daypass/3')
    if (good) await deleted
    else await expect(deleted).rejects.toMatchObject({ code: expect.stringMatching(/^GITHUB_/) })
  })
})
