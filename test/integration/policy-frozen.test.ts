import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/canonical-json.ts'
import { liftInput } from '../../src/core/policy/lift-input.ts'
import type { PolicyInput } from '../../src/generated/policy-input.ts'
import { isPolicyInput } from '../../src/generated/validators.js'
import { readPolicyFolder } from '../../src/policy/folder.ts'
import { findOpa } from '../../src/policy/opa/opa-binary.ts'
import { createPolicyReplay } from '../../src/policy/policy-replay.ts'
import type { CompiledPolicy } from '../../src/ports/policy-engine.ts'
import type { OldQuestion, PolicyReplay } from '../../src/ports/policy-replay.ts'
import { runs } from '../runs.ts'

// A policy that somebody wrote once goes on deciding as it did: the default library as it was first released, its input's schema, and
// what it answered then. These files are never changed; a later release adds a folder of its own.

const frozen = 'test/fixtures/policies/2026-11-30'
const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'))
type Schema = { [member: string]: unknown; properties?: Record<string, Schema>; required?: string[] }
const [then, now]: Schema[] = [read(`${frozen}/policy-input.schema.json`), read('schemas/policy-input.schema.json')]
const { digest, answers } = read(`${frozen}/answers.json`) as {
  digest: string
  answers: { name: string; input: PolicyInput; output: unknown }[]
}

let replay: PolicyReplay
let policy: CompiledPolicy

beforeAll(async () => {
  replay = createPolicyReplay({ opa: await findOpa({}), deadlineMs: 20_000 })
  policy = await replay.compile(await readPolicyFolder(`${frozen}/policies`))
})
afterAll(() => replay.close())

const words = ['description', 'title', '$schema', '$id']

/** What of a schema takes less, or promises less, than an earlier one. */
function breaks(before: Schema | undefined, after: Schema | undefined, where: string): string[] {
  if (!before || !after) return after ? [] : [`${where} is gone`]
  const rest = ({ properties: _inner, required: _needed, ...others }: Schema) =>
    canonicalJson(Object.fromEntries(Object.entries(others).filter(([name]) => !words.includes(name))))
  const needed = ({ required = [] }: Schema) => canonicalJson([...required].sort())
  return [
    ...(needed(before) === needed(after) ? [] : [`${where} requires something else`]),
    ...(rest(before) === rest(after) ? [] : [`${where} takes something else`]),
    ...Object.entries(before.properties ?? {}).flatMap(([name, inner]) =>
      breaks(inner, after.properties?.[name], `${where}.${name}`),
    ),
  ]
}

type Addition = { path: string[]; schema: Schema }

/** What a later schema has and an earlier one lacks. */
function additions(before: Schema, after: Schema, path: string[] = []): Addition[] {
  return Object.entries(after.properties ?? {}).flatMap(([name, schema]) => {
    const old = before.properties?.[name]
    return old ? additions(old, schema, [...path, name]) : [{ path: [...path, name], schema }]
  })
}

/** Any value that a schema takes. */
function anyOf(schema: Schema): fc.Arbitrary<unknown> {
  const { type, enum: words, minimum = 0, maximum = 1_000_000, items, properties = {}, required = [] } = schema
  const { const: value } = schema as { const?: unknown }
  if (Array.isArray(words)) return fc.constantFrom(...words)
  if (Array.isArray(schema.oneOf)) return fc.oneof(...(schema.oneOf as Schema[]).map(anyOf))
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern))
  if (type === 'boolean') return fc.boolean()
  if (type === 'integer') return fc.integer({ min: Number(minimum), max: Number(maximum) })
  if (type === 'string') return fc.oneof(fc.constantFrom('admin', '@acme/orders', 'Bot', ''), fc.string())
  if (type === 'array') return fc.array(anyOf(items as Schema), { minLength: 1, maxLength: 3 })
  if (value !== undefined) return fc.constant(value)
  if (type !== 'object') throw new Error(`this test knows no values of ${JSON.stringify(schema)}`)
  const members = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, anyOf(inner)]))
  return fc.record(members, { requiredKeys: required })
}

function withValue(input: unknown, [name = '', ...rest]: string[], value: unknown): object {
  const object = input as Record<string, unknown>
  return { ...object, [name]: rest.length === 0 ? value : withValue(object[name], rest, value) }
}

/** Inputs of before with some of what was added since, as a later Daypass may ask them. */
const laterInputs = (added: readonly Addition[]) =>
  fc
    .tuple(
      fc.constantFrom(...answers),
      fc.tuple(...added.map(({ schema }) => fc.option(anyOf(schema), { nil: undefined }))),
    )
    .map(([{ input, output }, values]): OldQuestion => {
      const given = added.flatMap(({ path }, index) =>
        values[index] === undefined ? [] : [[path, values[index]] as const],
      )
      const later = given.reduce((known: object, [path, value]) => withValue(known, path, value), input)
      return { input: later as PolicyInput, expected: output }
    })

it('is what it was', () => {
  expect(policy.digest).toBe(digest)
  expect(answers.length).toBeGreaterThan(30)
})

it('answers what it was asked then as it did, byte for byte', async () => {
  const lifted = answers.map(({ name, input, output }) => {
    const found = liftInput(input)
    if (!found.ok) throw new Error(`${name}: the input ${found.why}`)
    return { input: found.input, expected: output }
  })
  expect(await replay.ask(lifted, policy)).toEqual([])
})

it('answers the same whatever facts were added since', async () => {
  const added = additions(then ?? {}, now ?? {})
  expect(added.map(({ path }) => path.join('.'))).toContain('version')
  const questions = fc.sample(laterInputs(added), runs(300))
  expect(questions.every(({ input }) => isPolicyInput(input))).toBe(true)
  expect(await replay.ask(questions, policy)).toEqual([])
})

it('nothing of its input was renamed, narrowed or taken away since', () => {
  expect(breaks(then, now, 'input')).toEqual([])
})

describe('this test', () => {
  const facts = (change: (schema: Record<string, Schema>) => void): Schema => {
    const schema = structuredClone(now) as Schema
    change((schema.properties?.facts?.properties ?? {}) as Record<string, Schema>)
    return schema
  }
  const kinds = (requester: Schema | undefined) => (requester?.properties?.type?.enum ?? []) as string[]
  it.each<[what: string, change: (facts: Record<string, Schema>) => void]>([
    ['a fact that is gone', (known) => delete known.open_grants],
    ['a fact that is required no more', ({ requester }) => requester?.required?.pop()],
    ['a fact that is required since', ({ requester }) => requester?.required?.push('permission')],
    ['a value that is gone', ({ requester }) => kinds(requester).pop()],
    ['a value more, which old policies take for something else', ({ requester }) => kinds(requester).push('App')],
    ['another type', ({ now_ns: instant }) => Object.assign(instant ?? {}, { type: 'string' })],
  ])('sees %s', (_what, change) => {
    expect(breaks(then, facts(change), 'input')).toHaveLength(1)
  })

  it('would ask with a fact that a policy reads', async () => {
    const reading = await replay.compile(
      new Map([
        [
          'policy.rego',
          'package daypass\n\ndecision := {"outcome": "deny", "reasons": [p]} if p := input.facts.requester.permission else := {"outcome": "deny", "reasons": ["x"]}\n',
        ],
      ]),
    )
    const earlier = facts(({ requester }) => delete requester?.properties?.permission)
    const added = additions(earlier, now ?? {})
    expect(added.map(({ path }) => path.join('.'))).toEqual(['facts.requester.permission'])
    const same = { outcome: 'deny', reasons: ['x'] }
    const questions = fc.sample(laterInputs(added), runs(50)).map(({ input }) => ({ input, expected: same }))
    expect((await replay.ask(questions, reading)).length).toBeGreaterThan(10)
  })
})
