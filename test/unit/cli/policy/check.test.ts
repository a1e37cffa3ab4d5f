import { describe, expect, it } from 'vitest'
import type { Judgement } from '../../../../src/core/lint/judgement.ts'
import type { PolicyFinding } from '../../../../src/core/policy/policy-finding.ts'
import { createWorld } from '../world.ts'

const finding = (change: Partial<PolicyFinding> = {}): PolicyFinding => ({
  path: 'policies/decision.rego',
  line: 12,
  column: 3,
  severity: 'error',
  code: 'POLICY_INVALID',
  message: 'The test `test_no` fails.',
  ...change,
})
const warning = finding({ severity: 'warning', code: 'POLICY_UNFORMATTED', message: 'This is not formatted.' })
const tests = { passed: 61, failed: 0, skipped: 0, findings: [] }
const coverage: Judgement['coverage'] = [
  { path: 'policies/decision.rego', percent: 100, missing: [] },
  { path: 'policies/hours.rego', percent: 99.96, missing: [[3, 4]] },
]

/** A command line on a machine where judging comes to this; what was judged is kept. */
async function createChecked(judgement: Judgement) {
  const asked: unknown[] = []
  const world = await createWorld()
  world.deps.checkPolicy = async (...given) => {
    asked.push(given)
    return judgement
  }
  world.deps.testPolicy = async (...given) => {
    asked.push(given)
    return judgement
  }
  return { world, asked }
}

describe('daypass policy check', () => {
  it('says what is to be put right, each at its place, and answers 1', async () => {
    const { world, asked } = await createChecked({ findings: [finding(), warning], tests: { ...tests, failed: 1 } })
    expect(await world.run('policy', 'check', 'checkouts/access')).toBe(1)
    await expect(world.out).toMatchFileSnapshot('../../../golden/cli/policy-check.txt')
    expect(asked).toEqual([['checkouts/access', { deep: false }]])
  })

  it('answers 0 where only warnings are left', async () => {
    const { world, asked } = await createChecked({ findings: [warning], tests })
    expect(await world.run('policy', 'check', '--deep')).toBe(0)
    expect(world.out).toBe(
      'policies/decision.rego:12:3: warning: This is not formatted. [POLICY_UNFORMATTED]\n\n1 warning. 61 tests pass.\n',
    )
    expect(asked).toEqual([['.', { deep: true }]])
  })

  it('passes on which teams are lent, and takes nothing else for one', async () => {
    const { world, asked } = await createChecked({ findings: [], tests })
    expect(await world.run('policy', 'check', 'access', '--lent', '@acme/dev, @acme/dev-web')).toBe(0)
    expect(asked).toEqual([['access', { deep: false, lent: ['@acme/dev', '@acme/dev-web'] }]])
    expect(await world.run('policy', 'check', 'access', '--lent', 'dev')).toBe(2)
    expect(asked).toHaveLength(1)
  })

  it('says that all is well', async () => {
    const { world } = await createChecked({ findings: [], tests: { ...tests, passed: 1 }, coverage })
    expect(await world.run('policy', 'check')).toBe(0)
    expect(world.out).toBe('Nothing is to be put right. 1 test passes.\n')
  })

  it('answers programs with the same', async () => {
    const { world } = await createChecked({ findings: [finding()], tests, coverage })
    expect(await world.run('policy', 'check', '--json')).toBe(1)
    expect(JSON.parse(world.out)).toEqual({
      ok: false,
      findings: [finding()],
      tests: { passed: 61, failed: 0, skipped: 0 },
      coverage,
    })
  })

  it('lets no file write to the terminal', async () => {
    const { world } = await createChecked({ findings: [finding({ path: 'a\u001b[2Jb', message: 'x\u001b]0;y\nz\r' })] })
    expect(await world.run('policy', 'check')).toBe(1)
    expect(world.out).toContain('a?[2Jb:12:3: error: x?]0;y\n  z? [POLICY_INVALID]')
  })
})

describe('daypass policy test', () => {
  it('says what the tests reach', async () => {
    const { world, asked } = await createChecked({ findings: [], tests, coverage })
    expect(await world.run('policy', 'test')).toBe(0)
    await expect(world.out).toMatchFileSnapshot('../../../golden/cli/policy-test.txt')
    expect(asked).toEqual([['.']])
  })

  it('answers 1 where one fails', async () => {
    const { world } = await createChecked({ findings: [finding()], tests: { ...tests, passed: 60, failed: 1 } })
    expect(await world.run('policy', 'test', '--json')).toBe(1)
    expect(JSON.parse(world.out)).toMatchObject({ ok: false, tests: { failed: 1 } })
  })
})
