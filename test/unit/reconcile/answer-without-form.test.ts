import { describe, expect, test } from 'vitest'
import { DaypassError } from '../../../src/core/error.ts'
import type { Comment, Issue } from '../../../src/ports/issues.ts'
import { answerWithoutForm, type WithoutFormParts } from '../../../src/reconcile/answer-without-form.ts'

const key = { repository: 1, issue: 12 }
const ann = { id: 7, login: 'ann', type: 'User' as const }
const at = new Date('2026-11-21T12:00:00Z')
const asked: Issue = {
  number: 12,
  isPull: false,
  url: 'https://github.example/acme/access/issues/12',
  title: 'Access',
  body: 'please let me into orders-db',
  author: ann,
  open: true,
  closedBy: undefined,
  labels: [],
  comments: 0,
  locked: false,
  createdAt: at,
  updatedAt: at,
}

function world({ issue = {}, comments = [], free = true, catalog = true }: Partial<World> = {}) {
  const said: string[] = []
  let taken = 0
  const parts: WithoutFormParts = {
    issues: {
      read: async () => {
        if (issue === 'gone') throw new DaypassError('GITHUB_GONE', 'it is gone')
        return { ...asked, ...issue }
      },
      comments: async () => comments.map((ours) => ({ ours })) as Comment[],
      comment: async (_, body) => said.push(body),
    },
    repository: {
      read: async () => {
        if (!catalog) throw new DaypassError('GITHUB_UNAVAILABLE', 'not now')
        return { resources: [{ id: 'orders-db' }, { id: 'payroll' }] } as never
      },
    },
    answers: { take: async () => free && ++taken === 1 },
    now: () => at,
  }
  return { parts, said }
}

type World = { issue: Partial<Issue> | 'gone'; comments: boolean[]; free: boolean; catalog: boolean }

describe('an issue without the form (people.U8)', () => {
  test('is answered once, with the resource that it names filled in', async () => {
    const { parts, said } = world()
    await answerWithoutForm(parts, key)
    await answerWithoutForm(parts, key)
    expect(said).toHaveLength(1)
    await expect(said[0]).toMatchFileSnapshot('../../golden/answer-without-form.md')
  })

  test.each<[string, Partial<World>]>([
    ['names nothing', { issue: { body: 'hey' } }],
    ['names two', { issue: { body: 'orders-db and payroll' } }],
    ['is read without the catalog', { catalog: false }],
  ])('that %s gets the bare form', async (_, change) => {
    const { parts, said } = world(change)
    await answerWithoutForm(parts, key)
    expect(said).toEqual([expect.stringContaining('template=access-request.yml)')])
  })

  test('that somebody else has commented on is answered', async () => {
    const { parts, said } = world({ issue: { comments: 1 }, comments: [false] })
    await answerWithoutForm(parts, key)
    expect(said).toHaveLength(1)
  })

  test.each<[string, Partial<World>]>([
    ['is a bot’s', { issue: { author: { ...ann, type: 'Bot' } } }],
    ['is a pull request', { issue: { isPull: true } }],
    ['is closed', { issue: { open: false } }],
    ['is locked', { issue: { locked: true } }],
    ['is a request by now', { issue: { body: '### Resource\n\norders-db' } }],
    ['was written with another form', { issue: { body: '### Bug\n\nbroken' } }],
    ['is gone', { issue: 'gone' }],
    ['holds a comment of ours', { issue: { comments: 1 }, comments: [true] }],
    ['comes after many others', { free: false }],
  ])('that %s is not answered', async (_, change) => {
    const { parts, said } = world(change)
    await answerWithoutForm(parts, key)
    expect(said).toEqual([])
  })
})
