import { expect, it } from 'vitest'
import { neverVotes, voters } from '../../../../src/core/review/never-votes.ts'
import { isSettings } from '../../../../src/generated/validators.js'

const people = [{ id: 1 }, { id: 2 }, { id: 3 }]

it.each<[string, Parameters<typeof neverVotes>[0], number[]]>([
  ['nothing is said', undefined, [1, 2, 3]],
  ['there are no settings of it', {}, [1, 2, 3]],
  ['nobody is named', { never_votes: {} }, [1, 2, 3]],
  ['one is named', { never_votes: { robot: 2 } }, [1, 3]],
  ['one is named twice', { never_votes: { robot: 2, 'robot[bot]': 2 } }, [1, 3]],
  ['all are named', { never_votes: { a: 1, b: 2, c: 3 } }, []],
  ['somebody else is named', { never_votes: { a: 4 } }, [1, 2, 3]],
])('counts everybody else where %s', (_what, settings, expected) => {
  expect(voters(people, settings).map(({ id }) => id)).toEqual(expected)
  expect(neverVotes(settings).size).toBe(new Set(Object.values(settings?.never_votes ?? {})).size)
})

it.each([
  [{ robot: 2 }, true],
  [{ 'robot[bot]': 2 }, true],
  [{}, true],
  [{ robot: '2' }, false],
  [{ robot: 0 }, false],
  [{ robot: null }, false],
  [{ '@robot': 2 }, false],
  [['robot'], false],
  ['robot', false],
])('%j as a setting', (never_votes, expected) => {
  expect(isSettings({ never_votes })).toBe(expected)
})
