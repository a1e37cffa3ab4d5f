import { describe, expect, test } from 'vitest'
import type { NamedOperation } from '../../../../src/core/request/operation.ts'
import type { Operation } from '../../../../src/generated/request.ts'
import { createOperations } from '../../../../src/github/git/operations.ts'
import { type Reply, repositoryAnswer, scripted } from '../scripted-github.ts'

const sha = '4f2c1d9e'.repeat(5)
const head = 'a'.repeat(40)
const orders = {
  ...repositoryAnswer,
  ...{ id: 8, name: 'orders', full_name: 'acme/orders', html_url: 'https://github.example/acme/orders' },
}
const tip = { ref: 'refs/heads/main', object: { type: 'commit', sha: head } }
/** As GitHub documents it (REST API, «Get a workflow run»), less what nobody reads. */
const run = {
  ...{ id: 4711, name: 'Migrate', head_branch: 'main', head_sha: sha, path: '.github/workflows/migrate.yml' },
  ...{
    run_number: 106,
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    workflow_id: 159038,
    run_attempt: 2,
  },
  repository: { id: 8, full_name: 'acme/orders' },
}

type Replies = Record<string, Reply | (() => Reply)>
const usual: Replies = {
  '/repos/acme/orders': { body: orders },
  '/repositories/8': { body: orders },
  [`/repos/acme/orders/git/commits/${sha}`]: { body: { sha, tree: { sha: head } } },
  '/repos/acme/orders/git/ref/heads/main': { body: tip },
  [`/repos/acme/orders/compare/${head}...${sha}`]: { body: { status: 'behind' } },
  '/repos/acme/orders/actions/runs/4711': { body: run },
  '/repos/acme/orders/actions/runs/4711/attempts/1': { body: { ...run, run_attempt: 1 } },
}

function withReplies(replies: Replies = {}) {
  const all: Replies = { ...usual, ...replies }
  const { github, repositories, asked, minted } = scripted(({ path }) => {
    const reply = all[path]
    return typeof reply === 'function' ? reply() : reply
  })
  const find = (what: NamedOperation | Operation) => createOperations(github, repositories).find(7, what)
  return { find, asked, minted }
}

const named = { repository: 'orders', commit: sha }

describe('a commit', () => {
  test('is found by the name of its repository, and known by number', async () => {
    const { find, minted } = withReplies()
    const url = `https://github.example/acme/orders/commit/${sha}`
    const repository = { id: 8, full_name: 'acme/orders', private: true, default_branch: 'main' }
    expect(await find(named)).toEqual({
      operation: { commit: { repository: 8, sha } },
      facts: { url, repository, commit: sha, on_default_branch: true },
    })
    // What is read there is read with a token that opens nothing else.
    expect(minted.at(-1)?.body).toEqual({ repository_ids: [8] })
    expect(await find({ commit: { repository: 8, sha } })).toMatchObject({ operation: { commit: { repository: 8 } } })
  })

  const compared = (body: unknown) => ({ [`/repos/acme/orders/compare/${head}...${sha}`]: { body } })
  test.each<[name: string, replies: Replies, expected: boolean]>([
    ['is behind the branch', compared({ status: 'behind' }), true],
    [
      'is where the branch is',
      { '/repos/acme/orders/git/ref/heads/main': { body: { ...tip, object: { type: 'commit', sha } } } },
      true,
    ],
    ['is ahead of it', compared({ status: 'ahead' }), false],
    ['has another history too', compared({ status: 'diverged' }), false],
    [
      'has nothing in common with it',
      { [`/repos/acme/orders/compare/${head}...${sha}`]: { status: 404, body: { message: 'No common ancestor' } } },
      false,
    ],
    [
      'is in a repository without that branch',
      { '/repos/acme/orders/git/ref/heads/main': { status: 404, body: { message: 'Not Found' } } },
      false,
    ],
  ])('that %s', async (_name, replies, expected) => {
    expect((await withReplies(replies).find(named))?.facts.on_default_branch).toBe(expected)
  })

  test.each<[name: string, replies: Replies]>([
    [
      'that is not there',
      { [`/repos/acme/orders/git/commits/${sha}`]: { status: 404, body: { message: 'Not Found' } } },
    ],
    ['of a repository that is not there', { '/repos/acme/orders': { status: 404, body: { message: 'Not Found' } } }],
    [
      'of a repository that has no commit',
      { [`/repos/acme/orders/git/commits/${sha}`]: { status: 409, body: { message: 'Git Repository is empty.' } } },
    ],
    [
      'of a repository that is somebody else’s by now',
      { '/repos/acme/orders': { body: { ...orders, owner: { id: 71, login: 'acme', type: 'User' } } } },
    ],
  ])('%s is none', async (_name, replies) => expect(await withReplies(replies).find(named)).toBeUndefined())

  test('that is missed once is asked for again', async () => {
    let times = 0
    const { find } = withReplies({
      [`/repos/acme/orders/git/commits/${sha}`]: () =>
        ++times === 1 ? { status: 404, body: { message: 'Not Found' } } : { body: { sha, tree: { sha: head } } },
    })
    expect(await find(named)).toMatchObject({ operation: { commit: { sha } } })
  })

  test('is found in a repository that was renamed, under the name that it has now', async () => {
    const moved = { status: 301, headers: { location: 'https://github.example/repositories/8' }, body: {} }
    const { find } = withReplies({ '/repos/acme/old': moved })
    const url = `https://github.example/acme/orders/commit/${sha}`
    expect(await find({ repository: 'old', commit: sha })).toMatchObject({ facts: { url, repository: { id: 8 } } })
  })

  test.each<[name: string, replies: Replies]>([
    ['GitHub fails', { [`/repos/acme/orders/git/commits/${sha}`]: { status: 502 } }],
    ['GitHub answers about another', { [`/repos/acme/orders/git/commits/${sha}`]: { body: { sha: head } } }],
    ['it cannot be compared', { [`/repos/acme/orders/compare/${head}...${sha}`]: { status: 500 } }],
    ['the answer says nothing', { [`/repos/acme/orders/compare/${head}...${sha}`]: { body: {} } }],
  ])('is neither there nor not there where %s', async (_name, replies) => {
    await expect(withReplies(replies).find(named)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })
})

describe('a run', () => {
  test('is the attempt of now, and its commit the one that it ran at', async () => {
    const found = await withReplies().find({ repository: 'orders', run: 4711 })
    expect(found?.operation).toEqual({ run: { repository: 8, id: 4711, attempt: 2 } })
    expect(found?.facts).toMatchObject({
      commit: sha,
      on_default_branch: true,
      url: expect.stringMatching(/\/attempts\/2$/),
    })
    expect(found?.facts.run).toEqual({
      ...{ id: 4711, attempt: 2, event: 'push', branch: 'main' },
      ...{ workflow: '.github/workflows/migrate.yml', status: 'completed', conclusion: 'success' },
    })
  })

  test('is the attempt that is named', async () => {
    const operation = { run: { repository: 8, id: 4711, attempt: 1 } }
    expect((await withReplies().find({ repository: 'orders', run: 4711, attempt: 1 }))?.operation).toEqual(operation)
    expect((await withReplies().find(operation))?.operation).toEqual(operation)
  })

  test.each<[name: string, body: unknown]>([
    ['another run', { ...run, id: 4712 }],
    ['a run of another repository', { ...run, repository: { id: 9 } }],
    ['a run without an attempt', { ...run, run_attempt: undefined }],
  ])('is not %s', async (_name, body) => {
    const { find } = withReplies({ '/repos/acme/orders/actions/runs/4711': { body } })
    await expect(find({ repository: 'orders', run: 4711 })).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
  })

  test('says what to accept where the installation has not, once a new token is refused as well', async () => {
    const { find, minted } = withReplies({
      '/repos/acme/orders/actions/runs/4711': {
        status: 403,
        body: { message: 'Resource not accessible by integration' },
      },
    })
    const message = expect.stringContaining('an owner of acme accepts its permission "Actions: read"')
    await expect(find({ repository: 'orders', run: 4711 })).rejects.toMatchObject({
      code: 'OPERATION_UNREADABLE',
      message,
    })
    expect(minted.filter(({ body }) => JSON.stringify(body) === '{"repository_ids":[8]}')).toHaveLength(2)
  })
})
