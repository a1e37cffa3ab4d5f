import { createEmulator, type Emulator } from 'emulate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Receiver, startReceiver } from '../../demo/alerts/receiver.ts'
import { deployment, type Stage } from '../../demo/stage.ts'
import { alertIssues, pullSwitch } from '../../demo/tours/alerts.ts'
import { eventually } from '../../demo/tours/first-access.ts'
import { isNoticeMessage } from '../../src/generated/validators.js'
import { stageHere } from '../stage.ts'
import { operator } from './ends-play.ts'
import { type Asked, ask, form, labelled, look } from './play.ts'

let stage: Stage
let receiver: Receiver
let slack: Emulator

beforeAll(async () => {
  receiver = await startReceiver()
  slack = await createEmulator({ service: 'slack', port: 0 })
  stage = await stageHere({
    env: {
      OPS_NOTICES: receiver.secret,
      SLACK_OPS: `${slack.url.replace('localhost', '127.0.0.1')}/services/T000000001/B000000001/X000000001`,
    },
    files: { '.github/daypass.yml': 'ticket: optional\nnotify: { orders-api: [chat, nowhere] }\n' },
    deployment: `${deployment}notices:
  places:
    ops: { type: webhook, url: "${receiver.url}", secret: "\${OPS_NOTICES}" }
    chat: { type: slack, url: "\${SLACK_OPS}" }
  route:
    - { to: [issue, ops] }
    - { kinds: [burst], to: [ops] }
`,
  })
})
afterAll(async () => {
  await stage?.stop()
  await slack?.close()
  await receiver?.stop()
})

const arrived = (kind: string, count = 1) =>
  eventually(
    `${count} × ${kind}`,
    async () => {
      const found = receiver.told.filter(({ data }) => data.kind === kind)
      return found.length === count ? found : undefined
    },
    10_000,
  )
const issueOf = (title: string, count = 1) =>
  eventually(
    `${count} × ${title}`,
    async () => {
      const found = (await alertIssues(stage)).filter((one) => one.title === `Alert: ${title}`)
      return found.length === count ? found : undefined
    },
    10_000,
  )
const tampered = async (): Promise<Asked> => {
  const asked = await ask(stage, 'rita', { duration: '15m', reason: 'my reason is nobody else’s' })
  await labelled(stage, asked, 'daypass:active', 10_000)
  const status = (await stage.github.as('rita').comments(asked.number)).find((one) =>
    one.body?.includes('daypass:status'),
  )
  await stage.github.as('otto').editComment(status?.id ?? 0, 'Nothing to see here.')
  return asked
}
/** At most two may live at a time. */
const over = async ({ number, url }: Asked): Promise<void> => {
  await stage.github.as('rita').comment(number, '/done')
  await labelled(stage, { number, url }, 'daypass:ended', 10_000)
}
const inChat = async (): Promise<string> => {
  const call = async (method: string, body: object) => {
    const answer = await fetch(`${slack.url}/api/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer xoxb-test-token' },
      body: JSON.stringify(body),
    })
    return (await answer.json()) as { channels?: { id: string; name: string }[]; messages?: { text: string }[] }
  }
  const { channels = [] } = await call('conversations.list', {})
  const { messages = [] } = await call('conversations.history', {
    channel: channels.find(({ name }) => name === 'general')?.id,
  })
  return messages.map(({ text }) => text).join('\n\n')
}

test('an alert is told in an issue, to a receiver and in a chat, and nobody’s words are in it', async () => {
  const asked = await tampered()
  const [message] = await arrived('tampering')
  expect(isNoticeMessage({ ...message, came: undefined })).toBe(false)
  const { came: _, ...sent } = message ?? { came: 0 }
  expect(isNoticeMessage(sent)).toBe(true)
  expect(message?.data).toMatchObject({ resource: 'orders-api', sensitivity: 'low', who: 'rita', url: asked.url })
  const [issue] = await issueOf('Tampering')
  expect(issue?.body).toContain(asked.url)
  const chat = await eventually('the chat', async () => {
    const said = await inChat()
    return said.includes('Tampering') ? said : undefined
  })
  await over(asked)
  for (const told of [JSON.stringify(sent), issue?.body, chat]) {
    expect(told).not.toContain('nobody else')
  }
})

test('another one of the kind is a comment; the issue is no request, whatever people do to it', async () => {
  await over(await tampered())
  await arrived('tampering', 2)
  const [issue] = await eventually('a comment', async () => {
    const found = await issueOf('Tampering')
    return found[0]?.comments === 1 ? found : undefined
  })
  const number = issue?.number ?? 0
  const [rita, otto] = [stage.github.as('rita'), stage.github.as('otto')]
  for (const command of ['/done', '/revoke it is mine', '/retry', '/explain']) await rita.comment(number, command)
  // Not even where somebody makes it look like one.
  await otto.editIssue(number, { body: form({ duration: '20m' }) })
  await rita.comment(number, '/retry')
  await stage.github.settled()
  const shown = await look(stage, { number, url: '' })
  expect(shown.ours.map(({ body }) => body?.split('\n')[0])).toEqual([
    expect.stringMatching(/^<!-- daypass:notice msg_/),
  ])
  expect(shown).toMatchObject({ open: true, title: 'Alert: Tampering', labels: ['daypass:alert'] })
})

test('one that people close stays closed, and the next alert opens another; a restart tells nothing again', async () => {
  const [before] = await issueOf('Tampering')
  await stage.github.as('otto').closeIssue(before?.number ?? 0)
  await over(await tampered())
  const both = await issueOf('Tampering', 2)
  expect(both.map(({ state }) => state)).toEqual(['open', 'closed'])
  await arrived('tampering', 3)
  const calls = receiver.count()
  await stage.restart()
  await stage.github.settled()
  expect(receiver.count()).toBe(calls)
  expect(await issueOf('Tampering', 2)).toHaveLength(2)
})

test('a receiver that is away holds up no end, and hears of it when it is back', async () => {
  receiver.answers(503)
  const asked = await tampered()
  await eventually('the issue', async () => ((await alertIssues(stage))[0]?.comments === 1 ? true : undefined))
  await over(asked)
  expect(receiver.told.filter(({ data }) => data.kind === 'tampering')).toHaveLength(3)
  receiver.answers(204)
  await arrived('tampering', 4)
})

test('a burst is told where a route names it, and in no issue', async () => {
  for (let i = 0; i < 6; i++) await ask(stage, 'rita', { resource: 'billing-api', duration: `${20 + i}m` })
  const [message] = await arrived('burst')
  expect(message?.data).toMatchObject({ gravity: 'common', who: 'rita' })
  expect((await alertIssues(stage)).map(({ title }) => title)).not.toContain('Alert: Burst of requests')
})

test('the kill switch is told once, after a lockdown of the operators, too', async () => {
  expect(await operator(stage, ['--why', 'a drill'])).toMatchObject({ code: 0 })
  await pullSwitch(stage)
  await pullSwitch(stage)
  await arrived('lockdown')
  await arrived('kill-switch')
  await issueOf('Kill switch')
})
