import { describe, expect, test } from 'vitest'
import {
  branchAt,
  key,
  madeCommit,
  names,
  proposal,
  pullsWith,
  type Replies,
  root,
  said,
  sha,
  shownFile,
  written,
} from '../pulls/pull-fixtures.ts'

const owners = '/requests/ @acme/owners\n'
const mirrorPath = '.github/CODEOWNERS'
const [first, second, ours] = [sha('a'), sha('b'), sha('c')]

describe('preparing the branch', () => {
  const begun: Replies = {
    [names.createTree]: { status: 201, body: { sha: sha('1') } },
    [names.createCommit]: madeCommit(first),
    [names.createRef]: { status: 201, body: { ref: 'refs/heads/requests' } },
  }
  const standing: Replies = { [names.head]: branchAt(first), [names.mirror]: shownFile(mirrorPath, owners) }

  test('begins it without parents and with nothing but the mirror', async () => {
    const { pulls: issues, done, body } = pullsWith(begun)
    expect(await issues.prepare(7, owners)).toBe(first)
    expect(done()).toEqual([names.head, names.createTree, names.createCommit, names.createRef])
    expect(body(names.createTree)).toEqual({
      tree: [{ path: mirrorPath, mode: '100644', type: 'blob', content: owners }],
    })
    expect(body(names.createCommit)).toMatchObject({ tree: sha('1'), parents: [] })
    expect(body(names.createRef)).toEqual({ ref: 'refs/heads/requests', sha: first })
  })

  test.each([undefined, '', ' \n'])('begins it with a word where nobody owns anything (%j)', async (codeowners) => {
    const { pulls: issues, body } = pullsWith(begun)
    await issues.prepare(7, codeowners)
    expect(JSON.stringify(body(names.createTree))).toContain('asks nobody')
  })

  test('goes on with the branch that somebody else began in the same moment', async () => {
    let asked = 0
    const { pulls: issues } = pullsWith({
      ...standing,
      ...begun,
      [names.head]: () => (asked++ === 0 ? said(404, 'Not Found') : branchAt(second)),
      [names.createRef]: said(422, 'Reference already exists'),
    })
    expect(await issues.prepare(7, owners)).toBe(second)
  })

  test('says what to do where rules do not let the app begin it', async () => {
    const { pulls: issues } = pullsWith({ ...begun, [names.createRef]: said(422, 'creations being restricted') })
    await expect(issues.prepare(7, owners)).rejects.toMatchObject({
      code: 'GITHUB_REFUSED',
      message: expect.stringMatching(/requests \(creations being restricted\).*bypass list/),
    })
  })

  test('leaves a branch alone that has the mirror', async () => {
    const { pulls: issues, done } = pullsWith(standing)
    expect(await issues.prepare(7, owners)).toBe(first)
    expect(done()).toEqual([names.head, names.mirror])
  })

  test.each([
    ['another one', standing, true],
    ['none', { [names.head]: branchAt(first) }, false],
  ])('writes the mirror where there is %s', async (_, replies: Replies, replaces) => {
    const { pulls: issues, body } = pullsWith({
      ...replies,
      [names.putMirror]: (asked) => written(asked, second, [first]),
    })
    expect(await issues.prepare(7, '* @acme/others\n')).toBe(second)
    const put = body(names.putMirror)
    expect(put).toMatchObject({ branch: 'requests' })
    expect(Object.hasOwn(put ?? {}, 'sha')).toBe(replaces)
    expect(Buffer.from(String(put?.content), 'base64').toString()).toBe('* @acme/others\n')
  })

  test('costs nothing for a minute, then one call', async () => {
    const { pulls: issues, done, later } = pullsWith(standing)
    await issues.prepare(7, owners)
    later(59)
    await issues.prepare(7, owners)
    expect(done()).toHaveLength(2)
    later(2)
    await issues.prepare(7, owners)
    expect(done().slice(2)).toEqual([names.head])
  })

  test('looks at once when the owners have changed', async () => {
    const { pulls: issues, done } = pullsWith({
      ...standing,
      [names.putMirror]: (asked) => written(asked, second, [first]),
    })
    await issues.prepare(7, owners)
    expect(await issues.prepare(7, '* @acme/others\n')).toBe(second)
    expect(await issues.prepare(7, '* @acme/others\n')).toBe(second)
    expect(done().slice(2)).toEqual([names.head, names.mirror, names.putMirror])
  })

  test('is done once for all who come together, and a failure is nobody`s answer', async () => {
    let broken = true
    const { pulls: issues, done } = pullsWith({
      ...standing,
      [names.head]: () => (broken ? said(403, 'no') : branchAt(first)),
    })
    await expect(issues.prepare(7, owners)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
    broken = false
    await Promise.all([issues.prepare(7, owners), issues.prepare(7, owners), issues.prepare(7, owners)])
    expect(done()).toEqual([names.head, names.head, names.mirror])
  })

  test.each([
    ['another branch', { body: { ref: 'refs/heads/requests-2', object: { type: 'commit', sha: first } } }],
    ['a tag', { body: { ref: 'refs/heads/requests', object: { type: 'tag', sha: first } } }],
  ])('takes %s for no answer', async (_, reply) => {
    const { pulls: issues } = pullsWith({ [names.head]: reply })
    await expect(issues.prepare(7, owners)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('the commit that is voted on', () => {
  const made: Replies = {
    [names.createRef]: { status: 201, body: {} },
    [names.putFile]: (asked) => written(asked, ours, [first]),
  }

  test('takes two calls', async () => {
    const { pulls: issues, done, body } = pullsWith(made)
    expect(await issues.commit(key, proposal, first)).toBe(ours)
    expect(done()).toEqual([names.createRef, names.putFile])
    expect(body(names.createRef)).toEqual({ ref: 'refs/heads/daypass/3', sha: first })
    const { content, ...put } = body(names.putFile) ?? {}
    expect(put).toEqual({ branch: 'daypass/3', message: 'Ask for orders-db' })
    expect(Buffer.from(String(content), 'base64').toString()).toBe(proposal.file)
  })

  // Beside the branch: if it stood at what it begins from, GitHub would close an open pull request for good.
  const beside: Replies = {
    [names.tree]: { body: { tree: { sha: sha('1') } } },
    [names.createTree]: { status: 201, body: { sha: sha('2') } },
    [names.createCommit]: madeCommit(ours),
    [names.moveRef]: branchAt(ours, 'daypass/3'),
  }
  const besideCalls = [names.file, names.tree, names.createTree, names.createCommit, names.moveRef]

  test('takes the place of whatever was on the branch, in one step', async () => {
    const {
      pulls: issues,
      done,
      body,
    } = pullsWith({ ...beside, [names.createRef]: said(422, 'Reference already exists') })
    expect(await issues.commit(key, proposal, first)).toBe(ours)
    expect(done()).toEqual([names.createRef, names.own, ...besideCalls])
    const file = { path: proposal.path, mode: '100644', type: 'blob', content: proposal.file }
    expect(body(names.createTree)).toEqual({ base_tree: sha('1'), tree: [file] })
    expect(body(names.createCommit)).toEqual({ message: 'Ask for orders-db', tree: sha('2'), parents: [first] })
    expect(body(names.moveRef)).toEqual({ sha: ours, force: true })
  })

  test.each([
    ['another commit', [second]],
    ['two', [first, second]],
    ['none', []],
  ])('takes the place of one on top of %s', async (_, parents: string[]) => {
    const { pulls: issues, done } = pullsWith({
      ...made,
      ...beside,
      [names.putFile]: (a) => written(a, second, parents),
    })
    expect(await issues.commit(key, proposal, first)).toBe(ours)
    expect(done().slice(2)).toEqual(besideCalls)
  })

  const author = { name: 'daypass[bot]', email: '900+daypass[bot]@users.noreply.github.com' }
  const signed = {
    author,
    committer: { name: 'GitHub', email: 'noreply@github.com' },
    verification: { verified: true },
  }
  const earlier = { sha: second, tree: { sha: sha('1') }, parents: [{ sha: first }], ...signed }
  const added = { filename: proposal.path, status: 'added' }
  const already = (commit: object, files: object[] = [added], text = proposal.file): Replies => ({
    ...beside,
    [names.createRef]: said(422, 'Reference already exists'),
    [names.own]: branchAt(second, proposal.branch),
    [`GET ${root}/git/commits/${second}`]: { body: { ...earlier, ...commit } },
    [`GET ${root}/compare/${first}...${second}`]: { body: { files } },
    [names.file]: ({ query }) =>
      query.get('ref') === second ? shownFile(proposal.path, text) : said(404, 'Not Found'),
  })

  test('stays where an earlier try has made it, with the votes on it (simulation, seed 4886)', async () => {
    const { pulls, done } = pullsWith(already({}))
    expect(await pulls.commit(key, proposal, first)).toBe(second)
    expect(done().some((name) => /^(PUT|PATCH)/.test(name))).toBe(false)
  })

  test.each<[string, Replies]>([
    ['on top of another commit', already({ parents: [{ sha: sha('7') }] })],
    ['on top of two', already({ parents: [{ sha: first }, { sha: sha('7') }] })],
    ['of a person', already({ author: { ...author, name: 'ann' } })],
    ['in our name that GitHub does not vouch for', already({ verification: { verified: false } })],
    ['in our name that nobody has signed', already({ verification: null })],
    ['in our name that somebody else has signed', already({ committer: { name: 'ann', email: 'ann@example.com' } })],
    ['with another file', already({}, [added, { filename: 'x', status: 'added' }])],
    ['with none', already({}, [])],
    ['that changes the file', already({}, [{ ...added, status: 'modified' }])],
    ['with the file elsewhere', already({}, [{ ...added, filename: 'x' }])],
    ['with another text', already({}, [added], 'resource: "root"\n')],
  ])('does not stay where the branch stands at one %s', async (_, replies) => {
    const { pulls } = pullsWith(replies)
    expect(await pulls.commit(key, proposal, first)).toBe(ours)
  })

  const exists = { ...beside, [names.createRef]: said(422, 'exists') }
  test.each<[string, Replies, string]>([
    ['with another text', { [names.putFile]: (a) => written(a, ours, [first], { sha: second }) }, 'GITHUB_REFUSED'],
    ['at another place', { [names.putFile]: (a) => written(a, ours, [first], { path: 'x' }) }, 'GITHUB_REFUSED'],
    ['that GitHub does not show', { [names.putFile]: { status: 201, body: {} } }, 'GITHUB_UNAVAILABLE'],
    [
      'beside the branch on top of another one',
      { ...exists, [names.createCommit]: madeCommit(ours, { parents: [{ sha: second }] }) },
      'GITHUB_REFUSED',
    ],
    [
      'beside the branch with another tree',
      { ...exists, [names.createCommit]: madeCommit(ours, { tree: { sha: second } }) },
      'GITHUB_REFUSED',
    ],
    [
      'that the branch was not moved to',
      { ...exists, [names.moveRef]: branchAt(second, 'daypass/3') },
      'GITHUB_REFUSED',
    ],
  ])('does not count %s', async (_, replies, code) => {
    const { pulls: issues } = pullsWith({ ...made, ...replies })
    await expect(issues.commit(key, proposal, first)).rejects.toMatchObject({ code })
  })

  const forbidden = { [names.moveRef]: said(422, 'Cannot update this protected ref.') }
  test.each<[string, Replies, RegExp]>([
    [
      'the branch',
      { ...exists, ...forbidden, [names.createRef]: said(422, 'creations restricted') },
      /daypass\/3 \(creations restricted; Cannot update .*bypass list/,
    ],
    [
      'the file',
      { ...beside, ...forbidden, [names.putFile]: said(409, 'Repository rule violations') },
      /rule violations; Cannot update .*bypass list/,
    ],
    ['anything', { [names.createRef]: said(403, 'Resource not accessible by integration') }, /not accessible/],
  ])('says what to do where GitHub does not let the app write %s', async (_, replies, message) => {
    const { pulls: issues } = pullsWith({ ...made, ...replies })
    const error = { code: 'GITHUB_REFUSED', message: expect.stringMatching(message) }
    await expect(issues.commit(key, proposal, first)).rejects.toMatchObject(error)
  })

  test.each(['main', 'requests', 'daypass/../main', 'daypass/', 'refs/heads/daypass/3', 'daypass/3/4'])(
    'is never made on %s',
    async (branch) => {
      const { pulls: issues, asked } = pullsWith(made)
      await expect(issues.commit(key, { ...proposal, branch }, first)).rejects.toThrow(TypeError)
      await expect(issues.open(key, { ...proposal, branch })).rejects.toThrow(TypeError)
      await expect(issues.deleteBranch(key, branch)).rejects.toThrow(TypeError)
      await expect(issues.commit(key, { ...proposal, base: 'main' }, first)).rejects.toThrow(TypeError)
      expect(asked).toEqual([])
    },
  )
})

describe('a file that was planted under the name of a request', () => {
  const planted = (replies: Replies = {}) =>
    pullsWith({
      [names.createRef]: { status: 201, body: {} },
      [names.putFile]: said(422, 'Invalid request.\n\n"sha" wasn\'t supplied.'),
      [names.head]: branchAt(first),
      [names.file]: shownFile(proposal.path, proposal.file),
      [names.deleteFile]: { body: { content: null, commit: { sha: second, parents: [{ sha: first }] } } },
      [names.tree.replace(first, second)]: { body: { tree: { sha: sha('1') } } },
      [names.createTree]: { status: 201, body: { sha: sha('2') } },
      [names.createCommit]: madeCommit(ours),
      [names.moveRef]: branchAt(ours, 'daypass/3'),
      ...replies,
    })

  test('is removed first, so that the vote is about the whole file', async () => {
    const { pulls: issues, body, done } = planted()
    expect(await issues.commit(key, proposal, first)).toBe(ours)
    expect(body(names.deleteFile)).toMatchObject({ branch: 'requests', sha: expect.stringMatching(/^[0-9a-f]{40}$/) })
    expect(body(names.createCommit)).toMatchObject({ parents: [second] })
    expect(done()).toHaveLength(9)
  })

  test('is removed from under a branch that was there already, too', async () => {
    const { pulls: issues, body } = planted({ [names.createRef]: said(422, 'Reference already exists') })
    expect(await issues.commit(key, proposal, first)).toBe(ours)
    expect(body(names.createCommit)).toMatchObject({ parents: [second] })
  })

  test('and that is gone by now: the branch begins from now', async () => {
    let shown = 0
    const {
      pulls: issues,
      done,
      body,
    } = planted({
      [names.head]: branchAt(second),
      [names.file]: () => (shown++ === 0 ? shownFile(proposal.path, 'x') : said(404, 'Not Found')),
    })
    expect(await issues.commit(key, proposal, first)).toBe(ours)
    expect(done()).not.toContain(names.deleteFile)
    expect(body(names.createCommit)).toMatchObject({ parents: [second] })
  })

  test('as a folder or a link is not removed by itself', async () => {
    for (const reply of [
      { body: [{ type: 'file', path: `${proposal.path}/x` }] },
      shownFile(proposal.path, 'x', { type: 'symlink' }),
      shownFile(proposal.path, 'x', { sha: sha('e') }),
      shownFile('elsewhere', 'x'),
    ]) {
      const { pulls: issues, done } = planted({ [names.file]: reply })
      await expect(issues.commit(key, proposal, first)).rejects.toMatchObject({ code: 'GITHUB_REFUSED' })
      expect(done()).not.toContain(names.deleteFile)
    }
  })
})
