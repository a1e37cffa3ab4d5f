import { describe, expect, test } from 'vitest'
import { alertKinds, alertNames } from '../../../../src/core/alerts/alert-kinds.ts'
import {
  alertMarker,
  noticeMarker,
  noticeMessage,
  renderAlert,
  renderAlertIssue,
  renderChat,
  type Telling,
} from '../../../../src/core/alerts/render-notice.ts'
import { startsLikeRequest } from '../../../../src/core/request/form-start.ts'
import { isWithoutForm } from '../../../../src/core/request/without-form.ts'
import { isNoticeMessage } from '../../../../src/generated/validators.js'

const notice: Telling = {
  ...{ id: `msg_${'a'.repeat(32)}`, repository: 71, kind: 'end-unproved', subject: '71#4', spell: 'p' },
  ...{ at: new Date('2026-11-21T19:14:02Z'), resource: 'orders-db', sensitivity: 'high' },
  ...{ who: { id: 5, login: 'rita' }, url: 'https://github.example/acme/access/issues/4' },
}
const hostile: Telling = {
  ...notice,
  who: { id: 5, login: '<!channel> @here `*x*` |' },
  about: '&lt; </a> <https://evil.example|click> ~s~ `',
  url: 'https://github.example/a>b|c`d/<@U1>',
}

test('an issue, and a comment on it', async () => {
  await expect(renderAlertIssue(notice)).toMatchFileSnapshot('../../../golden/alert-issue.md')
  await expect(renderAlert({ ...hostile, kind: 'tampering' })).toMatchFileSnapshot('../../../golden/alert-hostile.md')
})

test('every kind, as it is told in a chat', async () => {
  const all = alertNames.map((kind) => renderChat({ ...notice, kind }))
  await expect(`${all.join('\n\n')}\n`).toMatchFileSnapshot('../../../golden/alerts-in-chat.md')
})

test('an issue is found again, and taken for no request', () => {
  for (const kind of alertNames) {
    const body = renderAlertIssue({ ...notice, kind })
    expect(body.startsWith(alertMarker(kind))).toBe(true)
    expect(body).toContain(noticeMarker(notice.id))
    expect(startsLikeRequest(body)).toBe(false)
    expect(isWithoutForm(body)).toBe(false)
  }
})

describe('in a chat', () => {
  test('nobody is called and nothing is markup, whatever a name is', () => {
    const text = renderChat(hostile)
    const [head = '', ...rest] = text.split('\n')
    expect(head).not.toMatch(/[<>`~]/)
    expect(head.match(/\*/g)).toHaveLength(2)
    expect(text).not.toMatch(/<[!@#]/)
    expect(rest.at(-1)).toMatch(/^<https:\/\/github\.example\/[^<>|`]*>$/)
    expect(head).toContain('&amp;lt;')
  })

  test('where there is no request there is no link', () => {
    const { url: _, ...without } = notice
    expect(renderChat(without)).not.toContain('<')
  })
})

test('what receivers are sent is what its schema says', () => {
  for (const kind of alertNames) expect(isNoticeMessage(noticeMessage({ ...hostile, kind }))).toBe(true)
  const { resource: _, sensitivity: __, who: ___, url: ____, ...least } = notice
  expect(isNoticeMessage(noticeMessage(least))).toBe(true)
})

test('every kind says what happened and what to do now, each in sentences', () => {
  for (const { title, what, action } of Object.values(alertKinds)) {
    expect(title).not.toMatch(/[.!]$/)
    for (const words of [what, action]) expect(words).toMatch(/^[A-Z`].*[.?]$/)
    expect(`${title}${what}${action}`).not.toContain('!')
  }
})
