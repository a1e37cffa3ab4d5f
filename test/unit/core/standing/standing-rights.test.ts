import { describe, expect, test } from 'vitest'
import {
  compareScans,
  readScan,
  type StandingRight,
  type StandingScan,
  sortRights,
} from '../../../../src/core/standing/standing-rights.ts'

const right = (who: string, level: StandingRight['right'], on = 'acme/orders'): StandingRight => ({
  on,
  who,
  right: level,
})
const scan = (...rights: StandingRight[]): StandingScan => ({ version: 1, of: 'acme', rights, unseen: [] })

describe('rights that stand', () => {
  test('are there once, with the most that somebody has, in order', () => {
    expect(
      sortRights([
        right('@zoe', 'write'),
        right('@rita', 'write'),
        right('@rita', 'admin'),
        right('@rita', 'write', 'acme/api'),
      ]),
    ).toEqual([right('@rita', 'write', 'acme/api'), right('@rita', 'admin'), right('@zoe', 'write')])
  })

  test.each<[string, StandingRight[], StandingRight[], object]>([
    ['nothing', [right('@a', 'write')], [right('@a', 'write')], { grown: [], gone: [] }],
    ['a new right', [], [right('@a', 'write')], { grown: [right('@a', 'write')], gone: [] }],
    [
      'more than before',
      [right('@a', 'write')],
      [right('@a', 'admin')],
      { grown: [{ ...right('@a', 'admin'), was: 'write' }], gone: [] },
    ],
    ['less than before', [right('@a', 'admin')], [right('@a', 'write')], { grown: [], gone: [] }],
    ['gone', [right('@a', 'write')], [], { grown: [], gone: [right('@a', 'write')] }],
    [
      'another thing',
      [right('@a', 'write')],
      [right('@a', 'write', 'acme/b')],
      { grown: [right('@a', 'write', 'acme/b')], gone: [right('@a', 'write')] },
    ],
  ])('%s', (_, before, now, change) => {
    expect(compareScans(scan(...before), scan(...now))).toEqual(change)
  })

  test('the first scan has nothing to grow from', () => {
    expect(compareScans(undefined, scan(right('@a', 'admin')))).toEqual({ grown: [], gone: [] })
  })

  test.each([
    ['nothing', null],
    ['a list', []],
    ['another version', { ...scan(), version: 2 }],
    ['no rights', { version: 1, of: 'acme', unseen: [] }],
    ['a right that is none', { ...scan(), rights: [{ on: 'x', who: 'y', right: 'read' }] }],
    ['something unseen that is no text', { ...scan(), unseen: [1] }],
  ])('%s is no scan', (_, value) => {
    expect(readScan(value)).toBeUndefined()
  })

  test('what was written is read again', () => {
    const written = scan(right('@a', 'maintain'))
    expect(readScan(JSON.parse(JSON.stringify(written)))).toEqual(written)
  })
})
