import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { compilePolicy } from '../../src/policy/compile.ts'
import { compiledFiles } from '../../src/policy/files.ts'
import { defaultPolicies, readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { parseRego } from '../../src/policy/syntax.ts'
import { requiredInput, templateFindings } from '../../src/policy/syntax-findings.ts'
import { testPolicy } from '../../src/policy/test-policy.ts'
import { rego } from '../unit/policy/fixture.ts'

let opa: string
beforeAll(async () => {
  opa = (await findOpa({})).path
})

describe('a template over what may be undefined (field.D3)', () => {
  it.each([
    ['an optional fact', 'deny contains $"a {input.request.ticket}"', 'input.request.ticket'],
    ['a rule that may not hold', 'level := 1 if input.request.ticket\n\ndeny contains $"a {level}" if true', 'level'],
    ['a call', 'deny contains $"a {split(input.request.reason, "/")[3]}"', 'an expression'],
    ['data', 'deny contains $"a {data.settings.team}"', 'data.settings.team'],
    [
      'a name that a negation needs',
      'deny contains $"a {input.request.ticket}" if not input.request.ticket',
      'input.request.ticket',
    ],
    ['a division', 'deny contains $"a {1 / input.request.duration}"', 'div'],
  ])('is found: %s', async (_what, text, name) => {
    const found = templateFindings(await parseRego(opa, rego(text)))
    expect(found).toEqual([
      expect.objectContaining({ where: 'policies/policy.rego', message: expect.stringContaining(`{${name}`) }),
    ])
  })

  it.each([
    ['what the input always has', 'deny contains $"a {input.request.reason} {input.facts.resource.id}"'],
    ['another name for it', 'resource := input.facts.resource\n\ndeny contains $"a {resource.id}"'],
    ['what the body needs', 'deny contains $"a {input.request.ticket}" if input.request.ticket != "x"'],
    ['what is bound', 'deny contains $"a {t}" if t := input.request.ticket'],
    ['arguments', 'words(n) := $"{n} min"\n\ndeny contains words(3)'],
    [
      'a rule with a default',
      'default place := ""\n\nplace := "x" if input.request.ticket\n\ndeny contains $"a{place}"',
    ],
    ['total calls', 'deny contains $"a {count(input.request.actions)} {upper(input.request.reason)}"'],
  ])('is not found: %s', async (_what, text) => {
    expect(templateFindings(await parseRego(opa, rego(text)))).toEqual([])
  })

  it('is nowhere in the default library', async () => {
    const files = await parseRego(opa, compiledFiles(await readPolicyFolder(defaultPolicies)))
    expect(files).toHaveLength(14)
    expect(templateFindings(files)).toEqual([])
  })

  it('is told beside the tests', async () => {
    const { findings } = await testPolicy({ path: opa }, rego('decision := $"a {input.request.ticket}"'))
    expect(findings).toHaveLength(1)
  })

  it('knows what the schema of the input requires', () => {
    type Schema = { required?: string[]; properties?: Record<string, Schema> }
    const schema = JSON.parse(readFileSync('schemas/policy-input.schema.json', 'utf8')) as Schema
    const required = ({ required: names = [], properties = {} }: Schema, path: string): string[] =>
      names.flatMap((name) => [`${path}.${name}`, ...required(properties[name] ?? {}, `${path}.${name}`)])
    expect([...requiredInput].sort()).toEqual(required(schema, 'input').sort())
  })
})

describe('what opa accepts and would be decided otherwise (field.D3)', () => {
  it.each([
    ['a negated walk', 'decision := 1 if not walk(input, [["q"], 1])', /negates `walk`/],
    ['a table of tests', 'decision := data.cases.limits', /`data\.cases`/],
    ['a table of tests, in brackets', 'decision := data["cases"].limits', /`data\.cases`/],
    ['a table of tests, imported', 'import data.cases\n\ndecision := cases.limits', /`data\.cases`/],
  ])('is refused: %s', async (_what, text, message) => {
    await expect(compilePolicy(opa, rego(text))).rejects.toMatchObject({
      code: 'POLICY_FORBIDDEN',
      message: expect.stringMatching(message),
    })
  })

  it('lets a walk stand that is not negated, and the word in a text', async () => {
    await expect(compilePolicy(opa, rego('decision := 1 if walk(input, [["cases"], 1])'))).resolves.toBeDefined()
  })
})
