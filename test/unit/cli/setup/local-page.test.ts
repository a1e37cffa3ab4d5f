import { request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { type LocalPage, openLocalPage } from '../../../../src/cli/setup/local-page.ts'

const open: LocalPage[] = []
afterEach(async () => {
  for (const page of open.splice(0)) await page.close()
})

async function pageWith(take: (code: string) => Promise<string>) {
  const taken: string[] = []
  const page = await openLocalPage('https://github.com', {
    key: 'the-key',
    state: 'the-state',
    begin: (redirect) => `begin at ${redirect}`,
    take: (code) => {
      taken.push(code)
      return take(code)
    },
  })
  open.push(page)
  return { page, taken }
}

type Seen = { status: number; headers: Record<string, unknown>; text: string }

function get(address: string, host?: string): Promise<Seen> {
  return new Promise((done, failed) => {
    const asked = request(address, host === undefined ? {} : { headers: { host } }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    asked.on('error', failed)
    asked.end()
  })
}

test('the page is on the loopback alone, and nothing of it is kept, framed or sent on', async () => {
  const { page } = await pageWith(async () => 'https://github.com/next')
  expect(new URL(page.address).hostname).toBe('127.0.0.1')
  const { status, headers, text } = await get(page.address)
  expect(status).toBe(200)
  expect(text).toBe(`begin at ${page.redirect}`)
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-frame-options': 'DENY',
  })
  expect(headers['content-security-policy']).toContain(`default-src 'none'`)
})

test('a page of another site that knows the address gets nothing, under whatever name it calls', async () => {
  const { page, taken } = await pageWith(async () => 'https://github.com/next')
  const back = `${page.redirect}?code=0a1b&state=the-state`
  expect((await get(page.address, 'evil.example')).status).toBe(421)
  expect((await get(back, 'evil.example')).status).toBe(421)
  expect((await get(`${page.redirect}?code=0a1b&state=wrong`)).status).toBe(403)
  expect(taken).toEqual([])
})

test('one code is taken, also where two come at once', async () => {
  const gate = Promise.withResolvers<string>()
  let first = true
  const { page, taken } = await pageWith(() => {
    const answer = first ? gate.promise : Promise.resolve('https://github.com/second')
    first = false
    return answer
  })
  const back = `${page.redirect}?code=0a1b&state=the-state`
  const both = [get(back), get(back)]
  const { status } = await Promise.race(both)
  gate.resolve('https://github.com/next')
  expect(status).toBe(410)
  const answers = await Promise.all(both)
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410])
  expect(answers.find(({ status }) => status === 303)?.headers.location).toBe('https://github.com/next')
  expect(taken).toEqual(['0a1b'])
})

test('a code that was pasted uses the page up', async () => {
  const { page, taken } = await pageWith(async () => 'https://github.com/next')
  expect(page.use()).toBe(true)
  expect(page.use()).toBe(false)
  expect((await get(`${page.redirect}?code=0a1b&state=the-state`)).status).toBe(410)
  expect(taken).toEqual([])
})

test('what goes wrong is told by the terminal, and not by the page', async () => {
  const { page } = await pageWith(() => Promise.reject(new Error('a secret of the terminal')))
  const { status, text } = await get(`${page.redirect}?code=0a1b&state=the-state`)
  expect(status).toBe(502)
  expect(text).not.toContain('a secret')
})

test('it closes when the browser was sent on', async () => {
  const [gate, asked] = [Promise.withResolvers<string>(), Promise.withResolvers<void>()]
  const { page } = await pageWith(() => {
    asked.resolve()
    return gate.promise
  })
  const answer = get(`${page.redirect}?code=0a1b&state=the-state`)
  await asked.promise
  const closed = page.close()
  open.length = 0
  gate.resolve('https://github.com/next')
  expect((await answer).status).toBe(303)
  await closed
})
