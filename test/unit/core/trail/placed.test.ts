import { describe, expect, test } from 'vitest'
import type { SignedCheckpoint } from '../../../../src/core/trail/checkpoint.ts'
import { isDue, placedText, readPlaced } from '../../../../src/core/trail/placed.ts'

const signed: SignedCheckpoint = {
  checkpoint: { repository: 7, seq: 12, hash: 'a'.repeat(64), at: '2026-11-21T12:00:00.000Z' },
  signature: 'x..y',
}
const path = 'trail/7/12.json'
const text = placedText({ ...signed, before: 3 })

test('is one line, with the one before it', () => {
  expect(text).toBe(
    `{"before":3,"checkpoint":{"at":"2026-11-21T12:00:00.000Z","hash":"${'a'.repeat(64)}","repository":7,"seq":12},"signature":"x..y"}\n`,
  )
})

describe('a file is read as the checkpoint that its path says, to the byte', () => {
  test.each<[what: string, path: string, text: string, read: boolean]>([
    ['as it was placed', path, text, true],
    ['the first of all', path, placedText(signed), true],
    ['with the line ends of another system', path, text.replace('\n', '\r\n'), true],
    ['under another number', 'trail/7/13.json', text, false],
    ['of another repository', 'trail/8/12.json', text, false],
    ['in another folder', `x/${path}`, text, false],
    ['without its line feed', path, text.trimEnd(), false],
    ['with a blank more', path, text.replace(',', ', '), false],
    ['with a member more', path, text.replace('{"before"', '{"a":1,"before"'), false],
    ['with a member twice', path, text.replace('{"before":3', '{"before":4,"before":3'), false],
    ['with a path before it', path, text.replace(':3,', ':"../3",'), false],
    ['with half a number before it', path, text.replace(':3,', ':3.5,'), false],
    ['with none before it', path, text.replace(':3,', ':null,'), false],
    ['a list', path, '[]\n', false],
    ['nothing', path, '', false],
  ])('%s', (_what, at, given, read) => {
    expect(readPlaced(at, given)).toEqual(read ? expect.objectContaining(signed) : undefined)
  })
})

test.each<[what: string, seq: number, minutes: number, due: boolean]>([
  ['nothing new', 10, 600, false],
  ['older than what lies there', 9, 600, false],
  ['one entry within the hour', 11, 59, false],
  ['one entry after an hour', 11, 60, true],
  ['999 entries within the hour', 1009, 0, false],
  ['1 000 entries', 1010, 0, true],
])('with %s, another one is due: %#', (_what, seq, minutes, due) => {
  const at = new Date('2026-11-21T12:00:00Z')
  const now = new Date(at.getTime() + minutes * 60_000)
  expect(isDue({ seq, hash: '' }, { seq: 10, hash: '', at }, now)).toBe(due)
  expect(isDue({ seq, hash: '' }, undefined, now)).toBe(true)
})
