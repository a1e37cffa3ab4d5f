import { describe, expect, it } from 'vitest'
import { type DoctorCheck, judgeClock } from '../../../../src/cli/doctor/report.ts'
import { DaypassError, ProblemsError } from '../../../../src/core/error.ts'
import { createWorld } from '../world.ts'

const well = (name: string, needs: string[] = []): DoctorCheck => ({
  name,
  needs,
  look: async () => `${name} is as it should be.`,
})
const failing = (name: string, error: unknown): DoctorCheck => ({
  name,
  look: async () => {
    throw error
  },
})

async function examine(checks: DoctorCheck[], ...args: string[]) {
  const world = await createWorld()
  world.deps.doctorChecks = () => checks
  return { code: await world.run('doctor', ...args), out: world.out }
}

describe('daypass doctor', () => {
  it('answers 0 when everything is well', async () => {
    const { code, out } = await examine([well('environment'), well('opa')])
    expect(code).toBe(0)
    expect(out).toContain('Everything is in order.')
  })

  it('says all that is wrong, what follows from it, and goes on', async () => {
    const checks = [
      failing(
        'environment',
        new ProblemsError('CONFIG_INVALID', 'Not right.', [
          { code: 'CONFIG_MISSING', where: 'APP_ID', message: 'is not set. It is the "App ID".' },
          { code: 'CONFIG_INVALID', where: 'PORT', message: 'is set but empty. Give it a value or remove it.' },
        ]),
      ),
      well('store', ['environment']),
      well('replicas', ['store']),
      failing(
        'opa',
        new DaypassError('OPA_CHECKSUM', 'The binary is not the official one. Install it again.', { where: './opa' }),
      ),
      well('policy'),
    ]
    const { code, out } = await examine(checks)
    expect(code).toBe(1)
    await expect(out).toMatchFileSnapshot('../../../golden/cli/doctor.txt')
    const json = await examine(checks, '--json')
    expect(json.code).toBe(1)
    const answer = JSON.parse(json.out)
    expect(answer.ok).toBe(false)
    expect(answer.findings.map(({ state }: { state: string }) => state)).toEqual([
      'wrong',
      'wrong',
      'unknown',
      'unknown',
      'wrong',
      'well',
    ])
  })

  it('takes a check that breaks for something wrong', async () => {
    expect((await examine([failing('store', new Error('ECONNREFUSED'))])).code).toBe(1)
  })
})

describe('the clock', () => {
  const now = new Date('2026-11-21T10:00:00Z')
  const cases: [string, string | null, string][] = [
    ['agrees', 'Sat, 21 Nov 2026 10:00:00 GMT', 'The clock agrees'],
    ['30 s are tolerated', 'Sat, 21 Nov 2026 10:00:30 GMT', 'The clock agrees'],
    ['ahead', 'Sat, 21 Nov 2026 09:59:00 GMT', 'is 60 s ahead of'],
    ['behind', 'Sat, 21 Nov 2026 11:00:00 GMT', 'is 3600 s behind'],
    ['absent', null, 'did not say what time it is'],
    ['unreadable', 'yesterday', 'did not say what time it is'],
  ]
  it.each(cases)('%s', (_name, header, expected) => {
    let said: string
    try {
      said = judgeClock(header, now)
    } catch (thrown) {
      said = (thrown as Error).message
    }
    expect(said).toContain(expected)
  })
})
