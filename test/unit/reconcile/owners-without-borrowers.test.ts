import { describe, expect, it } from 'vitest'
import type { Lendable } from '../../../src/core/lending/loans.ts'
import { keptOut } from '../../../src/core/review/kept-out.ts'
import type { StoredGrant } from '../../../src/ports/grants.ts'
import type { OwnerPeople } from '../../../src/ports/owners.ts'
import { createOwnersWithoutBorrowers } from '../../../src/reconcile/owners-without-borrowers.ts'

const access = 7
const [alice, bob, carol] = [
  { id: 1, login: 'alice' },
  { id: 2, login: 'bob' },
  { id: 3, login: 'carol' },
]
const tree = {
  organisation: 'acme',
  teams: [
    { id: 10, slug: 'owners' },
    { id: 11, slug: 'owners-web', above: 10 },
    { id: 12, slug: 'writers' },
  ],
}
const people: Record<string, OwnerPeople> = {
  '@acme/owners': { people: [alice, bob], team: 10 },
  '@bob': { people: [bob] },
  '@acme/nobody': { people: [], nobody: 'the team has nobody in it', members: [] },
}

type Lent = { person: number; what: Lendable; before?: string; ended?: boolean }

function ownersWith(...lent: Lent[]) {
  const grants = lent.map(({ person, what, before = 'none', ended = false }) => ({
    requester: person,
    lease: { loans: [{ ...what, before }] },
    ended: ended ? new Date(0) : null,
  })) as unknown as StoredGrant[]
  const owners = {
    peopleOf: async (_: number, names: readonly string[]) =>
      new Map(names.map((one) => [one, people[one] as OwnerPeople])),
  }
  const teams = { of: async () => tree, mayWrite: async (_: number, slug: string) => slug === 'writers' }
  return createOwnersWithoutBorrowers(owners, { unsettledOf: async () => grants }, teams)
}

const whoIs = async (name: string, ...lent: Lent[]) => {
  const found = (await ownersWith(...lent).peopleOf(access, [name])).get(name)
  return found?.people.map(({ login }) => login)
}

describe('whoever is an owner by a loan has no say', () => {
  it.each<[string, string, Lent[], string[]]>([
    ['nothing is lent', '@acme/owners', [], ['alice', 'bob']],
    ['the team itself is lent to one of them', '@acme/owners', [{ person: 2, what: { team: 10 } }], ['alice']],
    ['a team below it is', '@acme/owners', [{ person: 2, what: { team: 11 } }], ['alice']],
    [
      'the loan has ended, and that is not proved',
      '@acme/owners',
      [{ person: 2, what: { team: 10 }, ended: true }],
      ['alice'],
    ],
    [
      'it is lent to both',
      '@acme/owners',
      [
        { person: 1, what: { team: 10 } },
        { person: 2, what: { team: 11 } },
      ],
      [],
    ],
    [
      'they were in it before',
      '@acme/owners',
      [{ person: 2, what: { team: 10 }, before: 'standing' }],
      ['alice', 'bob'],
    ],
    ['another team is lent to them', '@acme/owners', [{ person: 2, what: { team: 12 } }], ['alice', 'bob']],
    ['it is lent to somebody else', '@acme/owners', [{ person: 3, what: { team: 10 } }], ['alice', 'bob']],
    ['they may write here by a loan', '@bob', [{ person: 2, what: { repository: access, permission: 'push' } }], []],
    ['they may write here by a team that is lent', '@bob', [{ person: 2, what: { team: 12 } }], []],
    [
      'they may write elsewhere by a loan',
      '@bob',
      [{ person: 2, what: { repository: 8, permission: 'push' } }],
      ['bob'],
    ],
    ['a team that nobody sees is lent to them', '@bob', [{ person: 2, what: { team: 99 } }], []],
    ['a team that may not write is lent to them', '@bob', [{ person: 2, what: { team: 10 } }], ['bob']],
  ])('%s', async (_, name, lent, expected) => {
    expect(await whoIs(name, ...lent)).toEqual(expected)
  })

  it('says why nobody is left, and leaves what nobody stands for as it is', async () => {
    const owners = ownersWith({ person: 1, what: { team: 10 } }, { person: 2, what: { team: 10 } })
    const found = await owners.peopleOf(access, ['@acme/owners', '@acme/nobody'])
    expect(found.get('@acme/owners')).toMatchObject({ people: [], nobody: expect.stringContaining('by a loan') })
    expect(found.get('@acme/nobody')).toBe(people['@acme/nobody'])
  })

  it('keeps whom a slot keeps out all the same', async () => {
    const found = await ownersWith({ person: 2, what: { team: 10 } }).peopleOf(access, ['@acme/owners'])
    const { left } = keptOut(['@acme/owners'], (name) => found.get(name) as OwnerPeople)
    expect(left([alice, bob, carol])).toEqual([carol])
  })

  it('takes a note that it cannot read for no answer', async () => {
    const owners = createOwnersWithoutBorrowers(
      { peopleOf: async () => new Map([['@bob', { people: [bob] }]]) },
      { unsettledOf: async () => [{ requester: 2, lease: { loans: 'x' } }] as unknown as StoredGrant[] },
      { of: async () => tree, mayWrite: async () => false },
    )
    await expect(owners.peopleOf(access, ['@bob'])).rejects.toMatchObject({ code: 'CONNECTOR_FAILED' })
  })
})
