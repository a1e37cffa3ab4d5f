import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../../demo/in-process.ts'
import type { Stage } from '../../demo/stage.ts'
import { unswept } from '../e2e/play.ts'
import { stageHere } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageHere()
  stage.github.setRules('requests', { onlyApp: true })
  stage.github.setRules('daypass/**', { onlyApp: true })
  await stage.equip('otto')
})
afterAll(() => stage?.stop())

type Written = { id: string; asked: string; answer: Record<string, unknown>; at: string }

const run = (file: string, ...args: string[]) =>
  runInProcess(['doctor', '--first-contact', '--issues', '2', '--output', join(stage.folder, file), ...args], stage.env)
const read = (file: string) => JSON.parse(readFileSync(join(stage.folder, file), 'utf8')) as Written[]
const api = async (path: string) => (await stage.github.as('otto').request('GET', `/repos/acme/access/${path}`)).data

describe('daypass doctor --first-contact', () => {
  it('asks before it writes, and writes nothing without a yes', async () => {
    // The server that runs beside it places a checkpoint at its five-minute turn.
    const { lived, calls } = await unswept(stage, () => run('none.json'))
    const { code, stderr } = lived
    expect(code).toBe(2)
    expect(stderr).toContain('2 issues are opened and closed in acme/access')
    expect(stderr).toContain('--yes')
    const writes = calls.filter(
      ({ by, method, path }) => by === 'app' && method !== 'GET' && !path.endsWith('/access_tokens'),
    )
    expect(writes).toEqual([])
    expect(existsSync(join(stage.folder, 'none.json'))).toBe(false)
  })

  it.each([
    [['--issues', '0'], '--issues'],
    [['--issues', '51'], '--issues'],
    [['--issues', 'many'], '--issues'],
    [['--mention', 'orders'], '--mention'],
  ])('refuses %j', async (args, where) => {
    const { code, stderr } = await run('none.json', '--yes', ...args)
    expect(code).toBe(2)
    expect(stderr).toContain(where)
  })

  it('names the repositories to choose from', async () => {
    const { code, stderr } = await runInProcess(['doctor', '--first-contact', 'acme/other', '--yes'], stage.env)
    expect(code).toBe(2)
    expect(stderr).toContain('Name one access repository: acme/access.')
  })

  it('writes down what GitHub answers, shows how far it is, and takes back what it did', async () => {
    const { code, stdout, stderr } = await run('all.json', '--yes', '--mention', '@acme/orders')
    expect({ code, stderr }).toMatchObject({ code: 0 })
    expect(stdout).toContain('answers are in')
    expect(stderr).toMatch(/^1\/\d+ installation: /m)
    expect(stderr).toContain('Taking back what was written')
    const answers = new Map(read('all.json').map(({ id, answer }) => [id, answer]))
    expect([...answers.keys()]).toEqual([
      'installation',
      'hook-config',
      'delivery-ids',
      'key-created-at',
      'can-bypass',
      'issue-readable',
      'label',
      'locked',
      'team-mention',
      'merge-methods',
      'commit-message',
    ])
    for (const { at, asked } of read('all.json')) {
      expect(new Date(at).toISOString()).toBe(at)
      expect(asked).not.toBe('')
    }
    expect(answers.get('issue-readable')).toMatchObject({ issues: 2, samples: [{ first: expect.any(Number) }, {}] })
    expect(answers.get('merge-methods')).toEqual(
      expect.arrayContaining([expect.objectContaining({ method: expect.any(String), status: 200 })]),
    )
    expect(answers.get('commit-message')).toMatchObject({ status: 200, holdsTitle: false })
    expect(answers.get('can-bypass')).toHaveLength(3)

    const issues = (await api('issues?state=open&per_page=100')) as { title: string }[]
    expect(issues.filter(({ title }) => title.startsWith('First contact'))).toEqual([])
    const tree = (await api('git/trees/requests?recursive=1')) as { tree: { path: string }[] }
    expect(tree.tree.filter(({ path }) => path.includes('first-contact'))).toEqual([])
    const branches = (await api('branches')) as { name: string }[]
    expect(branches.map(({ name }) => name)).not.toContain('daypass/first-contact')
  })

  it('says what it could not ask and what is left, and writes down the rest', async () => {
    stage.github.faults.add({ by: 'app', method: 'POST', path: /\/pulls$/ }, { status: 403, body: { message: 'No.' } })
    stage.github.faults.add(
      { by: 'app', method: 'DELETE', path: /\/git\/refs/ },
      { status: 403, body: { message: 'No.' } },
    )
    const { code, stderr } = await run('part.json', '--yes')
    stage.github.faults.clear()
    expect(code).toBe(1)
    expect(stderr).toContain('By hand, please: delete the branch daypass/first-contact')
    const written = read('part.json')
    expect(written.find(({ id }) => id === 'merge-methods')?.answer).toMatchObject({ code: 'GITHUB_REFUSED' })
    expect(written.find(({ id }) => id === 'commit-message')?.answer).toBe('not asked: nothing was merged')
  })
})
