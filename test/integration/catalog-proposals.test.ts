import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShownCheck } from '../../demo/github/local-github.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { recordLine } from '../../src/core/catalog/declined.ts'
import { stageHere } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageHere({ files: { 'catalog/example.yml': `# What can be asked for.\n${catalog}` } })
})
afterAll(() => stage?.stop())

const hostile = '@everyone [x](https://evil.example) --> <!-- "\n- id: evil'

async function describeApi(paths: readonly string[]): Promise<string> {
  const file = join(stage.folder, 'api.json')
  const operations = paths.map((path) => [`/${path}`, { get: { tags: [path] }, post: { tags: [path] } }])
  const tags = [{ name: 'invoices', description: hostile }]
  await writeFile(file, JSON.stringify({ openapi: '3.1.0', tags, paths: Object.fromEntries(operations) }))
  return file
}

const propose = async (paths: readonly string[], ...more: string[]) => {
  const file = await describeApi(paths)
  const how = ['--connector', 'orders-api', '--team', '@acme/orders', '--pull-request', 'acme/access', '--json']
  const answer = await stage.daypass('catalog', 'import', 'openapi', file, ...how, ...more)
  expect(answer.code, answer.stderr + answer.stdout).toBe(0)
  return JSON.parse(answer.stdout)
}

const textOn = async (branch: string, path: string): Promise<string> => {
  const { data } = await stage.github.as('otto').request('GET', `/repos/acme/access/contents/${path}?ref=${branch}`)
  return Buffer.from(String((data as { content: string }).content), 'base64').toString()
}

describe('daypass catalog import openapi --pull-request', () => {
  const branch = 'daypass-catalog/openapi-orders-api'

  test('opens one pull request, which the policy check judges, and renews it', async () => {
    const first = await propose(['invoices'])
    expect(first).toMatchObject({ state: 'opened', changes: [{ key: 'invoices', kind: 'new' }], declined: [] })
    const { number } = first.pull
    const pull = await stage.github.as('otto').pull(number)
    expect(pull.title).toBe('Catalog: 1 new resource (orders-api)')
    await expect(pull.body ?? '').toMatchFileSnapshot('../golden/cli/catalog-pull.md')
    expect(await textOn(branch, 'catalog/orders-api.yml')).toContain('- id: invoices')
    expect(await textOn(branch, '.github/ISSUE_TEMPLATE/access-request.yml')).toContain('invoices')
    const run = await eventually(
      'a check',
      async (): Promise<ShownCheck | undefined> => {
        const runs = await stage.github.as('rita').checks(String((pull as { head?: { sha?: string } }).head?.sha))
        return runs.find(({ name, status }) => name === 'daypass/policy' && status === 'completed')
      },
      240_000,
    )
    expect(run.output.summary).toContain('invoices')
    expect(await propose(['invoices'])).toMatchObject({ state: 'unchanged', pull: { number } })
    expect(await propose(['invoices', 'users'])).toMatchObject({ state: 'updated', pull: { number } })
  })

  test('remembers what was declined, until it is asked for again', async () => {
    const { pull } = await propose(['invoices', 'users'])
    await stage.github.as('otto').closePull(pull.number)
    expect(await propose(['invoices', 'users'])).toMatchObject({ state: 'none', declined: ['invoices', 'users'] })
    // A fork's branch of the same name declines nothing.
    const fork = await stage.github.as('nora').fork()
    await fork.push(branch, { 'notes.txt': 'x\n' })
    const body = `${recordLine({ proposed: ['stock'], declined: [] })}\n`
    const foreign = await fork.openPull({ title: 'Mine', body, head: branch, base: 'main' })
    await stage.github.as('nora').closePull(foreign.number)
    const next = await propose(['invoices', 'users', 'stock'])
    expect(next).toMatchObject({ state: 'opened', changes: [{ key: 'stock' }] })
    await stage.github.as('otto').mergePull(next.pull.number)
    expect(await propose(['invoices', 'users', 'stock'])).toMatchObject({ state: 'none', pull: null })
    const again = await propose(['invoices', 'users', 'stock'], '--again')
    expect(again).toMatchObject({ state: 'opened', changes: [{ key: 'invoices' }, { key: 'users' }] })
  })

  test('takes back what there is no reason for any more, and that declines nothing', async () => {
    expect(await propose(['stock'], '--again')).toMatchObject({ state: 'closed' })
    expect(await propose(['invoices', 'users', 'stock'])).toMatchObject({ state: 'opened' })
  })

  test('leaves a branch that somebody has changed', async () => {
    await stage.github.as('otto').push(branch, { 'catalog/orders-api.yml': 'resources: []\n' })
    expect(await propose(['invoices', 'more'])).toMatchObject({ state: 'left' })
    expect(await textOn(branch, 'catalog/orders-api.yml')).toBe('resources: []\n')
  })
})
