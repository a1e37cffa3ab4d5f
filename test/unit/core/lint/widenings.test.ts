import { describe, expect, test } from 'vitest'
import { PeopleKnown } from '../../../../src/core/lint/people-known.ts'
import { type Governing, ruleOwnerNames, widenings } from '../../../../src/core/lint/widenings.ts'
import { readCodeowners } from '../../../../src/core/review/codeowners.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'
import type { Settings } from '../../../../src/generated/config.ts'

const known = new Map(
  Object.entries({ '@acme/security': [5, 6], '@acme/all': [5, 6, 7], '@sam': [5], '@otto': [7] }).map(
    ([name, ids]) => [name, { people: ids.map((id) => ({ id })) }] as const,
  ),
)
const resource = (more: Partial<Resource> = {}): Resource => ({
  ...{ id: 'orders-db', title: 'Orders', kind: 'database', sensitivity: 'high', connector: 'orders' },
  actions: { read: { scope: 'orders:read' } },
  ...more,
})
const owned = '/policies/ @acme/security\n/catalog/ @acme/security\n/.github/ @acme/security\n'

type Given = { owners?: string; settings?: Settings; resources?: Resource[] }

function governing({ owners = owned, settings = {}, resources = [resource()] }: Given): Governing {
  const codeowners = readCodeowners(owners)
  const paths = ['policies/decision.rego', 'catalog/a.yml', '.github/CODEOWNERS']
  return { resources, settings, codeowners, people: new PeopleKnown(known, codeowners), paths }
}

describe('what widens although no question shows it', () => {
  test.each<[string, Given, Given, RegExp[]]>([
    ['nothing', {}, {}, []],
    [
      'one more owner of the policies',
      {},
      { owners: owned.replace('@acme/security', '@acme/security @otto') },
      [/`\/policies\/` is owned by `@acme\/security`, `@otto`, and now by/],
    ],
    ['a larger team that owns them', {}, { owners: owned.replace('@acme/security', '@acme/all') }, [/`\/policies\/`/]],
    [
      'an owner whom nobody knows',
      {},
      { owners: owned.replace('@acme/security', '@acme/security @nobody') },
      [/@nobody/],
    ],
    ['nobody who owns them', {}, { owners: owned.replace('/policies/ @acme/security\n', '') }, [/owned by nobody/]],
    ['all of it owned by nobody', {}, { owners: '# none\n' }, [/`\/policies\/`/, /`\/catalog\/`/, /`\/.github\/`/]],
    ['a narrower team', {}, { owners: owned.replace('@acme/security', '@sam') }, []],
    ['owners where there were none', { owners: '# none\n' }, {}, []],
    ['the same by another name', { owners: owned.replace('@acme/security', '@acme/all') }, { owners: owned }, []],
    [
      'a scope',
      {},
      { resources: [resource({ actions: { read: { scope: 'orders:admin' } } })] },
      [/`read` of `orders-db` gives the scope `orders:admin`/],
    ],
    ['a connector', {}, { resources: [resource({ connector: 'root' })] }, [/given out by the connector `root`/]],
    ['a resource that is new, which questions show', {}, { resources: [resource(), resource({ id: 'b' })] }, []],
    [
      'how many must approve what is looser',
      {},
      { settings: { policy: { loosening_approvals: 0 } } },
      [/The setting `policy` changes/],
    ],
    ['how old keys are', { settings: { key_min_age: '24h' } }, {}, [/`key_min_age`/]],
    ['who is called, and what questions show', {}, { settings: { escalate_to: ['@otto'], max_duration: '8h' } }, []],
  ])('%s', (_what, before, after, expected) => {
    const found = widenings(governing(before), governing(after))
    expect(found).toHaveLength(expected.length)
    for (const [index, words] of expected.entries()) expect(found[index]).toMatch(words)
  })

  test('asks who is behind all owners of rules', () => {
    expect(ruleOwnerNames(governing({ owners: `${owned}/requests/ @rita\n` }))).toStrictEqual(['@acme/security'])
  })
})
