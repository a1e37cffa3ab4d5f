import { expect, it } from 'vitest'
import { namedFacts } from '../../../../src/core/policy/named-facts.ts'

const of = (files: Record<string, string>) => namedFacts(new Map(Object.entries(files)), 'Acme')

it.each([
  ['a rule reads it', { 'a.rego': 'package daypass\na if input.facts.requester.affiliation == "member"\n' }, true],
  [
    'a rule reads it by a name of its own',
    { 'a.rego': 'r := input.facts.requester\na if r.affiliation == "none"' },
    true,
  ],
  ['a rule names it as a text', { 'a.rego': 'a if input.facts.requester["affiliation"]' }, true],
  ['the data name it', { 'data.json': '{"of": "affiliation"}' }, true],
  ['a comment alone names it', { 'a.rego': '# of affiliation\n\t# affiliation\na := 1' }, false],
  ['it is a part of another word', { 'a.rego': 'affiliations := 1\nan_affiliation := 2' }, false],
  [
    'a test names it',
    { 'a_test.rego': 'input.facts.requester.affiliation', 'cases/a.yaml': 'affiliation: none' },
    false,
  ],
  ['nothing names it', { 'a.rego': 'a := 1' }, false],
])('is read where %s', (_how, files, expected) => {
  expect(of(files).names('affiliation')).toBe(expected)
})

it.each<[string, Record<string, string>, string[]]>([
  ['in a rule', { 'a.rego': 'a if "@acme/on-call" in input.facts.requester.teams' }, ['@acme/on-call']],
  ['raw', { 'a.rego': 'a if `@acme/on-call` in teams' }, ['@acme/on-call']],
  ['in the data', { 'data.json': '{"team": "@acme/on-call"}' }, ['@acme/on-call']],
  ['in data of the other kind', { 'data.yaml': "team: '@acme/on-call'" }, ['@acme/on-call']],
  ['as the organisation writes itself', { 'a.rego': '"@ACME/on-call"' }, ['@ACME/on-call']],
  ['several times, each once and in order', { 'a.rego': '"@acme/b" "@acme/a" "@acme/b"' }, ['@acme/a', '@acme/b']],
  ['in another organisation', { 'a.rego': '"@evil/on-call"' }, []],
  ['in a sentence', { 'a.rego': '"ask @acme/on-call first"' }, []],
  ['in a comment', { 'a.rego': '# "@acme/on-call"' }, []],
  ['in a test', { 'a_test.rego': '"@acme/on-call"' }, []],
  ['without a slug', { 'a.rego': '"@acme" "@acme/" "@acme/.."' }, []],
])('finds teams that are named %s', (_where, files, expected) => {
  expect(of(files).teams).toEqual(expected)
})

it('asks about nineteen of them at most, beside that of the resource', () => {
  const names = Array.from({ length: 50 }, (_, index) => `"@acme/team-${index + 10}"`)
  expect(of({ 'a.rego': names.join(' ') }).teams).toHaveLength(19)
})
