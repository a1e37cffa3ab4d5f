import { mkdtempSync } from 'node:fs'
import { readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runInProcess } from '../../demo/in-process.ts'

let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daypass-check-'))
  expect((await runInProcess(['init', folder], {})).code).toBe(0)
})
afterEach(() => rm(folder, { recursive: true }))

type Answer = { ok: boolean; findings: { path: string; line: number; code: string; severity: string }[] }

async function run(...args: string[]): Promise<Answer & { code: number | null }> {
  const { code, stdout } = await runInProcess(['policy', ...args, folder, '--json'], {})
  return { code, ...(JSON.parse(stdout) as Answer) }
}

async function change(path: string, edit: (text: string) => string): Promise<void> {
  await writeFile(join(folder, path), edit(await readFile(join(folder, path), 'utf8')))
}

describe('daypass policy on a checkout', () => {
  it('finds nothing in what `daypass init` writes', async () => {
    expect(await run('check')).toMatchObject({ code: 0, ok: true, findings: [], tests: { failed: 0 } })
    expect(await run('test')).toMatchObject({ code: 0, ok: true, findings: [], tests: { failed: 0 } })
  })

  it('judges the catalog, which the tests of the policy do not', async () => {
    await change('catalog/example.yml', (text) => text.replace('sensitivity: low ', 'sensitivity: lwo '))
    const { code, findings } = await run('check')
    expect(code).toBe(1)
    expect(findings).toMatchObject([{ path: 'catalog/example.yml', line: 7, code: 'CATALOG_INVALID' }])
    expect(await run('test')).toMatchObject({ code: 0, findings: [] })
  })

  it('finds a team that has a say although it is lent, in CODEOWNERS, policy and settings, and not in a test', async () => {
    await change('.github/CODEOWNERS', (text) => `# Owners.\n${text}/requests/x/ @acme/Night-Shift\n`)
    await change('policies/decision.rego', (text) => `${text}\n# Asks @acme/patrol.\n`)
    await change('policies/decision_test.rego', (text) => `${text}\n# Asks @acme/tested.\n`)
    await change('.github/daypass.yml', (text) => `${text}escalate_to: ["@acme/on-call"]\n`)
    const lent = ['night-shift', 'patrol', 'tested', 'on-call', 'others'].map((one) => `@acme/${one}`)
    const { code, findings } = await run('check', '--lent', lent.join(','))
    expect(code).toBe(1)
    const found = findings.filter((one) => one.code === 'LOAN_FORBIDDEN')
    expect(found.map(({ path }) => path)).toEqual([
      '.github/CODEOWNERS',
      '.github/daypass.yml',
      'policies/decision.rego',
    ])
  })

  it('shows what a policy means at the line that is to be mended', async () => {
    const rules = [
      'deny contains "You may only read here." if requester.permission in {"none", "read"}',
      'deny contains "Nobody wipes." if "wipe" in input.request.actions',
    ]
    await writeFile(join(folder, 'policies/readers.rego'), `package daypass\n\n${rules.join('\n\n')}\n`)
    await change('.github/daypass.yml', (text) => `${text}policy: { coverage: 0 }\n`)
    await change('.github/CODEOWNERS', (text) => text.replace('/policies/ @acme/access-owners', '/policies/ @alice'))
    await change('catalog/example.yml', (text) =>
      text.replace('write: {', 'wipe: { scope: "example:wipe" }\n      write: {'),
    )
    expect((await runInProcess(['init', '--form', folder], {})).code).toBe(0)
    const { code, findings } = await run('check')
    expect(code).toBe(1)
    expect(findings.map((one) => `${one.severity} ${one.code} ${one.path}:${one.line}`)).toEqual([
      'error POLICY_FAILS_OPEN policies/readers.rego:3',
      'warning POLICY_OWNERS .github/CODEOWNERS:7',
      'warning POLICY_NOBODY catalog/example.yml:13',
    ])
  })

  it('asks for every line of the library, and takes what the settings ask for', async () => {
    await rm(join(folder, 'policies/decision_test.rego'))
    expect((await run('test')).findings).toMatchObject([{ code: 'POLICY_UNTESTED' }])
    await change('.github/daypass.yml', (text) => `${text}policy: { coverage: 0 }\n`)
    expect(await run('test')).toMatchObject({ code: 0, findings: [] })
  })

  it('follows no link', async () => {
    await rm(join(folder, 'policies'), { recursive: true })
    await symlink('/etc', join(folder, 'policies'))
    await rm(join(folder, '.github/CODEOWNERS'))
    await symlink('/etc/passwd', join(folder, '.github/CODEOWNERS'))
    const { code, findings } = await run('check')
    expect(code).toBe(1)
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({ path: '.github/CODEOWNERS', code: 'OWNERS_INVALID' }),
      expect.objectContaining({ path: 'policies', code: 'POLICY_FORBIDDEN' }),
    ])
  })

  it('takes nothing else for a checkout', async () => {
    const { code, stdout } = await runInProcess(['policy', 'check', join(folder, 'README.md'), '--json'], {})
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'USAGE' } })
  })
})
