import { expect, test } from 'vitest'
import { kidsByPurpose } from '../../../src/signing/kids.ts'

const key = (kid: string, daypass?: string) => ({
  kid,
  kty: 'EC',
  alg: 'ES256',
  use: 'sig' as const,
  ...(daypass === undefined ? {} : { daypass }),
})

test('the keys of each purpose come in the order in which they sign, with those of none where a purpose has no own', () => {
  const keys = [key('t2', 'token'), key('any'), key('t1', 'token'), key('r', 'trail')]
  expect(kidsByPurpose(keys)).toEqual({
    token: ['t2', 't1'],
    status: ['any'],
    trail: ['r'],
    delivery: ['any'],
    bundle: ['any'],
  })
})
