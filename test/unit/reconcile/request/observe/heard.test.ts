import { describe, expect, test } from 'vitest'
import { commentDigest } from '../../../../../src/core/digest.ts'
import type { RequestRecord } from '../../../../../src/core/record.ts'
import type { Comment } from '../../../../../src/ports/issues.ts'
import type { CommentWriter } from '../../../../../src/ports/request-store.ts'
import { commandsOnPull, newCommands } from '../../../../../src/reconcile/request/observe/heard.ts'
import type { Ports } from '../../../../../src/reconcile/request/ports.ts'
import { recordOf } from '../../../../record-of.ts'
import { decided } from '../../../core/record-samples.ts'

const now = new Date('2026-11-21T19:14:00Z')
const at = (seconds: number) => new Date(now.getTime() + seconds * 1000)
const rita = { id: 7, login: 'rita', type: 'User' as const }
const record: RequestRecord = { ...decided('active', 'allow'), comments: { count: 1, last: 30 } }

function comment(id: number, body: string, set: Partial<Comment> = {}): Comment {
  return { id, body, author: rita, createdAt: now, updatedAt: now, ours: false, ...set }
}

type Writers = Record<number, CommentWriter>
const theirs = (...comments: Comment[]): Writers =>
  Object.fromEntries(comments.map(({ id, body, author }) => [id, { person: author.id, body: commentDigest(body) }]))

function portsOf(hands: Writers, onPull: Comment[] = [], told: number[] = []): Ports {
  return {
    requests: {
      told: async () => ({ comments: told, review: 0, changed: undefined }),
      commentWriters: async (_: unknown, ids: number[]) =>
        new Map(ids.flatMap((id) => (hands[id] ? [[id, hands[id]] as const] : []))),
    },
    issues: { comments: async () => onPull },
  } as unknown as Ports
}

const hear = (comments: Comment[], hands: Writers, set: Partial<RequestRecord> = {}, when = now, told: number[] = []) =>
  newCommands(portsOf(hands), recordOf({ ...record, ...set }), comments, { now: when, told })

describe('who wrote a command (security.R3)', () => {
  test.each<[string, Comment, Writers, string[]]>([
    [
      'by its author, as a webhook said',
      comment(31, '/extend 1h why'),
      theirs(comment(31, '/extend 1h why')),
      ['extend'],
    ],
    ['as another text than it shows now', comment(31, '/retry'), theirs(comment(31, 'I did not write that')), []],
    ['and was changed, as a webhook said', comment(31, '/done'), { 31: 'changed' }, []],
    ['and was changed, as its times say', comment(31, '/done', { updatedAt: at(1) }), theirs(comment(31, '/done')), []],
    ['by another person', comment(31, '/done'), { 31: { person: 8, body: commentDigest('/done') } }, []],
    ['by an unknown writer: an end is heard', comment(31, '/revoke leaked'), {}, ['revoke']],
    [
      'with other line ends',
      comment(31, '/done\r\nx'),
      { 31: { person: 7, body: commentDigest('/done\nx') } },
      ['done'],
    ],
  ])('%s', async (_, one, hands, names) => {
    expect((await hear([one], hands)).commands.map(({ name }) => name)).toEqual(names)
  })

  test.each(['/extend 1h why', '/retry', '/explain'])(
    '%s by an unknown writer waits for the word, and then acts',
    async (body) => {
      const one = comment(31, body)
      const first = await hear([one], {})
      expect(first).toEqual({ commands: [], last: 31, waiting: [31], missed: false })
      const { commands, missed, ...looked } = first
      const later = { comments: { count: 1, ...looked } }
      expect((await hear([one], theirs(one), later, at(60))).commands).toHaveLength(1)
      expect((await hear([one], {}, later, at(600))).commands).toMatchObject([{ name: 'unheard' }])
    },
  )

  test('a `/retry` from before a text was refused does not mean that text, however late its word comes', async () => {
    const one = comment(31, '/retry')
    const set = { refusedUpTo: 31, comments: { count: 1, last: 32, waiting: [31] } }
    expect(await hear([one], {}, set)).toEqual({ commands: [], last: 32, missed: false })
    expect((await hear([one], theirs(one), set)).commands).toEqual([])
    expect((await hear([one], theirs(one), { ...set, refusedUpTo: 30 })).commands).toHaveLength(1)
  })

  test('of programs and of our own nothing is heard, and nothing twice', async () => {
    const bot = { ...rita, type: 'Bot' as const }
    const all = [comment(31, '/done', { author: bot }), comment(32, '/done', { ours: true }), comment(30, '/done')]
    expect((await hear(all, theirs(...all))).commands).toEqual([])
  })
})

describe('comments that webhooks told of and reads do not show (github.F1)', () => {
  test('are not passed over by a later one', async () => {
    const [first, second] = [comment(31, '/extend 1h why'), comment(32, '/explain')]
    const seen = await hear([second], theirs(second), {}, now, [31, 32])
    expect(seen).toMatchObject({ commands: [{ name: 'explain' }], last: 32, waiting: [31] })
    expect(seen.missed).toBe(true)
    const { commands: _done, missed: _yes, ...looked } = seen
    const next = await hear([first, second], theirs(first, second), { comments: { count: 2, ...looked } }, at(1))
    expect(next.commands.map(({ name }) => name)).toEqual(['extend'])
    expect(next).not.toHaveProperty('waiting')
  })

  test('are let be when nothing comes', async () => {
    const seen = await hear([], {}, { behind: 5, comments: { count: 1, last: 30, waiting: [31] } }, now, [31])
    expect(seen).toEqual({ commands: [], last: 31, missed: true })
  })
})

describe('what is said on the pull request (field.D1)', () => {
  const pull = { number: 51 } as RequestRecord['pull']
  const said = comment(40, '/revoke leaked')
  const on = (notices: number, set: Partial<RequestRecord> = {}) =>
    commandsOnPull(
      portsOf(theirs(said), [said]),
      recordOf({ ...record, ...(pull ? { pull } : {}), ...set }),
      notices,
      now,
    )

  test('is heard once, and answered there', async () => {
    const first = await on(1)
    expect(first.commands).toEqual([{ name: 'revoke', by: 7, login: 'rita', rest: 'leaked', onPull: 51 }])
    expect(first.onPull).toEqual({ notices: 1, last: 40 })
    expect((await on(1, { onPull: { notices: 1, last: 40 } })).commands).toEqual([])
    expect((await on(2, { onPull: { notices: 1, last: 40 } })).commands).toEqual([])
  })

  test('is looked for again while it is not listed (github.F1)', async () => {
    const before = { ...record, ...(pull ? { pull } : {}) }
    const first = await commandsOnPull(portsOf({}, [], [40]), before, 1, now)
    expect(first).toEqual({ commands: [], missed: true, onPull: { notices: 1, last: 0, waiting: [40] } })
    const { onPull } = first
    const ports = portsOf(theirs(said), [said])
    const next = await commandsOnPull(ports, { ...before, ...(onPull ? { onPull } : {}) }, 1, now)
    expect(next).toMatchObject({ commands: [{ name: 'revoke' }], missed: false })
  })

  test('is not looked for where no webhook told of anything', async () => {
    expect(await on(0)).toEqual({ commands: [], missed: false })
  })
})
