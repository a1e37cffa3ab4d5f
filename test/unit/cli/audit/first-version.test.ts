// What was written before there was a second version of events, by a real run, and never changes again.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { checkIssue } from '../../../../src/core/trail/check-issue.ts'
import { entryLine, type TrailEntry, trailHash } from '../../../../src/core/trail/entry.ts'
import { trailVerifier } from '../../../../src/signing/trail-verifier.ts'
import { createWorld } from '../world.ts'

const file = (name: string) => fileURLToPath(new URL(`../../../fixtures/trail/${name}`, import.meta.url))
const exported = file('export-v1.jsonl')
const lines = readFileSync(exported, 'utf8').trimEnd().split('\n')
const entryLines = lines.filter((line) => line.startsWith('{"event"'))
const { keys } = JSON.parse(lines[0] ?? '')
const issue = JSON.parse(readFileSync(file('issue-v1.json'), 'utf8'))
const verify = trailVerifier(keys)

describe('an export of version 1', () => {
  test('verifies as it did', async () => {
    const world = await createWorld()
    expect(await world.run('audit', 'verify', '--json', '--export', exported)).toBe(0)
    expect(JSON.parse(world.out)).toMatchObject({ ok: true, found: [{ entries: 15, checkpoints: 1 }] })
  })

  test('has the same bytes and hashes, events of no request among them', () => {
    const entries = entryLines.map((line) => JSON.parse(line) as TrailEntry)
    expect(entries.map((entry) => entryLine(entry))).toEqual(entryLines)
    expect(entries.map(({ event }) => trailHash(event))).toEqual(entries.map(({ hash }) => hash))
    expect(new Set(entries.map(({ event }) => event.version))).toEqual(new Set([1]))
    expect(entries.filter(({ event }) => event.issue === 0).map(({ event }) => event.kind)).toEqual([
      'locked',
      'lifted',
    ])
  })
})

describe('an issue of version 1', () => {
  test('verifies as it did', () => {
    expect(checkIssue({ ...issue, verify })).toMatchObject({ ok: true, entries: { length: 7 } })
  })

  test('is refused where it was passed off as version 2', () => {
    const comments = issue.comments.map((body: string) => body.replaceAll('"version":1}', '"version":2}'))
    expect(comments).not.toEqual(issue.comments)
    expect(checkIssue({ ...issue, comments, verify })).toMatchObject({ ok: false, code: 'TRAIL_ALTERED' })
  })
})
