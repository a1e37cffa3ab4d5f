import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalog, type Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageHere({ files: { 'catalog/example.yml': catalog }, github: { repositories: ['orders'] } })
})
afterAll(() => stage?.stop())

const run = (...more: string[]) => {
  const what = ['--repository', 'acme/orders', '--template', 'orders-api', '--environments', 'preview-*']
  return stage.daypass('catalog', 'import', 'deployments', ...what, '--json', ...more)
}
const propose = async () => {
  const answer = await run('--pull-request', 'acme/access')
  expect(answer.code, answer.stderr + answer.stdout).toBe(0)
  return JSON.parse(answer.stdout)
}

/** A deployment of the other repository, and what became of it. */
async function deploy(environment: string, ...states: string[]) {
  const bot = stage.github.as('olga')
  const ask = async (path: string, body: object) => {
    const { status, data } = await bot.request('POST', `/repos/acme/orders/deployments${path}`, body)
    expect(status, JSON.stringify(data)).toBe(201)
    return data as { id: number }
  }
  const { id } = await ask('', { ref: 'main', environment })
  for (const state of states) await ask(`/${id}/statuses`, { state })
  return id
}

test('ephemeral environments come into the catalog, and leave it again', async () => {
  const owner = stage.github.as('org-keeper')
  expect(
    (await owner.request('PUT', '/repos/acme/orders/collaborators/olga', { permission: 'push' })).status,
  ).toBeLessThan(300)
  await deploy('preview-17', 'in_progress', 'success')
  await deploy('preview-18', 'in_progress')
  await deploy('production', 'success')
  const first = await propose()
  expect(first).toMatchObject({ state: 'opened', changes: [{ key: 'orders-api-preview-17', kind: 'new' }] })
  expect(await propose()).toMatchObject({ state: 'unchanged' })
  const files = await stage.github.as('otto').pullFiles(first.pull.number)
  expect(files.map(({ filename }) => filename).sort()).toEqual([
    '.github/ISSUE_TEMPLATE/access-request.yml',
    'catalog/example.yml',
  ])
  await stage.github.as('otto').mergePull(first.pull.number)
  expect(await propose()).toMatchObject({ state: 'none', changes: [] })
  // A later deployment takes the place of the one before it.
  await deploy('preview-17', 'success', 'failure')
  await deploy('preview-18', 'success', 'inactive')
  expect(await propose()).toMatchObject({ state: 'none', changes: [] })
  await owner.request('DELETE', '/repos/acme/orders/environments/preview-17')
  const last = await propose()
  expect(last).toMatchObject({ state: 'opened', changes: [{ key: '-orders-api-preview-17', kind: 'gone' }] })
  // It is back before anybody has agreed.
  await deploy('preview-17', 'success')
  expect(await propose()).toMatchObject({ state: 'closed', pull: { number: last.pull.number } })
})

test('a repository that is not seen, or an answer that does not come, retires nothing', async () => {
  stage.github.faults.add({ method: 'GET', path: /\/environments/ }, { status: 502 })
  const answer = await run('--pull-request', 'acme/access')
  stage.github.faults.clear()
  expect(answer.code).not.toBe(0)
  expect(JSON.parse(answer.stdout).error.code).toBe('GITHUB_UNAVAILABLE')
  const elsewhere = await stage.daypass(
    ...['catalog', 'import', 'deployments', '--repository', 'acme/nowhere', '--template', 'orders-api'],
    ...['--environments', 'p-*', '--pull-request', 'acme/access'],
  )
  expect([elsewhere.code === 0, elsewhere.stderr]).toEqual([false, expect.stringContaining('[GITHUB_NOT_FOUND]')])
})

test.each([
  [['--days', '0'], '1 to 90'],
  [['--environments', '*'], 'ephemeral'],
  [['--template', '../x'], 'Name the resource'],
])('refuses %s', async (more, words) => {
  const answer = await run(...more)
  expect(answer.code).toBe(2)
  expect(answer.stdout).toContain(words)
})
