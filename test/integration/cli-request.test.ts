import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Stage } from '../../demo/stage.ts'
import { stageHere } from '../stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await stageHere()
})
afterAll(async () => {
  await stage?.stop()
})

const why = ['--reason', 'incident 4711: customers see stale orders', '--repository', 'acme/access']

/** A program that calls the orders application with its token and says what it was answered. */
const caller = (url: string, code: number): string[] => [
  process.execPath,
  '-e',
  `fetch('${url}/orders',{headers:{authorization:'Bearer '+process.env.DAYPASS_TOKEN}}).then(r=>{console.log(r.status);process.exit(${code})})`,
]

async function commentsOf(number: number): Promise<string[]> {
  return (await stage.github.as('rita').comments(number)).map(({ body }) => body ?? '')
}

const numberIn = (text: string): number => Number(/\/issues\/(\d+)/.exec(text)?.[1])

describe('against a real server and a local GitHub', () => {
  it('asks, waits and opens in one line', async () => {
    const answer = await stage.daypass('request', 'orders-api', 'read', '5m', ...why, '--wait', '--json')
    expect(answer.stderr).toContain('daypass: asked in http')
    expect(answer.code).toBe(0)
    const { access_token, resource, request } = JSON.parse(answer.stdout)
    expect(resource).toBe('orders-api')
    const orders = await fetch(`${stage.application.url}/orders`, {
      headers: { authorization: `Bearer ${access_token}` },
    })
    expect(orders.status).toBe(200)
    const { title, body } = await stage.github.as('rita').issue(numberIn(request))
    expect(title).toBe('orders-api · read · 5m')
    expect(body).toContain('### Reason\n\nincident 4711: customers see stale orders')
  })

  it('finds the repository by itself from then on', async () => {
    const answer = await stage.daypass('request', 'billing-api', 'read', '5m', '--reason', 'incident 4711')
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^http\S+\/acme\/access\/issues\/\d+\n$/) })
  })

  it('answers 1 with the rule that denies', async () => {
    const answer = await stage.daypass('request', 'orders-api', 'read', '20h', ...why, '--wait')
    expect(answer.code).toBe(1)
    expect(answer.stderr).toContain('read on orders-api is limited to 8 h')
    expect(answer.stderr).toContain('[NOT_GRANTED]')
  })

  it('answers 1 for an action that there is not', async () => {
    const answer = await stage.daypass('request', 'orders-api', 'raed', '1h', ...why, '--wait')
    expect(answer.code).toBe(1)
    expect(answer.stderr).toContain('orders-api has no action raed. It has read, write.')
  })

  it('opens no issue for a text that the server would refuse', async () => {
    stage.github.resetCalls()
    const answer = await stage.daypass('request', 'orders-api', 'read', '1h', '--reason', 'x <!-- y -->')
    expect(answer.code).toBe(2)
    expect(stage.github.calls.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('asks, waits, runs a program and hands the access back', async () => {
    const url = stage.application.url
    const answer = await stage.daypass('exec', 'orders-api', 'read', '5m', ...why, '--', ...caller(url, 5))
    expect(answer).toMatchObject({ code: 5, stdout: '200\n' })
    const number = numberIn(answer.stderr)
    expect(await commentsOf(number)).toContain('/done')
    const receipt = (): Promise<string> => commentsOf(number).then((all) => all.join('\n'))
    await expect.poll(receipt, { timeout: 60_000 }).toContain('### Ended')
    expect(await receipt()).toContain('done')
  })

  it('keeps the access when told to', async () => {
    const url = stage.application.url
    const answer = await stage.daypass('exec', 'orders-api', 'read', '5m', ...why, '--keep', '--', ...caller(url, 0))
    expect(answer).toMatchObject({ code: 0, stdout: '200\n' })
    expect(await commentsOf(numberIn(answer.stderr))).not.toContain('/done')
    const again = await stage.daypass('exec', `${/http\S+/.exec(answer.stderr)?.[0]}`, '--', ...caller(url, 3))
    expect(again).toMatchObject({ code: 3, stdout: '200\n' })
  })

  it('runs nothing without a grant', async () => {
    const answer = await stage.daypass(
      'exec',
      'orders-api',
      'read',
      '20h',
      ...why,
      '--',
      ...caller(stage.application.url, 0),
    )
    expect(answer).toMatchObject({ code: 1, stdout: '' })
  })

  /** The open grant pull request for orders-api, once there is one. */
  async function grantPull(): Promise<number> {
    const list = async () => {
      const { data } = await stage.github.as('otto').request('GET', '/repos/acme/access/pulls?state=open')
      return (data as { number: number; title: string }[]).filter(({ title }) => title.includes('orders-api'))
    }
    await expect.poll(async () => (await list()).length, { timeout: 60_000 }).toBe(1)
    return (await list())[0]?.number ?? 0
  }

  it('shows what it waits for, and goes on when somebody approves', async () => {
    const asked = stage.daypass('request', 'orders-api', 'write', '5m', ...why, '--wait')
    const pull = await grantPull()
    await stage.github.as('otto').review(pull, 'APPROVE')
    const answer = await asked
    expect(answer.code).toBe(0)
    expect(answer.stdout).toContain('orders:write')
  })

  it('answers 1 when a reviewer says no, and says who', async () => {
    const asked = stage.daypass('exec', 'orders-api', 'write', '5m', ...why, '--', ...caller(stage.application.url, 0))
    await stage.github.as('otto').closePull(await grantPull())
    const answer = await asked
    expect(answer).toMatchObject({ code: 1, stdout: '' })
    expect(answer.stderr).toMatch(/Declined by review[\s\S]*\[NOT_GRANTED\]/)
  })
})
