import { describe, expect, test } from 'vitest'
import { createAdmin } from '../../../src/http/admin.ts'

const levels = { liveGrants: 0, endingGrants: 0, undelivered: 0, inboxWaiting: 0, stranded: [] }

/** An admin application over so many grants that live, and how often everything was revoked. */
function admin(grants: number | Error = 3) {
  const state = { revoked: 0, left: grants }
  const { app } = createAdmin(
    async () => levels,
    async () => {
      state.revoked++
      if (state.left instanceof Error) throw state.left
      const { left } = state
      state.left = 0
      return left
    },
  )
  const post = (headers?: Record<string, string>, method = 'POST') =>
    app.request('/revoke-all', { method, ...(headers ? { headers } : {}) })
  return { state, post }
}

test('grants that nothing can end are counted by the connector that is missing, and no longer than it is', async () => {
  const state = { ...levels, stranded: [{ connector: 'orders', connectorType: 'vault', count: 2 }] }
  const { app } = createAdmin(
    async () => state,
    async () => 0,
  )
  const stranded = async () =>
    (await (await app.request('/metrics')).text())
      .split('\n')
      .filter((line) => line.startsWith('daypass_grants_stranded'))
  expect(await stranded()).toEqual(['daypass_grants_stranded{connector="orders",type="vault"} 2'])
  state.stranded = []
  expect(await stranded()).toEqual([])
})

describe('the kill switch', () => {
  test('ends every grant and says how many there were', async () => {
    const { post } = admin(3)
    for (const revoked of [3, 0]) {
      const response = await post({ 'x-daypass': 'revoke-all' })
      expect([response.status, await response.json()]).toEqual([200, { revoked }])
    }
  })

  test('takes the header in whatever case its name is', async () => {
    expect(await (await admin(1).post({ 'X-Daypass': 'revoke-all' })).json()).toEqual({ revoked: 1 })
  })

  test.each([
    ['none', undefined],
    ['an empty one', { 'x-daypass': '' }],
    ['another word', { 'x-daypass': 'yes' }],
    ['another case', { 'x-daypass': 'Revoke-All' }],
    ['more than the word', { 'x-daypass': 'revoke-all, revoke-all' }],
    ['another header', { 'x-revoke': 'revoke-all' }],
    ['what a form can send', { 'content-type': 'application/x-www-form-urlencoded' }],
  ])('does nothing without its header: %s', async (_, headers) => {
    const { state, post } = admin()
    const response = await post(headers)
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      error: 'invalid_request',
      message: 'Send the header `x-daypass: revoke-all` to end every grant.',
    })
    expect(state.revoked).toBe(0)
  })

  test.each(['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'])('does nothing at %s', async (method) => {
    const { state, post } = admin()
    expect((await post({ 'x-daypass': 'revoke-all' }, method)).status).toBe(404)
    expect(state.revoked).toBe(0)
  })

  test('never says that it worked when it did not, nor why', async () => {
    const response = await admin(new Error('password=hunter2')).post({ 'x-daypass': 'revoke-all' })
    expect([response.status, await response.json()]).toEqual([500, { error: 'server_error' }])
  })
})
