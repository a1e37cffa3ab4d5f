import { describe, expect, it } from 'vitest'
import { placeInYaml } from '../../../../src/config/yaml-text/yaml-places.ts'

const catalog = `# What people may ask for.
resources:
  - id: orders-db
    title: "Orders"
    actions:
      read:  { scope: orders:read, max_duration: 8h }
  - title: Wiki
    id: wiki
    actions: { edit: { scope: wiki:edit } }
`

describe('where something stands in a YAML text', () => {
  it.each([
    ['resources', 2, 1],
    ['resources[0]', 3, 5],
    ['resources[0].title', 4, 5],
    ['resources[0].actions.read', 6, 7],
    ['resources[0].actions.read.max_duration', 6, 36],
    ['resources[1]', 7, 5],
    ['orders-db', 3, 5],
    ['orders-db.actions.read', 6, 7],
    ['wiki', 7, 5],
    ['wiki.actions.edit', 9, 16],
    // What is missing is told where it would be.
    ['resources[1].sensitivity', 7, 5],
    ['wiki.expires', 7, 5],
    ['nothing.of.it', 1, 1],
    ['', 2, 1],
  ])('%s', (what, line, column) => {
    expect(placeInYaml(catalog, what)).toEqual({ line, column })
  })

  it.each([
    ['no YAML', 'a: [', 'a'],
    ['two keys of one name', 'a: 1\na: 2\n', 'b'],
    ['nothing', '', 'a'],
    ['a text alone', 'orders', 'orders'],
  ])('is the beginning in %s', (_name, text, what) => {
    expect(placeInYaml(text, what)).toEqual({ line: 1, column: 1 })
  })

  it('counts the lines of Windows once', () => {
    expect(placeInYaml('a: 1\r\nb:\r\n  - c\r\n', 'b[0]')).toEqual({ line: 3, column: 5 })
  })
})
