import { describe, expect, test } from 'vitest'
import type { Known } from '../../../../src/core/catalog/catalog-change.ts'
import { chosenOf } from '../../../../src/core/catalog/catalog-change.ts'
import type { Offered } from '../../../../src/core/catalog/offered.ts'
import { newsOf } from '../../../../src/core/catalog/offered.ts'
import { changesOf, type OfferedBy } from '../../../../src/core/catalog/offered-changes.ts'
import type { Resource } from '../../../../src/generated/catalog.ts'

const action = (...names: string[]): Resource['actions'] =>
  Object.fromEntries(names.map((name) => [name, { scope: `x:${name}` }]))
const offer = (id: string, names: string[], kind: Offered['kind'] = 'api'): Offered => ({
  ...{ id, title: id, kind, sensitivity: 'low', actions: action(...names) },
})
const known = (id: string, names: string[], connector = 'c', kind: Offered['kind'] = 'api'): Known => ({
  resource: { ...offer(id, names, kind), title: 'as people call it', connector },
  path: `catalog/${id}.yml`,
})
const by: OfferedBy = { connector: 'c', byRole: false, path: 'catalog/c.yml', source: 'the description' }
const keysOf = (...given: Parameters<typeof changesOf>): string[] => changesOf(...given).changes.map(({ key }) => key)

describe('what a description offers', () => {
  test.each<[string, Offered[], Known[], string[]]>([
    ['is new as a whole', [offer('a', ['read', 'write'])], [], ['a']],
    ['adds actions to what is there', [offer('a', ['read', 'write'])], [known('a', ['read'])], ['a:write']],
    ['is nothing where all is there', [offer('a', ['read'])], [known('a', ['read', 'more'])], []],
    ['takes no action of another resource for it', [offer('b', ['read'])], [known('a', ['read'])], ['b']],
    ['never adds to another connector', [offer('a', ['read', 'write'])], [known('a', ['read'], 'other')], []],
  ])('%s', (_, offered, there, keys) => {
    expect(keysOf(offered, there, by)).toEqual(keys)
  })

  test('is told and not touched where it is gone, or has another scope', () => {
    const there = known('a', ['read', 'old'])
    there.resource.actions.read = { scope: 'mine' }
    const { changes, remarks } = changesOf([offer('a', ['read'])], [there, known('b', ['read'])], by)
    expect(changes).toEqual([])
    expect(remarks.join('\n')).toMatch(/scope `mine`[\s\S]*`old` of `a`[\s\S]*`b` is in the catalog/)
  })
})

describe('what the roles of a connector offer', () => {
  const roles = { ...by, byRole: true }
  test.each<[string, Offered[], Known[], string[]]>([
    ['is known by the name of its action', [offer('db', ['read'], 'database')], [known('mine', ['read'])], []],
    [
      'goes to the one resource that a database has',
      [offer('db', ['read', 'dump'], 'database')],
      [known('mine', ['read'])],
      ['mine:dump'],
    ],
    [
      'is a resource where several could have it',
      [offer('db', ['dump'], 'database')],
      [known('a', ['x']), known('b', ['x'])],
      ['db'],
    ],
    [
      'is a resource for each team',
      [offer('t1', ['join'], 'team'), offer('t2', ['help'], 'team')],
      [known('mine', ['join'])],
      ['t2'],
    ],
    [
      'has nothing to do with other connectors',
      [offer('db', ['read'], 'database')],
      [known('mine', ['read'], 'other')],
      ['db'],
    ],
  ])('%s', (_, offered, there, keys) => {
    expect(keysOf(offered, there, roles)).toEqual(keys)
  })
})

test('by resource, for whoever writes it by hand', () => {
  const { changes } = changesOf(
    [offer('a', ['read', 'write', 'delete']), offer('b', ['read'])],
    [known('a', ['read'])],
    by,
  )
  expect(newsOf(changes)).toMatchObject({
    resources: [{ id: 'b' }],
    actions: [{ resource: 'a', names: ['write', 'delete'] }],
  })
})

test('what was declined is left out, exactly that, and the rest comes in parts', () => {
  const { changes } = changesOf(
    Array.from({ length: 103 }, (_, at) => offer(`r${at}`, ['read'])),
    [],
    by,
  )
  const { chosen, leftOut, later } = chosenOf(changes, new Set(['r0', 'nothing']))
  expect([chosen.length, chosen[0]?.key, leftOut, later]).toEqual([100, 'r1', ['r0'], 2])
})
