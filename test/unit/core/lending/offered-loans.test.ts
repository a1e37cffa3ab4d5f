import { expect, test } from 'vitest'
import { offeredLoans, type SeenOnGitHub } from '../../../../src/core/lending/offered-loans.ts'

const seen: SeenOnGitHub = {
  tree: {
    organisation: 'acme',
    teams: [
      { id: 1, slug: 'night-shift' },
      { id: 2, slug: 'owners' },
      { id: 3, slug: 'below-owners', above: 2 },
      { id: 4, slug: 'free' },
      { id: 5, slug: 'named-in-policy' },
    ],
  },
  repositories: [
    { id: 7, name: 'acme/shop' },
    { id: 8, name: 'acme/other' },
  ],
}
const texts = new Map([
  ['.github/CODEOWNERS', '/requests/ @acme/owners\n'],
  ['policies/more.rego', 'who := "@acme/named-in-policy"\n'],
  ['policies/more_test.rego', 'who := "@acme/night-shift"\n'],
])
const roles = {
  join: { team: 1 },
  own: { team: 2 },
  below: { team: 3 },
  gone: { team: 99 },
  push: { repository: 7, permission: 'push' as const },
  pull: { repository: 7, permission: 'pull' as const },
  unseen: { repository: 99, permission: 'pull' as const },
}

test('what the deployment lends is offered, and no team that has a say, nor what nobody sees', () => {
  const { offered, remarks } = offeredLoans('loans', roles, seen, texts)
  expect(offered.map(({ id, title, kind, actions }) => [id, title, kind, Object.keys(actions)])).toEqual([
    ['loans-team-1', 'Team night-shift', 'team', ['join']],
    ['loans-repository-7', 'Repository acme/shop', 'repository', ['push', 'pull']],
  ])
  const all = remarks.join('\n')
  for (const name of ['own', 'below', 'gone', 'unseen']) expect(all).toContain(`\`${name}\` is not proposed.`)
  expect(all).toContain('The team `@acme/free` (4) could be lent')
  expect(all).toContain('The repository `acme/other` (8) could be lent')
  expect(all).toContain('so 1 of the organisation')
  expect(all).not.toContain('named-in-policy')
})

test('without owners, nobody knows who has a say, and that is said', () => {
  expect(offeredLoans('loans', { own: { team: 2 } }, seen, new Map()).remarks.join()).toContain(
    'No CODEOWNERS was found',
  )
})

test('where nobody has asked GitHub, it is what the deployment says', () => {
  const { offered, remarks } = offeredLoans('loans', roles, undefined, texts)
  expect([offered.length, remarks]).toEqual([6, []])
  expect(offered[0]?.title).toBe('Team 1')
})
