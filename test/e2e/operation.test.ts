import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { type Asked, ask, ended, form, labelled, look, shows, tokenOf } from './play.ts'
import { approves, fileOf, granted, pullOf, stageFor } from './review-play.ts'

// Access that is for one commit, or for one run of a workflow.
let stage: Stage
const write = { permission: 'write' as const }
const catalog = `resources:
  - id: orders-schema
    title: Schema of orders
    kind: database
    sensitivity: low
    team: "@acme/orders"
    connector: orders-api
    operation: migration
    actions:
      migrate: { scope: "orders:migrate", max_duration: 1h }
      drop: { scope: "orders:drop", max_duration: 1h, sensitivity: medium }
  - id: orders-api
    title: Orders API
    kind: api
    sensitivity: low
    team: "@acme/orders"
    connector: orders-api
    actions:
      read: { scope: "orders:read", max_duration: 1h }
`

beforeAll(async () => {
  stage = await stageFor(
    {},
    {
      files: {
        'catalog/example.yml': catalog,
        '.github/CODEOWNERS': '/requests/ @acme/orders\n/policies/ @acme/security\n',
      },
      github: {
        repositories: ['orders'],
        teams: ['orders', 'security'],
        teamPermissions: { orders: 'write', security: 'write' },
        people: [
          { login: 'rita', teams: ['orders'], ...write },
          { login: 'otto', teams: ['orders'], ...write },
        ],
      },
    },
  )
  await stage.equip('rita')
})
afterAll(() => stage?.stop())

const migrate = (operation?: string, actions = 'migrate'): Promise<Asked> =>
  ask(stage, 'rita', { resource: 'orders-schema', actions, ...(operation === undefined ? {} : { operation }) })

const at = (sha: string) => `${stage.github.url}/acme/orders/commit/${sha}`

describe('a commit', () => {
  test('is named by the token, by what is sealed, and in the environment of a program', async () => {
    const { sha } = await stage.github.commitTo('orders')
    const asked = await migrate(at(sha))
    const { status } = await labelled(stage, asked, 'daypass:active')
    expect(status).toContain(`[\`acme/orders@${sha}\`](${at(sha)}) · on the default branch \`main\``)

    const repository = stage.github.repositoryId('orders')
    const bound = { url: at(sha), commit: { repository, sha } }
    expect(decodeJwt(await tokenOf(stage.daypass, asked)).daypass).toMatchObject({ operation: bound })
    expect(JSON.parse((await stage.daypass('open', '--json', asked.url)).stdout)).toMatchObject({ operation: bound })
    const { stdout } = await stage.daypass('exec', asked.url, '--', 'node', '-p', 'process.env.DAYPASS_OPERATION')
    expect(stdout.trim()).toBe(at(sha))

    await stage.github.as('rita').comment(asked.number, '/done')
    expect((await ended(stage, asked, 'done')).receipt).toContain(`bound to \`acme/orders@${sha}\``)
  })

  test.each([
    ['none', async () => undefined, 'Name the commit or the workflow run that does it as "Operation".'],
    ['one of nowhere', async () => at('0'.repeat(40)), 'is not there, or not in a repository of this organisation'],
    ['one of no repository', async () => `acme/nowhere@${'1'.repeat(40)}`, 'is not there, or not in a repository'],
    [
      'one of another organisation',
      async () => `other/orders@${'1'.repeat(40)}`,
      'is not the organisation of this access',
    ],
    [
      'a part of one',
      async () => `acme/orders@${(await stage.github.commitTo('orders')).sha.slice(0, 12)}`,
      'is not a whole SHA',
    ],
    ['no address', async () => 'the usual one', 'names no commit and no workflow run'],
  ])('is asked for: with %s the request is refused', async (_name, operation, words) => {
    const { status } = await labelled(stage, await migrate(await operation()), 'daypass:invalid')
    expect(status).toContain(words)
  })

  test('is refused where nothing asks for one', async () => {
    const { sha } = await stage.github.commitTo('orders')
    const { status } = await labelled(stage, await ask(stage, 'rita', { operation: at(sha) }), 'daypass:invalid')
    expect(status).toContain('`orders-api` asks for no operation. Leave it empty.')
  })

  test('of a fork is shown under the name of the repository, and denied as what it is', async () => {
    const { sha } = await stage.github.commitTo('orders', 'elsewhere')
    const { status } = await labelled(stage, await migrate(at(sha)), 'daypass:denied')
    expect(status).toContain('**not on the default branch** `main`: GitHub shows commits of forks under this name, too')
    expect(status).toContain('Merge it there, then open a new request.')
  })

  test('is what people vote on: another one is another request, and nobody has said yes to it', async () => {
    const [first, second] = [await stage.github.commitTo('orders'), await stage.github.commitTo('orders')]
    const asked = await migrate(at(first.sha), 'drop')
    const pull = await pullOf(stage, asked)
    const { text } = await fileOf(stage, pull)
    expect(text).toContain(
      `operation:\n  commit:\n    repository: ${stage.github.repositoryId('orders')}\n    sha: "${first.sha}"\n`,
    )
    expect((await stage.github.as('otto').pull(pull)).body).toContain(`acme/orders@${first.sha}`)

    const body = form({ resource: 'orders-schema', actions: 'drop', operation: at(second.sha) })
    await stage.github.as('rita').editIssue(asked.number, { body })
    await shows(stage, asked, 'the other commit', ({ status }) => status.includes(`acme/orders@${second.sha}`))
    const next = await pullOf(stage, asked, pull)
    expect(await stage.github.as('otto').pull(pull)).toMatchObject({ state: 'closed', merged: false })
    await approves(stage, 'otto', next)
    await granted(stage, asked, ['otto'])
    const token = decodeJwt(await tokenOf(stage.daypass, asked))
    expect(token.daypass).toMatchObject({ operation: { commit: { sha: second.sha } } })
  })
})

describe('a workflow run', () => {
  test('is bound with the attempt that it had, whatever is run again', async () => {
    const { sha } = await stage.github.commitTo('orders')
    stage.github.addRun('orders', { id: 4711, sha })
    const asked = await migrate(`${stage.github.url}/acme/orders/actions/runs/4711`, 'drop')
    const pull = await pullOf(stage, asked)
    stage.github.addRun('orders', { id: 4711, sha, attempt: 2, status: 'in_progress', conclusion: null })
    await approves(stage, 'otto', pull)
    await granted(stage, asked, ['otto'])
    const repository = stage.github.repositoryId('orders')
    const { operation } = decodeJwt(await tokenOf(stage.daypass, asked)).daypass as { operation: unknown }
    const url = `${stage.github.url}/acme/orders/actions/runs/4711/attempts/1`
    expect(operation).toEqual({ url, run: { repository, id: 4711, attempt: 1 } })
  })

  test('that is not there refuses its request', async () => {
    const asked = await migrate(`${stage.github.url}/acme/orders/actions/runs/404`)
    expect((await labelled(stage, asked, 'daypass:invalid')).status).toContain('is not there')
  })

  test('waits where the installation has not accepted that runs are read, and commits do not', async () => {
    const { sha } = await stage.github.commitTo('orders')
    stage.github.addRun('orders', { id: 4712, sha })
    const { actions: _without, ...rest } = {
      actions: 'read',
      checks: 'write',
      contents: 'write',
      issues: 'write',
      members: 'read',
      metadata: 'read',
      pull_requests: 'write',
    }
    stage.github.accept({ permissions: rest })
    await stage.restart()
    const asked = await migrate(`${stage.github.url}/acme/orders/actions/runs/4712`)
    const waiting = await labelled(stage, asked, 'daypass:attention')
    expect(waiting.status).toContain('accepts its permission "Actions: read"')
    await labelled(stage, await migrate(at(sha)), 'daypass:active')

    stage.github.accept()
    await stage.github.as('rita').comment(asked.number, '/retry')
    await labelled(stage, asked, 'daypass:active')
    expect((await look(stage, asked)).status).toContain('acme/orders run 4712, attempt 1')
  })
})
