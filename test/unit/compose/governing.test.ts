import { expect, test } from 'vitest'
import { judgedOnto, standingOf } from '../../../src/compose/governing.ts'
import type { GovernanceRecord } from '../../../src/core/governance/governance-record.ts'
import type { AccessRepository, Governance } from '../../../src/ports/access-repository.ts'

const reading = (commit: string, codeowners: string) =>
  ({
    read: async () => ({ commit, codeowners, settings: { ticket: codeowners } }) as unknown as Governance,
  }) as unknown as AccessRepository

test('a pull request is judged onto the newest commit, by the owners and settings in force', async () => {
  const onto = judgedOnto(reading('newest', '* @mallory'), reading('old', '* @otto'))
  expect(await onto.read(7)).toEqual({ commit: 'newest', codeowners: '* @otto', settings: { ticket: '* @otto' } })
})

const inForce = { digest: 'd', commit: 'c', since: '', verdict: 'first' as const }
const newest = { digest: 'e', state: 'held' as const, seen: '', since: '', why: [] }

test.each<[string, GovernanceRecord | undefined, string | undefined]>([
  ['nothing is known', undefined, undefined],
  ['nothing is in force', { tries: 0 }, undefined],
  ['what is newest is in force', { inForce, tries: 0 }, undefined],
  ['something else is newest', { inForce, newest, tries: 0 }, 'c'],
])('what stands where %s', async (_, record, expected) => {
  const governances = { find: async () => record } as never
  expect(await standingOf({ governances } as never)(7)).toBe(expected)
})
