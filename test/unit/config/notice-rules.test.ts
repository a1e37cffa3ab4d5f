import { expect, test } from 'vitest'
import { readDeployment } from '../../../src/config/deployment-file.ts'
import type { ProblemsError } from '../../../src/core/error.ts'

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const env = { OPS: secret, HOOK: 'https://hooks.example/services/T0/B0/key', BAD: 'x', PLAIN: 'http://hooks.example/x' }
const read = (notices: string) =>
  readDeployment(
    `connectors:\n  api: { type: token, audience: "https://api.acme.example", repositories: [1] }\nnotices:\n${notices}`,
    'daypass.config.yml',
    env,
    () => '',
  )

const good = `  places:
    ops: { type: webhook, url: "https://ops.example/d", secret: "\${OPS}", allow_private: [10.1.0.0/16] }
    chat: { type: slack, url: "\${HOOK}", repositories: [1] }
  route:
    - { to: [issue, ops] }
    - { kinds: [burst, first-at-high], resources: [orders-db], sensitivity: high, to: [chat] }
    - { kinds: [lockdown], to: [] }
`

const ref = (name: string): string => ['$', '{', name, '}'].join('')

test('places and routes', () => {
  const { notices } = read(good)
  expect(notices?.places?.chat).toEqual({ type: 'slack', url: env.HOOK, repositories: [1] })
  expect(notices?.route).toHaveLength(3)
})

test.each([
  ['a place that there is not', good.replace('to: [chat]', 'to: [chats]'), 'route[1].to', 'no place'],
  ['a kind that there is not', good.replace('burst', 'bursts'), 'route[1].kinds', ''],
  ['a secret that is written out', good.replace(ref('OPS'), secret), 'places.ops.secret', 'is written out'],
  [
    'a secret that is none',
    good.replace(ref('OPS'), ref('BAD')),
    'places.ops.secret',
    'no secret of Standard Webhooks',
  ],
  [
    'an address of a hook that is written out',
    good.replace(ref('HOOK'), env.HOOK),
    'places.chat.url',
    'is written out',
  ],
  ['http to somewhere else', good.replace(ref('HOOK'), ref('PLAIN')), 'places.chat.url', ''],
  ['a range that is none', good.replace('10.1.0.0/16', '10.1.0.0/99'), 'places.ops.allow_private[0]', ''],
  ['a place of the name that is taken', good.replace('    ops:', '    issue:'), 'places.issue', 'needs no entry'],
  ['another kind of place', good.replace('type: slack', 'type: mail'), 'places.chat', ''],
  ['a variable that is not set', good.replace(ref('HOOK'), ref('NOHOOK')), 'places.chat.url', 'NOHOOK'],
])('refuses %s', (_, notices, where, words) => {
  expect(notices).not.toBe(good)
  let problems: readonly { where: string; message: string }[] = []
  try {
    read(notices)
  } catch (error) {
    problems = (error as ProblemsError).problems
  }
  const found = problems.filter((one) => one.where.startsWith(`daypass.config.yml: notices.${where}`))
  expect(found.length, JSON.stringify(problems)).toBeGreaterThan(0)
  if (words !== '') expect(found.map(({ message }) => message).join()).toContain(words)
  expect(JSON.stringify(problems)).not.toContain('B0')
})
