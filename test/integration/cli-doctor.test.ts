import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../../demo/in-process.ts'
import { catalog, type Stage } from '../../demo/stage.ts'
import type { Finding } from '../../src/cli/doctor/report.ts'
import { readYaml } from '../../src/config/yaml.ts'
import { renderIssueTemplate } from '../../src/core/request/form-template.ts'
import type { Resource } from '../../src/generated/catalog.ts'
import { unswept } from '../e2e/play.ts'
import { stageHere } from '../stage.ts'

const { resources } = readYaml(catalog, 'catalog') as { resources: Resource[] }
const form = renderIssueTemplate(resources, { ticket: 'optional' })

let stage: Stage
beforeAll(async () => {
  stage = await stageHere({ files: { '.github/ISSUE_TEMPLATE/access-request.yml': form } })
  stage.github.setRules('requests', { onlyApp: true })
  stage.github.setRules('daypass/**', { onlyApp: true })
  // A pattern of its own, since the local GitHub has one ruleset for each.
  stage.github.setRules('checkpoint?', { onlyApp: true })
  stage.github.setRules('checkpoints', { nonFastForward: true, deletion: true })
  stage.github.setRules('~DEFAULT_BRANCH', {
    reviews: { count: 1, codeOwners: true, dismissStale: true },
    requiredChecks: [{ context: 'daypass/policy', app: stage.github.appId }],
  })
  await stage.github.as('otto').openIssue({ title: 'Not a request', body: 'It is delivered.' })
  await stage.github.settled()
})
afterAll(async () => {
  await stage?.stop()
})

async function doctor(...args: string[]): Promise<{ code: number | null; findings: Finding[] }> {
  const { code, stdout } = await runInProcess(['doctor', '--json', ...args], stage.env)
  return { code, findings: (JSON.parse(stdout) as { findings: Finding[] }).findings }
}

const told = (findings: readonly Finding[], name: string): string[] =>
  findings.filter((finding) => finding.name === name).map(({ state, message }) => `${state} ${message}`)

/** Branches that a request may use and files on `requests`, as somebody with write access sees them. */
async function ledger(): Promise<{ branches: string[]; files: string[] }> {
  const read = async (path: string) => (await stage.github.as('otto').request('GET', `/repos/acme/access/${path}`)).data
  const branches = (await read('branches')) as { name: string }[]
  const tree = (await read('git/trees/requests?recursive=1')) as { tree: { path: string }[] }
  const names = branches.map(({ name }) => name).filter((name) => name !== 'checkpoints')
  return { branches: names.sort(), files: tree.tree.map(({ path }) => path) }
}

describe('daypass doctor against a local GitHub', () => {
  it('finds a deployment healthy, and says that the running server has the store', async () => {
    const { code, findings } = await doctor()
    const untold = { name: 'drills', state: 'note', message: expect.stringContaining('metrics cannot be read') }
    expect(findings.filter(({ state }) => state !== 'well')).toEqual([untold])
    expect(told(findings, 'store')).toEqual(['well The store is open in a running server, so it cannot be read here.'])
    expect(told(findings, 'acme/access policy')[0]).toMatch(/compiles, and its \d+ tests pass/)
    expect(code).toBe(0)
  })

  it('changes nothing on GitHub', async () => {
    // The server that runs beside it places a checkpoint at its five-minute turn.
    const { calls } = await unswept(stage, () => doctor())
    const writes = calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/access_tokens'))
    expect(writes).toEqual([])
  })

  it('rehearses a grant and leaves nothing behind', async () => {
    const { code, findings } = await doctor('--rehearse')
    expect(told(findings, 'acme/access rehearsal')[0]).toMatch(/^well A trial request was opened, merged and removed/)
    expect(code).toBe(0)
    const { branches, files } = await ledger()
    expect(branches).toEqual(['main', 'requests'])
    expect(files.filter((path) => path.includes('rehearsal'))).toEqual([])
  })

  it('names the rule that stands in the way, and takes everything back', async () => {
    stage.github.setRules('requests', { reviews: { count: 1 } })
    const { code, findings } = await doctor('--rehearse')
    stage.github.setRules('requests', { onlyApp: true })
    expect(told(findings, 'acme/access rehearsal')[0]).toMatch(
      /^wrong Could not merge it: .*Rules on requests that bind the app: `pull_request` of the ruleset \d+/,
    )
    expect(code).toBe(1)
    const { branches, files } = await ledger()
    expect(branches).toEqual(['main', 'requests'])
    expect(files.filter((path) => path.includes('rehearsal'))).toEqual([])
  })

  it('sees a repository made public, and a team renamed', async () => {
    await stage.github.setPrivate(false)
    stage.github.renameTeam('orders', 'ordering')
    const { code, findings } = await doctor()
    await stage.github.setPrivate(true)
    stage.github.renameTeam('ordering', 'orders')
    const codes = findings.filter(({ state }) => state === 'wrong').map((finding) => `${finding.name}: ${finding.code}`)
    expect(codes).toEqual([
      'acme/access: REPOSITORY_PUBLIC',
      'acme/access owners: OWNERS_INVALID',
      'acme/access owners: OWNERS_INVALID',
      'acme/access teams: TEAM_UNKNOWN',
    ])
    expect(code).toBe(1)
  })

  it('sees an app that was uninstalled', async () => {
    stage.github.suspendInstallation()
    const { findings } = await doctor()
    stage.github.unsuspendInstallation()
    expect(findings.filter(({ state }) => state === 'wrong').map(({ code }) => code)).toEqual([
      'REPOSITORY_NOT_ENROLLED',
    ])
  })

  it('looks into the store when no server has it', async () => {
    await stage.server.stop()
    const { findings } = await doctor()
    expect(told(findings, 'store')[0]).toMatch(/^well The store can be opened; it holds \d+ requests/)
  })

  it('makes neither store nor keys', async () => {
    const data = join(stage.folder, 'nothing')
    const { code, stdout } = await runInProcess(['doctor'], { ...stage.env, DAYPASS_DATA_DIR: data })
    expect(stdout).toMatch(/^note +webhook +GitHub delivers to .* GitHub does not reach it/m)
    expect(stdout).toContain('There is no store yet')
    expect(stdout).toContain('There are no signing keys yet')
    expect(code).toBe(0)
    await expect(readdir(data)).rejects.toThrow('ENOENT')
    await rm(data, { recursive: true, force: true })
  })
})

describe('daypass keys', () => {
  it('prints keys that the server takes', async () => {
    const { code, stdout, stderr } = await runInProcess(['keys'], {})
    expect(code).toBe(0)
    expect(stderr).toContain('private')
    const set = JSON.parse(stdout) as { keys: { daypass: string; d: string }[] }
    expect(set.keys.map(({ daypass }) => daypass)).toEqual(['token', 'status', 'trail', 'delivery', 'bundle'])
    const { stdout: found } = await runInProcess(['doctor'], { ...stage.env, DAYPASS_SIGNING_KEYS: stdout.trim() })
    expect(found).toContain('5 signing keys, each for its purpose')
    expect(found).not.toContain(set.keys[0]?.d)
  })
})
