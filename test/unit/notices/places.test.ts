import { beforeEach, describe, expect, test } from 'vitest'
import { signMessage } from '../../../src/connectors/webhook/standard-webhook.ts'
import { alertLabel, alertMarker, noticeMarker } from '../../../src/core/alerts/render-notice.ts'
import { createIssuePlace } from '../../../src/notices/issue-place.ts'
import { createSlackPlace, createWebhookPlace, type Send } from '../../../src/notices/over-http.ts'
import type { AlertIssues } from '../../../src/ports/alert-issues.ts'
import type { StoredNotice } from '../../../src/ports/notices.ts'

const notice = (id: string, more: Partial<StoredNotice> = {}): StoredNotice => ({
  ...{ id: `msg_${id.repeat(32)}`, repository: 71, kind: 'end-unproved', subject: '71#4', spell: 'p' },
  ...{ at: new Date('2026-11-21T19:14:02Z'), shared: false, told: {}, resource: 'orders-db' },
  ...more,
})

describe('the issue', () => {
  type Kept = { number: number; body: string; label: string; open: boolean; comments: string[] }
  let kept: Kept[]
  let calls: string[]
  beforeEach(() => {
    kept = []
    calls = []
  })
  const issues: AlertIssues = {
    async list(_, label, all) {
      calls.push(`list ${all ? 'all' : 'open'}`)
      return kept.filter((one) => one.label === label && (all || one.open)).toReversed()
    },
    async isOpen(_, issue) {
      calls.push('isOpen')
      return kept.find(({ number }) => number === issue)?.open ?? false
    },
    async open(_, { body, label }) {
      calls.push('open')
      kept.push({ number: kept.length + 1, body, label, open: true, comments: [] })
      return kept.length
    },
    async comment({ issue }, body) {
      calls.push('comment')
      return kept.find(({ number }) => number === issue)?.comments.push(body) ?? 0
    },
    comments: async ({ issue }) => {
      const bodies = kept.find(({ number }) => number === issue)?.comments ?? []
      return bodies.map((body) => ({ body, ours: !body.startsWith('> ') })) as never
    },
  }
  const place = createIssuePlace(issues)
  const first = { isAgain: false, tries: 0, known: undefined }
  const again = { ...first, isAgain: true }

  test('one is opened for a kind, and further alerts are comments on it', async () => {
    expect(await place.send(notice('a'), first)).toBe(1)
    expect(await place.send(notice('b'), { ...first, known: 1 })).toBe(1)
    expect(await place.send(notice('c'), first)).toBe(1)
    expect(kept).toHaveLength(1)
    expect(kept[0]?.label).toBe(alertLabel)
    expect(kept[0]?.body.split('\n').slice(0, 2)).toEqual([alertMarker('end-unproved'), noticeMarker(notice('a').id)])
    expect(kept[0]?.comments.map((body) => body.split('\n')[0])).toEqual([
      noticeMarker(notice('b').id),
      noticeMarker(notice('c').id),
    ])
    expect(calls).toEqual(['list open', 'open', 'isOpen', 'comment', 'list open', 'comment'])
  })

  test('another kind has another one', async () => {
    await place.send(notice('a'), first)
    expect(await place.send(notice('b', { kind: 'lockdown' }), first)).toBe(2)
  })

  test('one that people closed is left closed, and another one opened', async () => {
    await place.send(notice('a'), first)
    for (const one of kept) one.open = false
    expect(await place.send(notice('b'), { ...first, known: 1 })).toBe(2)
    expect(kept.map(({ open, comments }) => [open, comments.length])).toEqual([
      [false, 0],
      [true, 0],
    ])
  })

  test('what may have been told is looked for, in closed ones, too, and not told twice', async () => {
    await place.send(notice('a'), first)
    await place.send(notice('b'), first)
    for (const one of kept) one.open = false
    expect(await place.send(notice('a'), again)).toBe(1)
    expect(await place.send(notice('b'), again)).toBe(1)
    expect(calls.filter((call) => call === 'open' || call === 'comment')).toHaveLength(2)
  })

  test('what is not found is told only once GitHub would list it', async () => {
    await expect(place.send(notice('a'), again)).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    await expect(place.send(notice('a'), { ...again, tries: 1 })).rejects.toMatchObject({ code: 'GITHUB_UNAVAILABLE' })
    expect(await place.send(notice('a'), { ...again, tries: 2 })).toBe(1)
  })

  test('whoever quotes it has not told it', async () => {
    await place.send(notice('a'), first)
    kept[0]?.comments.push(`> ${noticeMarker(notice('b').id)}`)
    expect(await place.send(notice('b'), { ...again, tries: 2 })).toBe(1)
    expect(kept[0]?.comments).toHaveLength(2)
  })
})

describe('over HTTP', () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  let asked: { url: string; headers: Record<string, string>; body: string; allowPrivate: readonly string[] }[]
  let answer: () => Response
  const send: Send = async (url, { headers, body, allowPrivate }) => {
    asked.push({ url, headers, body, allowPrivate })
    return answer()
  }
  beforeEach(() => {
    asked = []
    answer = () => new Response(null, { status: 204 })
  })
  const now = () => new Date('2026-11-21T19:14:03Z')
  const hook = 'https://hooks.example/services/T0/B0/key'
  const webhook = createWebhookPlace(
    { name: 'ops', url: hook, secrets: [secret], allowPrivate: ['10.0.0.0/8'] },
    { send, sign: signMessage, now },
  )
  const slack = createSlackPlace({ name: 'chat', url: hook }, { send })
  const how = { isAgain: false, tries: 0, known: undefined }

  test('a webhook is signed, and has the same id whenever it is sent', async () => {
    await webhook.send(notice('a'), how)
    await webhook.send(notice('a'), { ...how, isAgain: true, tries: 3 })
    expect(asked.map(({ headers }) => headers['webhook-id'])).toEqual([notice('a').id, notice('a').id])
    expect(asked[0]?.headers['webhook-signature']).toMatch(/^v1,/)
    expect(asked[0]?.allowPrivate).toEqual(['10.0.0.0/8'])
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
      type: 'alert.end-unproved',
      data: { id: notice('a').id, resource: 'orders-db', repository: 71 },
    })
  })

  test('a chat gets text, and nothing to click but a link', async () => {
    await slack.send(notice('a', { url: 'https://github.example/acme/access/issues/4' }), how)
    const body = JSON.parse(asked[0]?.body ?? '') as Record<string, unknown>
    expect(Object.keys(body).sort()).toEqual(['link_names', 'parse', 'text', 'unfurl_links', 'unfurl_media'])
    expect(body.link_names).toBe(false)
  })

  test.each([300, 302, 400, 410, 429, 500, 503])('an answer of %i is none', async (status) => {
    answer = () => new Response(null, { status })
    await expect(webhook.send(notice('a'), how)).rejects.toMatchObject({ code: 'NOTICE_UNDELIVERED' })
  })

  test('the address of a hook, which is a secret, is in no message', async () => {
    answer = () => {
      throw new Error(`connect failed for ${hook} (/services/T0/B0/key)`)
    }
    const error = await slack.send(notice('a'), how).catch((thrown: unknown) => thrown as Error)
    const all = JSON.stringify([String(error), (error as Error).cause, Object.values(error as object)])
    expect(all).not.toContain('B0')
    expect(all).toContain('hooks.example')
  })
})
