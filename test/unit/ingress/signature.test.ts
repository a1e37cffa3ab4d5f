import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isSigned, readSignature } from '../../../src/ingress/signature.ts'

const bytes = Buffer.from('{}')
const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
const digits = '0123456789abcdef'.repeat(4)

describe('bytes are signed', () => {
  it.each([
    ['by the first of two', sign('new'), ['new', 'old'], true],
    ['by the second', sign('old'), ['new', 'old'], true],
    ['by none of them', sign('other'), ['new', 'old'], false],
    ['with no secret to compare', sign('new'), [], false],
    ['not at all', undefined, ['new'], false],
    ['twice', [sign('new'), sign('new')], ['new'], false],
    ['with something before', ` ${sign('new')}`, ['new'], false],
    ['with something behind', `${sign('new')} `, ['new'], false],
  ])('%s', (_how, header, secrets, isOurs) => {
    expect(isSigned(bytes, header, secrets)).toBe(isOurs)
  })
})

describe('a signature', () => {
  it('is the bytes that its digits are', () => {
    expect(readSignature(`sha256=${digits}`)).toStrictEqual(Buffer.from(digits, 'hex'))
  })

  it.each([undefined, null, 7, '', digits, `sha256=${digits}0`, `xsha256=${digits}`, `sha256=${digits.slice(1)}g`])(
    'is not %j',
    (header) => expect(readSignature(header)).toBeUndefined(),
  )
})
