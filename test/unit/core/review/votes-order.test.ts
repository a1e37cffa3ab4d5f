import { expect, test } from 'vitest'
import { countVotes, type Person, type Review } from '../../../../src/core/review/votes.ts'

// Whoever says yes first shall not change who fills what: people would see it move while they vote.

const [ann, bob] = [11, 12].map((id): Person => ({ id, login: `p${id}` })) as [Person, Person]
const slot = (name: string) => ({ name, from: [name], eligible: [ann, bob] })
const yes = (id: number, person: Person): Review => ({
  ...{ id, person: { ...person, type: 'User' }, state: 'APPROVED', commit: 'c', submittedAt: undefined },
})

function filledBy(...reviews: Review[]): [slot: string, person: number][] {
  const eligibleThen = Object.fromEntries(reviews.map(({ id }) => [String(id), ['a', 'b']]))
  const slots = [slot('a'), slot('b')]
  const { filled } = countVotes({ reviews, head: 'c', requester: 7, slots, eligibleThen, voidedUpTo: 0 })
  return filled.map(({ slot: name, person }) => [name, person.id])
}

test('two people who may fill two slots fill the same ones, in whatever order they vote', () => {
  const filled = filledBy(yes(1, ann), yes(2, bob))
  expect(filled).toHaveLength(2)
  expect(filledBy(yes(1, bob), yes(2, ann))).toEqual(filled)
})
