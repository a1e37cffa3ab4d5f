import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../../../src/config/yaml.ts'
import { createWorld } from '../world.ts'

const pinned = ['--source', 'https://github.com/acme/daypass', '--commit', 'ab'.repeat(20)]
const openapi = 'openapi api/openapi.json --connector public-api --team @acme/orders'
const deployments = 'deployments --repository acme/orders --template orders-api --environments preview-* --days 7'
const path = '.github/workflows/daypass-catalog.yml'

/** An expression of GitHub's. */
const of = (text: string) => ['$', `{{ ${text} }}`].join('')
const begins = of('').slice(0, 3)

async function written(...args: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'daypass-workflow-'))
  const world = await createWorld()
  const run = () => world.run('init', directory, '--workflow', ...args)
  return { world, directory, code: await run(), run, read: () => readFileSync(join(directory, path), 'utf8') }
}

type Step = { name: string; run?: string; uses?: string; env?: Record<string, string> }
type Workflow = {
  on: Record<string, unknown>
  permissions: object
  jobs: { propose: { permissions: object; steps: Step[]; 'timeout-minutes': number; 'runs-on': string } }
}
const workflowIn = (text: string) => readYaml(text, path) as Workflow

test('is written as people read it', async () => {
  const { read } = await written(...pinned, '--import', openapi, '--import', deployments)
  await expect(read()).toMatchFileSnapshot('../../../golden/cli/daypass-catalog.yml')
})

describe('the workflow', () => {
  test('runs by schedule and by hand, with least permissions and no action of anybody', async () => {
    const { code, read, world } = await written(...pinned, '--import', openapi)
    expect(code, world.err).toBe(0)
    const { on, permissions, jobs } = workflowIn(read())
    expect(Object.keys(on)).toEqual(['schedule', 'workflow_dispatch'])
    expect(permissions).toEqual({})
    expect(jobs.propose.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' })
    expect(jobs.propose.steps.map(({ uses }) => uses)).toEqual(jobs.propose.steps.map(() => undefined))
    // No package by its name, and no word of somebody else inside a script.
    expect(read()).not.toMatch(/\bnpx\b|npm (?:i|install)\b/)
    for (const { run } of jobs.propose.steps) expect(run).not.toContain(begins)
  })

  test('runs where something is deployed, too, and reads deployments', async () => {
    const { read } = await written(...pinned, '--import', deployments)
    const { on, jobs } = workflowIn(read())
    expect(Object.keys(on)).toContain('deployment_status')
    expect(jobs.propose.permissions).toMatchObject({ deployments: 'read' })
    expect(jobs.propose.steps.at(-1)?.run).toContain(
      `'--environments' 'preview-*' '--days' '7' --pull-request "$GITHUB_REPOSITORY"`,
    )
  })

  test('shows its tokens only to steps that need them', async () => {
    const { read } = await written(...pinned, '--import', openapi, '--import', deployments)
    const secretsOf = ({ env = {} }: Step) => Object.values(env).filter((value) => value.includes(begins))
    expect(workflowIn(read()).jobs.propose.steps.map((step) => [step.name, secretsOf(step)])).toEqual([
      ['Get Daypass at one commit', [of('secrets.DAYPASS_SOURCE_TOKEN')]],
      ['Install what its lock file names', []],
      ['Get the default branch of this repository', [of('github.token')]],
      ['Import 1', [of('github.token')]],
      ['Import 2', [of('github.token'), of('secrets.DAYPASS_DEPLOYMENTS_TOKEN')]],
    ])
  })

  test('has scripts that a shell can read', async () => {
    const { read } = await written(...pinned, '--import', openapi, '--import', deployments)
    for (const { run = '' } of workflowIn(read()).jobs.propose.steps)
      expect(spawnSync('bash', ['-n'], { input: run, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' })
  })
})

test('is renewed while it is generated, and a person’s from the day they take its first line out', async () => {
  const { world, directory, run, read } = await written(...pinned, '--import', openapi)
  writeFileSync(join(directory, path), read().replace('23 4', '24 5'))
  expect(await run()).toBe(0)
  expect(read()).toContain('23 4')
  const mine = read().split('\n').slice(1).join('\n')
  writeFileSync(join(directory, path), mine)
  expect(await run(), world.err).toBe(0)
  expect(read()).toBe(mine)
})

test.each([
  ['no commit', ['--source', 'https://github.com/acme/daypass', '--import', openapi], 'all its 40 digits'],
  ['a branch', ['--source', 'https://github.com/acme/daypass', '--commit', 'main', '--import', openapi], '40 digits'],
  ['no source', ['--commit', 'ab'.repeat(20), '--import', openapi], 'Name the repository'],
  [
    'a source without TLS',
    ['--source', 'http://x.example/a', '--commit', 'ab'.repeat(20), '--import', openapi],
    'Name the',
  ],
  ['nothing to import', pinned, 'Say what it imports'],
  ['a kind that needs secrets', [...pinned, '--import', 'postgres --connector orders'], 'its secrets belong there'],
  ['an expression', [...pinned, '--import', `openapi ${of('github.token')} --connector a`], 'words of letters'],
  ['a quote', [...pinned, '--import', "openapi a'b --connector a"], 'words of letters'],
  ['a line', [...pinned, '--import', 'openapi a\n --connector a'], 'words of letters'],
  ['an option of another kind', [...pinned, '--import', 'openapi a.json --template x'], 'openapi takes'],
  [
    'an option that changes where it goes',
    [...pinned, '--import', 'openapi a.json --pull-request x/y'],
    'openapi takes',
  ],
  ['an option without a value', [...pinned, '--import', 'openapi a.json --connector'], 'each with a value'],
  ['no file', [...pinned, '--import', 'openapi --connector a'], 'each with a value'],
])('refuses %s', async (_, args, words) => {
  const { code, world } = await written(...args)
  expect([code, world.err]).toEqual([2, expect.stringContaining(words)])
})
