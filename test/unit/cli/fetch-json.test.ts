import { expect, test } from 'vitest'
import { fetchJson } from '../../../src/cli/fetch-json.ts'
import { NoConnection } from '../../../src/core/no-connection.ts'

test.each([
  [new NoConnection('Set NODE_EXTRA_CA_CERTS.', { cause: undefined, nothingSent: true }), 'Set NODE_EXTRA_CA_CERTS.'],
  [new TypeError('fetch failed'), 'Check your connection and try again.'],
])('an issuer that cannot be reached: %s', async (thrown, advice) => {
  const where = 'https://daypass.example/oauth/token'
  await expect(fetchJson(async () => Promise.reject(thrown), where, {})).rejects.toMatchObject({
    code: 'ISSUER_UNREACHABLE',
    message: `The issuer cannot be reached. ${advice}`,
    where,
  })
})
