import { describe, expect, test } from 'vitest'
import { bundleFiles, contentsTag } from '../../../../src/policy/bundle/bundle-files.ts'
import type { LiveList } from '../../../../src/ports/live-lists.ts'

const policy = new Map([
  ['data.json', '{"daypass_settings":{}}'],
  ['decision.rego', 'package daypass\n'],
])
const parts = { revision: 'e'.repeat(64), policy, data: '{"daypass_settings":{}}', gate: 'package daypass_gate\n' }
const live: LiveList = { published: new Date(1_796_040_000_123), freshFor: 60, grants: [] }

const textsOf = (more: object) =>
  Object.fromEntries(bundleFiles({ ...parts, ...more }).map(({ name, bytes }) => [name, Buffer.from(bytes).toString()]))

describe('what a bundle holds', () => {
  test('rules, one file of data, a manifest: of policy alone', () => {
    expect(textsOf({})).toEqual({
      'policies/decision.rego': 'package daypass\n',
      'data.json': '{"daypass_settings":{}}',
      '.manifest': `{"rego_version":1,"revision":"${'e'.repeat(64)}","roots":["daypass","daypass_settings"]}`,
    })
  })

  test('the gate and the list, in nanoseconds', () => {
    const grants = [
      {
        id: 'a'.repeat(22),
        subject: 'github|42',
        resource: 'x',
        scopes: ['r', 'w'],
        ends: new Date(1_796_040_060_001),
      },
    ]
    const texts = textsOf({ live: { ...live, grants } })
    expect(texts['gate/daypass_gate.rego']).toBe(parts.gate)
    expect(texts['data.json']).toBe(
      `{"daypass_live":{"fresh_for_ns":60000000000,"grants":{"${'a'.repeat(22)}":{"ends_ns":1796040060001000000,"resource":"x","scopes":["r","w"],"subject":"github|42"}},"published_ns":1796040000123000000},"daypass_settings":{}}`,
    )
    expect(texts['.manifest']).toContain('"roots":["daypass","daypass_gate","daypass_live","daypass_settings"]')
  })

  test('what a grant is bound to, its numbers as they are', () => {
    const operation = { run: { repository: 77, id: 30433642, attempt: 2 } }
    const grants = [
      { id: 'a'.repeat(22), subject: 'github|42', resource: 'x', scopes: ['r'], operation, ends: live.published },
    ]
    expect(textsOf({ live: { ...live, grants } })['data.json']).toContain(
      '"operation":{"run":{"attempt":2,"id":30433642,"repository":77}}',
    )
  })

  test.each(['daypass', 'daypass_live', 'daypass_gate', 'system', '', 'a/b', '/'])(
    'no data of the name %j, with a list or without one',
    (name) => {
      const data = JSON.stringify({ [name]: 1 })
      for (const more of [{}, { live }])
        expect(() => bundleFiles({ ...parts, data, ...more })).toThrow(
          expect.objectContaining({ code: 'POLICY_FORBIDDEN' }),
        )
    },
  )
})

test('the tag is of the contents and the scope', () => {
  const tags = [
    contentsTag(bundleFiles(parts), 'acme/access'),
    contentsTag(bundleFiles({ ...parts }), 'acme/access'),
    contentsTag(bundleFiles(parts), 'acme/other'),
    contentsTag(bundleFiles({ ...parts, data: '{"daypass_settings":{"a":1}}' }), 'acme/access'),
    contentsTag(bundleFiles({ ...parts, revision: 'f'.repeat(64) }), 'acme/access'),
    contentsTag(bundleFiles({ ...parts, live }), 'acme/access'),
  ]
  expect(tags[0]).toMatch(/^"[0-9a-f]{64}"$/)
  expect(new Set(tags).size).toBe(5)
})
