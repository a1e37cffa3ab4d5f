import { expect, test } from 'vitest'
import { sha256 } from '../../../../../src/core/digest.ts'
import { nothingShown } from '../../../../../src/core/display/display-record.ts'
import type { GrantPull, RequestRecord } from '../../../../../src/core/record.ts'
import type { Comment, Issue } from '../../../../../src/ports/issues.ts'
import type { Pull } from '../../../../../src/ports/pull-requests.ts'
import { observe } from '../../../../../src/reconcile/request/observe/observe.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { recordOf } from '../../../../record-of.ts'

const now = new Date('2026-11-21T19:14:00Z')
const rita = { id: 7, login: 'rita', type: 'User' as const }
const record: RequestRecord = {
  key: { repository: 1, issue: 42 },
  state: 'submitted',
  findings: [],
  comments: { count: 0, last: 0 },
  tries: 0,
  wakeAt: now,
}
const issue = {
  number: 42,
  isPull: true,
  url: 'https://github.example/acme/access/pull/42',
  title: 'Please',
  // Looks like the form, and asks for nothing: the file does.
  body: '### Resource\n\norders-db\n',
  author: rita,
  open: true,
  labels: [],
  comments: 0,
  createdAt: now,
  updatedAt: now,
} as unknown as Issue

/** What is seen of a pull request whose whole change is read as two files. */
function see(pull: Partial<Pull>, set: Partial<RequestRecord> = {}, comments: Comment[] = []) {
  const shown = {
    open: true,
    draft: false,
    merged: false,
    baseRef: 'requests',
    headRef: 'ask',
    own: true,
    author: rita,
  }
  const ports = {
    displays: { find: async () => nothingShown },
    issues: { read: async () => ({ ...issue, comments: comments.length }), comments: async () => comments },
    pulls: { read: async () => ({ ...shown, head: 'c'.repeat(40), ...pull }), changes: async () => [] },
    repository: { read: async () => ({ problems: [] }), visibility: async () => ({ private: true, archived: false }) },
    requests: {
      notices: async () => ({ pull: 0, comments: 0, person: 0, words: 0, gone: 0 }),
      told: async () => ({ comments: [], review: 0, changed: undefined }),
      writerOf: async () => 'unknown',
      commentWriters: async (_: unknown, ids: number[]) =>
        new Map(ids.map((id) => [id, { person: rita.id, body: sha256(bodyOf(comments, id)) }])),
    },
  } as unknown as Ports
  return observe(ports, recordOf({ ...record, ...set }), now)
}

const bodyOf = (comments: Comment[], id: number) => comments.find((one) => one.id === id)?.body ?? ''

test('a pull request is read by its file, whatever its text looks like', async () => {
  expect(await see({})).toMatchObject({
    kind: 'issue',
    own: { mergedByOther: false },
    reading: { kind: 'invalid', findings: [{ code: 'REQUEST_PULL_SHAPE' }] },
  })
})

test.each<[string, Partial<Pull>]>([
  ['opened by Daypass', { author: { id: 900, login: 'daypass[bot]', type: 'Bot' } }],
  ['opened by another program', { author: { id: 901, login: 'renovate[bot]', type: 'Bot' } }],
  ['from a branch of Daypass’s', { headRef: 'daypass/7' }],
  ['from a branch of Daypass’s in other letters', { headRef: 'DayPass/7' }],
])('a pull request %s asks for nothing', async (_, pull) => {
  expect(await see(pull)).toEqual({ kind: 'gone' })
})

test('what a person closed while it was voted on is seen as closed, before any word of its requester', async () => {
  const pending = { ...record, state: 'pending' as const, body: 'another head', pull: { closed: false } as GrantPull }
  const shut = await see({ open: false }, { ...pending, ownPull: { voidedUpTo: 0 } })
  expect(shut).toMatchObject({ kind: 'issue', own: { mergedByOther: false } })
  expect(shut).not.toHaveProperty('reading')
  const void_ = await see({ open: false }, { ...pending, pull: { closed: true } as GrantPull })
  expect(void_).toMatchObject({ reading: { kind: 'invalid', findings: [{ code: 'REQUEST_PULL_UNFIT' }] } })
})

test('a fork may call its branches what it likes', async () => {
  expect(await see({ headRef: 'daypass/7', own: false })).toMatchObject({ kind: 'issue' })
})

test('a `/retry` does not make Daypass refuse what it has merged itself', async () => {
  const retry = { id: 5, body: '/retry', author: rita, ours: false, createdAt: now, updatedAt: now }
  const voted = { state: 'pending', pull: { number: 42, merge: { intended: true } } } as Partial<RequestRecord>
  const seen = await see({ open: false, merged: true, mergedByUs: true }, voted, [retry as unknown as Comment])
  expect(seen).toMatchObject({ open: true, own: { mergedByOther: false, mergedByUs: true } })
  expect(seen).not.toHaveProperty('reading')
})
