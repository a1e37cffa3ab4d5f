import { expect, test } from 'vitest'
import { lentIn, lookAtLent } from '../../../../src/cli/doctor/lent-teams.ts'
import { repositoryChecks } from '../../../../src/cli/doctor/repository.ts'
import type { Lendable } from '../../../../src/core/lending/loans.ts'
import { createHealth } from './inspection-samples.ts'

const tree = {
  organisation: 'acme',
  teams: [
    { id: 1, slug: 'orders' },
    { id: 2, slug: 'night-shift' },
    { id: 3, slug: 'orders-web', above: 1 },
  ],
}
const teams = { of: async () => tree, mayWrite: async (_: number, slug: string) => slug === 'night-shift' }

test.each<[string, Lendable[], string[]]>([
  ['nothing but a repository', [{ repository: 9, permission: 'push' }], []],
  ['a team that owns something', [{ team: 1 }], ['@acme/orders has a say (.github/CODEOWNERS:1)']],
  ['a team below one that does', [{ team: 3 }], ['is in @acme/orders, which has a say']],
  ['a team that may write here', [{ team: 2 }], ['@acme/night-shift may write to the access repository']],
  ['a team that nobody sees', [{ team: 9 }], ['the team 9']],
  [
    'one of these twice, and another',
    [{ team: 1 }, { team: 1 }, { team: 2 }],
    ['@acme/orders has a say', '@acme/night-shift may'],
  ],
])('where %s is lent', async (_, lends, wrong) => {
  const { looks } = createHealth()
  const told = await lookAtLent(teams, 7, await looks.repositories.governance(7), lends)
  expect(told.map(({ state }) => state)).toEqual(wrong.length > 0 ? wrong.map(() => 'wrong') : ['well'])
  for (const [index, words] of wrong.entries())
    expect(told[index]).toMatchObject({ code: 'LOAN_FORBIDDEN', message: expect.stringContaining(words) })
})

test('is looked at where a connector of any repository lends something, and nowhere else', async () => {
  const { looks } = createHealth()
  const place = { id: 7, name: 'acme/access', governance: () => looks.repositories.governance(7) }
  const names = () => repositoryChecks(looks, place).map(({ name }) => name)
  expect(names()).not.toContain('acme/access loans')
  const configuration = looks.configuration()
  const lending = { type: 'github' as const, app_id: 1, private_key: 'k', organisation: 9, repositories: [8] }
  const roles = { join: { team: 1 } }
  const connectors = { ...configuration.deployment.connectors, lending: { ...lending, roles } }
  looks.configuration = () => ({ ...configuration, deployment: { connectors } })
  expect(lentIn(looks)).toEqual([{ team: 1 }])
  expect(names()).toContain('acme/access loans')
})
