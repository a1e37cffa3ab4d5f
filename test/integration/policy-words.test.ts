import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { placeText } from '../../src/core/policy/policy-finding.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findPlaces, inputRead, optionalInput } from '../../src/policy/judging/policy-words.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { policyReads } from '../../src/policy/policy-reads.ts'
import { requiredInput } from '../../src/policy/syntax-findings.ts'
import type { PolicyFiles } from '../../src/ports/policy-engine.ts'
import { rego } from '../unit/policy/fixture.ts'

let opa: string
beforeAll(async () => {
  opa = (await findOpa({})).path
})

const namesOf = async (files: PolicyFiles) => (await policyReads(opa, files, '{}')).names

describe('what a policy reads', () => {
  it.each([
    ['directly', 'decision := 1 if input.facts.requester.permission == "read"', true],
    ['in brackets', 'decision := 1 if input.facts.requester["permission"] == "read"', true],
    ['behind another name', 'who := input.facts.requester\n\ndecision := 1 if who.permission == "read"', true],
    ['behind two', 'f := input.facts\n\nwho := f.requester\n\ndecision := 1 if who.permission', true],
    ['by a call', 'decision := 1 if object.get(input.facts.requester, "permission", "none") == "read"', true],
    ['by a path', 'decision := 1 if object.get(input, ["facts", "requester", "permission"], 1) == 2', true],
    ['behind else', 'decision := 1 if false else := 2 if other\n\nother if input.facts.requester.permission', true],
    ['in a template', 'decision := $"{input.facts.requester.permission}"', true],
    ['in a comprehension', 'decision := [p | p := input.facts.requester.permission]', true],
    ['in a function', 'decision := f(input.facts.requester)\n\nf(who) := who.permission', true],
    ['in a comment alone', '# permission\ndecision := 1', false],
    ['in a longer text alone', 'decision := "the permission"', false],
  ])('%s', async (_how, text, reads) => {
    expect(inputRead(await namesOf(rego(text))).has('input.facts.requester.permission')).toBe(reads)
  })

  it('is known of the default library', async () => {
    const read = inputRead(await namesOf(await readPolicyFolder(defaultPolicies)))
    const optional = optionalInput.filter((part) => read.has(part))
    expect(optional).toEqual([
      'input.request.ticket',
      'input.request.emergency',
      'input.request.operation',
      'input.facts.requester.affiliation',
      'input.facts.requester.debts',
      'input.facts.operation',
      'input.facts.operation.on_default_branch',
      'input.facts.operation.repository.id',
      'input.facts.operation.repository.full_name',
      'input.facts.operation.run.id',
      'input.facts.operation.repository',
      'input.facts.resource.team',
      'input.facts.resource.environment',
      'input.facts.resource.expires',
      'input.facts.resource.guests',
      'input.facts.resource.guests.until',
      'input.facts.resource.operation',
    ])
    expect(read.has('input.facts.now_ns')).toBe(true)
    expect(read.has('input.facts.open_grants')).toBe(false)
  })

  it('is all that the schema of the input has', () => {
    type Schema = { properties?: Record<string, Schema> }
    const schema = JSON.parse(readFileSync('schemas/policy-input.schema.json', 'utf8')) as Schema
    const parts = ({ properties = {} }: Schema, path: string): string[] =>
      Object.entries(properties).flatMap(([name, below]) => [`${path}.${name}`, ...parts(below, `${path}.${name}`)])
    expect([...requiredInput, ...optionalInput].sort()).toEqual(parts(schema, 'input').sort())
  })
})

describe('where a word stands', () => {
  const files: PolicyFiles = new Map([
    ['a.rego', 'package daypass\n\n# critical\ndeny contains "x" if {\n\tlevel == "critical"\n}\n'],
    ['b.rego', 'package daypass\n\nlevel := "critical"\n\nteam := data.s.team\n'],
    ['data.json', '{\n  "s": { "team": "@acme/security" }\n}\n'],
    ['a_test.rego', 'package daypass_test\n\ntest_x if "only-here" == "only-here"\n'],
  ])

  it.each([
    ['critical', 'policies/a.rego:5:11'],
    ['level', 'policies/a.rego:5:2'],
    ['deny', 'policies/a.rego:4:1'],
    ['team', 'policies/b.rego:5:1'],
    ['@acme/security', 'policies/data.json:2:19'],
    ['only-here', undefined],
    ['nowhere', undefined],
    ['', undefined],
  ])('%s', async (word, expected) => {
    const place = (await findPlaces(opa, files, [word])).get(word)
    expect(place && placeText(place)).toBe(expected)
  })

  it('is nowhere in what opa cannot read', async () => {
    expect(await findPlaces(opa, new Map([['a.rego', 'package daypass\n\nlevel :=\n']]), ['level'])).toEqual(new Map())
  })
})
