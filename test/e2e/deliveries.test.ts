import { createHmac, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Delivery } from '../../demo/github/local-github.ts'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'
import { type Asked, ask, ended, form, labelled, look, nextSecond, shows, swept } from './play.ts'

let stage: Stage

beforeAll(async () => {
  stage = await stageHere({ inProcess: 'commands' })
  await stage.equip('otto')
})
afterAll(() => stage?.stop())

const door = () => `${stage.server.url}/api/github/webhooks`

function signed(body: string, secret = stage.env.WEBHOOK_SECRET ?? ''): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
}

type Letter = { body: string; event?: string; id?: string; signature?: string | undefined; more?: object }

async function knock({ body, event = 'issues', id = randomUUID(), signature, more }: Letter) {
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-github-delivery': id,
    ...(signature === undefined ? {} : { 'x-hub-signature-256': signature }),
    ...more,
  }
  const response = await fetch(door(), { method: 'POST', headers, body })
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> }
}

/** The delivery that told of this issue. */
function opening({ number }: Asked): Delivery {
  const found = stage.github.deliveries.find(
    ({ event, action, body }) => event === 'issues' && action === 'opened' && body.includes(`/issues/${number}"`),
  )
  if (!found) throw new Error(`nothing was delivered about issue ${number}`)
  return found
}

/** Sends a body of 60 MB over a bare socket, no faster than it is taken; the answer's status, however early it comes. */
async function pour(headers: Record<string, string>): Promise<number> {
  const { hostname, port } = new URL(stage.server.url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  const closed = new Promise<void>((done) => socket.on('close', () => done()))
  const answered = new Promise<void>((done) => {
    socket.on('data', (data) => {
      answer += data.toString()
      done()
    })
  })
  // The other side may hang up in the middle of it.
  socket.on('error', () => undefined)
  const lines = Object.entries({ host: hostname, 'x-github-event': 'issues', ...headers })
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')
  socket.write(`POST /api/github/webhooks HTTP/1.1\r\n${head}\r\n`)
  const size = 256 * 1024
  const filler = 'x'.repeat(size)
  const chunk = 'transfer-encoding' in headers ? `${size.toString(16)}\r\n${filler}\r\n` : filler
  for (let sent = 0; sent < 60e6 && answer === '' && !socket.destroyed; sent += size) {
    if (!socket.write(chunk)) await Promise.race([new Promise((done) => socket.once('drain', done)), answered, closed])
  }
  await Promise.race([answered, closed])
  socket.destroy()
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1])
}

/** Bytes that the server's process holds in memory. */
function memory(): number {
  const text = readFileSync(`/proc/${stage.server.pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(text)?.[1]) * 1024
}

describe.concurrent('the door', () => {
  test('lets in what is signed, and nothing else', async () => {
    const body = JSON.stringify({ zen: 'Keep it logically awesome.' })
    const refusal = { status: 401, answer: { code: 'DELIVERY_UNSIGNED' } }
    expect(await knock({ body })).toMatchObject(refusal)
    expect(await knock({ body, signature: signed(body, 'another secret, of another app') })).toMatchObject(refusal)
    expect(await knock({ body: `${body} `, signature: signed(body) })).toMatchObject(refusal)
    expect(await knock({ body, signature: 'sha256=' })).toMatchObject(refusal)
    expect(await knock({ body, signature: signed(body), event: 'ping' })).toMatchObject({ status: 202 })
  })

  test('refuses what is packed, and what does not come by POST', async () => {
    const body = '{}'
    const packed = await knock({ body, signature: signed(body), more: { 'content-encoding': 'gzip' } })
    expect(packed).toMatchObject({ status: 415, answer: { code: 'DELIVERY_ENCODED' } })
    expect((await fetch(door())).status).toBe(405)
  })

  test('takes a delivery once; the same bytes under another name are another event, which changes nothing (security.R2)', async () => {
    const asked = await ask(stage, 'otto')
    const before = await labelled(stage, asked, 'daypass:active')
    const { body, guid } = opening(asked)
    const again = await knock({ body, id: guid, signature: signed(body) })
    expect(again).toMatchObject({ status: 202, answer: { duplicate: true } })
    const other = await knock({ body, id: randomUUID(), signature: signed(body) })
    expect(other).toMatchObject({ status: 202, answer: { accepted: true } })
    expect(await look(stage, asked)).toEqual(before)
  })

  test('notices when the name of the event is not that of the body', async () => {
    const asked = await ask(stage, 'otto')
    await labelled(stage, asked, 'daypass:active')
    const { body } = opening(asked)
    for (const event of ['push', 'issue_comment', 'repository', 'installation']) {
      const answer = await knock({ body, event, signature: signed(body) })
      expect(answer).toMatchObject({ status: 400, answer: { code: 'DELIVERY_MISLABELLED' } })
    }
  })

  test('acts on what GitHub says, not on what a delivery says', async () => {
    const asked = await ask(stage, 'otto', { resource: 'billing-api' })
    await labelled(stage, asked, 'daypass:pending')
    const told = JSON.parse(opening(asked).body) as { action: string; issue: { body: string } }
    const forged = JSON.stringify({ ...told, issue: { ...told.issue, body: form({ actions: 'read' }) } })
    expect(await knock({ body: forged, signature: signed(forged) })).toMatchObject({ status: 202 })
    await stage.github.as('otto').comment(asked.number, '/cancel')
    const { status } = await ended(stage, asked, 'cancelled')
    expect(status).toContain('billing-api')
  })

  test('does not wait for ever', async () => {
    const outgoing = request(door(), {
      method: 'POST',
      headers: { 'content-length': 1000, 'x-github-event': 'issues', 'x-hub-signature-256': signed('') },
    })
    outgoing.on('error', () => undefined)
    outgoing.write('{"action": ')
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
    expect(response.statusCode).toBe(408)
    outgoing.destroy()
  })
})

test('an opening that comes late makes good what a comment brought first', async () => {
  const { deliver } = stage.github
  await swept(stage)
  deliver.lose(({ event }) => event === 'issues')
  const asked = await ask(stage, 'otto')
  await nextSecond()
  await stage.github.as('sam').comment(asked.number, 'is this urgent?')
  // GitHub does not say who wrote the text of an issue that was touched since; only the lost delivery does.
  const { status } = await labelled(stage, asked, 'daypass:invalid')
  expect(status).toContain('REQUEST_CHANGED_BY_OTHER')
  deliver.normal()
  deliver.redeliver(opening(asked).guid)
  await labelled(stage, asked, 'daypass:active')
})

test('60 MB are refused without being kept', async () => {
  const signature = { 'x-hub-signature-256': signed('') }
  const before = memory()
  let most = 0
  const chunked = { 'transfer-encoding': 'chunked' }
  for (const headers of [{ 'content-length': '60000000' }, chunked, chunked, chunked]) {
    expect(await pour({ ...signature, ...headers })).toBe(413)
    most = Math.max(most, memory() - before)
  }
  expect(Math.round(most / 1e6), 'MB more than before').toBeLessThan(120)
  // Without a signature nothing is read at all.
  expect(await pour(chunked)).toBe(401)
})

/** What people do in two parts, each issue with its name. */
const story: [
  name: string,
  login: string,
  wish: Parameters<typeof form>[0],
  first: string,
  then?: (asked: Asked) => Promise<unknown>,
][] = [
  ['granted', 'otto', {}, 'daypass:active'],
  ['done', 'otto', {}, 'daypass:active', ({ number }) => stage.github.as('otto').comment(number, '/done')],
  ['closed', 'otto', {}, 'daypass:active', ({ number }) => stage.github.as('otto').closeIssue(number)],
  ['closed by another', 'otto', {}, 'daypass:active', ({ number }) => stage.github.as('sam').closeIssue(number)],
  ['pending', 'otto', { resource: 'billing-api' }, 'daypass:pending'],
  [
    'cancelled',
    'otto',
    { resource: 'billing-api' },
    'daypass:pending',
    ({ number }) => stage.github.as('otto').comment(number, '/cancel'),
  ],
  [
    'changed',
    'otto',
    { resource: 'billing-api' },
    'daypass:pending',
    ({ number }) => stage.github.as('sam').editIssue(number, { body: form() }),
  ],
  ['invalid', 'otto', { duration: '0h' }, 'daypass:invalid'],
  [
    'mended',
    'otto',
    { duration: '0h' },
    'daypass:invalid',
    ({ number }) => stage.github.as('otto').editIssue(number, { body: form() }),
  ],
  ['denied', 'mallory', {}, 'daypass:denied'],
]

const lastly: Record<string, string> = {
  granted: 'daypass:active',
  done: 'outcome:done',
  closed: 'outcome:done',
  'closed by another': 'daypass:active',
  pending: 'daypass:pending',
  cancelled: 'outcome:cancelled',
  changed: 'daypass:invalid',
  invalid: 'daypass:invalid',
  mended: 'daypass:active',
  denied: 'outcome:denied',
}

/** What the issues show in the end, without instants and numbers. */
async function outcomes(issues: ReadonlyMap<string, Asked>): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {}
  for (const [name, asked] of issues) {
    const { title, open, labels, ours, status } = await look(stage, asked)
    const heading = /^### (.*)$/m.exec(status)?.[1]?.replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, '(time)')
    found[name] = {
      title,
      open,
      labels: labels.toSorted(),
      comments: ours.length,
      heading: heading?.replace(/\([\d.]+ s\)/, ''),
    }
  }
  return found
}

async function tell(between: () => Promise<void>): Promise<Record<string, unknown>> {
  const issues = new Map<string, Asked>()
  for (const [name, login, wish] of story) issues.set(name, await ask(stage, login, wish))
  // From the next second on an issue that somebody comments on no longer shows that its text is its author's.
  await nextSecond()
  for (const asked of issues.values()) await stage.github.as('sam').comment(asked.number, 'is this urgent?')
  const each = (check: (name: string, asked: Asked) => Promise<unknown>) =>
    Promise.all([...issues].map(([name, asked]) => check(name, asked)))
  await between()
  await Promise.all(story.map(([name, , , first]) => labelled(stage, issues.get(name) as Asked, first)))
  for (const [name, , , , then] of story) await then?.(issues.get(name) as Asked)
  await between()
  await each((name, asked) =>
    shows(
      stage,
      asked,
      name,
      ({ labels, open }) => labels.includes(lastly[name] ?? '') && open === !lastly[name]?.startsWith('outcome:'),
    ),
  )
  return outcomes(issues)
}

test('30 % of deliveries lost, the others doubled and in any order: the end is the same', async () => {
  const { deliver } = stage.github
  const expected = await tell(async () => undefined)
  let [draws, lost] = [7, 0]
  const fate = new Map<string, boolean>()
  const misfortune = () => {
    // Two copies: what failed three times is not asked for again.
    deliver.duplicate(2)
    deliver.lose(({ guid }) => {
      // One fate for all copies of a delivery; a linear congruential generator keeps runs alike.
      if (!fate.has(guid)) {
        draws = (draws * 1103515245 + 12345) % 2147483648
        fate.set(guid, draws / 2147483648 < 0.3)
        if (fate.get(guid)) lost += 1
      }
      return fate.get(guid) ?? false
    })
    deliver.hold()
  }
  misfortune()
  const found = await tell(async () => {
    deliver.release({ shuffle: 11 })
    await stage.github.settled()
    deliver.normal()
    const calls = stage.github.calls.length
    await stage.restart()
    await swept(stage, calls)
    await stage.github.settled()
    misfortune()
  })
  expect(found).toEqual(expected)
  expect(lost).toBeGreaterThan(5)
  deliver.normal()
})
